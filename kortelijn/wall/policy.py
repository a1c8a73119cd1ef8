"""Who shows the wall, who leads an evening, and who may say something there."""

from kortelijn.kernel.actor import Actor
from kortelijn.kernel.policy import allow, predicate
from kortelijn.parties.policy import coordinates_here, is_seated, is_system
from kortelijn.wall.models import Evening


@predicate
def is_there(actor: Actor, evening: Evening) -> bool:
    """Anybody who has the code of an evening that goes on: no account, no name."""
    return actor.kind == "public" and evening.is_open


for _verb in ("show", "open_showing", "plan", "change", "lead", "moderate", "make_step"):
    allow(f"wall.{_verb}", coordinates_here | is_system)
allow("wall.see_evenings", is_seated)
allow("wall.see_evening", is_seated)
allow("wall.say", is_there | coordinates_here | is_system)
