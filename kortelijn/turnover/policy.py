"""Who sees what organizations there are, who keeps their contracts, who prepares an ending, who answers for whom."""

from kortelijn.kernel.actor import Actor
from kortelijn.kernel.policy import allow, predicate
from kortelijn.parties.models import Network, Seat
from kortelijn.parties.policy import is_seated, is_system
from kortelijn.tasks.models import Task
from kortelijn.tasks.policy import owes
from kortelijn.turnover.models import Contract, Ending, Introduction, Receiver, owed_by


@predicate
def coordinates_it(
    actor: Actor, obj: Network | Contract | Ending | Receiver | Introduction | None = None
) -> bool:  # fmt: skip
    """Coordinates the network that this is about."""
    if not actor.has(Seat.Function.COORDINATES):
        return False
    where = obj.pk if isinstance(obj, Network) else obj.network_id if obj else actor.network_id
    return bool(where == actor.network_id)


@predicate
def works_there(actor: Actor, ending: Ending) -> bool:
    """Sits at the organization that stops."""
    return actor.organization_id is not None and actor.organization_id == ending.organization_id


@predicate
def is_among_receivers(actor: Actor, ending: Ending) -> bool:
    """Is asked to take something over."""
    return ending.receivers.filter(pk__in=Receiver.objects.visible_to(actor).values("pk")).exists()


@predicate
def receives(actor: Actor, receiver: Receiver) -> bool:
    """Is asked, and works at the organization that would take it over: nobody says yes for another one."""
    return actor.organization_id == receiver.seat.organization_id and is_asked(actor, receiver)


@predicate
def is_asked(actor: Actor, receiver: Receiver) -> bool:
    """Acts from the seat that is asked, or owes that answer since."""
    if owed_by(actor).filter(subject_id=receiver.pk).exists():
        return True
    return actor.seat_id is not None and actor.seat_id == receiver.seat_id


@predicate
def owes_it(actor: Actor, introduction: Introduction) -> bool:
    """Acts from the seat that owes this introduction or stands in for it, or is the one to be met."""
    if actor.person_id is not None and actor.person_id == introduction.contact_id:
        return True
    return any(owes(actor, task) for task in Task.objects.open().filter(subject_id=introduction.pk))


allow("turnover.see", is_seated)
allow("turnover.keep_contracts", coordinates_it | is_system)
allow("turnover.end", coordinates_it | is_system)
allow("turnover.see_ending", coordinates_it | works_there | is_among_receivers)
allow("turnover.plan", coordinates_it | is_system)
allow("turnover.follow", is_system)
allow("turnover.see_question", is_asked)
allow("turnover.answer", receives | is_system)
allow("turnover.introduce", coordinates_it | is_system)
allow("turnover.see_introduction", is_seated)
allow("turnover.settle_introduction", owes_it | coordinates_it | is_system)
