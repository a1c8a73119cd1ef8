"""What is owed about something goes with it to another seat, and ends with it."""

from collections.abc import Iterable
from itertools import groupby

from kortelijn.ambition.models import Condition
from kortelijn.kernel.actor import system_for
from kortelijn.parties.models import Seat
from kortelijn.tasks.actions import finish, hand_on
from kortelijn.tasks.models import Task

SEE_TO = "see-to-condition"


def hand_on_open(tasks: Iterable[Task | None], to: Seat) -> None:
    """Give these to a seat, also those that went up meanwhile; who they came from stays known."""
    moving = [task for task in tasks if task and task.is_open and task.owner_id not in (None, to.pk)]
    moving.sort(key=lambda task: (str(task.owner_id), str(task.came_from_id)))
    for (owner, came_from), some in groupby(moving, key=lambda task: (task.owner, task.came_from)):
        if owner:
            hand_on(system_for(to.network_id), owner, to, [task.pk for task in some], came_from=came_from)


def close_seeing_to(condition: Condition) -> None:
    """Somebody said how it stands now, or its party stopped: nobody has to look any more."""
    for task in Task.objects.open().filter(subject_id=condition.pk, code=SEE_TO):
        finish(system_for(condition.network_id), task)
