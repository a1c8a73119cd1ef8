"""What must be true of every open task, asked of the data itself and not of the code that should have seen to it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from kortelijn.kernel.clock import now
from kortelijn.kernel.working_days import after_working_days
from kortelijn.tasks.days import ESCALATION, days_for
from kortelijn.tasks.models import Escalation, Task, TaskQuerySet
from kortelijn.tasks.queries import coordinator_of, deputy_of, standing_in

GRACE = timedelta(minutes=15)
COORDINATOR = Escalation.Step.COORDINATOR


@dataclass(frozen=True)
class Violation:
    """One task, or another thing that is named, for which a promise was not kept."""

    task_id: UUID
    sentence: str
    what: str = "Taak"


Promise = Callable[[], Iterator[Violation]]
_promises: list[Promise] = []


def promises(look: Promise) -> Promise:
    """Say in `subscribers.py` what else must be true; an app above asks its own data."""
    _promises.append(look)
    return look


def violations() -> Iterator[Violation]:
    """Every promise that is broken now; none, on sound data."""
    for task in Task.objects.open().filter(owner=None).order_by("due_at"):
        yield Violation(task.pk, "heeft geen plek die haar doet")
    yield from _left_behind()
    yield from _unheard()
    yield from _unheard_by_coordinator()
    for task in _never_to_be_told().order_by("due_at"):
        yield Violation(task.pk, "wordt nooit opgeschaald: er staat geen moment voor")
    for look in _promises:
        yield from look()


def _left_behind() -> Iterator[Violation]:
    """On an empty seat, while somebody above could do it."""
    for task in Task.objects.on_vacant_seat().select_related("owner__deputy").order_by("due_at"):
        if task.owner and standing_in(task.owner) != task.owner:
            yield Violation(task.pk, "ligt op een lege plek, terwijl er iemand boven zit")


def _unheard() -> Iterator[Violation]:
    """Late, while nobody above was told who could have been."""
    late = Task.objects.open().filter(due_at__lt=now() - GRACE).filter(~Exists(_told()))
    for task in late.select_related("owner__deputy").order_by("due_at"):
        if deputy_of(task) or coordinator_of(task):
            yield Violation(task.pk, "is over tijd, en wie erboven zit weet het niet")


def _unheard_by_coordinator() -> Iterator[Violation]:
    """The deputy knows for longer than was agreed, and the coordinator does not."""
    waits = Task.objects.open().filter(Exists(_told(Escalation.Step.DEPUTY))).filter(~Exists(_told(COORDINATOR)))
    for task in waits.select_related("owner__deputy", "network").order_by("due_at"):
        told = task.escalations.get(round=task.round, step=Escalation.Step.DEPUTY)
        owed_at = task.owner.organization_id if task.owner else None
        by = after_working_days(told.at, days_for(task.network, ESCALATION, owed_at)) + GRACE
        if by < now() and coordinator_of(task):
            yield Violation(task.pk, "is lang over tijd, en de coördinator weet het niet")


def _never_to_be_told() -> TaskQuerySet:
    return Task.objects.open().filter(escalate_at=None).filter(~Exists(_told(COORDINATOR)))


def _told(step: int | None = None) -> QuerySet[Escalation]:
    rows = Escalation.objects.filter(task=OuterRef("pk"), round=OuterRef("round"))
    return rows if step is None else rows.filter(step=step)
