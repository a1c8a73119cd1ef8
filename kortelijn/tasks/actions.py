"""What may be done to tasks; every other app that owes something calls these."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import models
from django.db.models import F, Value
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kortelijn.kernel.actions import action
from kortelijn.kernel.actor import Actor, system_for
from kortelijn.kernel.clock import now
from kortelijn.kernel.errors import NotNow, Refused
from kortelijn.kernel.events import kind, record, record_all
from kortelijn.kernel.lifecycle import locked, perform
from kortelijn.kernel.models import reference
from kortelijn.kernel.policy import require
from kortelijn.kernel.working_days import after_working_days
from kortelijn.parties.models import Person, Seat, holder_of
from kortelijn.parties.queries import last_holder_of
from kortelijn.tasks.days import ESCALATION, FIRST_CONTACT, days_for
from kortelijn.tasks.models import Escalation, Handover, Pause, Task
from kortelijn.tasks.queries import coordinator_of, deputy_of, is_occupied, standing_in

HANDOVER_ANSWER_DAYS = 2

TAKEN_OVER = kind("task.taken-over", gettext_lazy("{actor} nam het over van {seat}"))
MOVED_UP = kind("task.moved-up", gettext_lazy("{from_seat} is leeg: het ligt nu bij {to_seat}"))
HANDED_ON = kind("task.handed-on", gettext_lazy("Dit ging mee van {from_seat} naar {to_seat}"))
TOOK_OVER = kind("seat.took-over", gettext_lazy("{seat} nam {count} taken over van {from_seat}"))
ESCALATED = kind("task.escalated", gettext_lazy("Over tijd: {seat} weet het ook ({step})"), step=Escalation.Step)
PAUSED = kind("task.paused", gettext_lazy("{actor} pauzeerde tot {until}"))
POSTPONED = kind("task.postponed", gettext_lazy("{actor} kijkt er op {until} weer naar"))
RESUMED = kind("task.resumed", gettext_lazy("{actor} ging verder"))
HANDOVER_ASKED = kind("handover.asked", gettext_lazy("{actor} vroeg {seat} om over te nemen"))
HANDOVER_ACCEPTED = kind("handover.accepted", gettext_lazy("{actor} nam het over van {seat}"))
HANDOVER_DECLINED = kind("handover.declined", gettext_lazy("{actor} kan het niet overnemen"))
HANDOVER_WITHDRAWN = kind("handover.withdrawn", gettext_lazy("De vraag om over te nemen is ingetrokken"))
DONE = kind("task.done", gettext_lazy("{actor} rondde het af"))


@action
def open_task(
    actor: Actor, *, code: str, owner: Seat, subject: models.Model, due_at: datetime,
    requester_id: UUID | None = None, data_subject_id: UUID | None = None, status: str = Task.Status.REQUESTED,
) -> Task:  # fmt: skip
    """Somebody owes something from now on; on an empty seat it starts with whoever stands in."""
    there = standing_in(owner)
    return Task.objects.create(
        network_id=owner.network_id, code=code, owner=there, requester_id=requester_id,
        data_subject_id=data_subject_id, status=status, due_at=due_at, escalate_at=due_at,
        came_from=None if there == owner else holder_of(owner.pk), **reference(subject),
    )  # fmt: skip


@action
def finish(actor: Actor, task: Task, reason: str = "") -> Task:
    """A task of one step is done: seen, answered, decided."""
    if task.status == Task.Status.REQUESTED:
        task = perform(actor, task, "accept", due_at=task.due_at)
    task = perform(actor, task, "complete", reason=reason)
    record(actor, DONE, task)
    return task


@action
def restart_clock(actor: Actor, task: Task, due_at: datetime) -> Task:
    """The owner did something: the term starts again from now."""
    task = locked(task)
    if not task.is_open:
        raise NotNow
    require(actor, "tasks.begin", task)
    task.restart(due_at)
    task.save()
    return task


@action
def postpone(actor: Actor, task: Task, *, until: datetime) -> Task:
    """The owner looks at it later: it stays owed, by that date."""
    if until <= now():
        raise Refused(_("Kies een dag na vandaag."))
    if task.status == Task.Status.REQUESTED:
        task = perform(actor, task, "accept", due_at=until)
    else:
        task = restart_clock(actor, task, until)
    record(actor, POSTPONED, task, until=until.strftime("%d-%m-%Y"))
    return task


@action
def pause(actor: Actor, task: Task, *, reason: str, until: datetime) -> Task:
    """Wait until a date; the reason is kept, and on that date it is owed again."""
    if until <= now():
        raise Refused(_("Kies een dag na vandaag."))
    task = perform(actor, task, "pause", reason=reason, until=until)
    paused = Pause.objects.create(task=task, reason=reason, until=until)
    record(actor, PAUSED, task, until=until.strftime("%d-%m-%Y"), pause=str(paused.pk))
    return task


@action
def resume(actor: Actor, task: Task, *, due_at: datetime) -> Task:
    """Go on after a pause."""
    task = perform(actor, task, "resume", due_at=due_at)
    record(actor, RESUMED, task)
    return task


@action
def take_over(actor: Actor, task: Task) -> Task:
    """Somebody who was told that it is late does it now."""
    task = locked(task)
    require(actor, "tasks.take_over", task)
    if not task.is_open:
        raise NotNow
    previous = task.owner
    drop_questions(actor, task)
    _give(task, Seat.objects.get(pk=actor.own_seat))
    record(actor, TAKEN_OVER, task, seat=str(previous), previous=str(previous.pk) if previous else "")
    return task


@action
def ask_handover(actor: Actor, task: Task, to_seat: Seat, note: str) -> Handover:
    """Ask another seat to take it over; that seat owes an answer, the task stays where it is until then."""
    task = locked(task)
    require(actor, "tasks.hand_over", task)
    if not task.is_open or task.owner is None:
        raise NotNow
    if not is_occupied(to_seat):
        raise Refused(_("Op die plek zit nu niemand. Kies een andere plek."))
    if Handover.objects.open().filter(task=task.pk).exists():  # the constraint holds it too, but cannot say it kindly
        raise Refused(_("Er loopt al een overdracht. Wacht op antwoord of trek die in."))
    handover = Handover(network_id=task.network_id, task=task, from_seat=task.owner, to_seat=to_seat, note=note)
    handover.full_clean(exclude=["status"])  # a protected FSM field refuses to be set, even by cleaning
    handover.save()
    open_task(
        actor, code="answer-handover", owner=to_seat, subject=handover, requester_id=task.owner_id,
        due_at=after_working_days(now(), HANDOVER_ANSWER_DAYS), data_subject_id=task.data_subject_id,
    )  # fmt: skip
    record(actor, HANDOVER_ASKED, task, seat=str(to_seat), handover=str(handover.pk))
    return handover


@action
def accept_handover(actor: Actor, handover: Handover) -> Handover:
    """The receiver takes it: only now does the owner change, and the clock start again."""
    handover = perform(actor, handover, "accept")
    task = locked(handover.task)
    if not task.is_open:
        raise NotNow
    days = days_for(task.network, FIRST_CONTACT, actor.organization_id)
    _give(task, Seat.objects.get(pk=actor.own_seat), after_working_days(now(), days))
    _close_answer(handover)
    record(actor, HANDOVER_ACCEPTED, task, seat=str(handover.from_seat), handover=str(handover.pk))
    return handover


@action
def decline_handover(actor: Actor, handover: Handover, reason: str) -> Handover:
    """The receiver cannot take it: it stays with, and comes back to, who asked."""
    handover = perform(actor, handover, "decline", reason=reason)
    _close_answer(handover)
    record(actor, HANDOVER_DECLINED, handover.task, handover=str(handover.pk))
    return handover


@action
def withdraw_handover(actor: Actor, handover: Handover) -> Handover:
    """The question is taken back before it was answered."""
    handover = perform(actor, handover, "withdraw")
    _close_answer(handover)
    record(actor, HANDOVER_WITHDRAWN, handover.task, handover=str(handover.pk))
    return handover


@action
def drop_questions(actor: Actor, task: Task) -> None:
    """A task ends or moves: whoever was asked to take it over owes no answer any more."""
    for handover in Handover.objects.open().filter(task=task.pk):
        withdraw_handover(system_for(task.network_id), handover)


@action
def move_up(actor: Actor, task: Task) -> Task:
    """The seat is empty: the task goes to the deputy or the coordinator, today."""
    require(actor, "tasks.move", task)
    task = locked(task)
    above = standing_in(task.owner) if task.is_open and task.owner else None
    if above is None or above == task.owner:
        return task
    previous = task.owner
    _give(task, above, task.due_at, came_from=last_holder_of(previous) if previous else None)
    record(
        actor, MOVED_UP, task, from_seat=str(previous), to_seat=str(above), left=str(previous.pk if previous else "")
    )
    return task


@action
def hand_on(actor: Actor, seat: Seat, to: Seat, keys: Collection[UUID], *, came_from: Person | None) -> int:
    """Many tasks of one seat are owed by another from now on, at once: it said that it takes them over."""
    require(actor, "tasks.hand_on", seat)
    tasks = list(Task.objects.open().owed_by(seat.pk).filter(pk__in=keys).select_for_update().order_by("pk"))
    soonest = after_working_days(now(), 1)
    Task.objects.filter(pk__in=[task.pk for task in tasks]).update(
        owner=to, came_from=came_from, round=F("round") + 1, last_action_at=now(),
        due_at=Greatest("due_at", Value(soonest)), escalate_at=Greatest("due_at", Value(soonest)),
    )  # fmt: skip
    record_all(actor, HANDED_ON, tasks, from_seat=str(seat), to_seat=str(to))
    if tasks:
        record(actor, TOOK_OVER, to, seat=str(to), count=len(tasks), from_seat=str(seat))
    return len(tasks)


@action
def escalate(actor: Actor, task: Task) -> Escalation | None:
    """Tell the next one above that a task is late, once per step; returns None when everybody knows."""
    require(actor, "tasks.move", task)
    task = locked(task)
    if not task.is_open or task.escalate_at is None or task.escalate_at > now():
        return None
    step, seat = _next_step(task)
    task.escalate_at = _next_moment(task, step, seat)
    task.save(update_fields=["escalate_at"])
    if seat is None:
        return None
    told = Escalation.objects.create(task=task, round=task.round, step=step, seat=seat)
    record(actor, ESCALATED, task, seat=str(seat), step=step, told=str(seat.pk))
    return told


def _next_step(task: Task) -> tuple[int, Seat | None]:
    """Deputy first; the coordinator when there is no deputy or the deputy already knows."""
    knows = task.escalations.filter(round=task.round, step=Escalation.Step.DEPUTY).exists()
    deputy = None if knows else deputy_of(task)
    if deputy:
        return Escalation.Step.DEPUTY, deputy
    return Escalation.Step.COORDINATOR, coordinator_of(task)


def _next_moment(task: Task, step: int, seat: Seat | None) -> datetime | None:
    """After the deputy comes the coordinator; as long as nobody is there to tell, ask again every working day."""
    if seat is None:
        return after_working_days(now(), 1)
    if step == Escalation.Step.DEPUTY:
        owed_at = task.owner.organization_id if task.owner else None
        return after_working_days(now(), days_for(task.network, ESCALATION, owed_at))
    return None


def _give(task: Task, seat: Seat, due_at: datetime | None = None, came_from: Person | None = None) -> None:
    """Another seat owes it from now on, and its clock starts again."""
    task.owner, task.came_from = seat, came_from
    task.restart(due_at or max(task.due_at, after_working_days(now(), 1)))
    task.save()


def _close_answer(handover: Handover) -> None:
    """The receiver's owed answer is given (or no longer needed)."""
    for owed in Task.objects.open().filter(subject_id=handover.pk, code="answer-handover"):
        finish(system_for(owed.network_id), owed)
