"""How a step of an evening reads on somebody's worklist."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from kortelijn.tasks.models import Task
from kortelijn.tasks.telling import Telling, tells
from kortelijn.wall.models import Step


@tells(Step)
def tell_steps(tasks: list[Task]) -> dict[UUID, Telling]:
    """What was promised, and on which evening."""
    steps = Step.objects.select_related("evening").in_bulk([task.subject_id for task in tasks])
    return {task.pk: _telling(steps[task.subject_id]) for task in tasks if task.subject_id in steps}


def _telling(step: Step) -> Telling:
    title = _("{step} (avond {evening})").format(step=step.title, evening=step.evening.title)
    return Telling(title, reverse("wall:step", args=[step.pk]), _("Rond af"))
