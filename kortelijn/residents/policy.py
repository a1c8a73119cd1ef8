"""Who may write down a resident, and see who looked."""

from kortelijn.kernel.actor import Actor
from kortelijn.kernel.policy import allow, predicate
from kortelijn.parties.models import Seat
from kortelijn.parties.policy import is_system


@predicate
def brings_in(actor: Actor, obj: object = None) -> bool:
    """A seat that refers may bring in a resident."""
    return actor.has(Seat.Function.PRESCRIBES) or actor.has(Seat.Function.LINK_WORKER) or actor.has("receives")


@predicate
def comes_in_person(actor: Actor, obj: object = None) -> bool:
    """A resident who asks for something in person, and is not known yet."""
    return actor.kind == "resident" and actor.resident_id is None


allow("residents.register", brings_in | comes_in_person | is_system)
allow("residents.keep_longer", is_system)
