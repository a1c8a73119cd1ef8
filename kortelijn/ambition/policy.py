"""Who may set the course: the coordinator writes, each party speaks for itself, a board commits only itself."""

from kortelijn.ambition.models import Commitment, Condition, Interest
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.policy import allow, predicate
from kortelijn.parties.models import Organization, Seat
from kortelijn.parties.policy import coordinates_here, is_seated, is_system
from kortelijn.tasks.policy import owes


@predicate
def governs(actor: Actor, obj: object = None) -> bool:
    """Sits on a seat of a board, a municipality, an insurer."""
    return actor.has(Seat.Function.GOVERNS)


@predicate
def is_that_party(actor: Actor, obj: Organization | Interest | Condition | None = None) -> bool:
    """Acts from a seat of that organization; asked of nothing: of the own one."""
    if not actor.seated or actor.organization_id is None:
        return False
    whose = obj.pk if isinstance(obj, Organization) else getattr(obj, "organization_id", actor.organization_id)
    return bool(whose == actor.organization_id)


@predicate
def coordinates_that(actor: Actor, obj: Organization | Interest | Condition | None = None) -> bool:
    """Coordinates the network in which that stands; whether the party takes part, the action looks up."""
    return actor.has(Seat.Function.COORDINATES) and getattr(obj, "network_id", actor.network_id) == actor.network_id


@predicate
def said_it(actor: Actor, commitment: Commitment) -> bool:
    """Acts from the board seat that said it, or stands in for it."""
    if actor.seat_id is None or actor.network_id != commitment.network_id:
        return False
    return actor.seat_id == commitment.seat_id or commitment.seat_id in actor.stands_in_for


@predicate
def owes_the_answer(actor: Actor, commitment: Commitment) -> bool:
    """Owes what is open about it, mostly because the board's seat is empty."""
    return bool(commitment.task and commitment.task.is_open and owes(actor, commitment.task))


@predicate
def sees_to_it(actor: Actor, obj: Organization | Interest | Condition | None = None) -> bool:
    """Acts from the seat that sees to this condition, or stands in for it."""
    if not isinstance(obj, Condition) or actor.seat_id is None or actor.network_id != obj.network_id:
        return False
    return actor.seat_id == obj.owner_id or obj.owner_id in actor.stands_in_for


allow("ambition.see", is_seated)
allow("ambition.see_as_partner", governs | coordinates_here)
allow("ambition.draft", coordinates_here | is_system)
allow("ambition.speak", is_that_party | coordinates_that | is_system)
allow("ambition.confirm", is_that_party)
allow("ambition.note_point", is_seated | is_system)
allow("ambition.commit", governs)
allow("ambition.note_commitment", coordinates_here | is_system)
allow("ambition.confirm_commitment", said_it)
allow("ambition.retract_note", coordinates_here | owes_the_answer)
allow("ambition.answer", said_it | owes_the_answer)
allow("ambition.ask_again", coordinates_here | said_it)
allow("ambition.pass_on", is_system | coordinates_here)
allow("ambition.set_condition", is_that_party | sees_to_it | coordinates_that | is_system)
