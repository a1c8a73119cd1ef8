"""Who keeps the directory: those who are in it, and the coordinator for all of it."""

from kortelijn.directory.models import Service
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.policy import allow, may, predicate
from kortelijn.parties.policy import coordinates_here, is_seated, is_system
from kortelijn.upkeep.models import Claim, Draft, Report


@predicate
def works_at_it(actor: Actor, claim: Claim) -> bool:
    """Sits, in the same network, at the organization that the claim is about."""
    return actor.seated and (actor.organization_id, actor.network_id) == (claim.organization_id, claim.network_id)


@predicate
def writes_it(actor: Actor, draft: Draft) -> bool:
    """Whose draft it is."""
    return actor.account_id is not None and actor.account_id == draft.account_id


@predicate
def may_change_what_it_is_about(actor: Actor, report: Report) -> bool:
    """Whoever may change the entry may say whether it holds."""
    return may(actor, "directory.change", report.service)


@predicate
def keeps_what_it_is_about(actor: Actor, draft: Draft) -> bool:
    """Changes the own entry; adds one only where the own organization keeps its entries."""
    if draft.service:
        return may(actor, "directory.change", draft.service)
    if actor.organization_id != draft.organization_id or actor.network_id != draft.network_id:
        return False
    return Claim.objects.granted().filter(network=draft.network_id, organization=draft.organization_id).exists()


@predicate
def is_here(actor: Actor, service: Service) -> bool:
    """A colleague of the network that the entry is in."""
    return actor.seated and actor.network_id == service.network_id


@predicate
def is_anybody(actor: Actor, obj: object = None) -> bool:
    """Everybody, with account or without."""
    return True


allow("upkeep.see_overview", is_seated)
allow("upkeep.see_keepers", is_seated)
allow("upkeep.see_history", is_here)
allow("upkeep.undo", is_system | may_change_what_it_is_about)
allow("upkeep.report", is_anybody)
allow("upkeep.see_report", is_system | may_change_what_it_is_about)
allow("upkeep.answer_report", is_system | may_change_what_it_is_about)
allow("upkeep.claim", is_seated)
allow("upkeep.ask_claim", is_anybody)
allow("upkeep.invite_claim", is_system | coordinates_here)
allow("upkeep.prove_claim", is_anybody)
allow("upkeep.grant_claim", is_system | coordinates_here | works_at_it)
allow("upkeep.answer_claim", is_system | coordinates_here)
allow("upkeep.see_claim", is_system | coordinates_here)
allow("upkeep.pass_claims", is_system | coordinates_here)
allow("upkeep.end_claim", is_system | coordinates_here | works_at_it)
allow("upkeep.begin", is_seated)
allow("upkeep.write", writes_it | coordinates_here | is_system)
allow("upkeep.see_draft", writes_it | coordinates_here)
allow("upkeep.publish", (writes_it & keeps_what_it_is_about) | coordinates_here | is_system)
allow("upkeep.propose", writes_it)
allow("upkeep.decide", coordinates_here | is_system)
allow("upkeep.discard", writes_it)
