"""Whatever somebody owes somebody: one table, one worklist, one escalation, one handover (FHIR R4 Task)."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_fsm import RETURN_VALUE, FSMField, transition

from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import now
from kortelijn.kernel.models import Row
from kortelijn.kernel.policy import permitted
from kortelijn.kernel.retention import Keep, retained
from kortelijn.parties.models import Absence, Network, Person, Seat, Tenure

CLOCK = ("last_action_at", "due_at", "escalate_at")
Standing = dict[str, Any]  # as JSON keeps it


class TaskQuerySet(models.QuerySet["Task"]):
    """Tasks in the field's language."""

    def open(self) -> Self:
        """Somebody still owes it."""
        return self.filter(status__in=Task.OPEN, closed_at=None)  # the second is what the indexes are made for

    def overdue(self) -> Self:
        """Open, past its date and not paused."""
        return self.open().filter(due_at__lt=now())

    def on_vacant_seat(self) -> Self:
        """Open, while nobody sits on the seat that owes it."""
        return self.open().filter(~Tenure.current_of(models.OuterRef("owner")))

    def told_to(self, seat_id: UUID | None) -> Self:
        """Late, and this seat was told so in the present round of the clock."""
        told = Escalation.objects.filter(task=models.OuterRef("pk"), round=models.OuterRef("round"), seat=seat_id)
        return self.filter(models.Exists(told))

    def owed_by(self, seat_id: UUID | None) -> Self:
        """What this seat owes."""
        return self.filter(owner=seat_id)

    def owed_by_any(self, seat_ids: Collection[UUID | None]) -> Self:
        """What these seats owe together: the own one, and those for which it stands in."""
        return self.filter(owner__in=seat_ids) if len(seat_ids) > 1 else self.owed_by(next(iter(seat_ids), None))

    def awaited_by(self, seat_id: UUID | None) -> Self:
        """What others owe this seat."""
        return self.filter(requester=seat_id).exclude(owner=seat_id)

    def visible_to(self, actor: Actor) -> Self:
        """Who owes it or stands in for that seat, who asked, who was told, who is asked to take it over."""
        if actor.seat_id is None:
            return self.none()
        told = Escalation.objects.filter(task=models.OuterRef("pk"), round=models.OuterRef("round"), seat=actor.seat_id)
        asked = Handover.objects.asked_of(actor.seat_id).filter(task=models.OuterRef("pk"))
        away = Absence.objects.current().filter(stand_in=actor.seat_id).values("seat")
        mine = Q(owner=actor.seat_id) | Q(requester=actor.seat_id) | Q(owner__in=away, closed_at=None)
        return self.filter(mine | models.Exists(told) | models.Exists(asked), network_id=actor.network_id)


# A week longer than what the task was for, which points at it.
@retained(Keep(months=24, days=7, since="closed_at", why="twee jaar na afsluiten: daarna telt alleen het aantal"))
class Task(Row):
    """One thing that one seat owes, with a date; states are FHIR Task.status as in the Gravity closed loop."""

    class Status(models.TextChoices):
        REQUESTED = "requested", _("gestuurd")
        ACCEPTED = "accepted", _("opgepakt")
        REJECTED = "rejected", _("teruggegeven")
        IN_PROGRESS = "in-progress", _("bezig")
        ON_HOLD = "on-hold", _("gepauzeerd")
        COMPLETED = "completed", _("klaar")
        CANCELLED = "cancelled", _("gestopt")
        FAILED = "failed", _("niet gelukt")

    OPEN = (Status.REQUESTED, Status.ACCEPTED, Status.IN_PROGRESS, Status.ON_HOLD)

    network = models.ForeignKey(Network, models.PROTECT, related_name="tasks")
    code = models.CharField(max_length=40, help_text="what is owed: fulfill, answer-handover, look-again, ...")
    status = FSMField(max_length=12, choices=Status, default=Status.REQUESTED, protected=True)
    status_reason = models.CharField(max_length=300, blank=True)
    business_status = models.CharField(max_length=40, blank=True)
    came_from = models.ForeignKey(
        Person, models.SET_NULL, related_name="+", null=True, blank=True, db_index=False,
        help_text="who left the seat from which it moved here",
    )  # fmt: skip
    owner = models.ForeignKey(Seat, models.PROTECT, related_name="owed", null=True)
    requester = models.ForeignKey(Seat, models.PROTECT, related_name="asked", null=True, blank=True)
    subject_type = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    data_subject_id = models.UUIDField(null=True, blank=True, help_text="the resident it is about")
    authored_at = models.DateTimeField(default=now)
    last_action_at = models.DateTimeField(default=now)
    due_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    round = models.PositiveIntegerField(default=0, help_text="counts restarts of the clock")
    escalate_at = models.DateTimeField(null=True, blank=True, help_text="when the next one above must be told")

    objects = TaskQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(status__in=("requested", "accepted", "in-progress", "on-hold")) | Q(owner__isnull=False),
                name="open_task_has_an_owner",
                violation_error_message=_("Een open taak heeft altijd een plek die haar doet."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=("requested", "accepted", "in-progress", "on-hold"), closed_at=None)
                | ~Q(status__in=("requested", "accepted", "in-progress", "on-hold")) & ~Q(closed_at=None),
                name="closed_task_has_a_moment",
                violation_error_message=_("Een afgesloten taak heeft een moment van sluiten."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=("rejected", "on-hold", "failed", "cancelled")) | ~Q(status_reason=""),
                name="task_status_has_a_reason",
                violation_error_message=_("Schrijf er kort bij waarom."),
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "due_at"], name="worklist", condition=Q(closed_at=None)),
            models.Index(fields=["requester", "due_at"], name="waiting_for", condition=Q(closed_at=None)),
            models.Index(fields=["escalate_at"], name="to_escalate", condition=Q(closed_at=None)),
            models.Index(fields=["subject_id"], name="task_of_subject"),
            models.Index(fields=["closed_at"], name="task_retention"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether somebody still owes it."""
        return self.status in self.OPEN

    @property
    def is_overdue(self) -> bool:
        """Open, past its date and not paused."""
        return self.is_open and self.status != self.Status.ON_HOLD and self.due_at < now()

    @transition(field=status, source=Status.REQUESTED, target=Status.ACCEPTED, permission=permitted("tasks.accept"))
    def accept(self, due_at: datetime) -> None:
        """The owner takes it up."""
        self.restart(due_at)

    @transition(
        field=status, source=[Status.ACCEPTED, Status.IN_PROGRESS], target=Status.IN_PROGRESS,
        permission=permitted("tasks.begin"),
    )  # fmt: skip
    def begin(self, due_at: datetime) -> None:
        """The work itself has begun: there was contact."""
        self.restart(due_at)

    @transition(field=status, source=Status.REQUESTED, target=Status.REJECTED, permission=permitted("tasks.reject"))
    def reject(self, reason: str) -> None:
        """The owner gives it back before taking it up, and says why."""
        self.close(reason)

    @transition(
        field=status, source=[Status.ACCEPTED, Status.IN_PROGRESS, Status.ON_HOLD], target=Status.COMPLETED,
        permission=permitted("tasks.complete"),
    )  # fmt: skip
    def complete(self, reason: str = "") -> None:
        """Done."""
        self.close(reason)

    @transition(
        field=status, source=[Status.ACCEPTED, Status.IN_PROGRESS, Status.ON_HOLD], target=Status.FAILED,
        permission=permitted("tasks.fail"),
    )  # fmt: skip
    def fail(self, reason: str) -> None:
        """It did not work out, and why."""
        self.close(reason)

    @transition(
        field=status, source=[Status.REQUESTED, Status.ACCEPTED, Status.IN_PROGRESS, Status.ON_HOLD],
        target=Status.CANCELLED, permission=permitted("tasks.cancel"),
    )  # fmt: skip
    def cancel(self, reason: str) -> None:
        """It is no longer needed, and why."""
        self.close(reason)

    @transition(
        field=status, source=[Status.ACCEPTED, Status.IN_PROGRESS], target=Status.ON_HOLD,
        permission=permitted("tasks.pause"),
    )  # fmt: skip
    def pause(self, reason: str, until: datetime) -> None:
        """Wait until a date, with a reason; nobody is told that it is late before then."""
        self.status_reason = reason
        self.restart(until)

    @transition(field=status, source=Status.ON_HOLD, target=Status.IN_PROGRESS, permission=permitted("tasks.resume"))
    def resume(self, due_at: datetime) -> None:
        """Go on after a pause."""
        self.status_reason = ""
        self.restart(due_at)

    @transition(
        field=status, source=list(Status), target=RETURN_VALUE(*OPEN), permission=permitted("tasks.restore"),
    )  # fmt: skip
    def restore(self, before: "Standing") -> str:
        """A step was a mistake: it stands as before, clock included; only what was open comes back."""
        for name in CLOCK:
            moment = before[name]
            setattr(self, name, datetime.fromisoformat(moment) if moment else None)
        self.status_reason, self.round, self.closed_at = before["status_reason"], before["round"], None
        return str(before["status"])

    @property
    def standing(self) -> "Standing":
        """How it stands now, to come back to: its status, its clock and whose it is."""
        moments = {name: getattr(self, name) for name in CLOCK}
        return {
            "status": str(self.status), "status_reason": self.status_reason, "round": self.round,
            "owner": str(self.owner_id), **{name: at.isoformat() if at else "" for name, at in moments.items()},
        }  # fmt: skip

    def restart(self, due_at: datetime) -> None:
        """The clock starts again at the last action; whoever was told before is no longer concerned."""
        self.last_action_at, self.due_at, self.escalate_at = now(), due_at, due_at
        self.round += 1

    def close(self, reason: str) -> None:
        """Nobody owes it any more."""
        self.status_reason = reason
        self.last_action_at = self.closed_at = now()
        self.escalate_at = None


class Escalation(Row):
    """A seat above was told that a task is late: once per step and round."""

    class Step(models.IntegerChoices):
        DEPUTY = 1, _("vervanger")
        COORDINATOR = 2, _("coördinator")

    task = models.ForeignKey(Task, models.CASCADE, related_name="escalations")
    round = models.PositiveIntegerField()
    step = models.PositiveSmallIntegerField(choices=Step)
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="told")
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task", "round", "step"], name="told_once_per_step")]
        indexes = [models.Index(fields=["seat", "task", "round"], name="told_of_seat")]

    def __str__(self) -> str:
        return f"{self.task_id} {self.step}"


class Pause(Row):
    """Why a task waited, and until when; kept with the task, where the event holds no free text."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="pauses")
    reason = models.CharField(max_length=300)
    until = models.DateTimeField()
    at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return f"{self.task_id} {self.until}"


class HandoverQuerySet(models.QuerySet["Handover"]):
    """Handovers in the field's language."""

    def open(self) -> Self:
        """Asked and not answered."""
        return self.filter(status=Handover.Status.REQUESTED)

    def asked_of(self, seat_id: UUID | None) -> Self:
        """Open questions that this seat may answer: it was asked, or stands in for the seat that was."""
        owed = Task.objects.open().filter(owner=seat_id, code="answer-handover").values("subject_id")
        return self.open().filter(Q(to_seat=seat_id) | Q(pk__in=owed))

    def visible_to(self, actor: Actor) -> Self:
        """Who gives, who is asked, and who answers in the place of the one that was asked."""
        answers = Task.objects.filter(owner=actor.seat_id, code="answer-handover").values("subject_id")
        mine = Q(from_seat=actor.seat_id) | Q(to_seat=actor.seat_id) | Q(pk__in=answers)
        return self.filter(mine, network_id=actor.network_id)


@retained(Keep(months=24, since="asked_at", why="hoort bij de taak", only=lambda rows: rows.exclude(answered_at=None)))
class Handover(Row):
    """Asking another seat to take a task over; the owner changes only when that seat accepts."""

    class Status(models.TextChoices):
        REQUESTED = "requested", _("gevraagd")
        ACCEPTED = "accepted", _("overgenomen")
        REJECTED = "rejected", _("niet overgenomen")
        CANCELLED = "cancelled", _("ingetrokken")

    network = models.ForeignKey(Network, models.PROTECT, related_name="+")
    task = models.ForeignKey(Task, models.CASCADE, related_name="handovers")
    from_seat = models.ForeignKey(Seat, models.PROTECT, related_name="given")
    to_seat = models.ForeignKey(Seat, models.PROTECT, related_name="received")
    note = models.CharField(max_length=500, help_text=_("wat de ontvanger moet weten"))
    status = FSMField(max_length=10, choices=Status, default=Status.REQUESTED, protected=True)
    reason = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField(default=now)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = HandoverQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["task"], condition=Q(status="requested"), name="one_open_handover_per_task",
                violation_error_message=_("Er loopt al een overdracht. Wacht op antwoord of trek die in."),
            ),
            models.CheckConstraint(
                condition=~Q(from_seat=F("to_seat")), name="handover_to_another_seat",
                violation_error_message=_("Kies een andere plek dan die van uzelf."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.task_id} {self.to_seat_id}"

    @property
    def data_subject_id(self) -> UUID | None:
        """The resident of the task."""
        return self.task.data_subject_id

    @transition(
        field=status,
        source=Status.REQUESTED,
        target=Status.ACCEPTED,
        permission=permitted("tasks.answer_handover"),
    )
    def accept(self) -> None:
        """The receiver takes it over."""
        self.answered_at = now()

    @transition(
        field=status,
        source=Status.REQUESTED,
        target=Status.REJECTED,
        permission=permitted("tasks.answer_handover"),
    )
    def decline(self, reason: str) -> None:
        """The receiver does not, and says why."""
        self.reason, self.answered_at = reason, now()

    @transition(
        field=status,
        source=Status.REQUESTED,
        target=Status.CANCELLED,
        permission=permitted("tasks.withdraw_handover"),
    )
    def withdraw(self) -> None:
        """The giver takes the question back."""
        self.answered_at = now()
