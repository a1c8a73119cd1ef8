"""What goes along when another seat arranges a training, or supervises who learns."""

from kortelijn.kernel.actor import system_for
from kortelijn.parties.models import Seat, holder_of
from kortelijn.tasks.actions import hand_on
from kortelijn.tasks.models import Task


def pass_task(task: Task | None, to: Seat) -> None:
    """What is owed about it goes along, from whoever owes it now."""
    if task and task.is_open and task.owner and task.owner_id != to.pk:
        hand_on(system_for(to.network_id), task.owner, to, [task.pk], came_from=holder_of(task.owner.pk))
