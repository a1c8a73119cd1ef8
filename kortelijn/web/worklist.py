"""What this seat owes today: one bounded read per list, whatever the number of tasks in the database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import CharField, Count, Q, Value

from kortelijn.kernel.clock import now
from kortelijn.kernel.moments import end_of_today, start_of_today
from kortelijn.referrals.models import Referral
from kortelijn.tasks.models import Task, TaskQuerySet
from kortelijn.web.subjects import Subjects, subjects_of

PER_PAGE, BESIDE = 40, 20
NEAR = timedelta(weeks=6)  # what is new and due later than this need not be looked at today
URGENCY = MINE, TOLD, WAITING = "mine", "told", "waiting"


@dataclass(frozen=True)
class Counts:
    """How much there is, over all pages."""

    total: int
    overdue: int
    people: int


class Worklist:
    """The tasks on one page of somebody's day, in four sections."""

    def __init__(
        self, seat_id: UUID | None, organization_id: UUID | None, page: str | None = None,
        standing_in: Sequence[UUID] = (),
    ) -> None:  # fmt: skip
        self.seat_id, self.seats = seat_id, [seat_id, *standing_in]
        self.counts = counts_of(*self.seats)
        self.page: Page[Any] = Paginator(range(self.counts.total), PER_PAGE).get_page(page)
        self.tasks: Sequence[Task] = self._read()
        self.about: Subjects = subjects_of(self.tasks, organization_id)
        self.about.own_seat = seat_id

    def _read(self) -> list[Task]:
        """One statement of three bounded parts, each along its own index; on later pages only what is owed."""
        first = max(self.page.start_index() - 1, 0)
        owed = _as(MINE, owed_by(*self.seats)[first : first + PER_PAGE])
        if self.page.number > 1:
            return list(owed)
        told = _as(TOLD, told_to(self.seat_id)[:BESIDE])
        waiting = _as(WAITING, awaited_by(self.seat_id)[:BESIDE])
        return _once(list(owed.union(told, waiting, all=True)))

    def _listed(self, role: str) -> list[Task]:
        rows = [task for task in self.tasks if role_of(task) == role]
        return sorted(rows, key=lambda task: (self.moment(task), task.pk))

    def moment(self, task: Task) -> Any:
        """When it is about: the appointment of today, else the date on which it is due."""
        referral = self.about.referral_of(task)
        return referral.appointment_at if referral and is_today(referral) else task.due_at

    @cached_property
    def overdue(self) -> list[Task]:
        """Mine, and past its date."""
        return [task for task in self._listed(MINE) if task.due_at < now()]

    @cached_property
    def told(self) -> list[Task]:
        """What others are late with, as I was told."""
        return self._listed(TOLD)

    @cached_property
    def today(self) -> list[Task]:
        """Due today, with an appointment today, or new."""
        return [task for task in self._listed(MINE) if task.due_at >= now() and self._is_for_today(task)]

    @cached_property
    def coming(self) -> list[Task]:
        """Later than today."""
        return [task for task in self._listed(MINE) if task.due_at >= now() and not self._is_for_today(task)]

    @cached_property
    def waiting(self) -> list[Task]:
        """What others owe me."""
        return self._listed(WAITING)

    def _is_for_today(self, task: Task) -> bool:
        referral = self.about.referral_of(task)
        is_new = task.status == Task.Status.REQUESTED and task.due_at < now() + NEAR
        if task.due_at < end_of_today() or is_new:
            return True
        return referral is not None and is_today(referral)


def counts_of(*seats: UUID | None) -> Counts:
    """Everything that the heading says, in one query along the index of the worklist."""
    today = Q(due_at__lt=end_of_today()) | Q(status=Task.Status.REQUESTED, due_at__lt=now() + NEAR)
    today |= Q(referral__appointment_at__gte=start_of_today(), referral__appointment_at__lt=end_of_today())
    return Counts(
        **Task.objects.open().owed_by_any(seats).aggregate(
            total=Count("pk"), overdue=Count("pk", filter=Q(due_at__lt=now())),
            people=Count("data_subject_id", distinct=True, filter=today),
        )
    )  # fmt: skip


def owed_by(*seats: UUID | None) -> TaskQuerySet:
    """What a seat owes, with those for which it stands in, the earliest first."""
    return Task.objects.open().owed_by_any(seats).order_by("due_at", "id")


def told_to(seat_id: UUID | None) -> TaskQuerySet:
    """What others are late with, as this seat was told."""
    return Task.objects.open().told_to(seat_id).exclude(owner=seat_id).order_by("due_at", "id")


def awaited_by(seat_id: UUID | None) -> TaskQuerySet:
    """What this seat waits for."""
    return Task.objects.open().awaited_by(seat_id).order_by("due_at", "id")


def is_today(referral: Referral) -> bool:
    """Whether there is an appointment today that has yet to come or is going on."""
    at = referral.appointment_at
    return at is not None and start_of_today() <= at < end_of_today()


def role_of(task: Task) -> str:
    """Why a task is on this worklist: it is mine, I was told of it, or I wait for it."""
    return str(task.role)  # type: ignore[attr-defined]  # annotated by _as


def _as(role: str, rows: TaskQuerySet) -> TaskQuerySet:
    return rows.annotate(role=Value(role, CharField()))


def _once(tasks: list[Task]) -> list[Task]:
    """A task that I was told about and also wait for stands there once, as the more urgent of the two."""
    least_urgent_first = sorted(tasks, key=lambda task: URGENCY.index(role_of(task)), reverse=True)
    return list({task.pk: task for task in least_urgent_first}.values())
