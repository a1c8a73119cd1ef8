"""Who shows the wall, who leads an evening, and who does what was promised there."""

from kortelijn.kernel.actor import Actor
from kortelijn.kernel.policy import allow, predicate
from kortelijn.parties.policy import coordinates_here, is_seated, is_system
from kortelijn.wall.models import Evening, Step


@predicate
def promised_it(actor: Actor, step: Step) -> bool:
    """Acts from the seat that goes to do it."""
    return actor.seat_id is not None and actor.seat_id == step.task.owner_id


@predicate
def is_there(actor: Actor, evening: Evening) -> bool:
    """Anybody who has the code of an evening that goes on: no account, no name."""
    return actor.kind == "public" and evening.is_open


for _verb in ("show", "open_showing", "plan", "change", "lead", "moderate", "make_step"):
    allow(f"wall.{_verb}", coordinates_here | is_system)
allow("wall.see_evenings", is_seated)
allow("wall.see_evening", is_seated)
allow("wall.say", is_there | coordinates_here | is_system)
allow("wall.see_step", is_seated)
allow("wall.finish_step", promised_it | is_system)
allow("wall.postpone_step", promised_it | is_system)
allow("wall.drop_step", promised_it | coordinates_here | is_system)
