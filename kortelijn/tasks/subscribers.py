"""What follows for tasks when something happens below."""

from kortelijn.kernel.actor import system_for
from kortelijn.kernel.events import on
from kortelijn.kernel.models import Event
from kortelijn.tasks.actions import move_up
from kortelijn.tasks.models import Task


@on("tenure.ended")
def move_what_the_seat_owes(event: Event) -> None:
    """Somebody left: what an empty seat owes moves up the same day."""
    for task in Task.objects.on_vacant_seat().filter(owner=event.subject_id).order_by("due_at"):
        move_up(system_for(task.network_id), task)
