"""What follows in the rota, and how what it owes reads in a worklist."""

from collections.abc import Mapping
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from kortelijn.kernel.moments import day_word
from kortelijn.rota.models import Deviation
from kortelijn.tasks.models import Task
from kortelijn.tasks.telling import Telling, tells


@tells(Deviation)
def days_without_anybody(tasks: list[Task]) -> Mapping[UUID, Telling]:
    """Which day, of what, and where somebody is arranged; one query for all of them."""
    rows = Deviation.objects.select_related("shift__seat", "shift__service", "shift__location")
    days = rows.in_bulk([task.subject_id for task in tasks])
    return {task.pk: _telling(days[task.subject_id]) for task in tasks if task.subject_id in days}


def _telling(deviation: Deviation) -> Telling:
    shift = deviation.shift
    title = _("Vervanging regelen: {what} in {place}, {day}").format(
        what=shift.title, place=shift.location.name, day=day_word(deviation.day)
    )
    return Telling(title, reverse("rota:cover", args=[deviation.pk]), _("Regel"))
