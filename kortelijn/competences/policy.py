"""Who says what they can, who marks what is wanted, and who arranges that it is learned."""

from kortelijn.competences.models import Joining, Placement, Training
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.policy import allow, predicate
from kortelijn.parties.models import Seat
from kortelijn.parties.policy import coordinates_here, is_seated, is_system
from kortelijn.tasks.policy import owes


@predicate
def sits_on_it(actor: Actor, seat: Seat) -> bool:
    """Acts from this seat."""
    return actor.seat_id is not None and actor.seat_id == seat.pk


@predicate
def arranges_it(actor: Actor, training: Training) -> bool:
    """Acts from the seat that arranges this training, or stands in for it."""
    return training.lead_id is not None and training.lead_id in {actor.seat_id, *actor.stands_in_for}


@predicate
def owes_it(actor: Actor, obj: Training | Placement) -> bool:
    """Owes the answer that is open about it, because the seat whose it was is empty or handed it over."""
    return bool(obj.task and obj.task.is_open and owes(actor, obj.task))


@predicate
def joined_it(actor: Actor, joining: Joining) -> bool:
    """The person who joined, and nobody else."""
    return actor.person_id is not None and actor.person_id == joining.person_id


@predicate
def supervises(actor: Actor, placement: Placement) -> bool:
    """Acts from the seat that supervises, or stands in for it."""
    return placement.supervisor_id in {actor.seat_id, *actor.stands_in_for}


allow("competences.see", is_seated)
allow("competences.say", is_seated)
allow("competences.want", coordinates_here | is_system)
allow("competences.ask_of_seat", sits_on_it | coordinates_here | is_system)
allow("competences.forget", is_system)
allow("competences.join", is_seated)
for _verb in ("plan", "stop"):
    allow(f"competences.{_verb}", arranges_it | coordinates_here | is_system)
allow("competences.hold", arranges_it | owes_it | coordinates_here | is_system)
for _verb in ("arrange", "ask_how_it_was"):
    allow(f"competences.{_verb}", is_system)
allow("competences.confirm", joined_it)
allow("competences.place", coordinates_here | is_system)
for _verb in ("extend", "settle"):
    allow(f"competences.{_verb}", supervises | owes_it | coordinates_here | is_system)
allow("competences.pass_supervision", supervises | coordinates_here | is_system)
allow("competences.ask_how_on", is_system)
