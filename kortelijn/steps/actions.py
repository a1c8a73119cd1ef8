"""What may be done with small steps: set, begun, finished, put off, dropped."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kortelijn.kernel.actions import action, once
from kortelijn.kernel.actor import Actor, system_for
from kortelijn.kernel.clock import AMSTERDAM, now, today
from kortelijn.kernel.errors import Refused
from kortelijn.kernel.events import EventKind, kind, record
from kortelijn.kernel.lifecycle import locked, perform
from kortelijn.kernel.models import reference
from kortelijn.kernel.policy import require
from kortelijn.kernel.working_days import END_OF_DAY
from kortelijn.parties.models import Network, Seat
from kortelijn.steps.models import Step
from kortelijn.tasks.actions import finish, open_task, postpone
from kortelijn.tasks.models import Task
from kortelijn.tasks.queries import is_occupied

CODE = "step"
SMALL = timedelta(days=92)

SET = kind("steps.set", gettext_lazy("{actor} zette een stap op het bord voor {seat}"))
BEGUN = kind("steps.begun", gettext_lazy("{actor} begon eraan"))
FINISHED = kind("steps.finished", gettext_lazy("{actor} rondde de stap af"))
PUT_OFF = kind("steps.put-off", gettext_lazy("{actor} schoof de stap op naar {until}"))
DROPPED = kind("steps.dropped", gettext_lazy("{actor} liet de stap vervallen"))


@action
def set_step(
    actor: Actor, network: Network, *, what: str, owner: Seat, due_on: date, origin: models.Model | None = None,
    why: str = "", key: UUID | None = None,
) -> Step:  # fmt: skip
    """Somebody goes to do something small, within three months; a seat owes it from now on. One key, one step."""
    require(actor, "steps.set", network)
    if owner.network_id != network.pk:
        raise Refused(_("Kies een plek uit dit netwerk."))
    if not is_occupied(owner):
        raise Refused(_("Op die plek zit nu niemand. Kies een andere plek."))
    _check_day(due_on)

    def make(pk: UUID) -> Step:
        step = Step(pk=pk, network=network, what=what, why=why, **_origin(origin))
        step.task = open_task(
            actor, code=CODE, owner=owner, subject=step, due_at=_end_of(due_on), requester_id=actor.seat_id,
            status=Task.Status.ACCEPTED if owner.pk == actor.seat_id else Task.Status.REQUESTED,
        )  # fmt: skip
        step.full_clean(exclude=["task"])
        step.save()
        record(actor, SET, step, seat=str(owner))
        return step

    return once(actor, "steps.set", key, Step, make)


@action
def begin_step(actor: Actor, step: Step) -> Step:
    """It is worked on now."""
    require(actor, "steps.begin", step)
    if step.task.status == Task.Status.REQUESTED:
        step.task = perform(actor, step.task, "accept", due_at=step.task.due_at)
    step.task = perform(actor, step.task, "begin", due_at=step.task.due_at)
    record(actor, BEGUN, step)
    return step


@action
def finish_step(actor: Actor, step: Step, result: str) -> Step:
    """It is done, and what came of it."""
    require(actor, "steps.finish", step)
    step.task = finish(actor, step.task)
    return _close(actor, step, result, FINISHED)


@action
def put_off_step(actor: Actor, step: Step, until: date) -> Step:
    """It takes longer: everybody sees the new day."""
    require(actor, "steps.put_off", step)
    _check_day(until)
    step.task = postpone(actor, step.task, until=_end_of(until))
    record(actor, PUT_OFF, step, until=until.strftime("%d-%m-%Y"))
    return step


@action
def drop_step(actor: Actor, step: Step, reason: str) -> Step:
    """It does not happen, and why: that too is a result."""
    require(actor, "steps.drop", step)
    step.task = perform(system_for(step.network_id), step.task, "cancel", reason=reason)
    return _close(actor, step, reason, DROPPED)


def _close(actor: Actor, step: Step, result: str, event: EventKind) -> Step:
    closed = locked(step)
    closed.result, closed.closed_at = result, now()
    closed.save(update_fields=["result", "closed_at"])
    record(actor, event, closed)
    closed.task = step.task
    return closed


def _origin(origin: models.Model | None) -> dict[str, object]:
    if origin is None:
        return {}
    return {f"origin_{name.removeprefix('subject_')}": value for name, value in reference(origin).items()}


def _check_day(day: date) -> None:
    if not today() < day <= today() + SMALL:
        raise Refused(_("Kies een dag na vandaag, binnen drie maanden. Duurt het langer? Knip de stap in tweeën."))


def _end_of(day: date) -> datetime:
    return datetime.combine(day, END_OF_DAY, AMSTERDAM)
