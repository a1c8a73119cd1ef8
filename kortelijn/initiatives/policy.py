"""Who may describe an initiative, offer what it needs, answer, and bring people together."""

from kortelijn.initiatives.models import Initiative, Introduction, Offer
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.policy import allow, predicate
from kortelijn.parties.policy import coordinates_here, is_seated, is_system


@predicate
def is_in_it(actor: Actor, initiative: Initiative) -> bool:
    """Works at the party of the contact, or at one that is in it."""
    if not actor.seated or actor.network_id != initiative.network_id:
        return False
    here = initiative.contact.organization_id == actor.organization_id
    return here or any(each.organization_id == actor.organization_id for each in initiative.parties.all())


@predicate
def is_asked(actor: Actor, offer: Offer) -> bool:
    """Works where the contact of the initiative sits."""
    contact = offer.ask.initiative.contact
    return actor.seated and (actor.organization_id, actor.network_id) == (contact.organization_id, contact.network_id)


@predicate
def is_introduced(actor: Actor, introduction: Introduction) -> bool:
    """Works at one of the two."""
    contacts = (introduction.first.contact, introduction.second.contact)
    here = [each.organization_id for each in contacts]
    return actor.seated and actor.network_id == introduction.network_id and actor.organization_id in here


allow("initiatives.see_list", is_seated)
allow("initiatives.see", is_seated)
allow("initiatives.add", is_seated | is_system)
allow("initiatives.save_draft", is_seated)
allow("initiatives.change", is_in_it | coordinates_here | is_system)
allow("initiatives.pass_contact", is_system | coordinates_here)
allow("initiatives.offer", is_seated)
allow("initiatives.see_offer", is_seated)
allow("initiatives.answer", is_asked | coordinates_here)
allow("initiatives.introduce", is_seated)
allow("initiatives.see_introduction", is_seated)
allow("initiatives.tell_outcome", is_introduced | coordinates_here)
