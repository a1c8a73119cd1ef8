"""Undoing what was recorded by mistake, while it is fresh: the line stands as before, and history says so."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kortelijn.kernel.actions import action
from kortelijn.kernel.actor import Actor, system_for
from kortelijn.kernel.clock import now
from kortelijn.kernel.errors import Refused
from kortelijn.kernel.events import record
from kortelijn.kernel.lifecycle import locked, perform
from kortelijn.kernel.policy import require
from kortelijn.kernel.words import in_writing
from kortelijn.referrals import kinds
from kortelijn.referrals.models import ContactAttempt, LastStep, Referral
from kortelijn.referrals.queries import MOMENTS, Standing, standing_since, undoable
from kortelijn.tasks.models import Task

MISTAKE = gettext_lazy("het was een vergissing")


@action
def remember_step(
    actor: Actor, referral: Referral, before: Standing, *, attempt: ContactAttempt | None = None, told: bool = True
) -> None:
    """Keep for a short while how it stood; what nobody in person recorded is nobody's mistake."""
    if actor.person_id is None or actor.seat_id is None:
        return
    LastStep.objects.create(
        referral=referral, person_id=actor.person_id, seat_id=actor.seat_id, attempt=attempt,
        outcome="" if attempt else referral.outcome, before=before, after=standing_since(referral, before), told=told,
    )  # fmt: skip


@action
def undo(actor: Actor, referral: Referral, step_id: UUID | None) -> Referral:
    """What was recorded was a mistake: status, clock, moments and what is owed are as before; nothing is erased."""
    referral = locked(referral)
    require(actor, "referrals.undo", referral)
    # Whoever acts on one of these tasks meanwhile waits, and finds it as it was.
    list(Task.objects.filter(subject_id=referral.pk).order_by("id").select_for_update(no_key=True))
    step = undoable(actor, referral)
    if step is None or step.pk != step_id:
        raise Refused(_("Dit kan niet meer ongedaan worden gemaakt. Leg vast hoe het nu is."))
    _restore_owed(actor, referral, step)
    _restore_line(referral, step)
    step.undone_at = now()
    step.save(update_fields=["undone_at"])
    if step.attempt:
        record(actor, kinds.ATTEMPT_UNDONE, referral, result=step.attempt.result, told=step.told)
    else:
        record(actor, kinds.OUTCOME_UNDONE, referral, outcome=step.outcome, told=step.told)
    return referral


def _restore_owed(actor: Actor, referral: Referral, step: LastStep) -> None:
    """What the step closed is owed again, by the same date; what it asked of others is called off."""
    system = system_for(referral.network_id)
    for task in Task.objects.filter(pk__in=step.after).order_by("id"):
        before = step.before["owed"].get(str(task.pk))
        if before is None:
            perform(system, task, "cancel", reason=in_writing(MISTAKE))
        elif before != task.standing:
            perform(actor if task.pk == referral.task_id else system, task, "restore", before=before)


def _restore_line(referral: Referral, step: LastStep) -> None:
    for name, moment in step.before["moments"].items():
        setattr(referral, name, datetime.fromisoformat(moment) if moment else None)
    referral.outcome = referral.outcome_line = ""
    referral.save(update_fields=[*MOMENTS, "outcome", "outcome_line"])
    if step.attempt:
        step.attempt.undone_at = now()
        step.attempt.save(update_fields=["undone_at"])
