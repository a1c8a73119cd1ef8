"""Who may take small steps: everybody who sits here sets them, who owes one does it."""

from kortelijn.kernel.actor import Actor
from kortelijn.kernel.policy import allow, predicate
from kortelijn.parties.policy import coordinates_here, is_seated, is_system
from kortelijn.steps.models import Step
from kortelijn.tasks.policy import owes


@predicate
def owes_it(actor: Actor, step: Step) -> bool:
    """Acts from the seat that promised it, or stands in for it."""
    return bool(owes(actor, step.task))


@predicate
def asked_for_it(actor: Actor, step: Step) -> bool:
    """Acts from the seat that asked for it."""
    return actor.seat_id is not None and actor.seat_id == step.task.requester_id


allow("steps.see", is_seated)
allow("steps.set", is_seated | is_system)
for _verb in ("begin", "finish", "put_off"):
    allow(f"steps.{_verb}", owes_it | is_system)
allow("steps.drop", owes_it | asked_for_it | coordinates_here | is_system)
