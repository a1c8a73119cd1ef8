"""How a step reads on somebody's worklist."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from kortelijn.steps.models import Step
from kortelijn.tasks.models import Task
from kortelijn.tasks.telling import Telling, tells


@tells(Step)
def tell_steps(tasks: list[Task]) -> dict[UUID, Telling]:
    """What was promised, and where it is finished."""
    steps = Step.objects.in_bulk([task.subject_id for task in tasks])
    return {task.pk: _telling(steps[task.subject_id]) for task in tasks if task.subject_id in steps}


def _telling(step: Step) -> Telling:
    return Telling(step.what, reverse("steps:step", args=[step.pk]), _("Bekijk de stap"))
