"""Everything that the page of one line shows, gathered in a fixed number of queries."""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kortelijn.agreements.lead import Lead, Situation, lead_for
from kortelijn.kernel.access import looks_at
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import local, today
from kortelijn.kernel.models import AccessLog
from kortelijn.kernel.moments import day_and_time, day_of
from kortelijn.kernel.policy import may
from kortelijn.parties.models import Person
from kortelijn.parties.queries import holders_of, profession_title
from kortelijn.referrals.documents import spaced
from kortelijn.referrals.feedback import dossier_text
from kortelijn.referrals.follow_up import before_and_after
from kortelijn.referrals.models import ContactAttempt, Outcome, Referral
from kortelijn.referrals.next_steps import can_call, can_try, other_steps, primary_step
from kortelijn.referrals.queries import sent_from, undoable
from kortelijn.referrals.steps import Step, status_steps, steps_for_resident
from kortelijn.referrals.timeline import happened
from kortelijn.referrals.trying import advice, liked, tried_in_words
from kortelijn.tasks.models import Handover, Task
from kortelijn.vocabulary.needs import is_known, title_of

LOOKS_READ, LOOKS_SHOWN = 200, 20
OUTCOME_TONES: dict[str, str] = {
    Outcome.HELPED: "blad", Outcome.REFERRED_ON: "blad", Outcome.NOT_REACHED: "steen",
    Outcome.NOT_ELIGIBLE: "steen", Outcome.NO_CAPACITY: "steen",
}  # fmt: skip


def line_page(actor: Actor, referral: Referral) -> dict[str, Any]:
    """The context of the page, for this actor."""
    prefetch_related_objects([referral], "attempts")
    task, attempts = referral.task, list(referral.attempts.all())
    holders = holders_of([task.owner_id, task.requester_id])
    holder = holders.get(task.owner_id)
    handovers = list(Handover.objects.filter(task=task.pk).select_related("to_seat__organization").order_by("id"))
    answers = list(Task.objects.filter(subject_id=referral.pk).exclude(code="fulfill").order_by("id"))
    owed = next((each for each in answers if each.is_open and each.owner_id == actor.seat_id), None)
    asked = next((each for each in handovers if each.status == Handover.Status.REQUESTED), None)
    return {
        "referral": referral, "resident": referral.resident, "task": task, "holder": holder, "owed": owed,
        "steps": dots(referral), "lead": where_it_is(referral, holder), "needs": needs_in_words(referral),
        "attempts": attempts, "tried": tried_in_words(attempts), "advice": advice(referral, attempts),
        "liked": liked(referral), "facts": _facts(referral), "looks": who_looked(referral, handovers),
        "primary": primary_step(actor, referral, owed), "others": other_steps(actor, referral, owed),
        "can_try": can_try(actor, referral), "attempt_key": uuid4(), "results": ContactAttempt.Result.choices,
        "unasked": "" if not task.is_open or referral.is_known_to(referral.holder.organization_id) else referral.holder,
        "asked": asked, "am_asked": asked is not None and asked.to_seat_id == actor.seat_id,
        "is_mine": task.owner_id == actor.seat_id, "can_call": can_call(actor, referral),
        "is_waiting": task.is_open and not owed and actor.seat_id == task.requester_id != task.owner_id,
        "undoable": undoable(actor, referral),
        "before_and_after": before_and_after(actor, referral),
        "outcome": capfirst(referral.get_outcome_display()),
        "outcome_tone": OUTCOME_TONES.get(referral.outcome, ""), "timeline": happened(referral, handovers, answers),
        "card_code": spaced(referral.code) if task.is_open and actor.seat_id == task.requester_id else "",
        "leads": (leads := leads_by_agreement(referral)), "mend_url": _where_to_mend(actor, referral, leads),
        "dossier": dossier_text(referral, holder) if may(actor, "referrals.read_feedback", referral) else "",
    }  # fmt: skip


def leads_by_agreement(referral: Referral) -> Lead | None:
    """Who leads in what this is about, as was agreed where it was sent; only of what the line itself says."""
    born = referral.resident.birth_year
    situation = Situation(
        tuple(code for code in referral.needs if is_known(code)), today().year - born if born else None
    )
    return lead_for(referral.network, situation, sent_from(referral))


def _where_to_mend(actor: Actor, referral: Referral, leads: Lead | None) -> str:
    """Where the rules stand that do not agree, as they hold for the sender; for who may mend them."""
    if not (leads and leads.others and may(actor, "agreements.mend")):
        return ""
    here = sent_from(referral)
    return f"{reverse('agreements:lead')}?hier={f'organisatie:{here}' if here else 'overal'}#overlap"


def dots(referral: Referral) -> list[dict[str, str]]:
    """The status figure with its days written short."""
    return [_dot(step) for step in status_steps(referral)]


def dots_for_resident(referral: Referral, who: str) -> list[dict[str, str]]:
    """The same figure in words to the resident."""
    return [_dot(step) for step in steps_for_resident(referral, who)]


def _dot(step: Step) -> dict[str, str]:
    return {
        "label": step.label, "state": step.state, "at": date_format(local(step.at), "j b") if step.at else "",
    }  # fmt: skip


def where_it_is(referral: Referral, holder: Person | None) -> str:
    """Where it goes, who has it and by when something must happen, in one line."""
    task, where = referral.task, capfirst(referral.for_whom)
    if not task.is_open:
        return _("{where}, afgesloten: {outcome}.").format(where=where, outcome=referral.get_outcome_display())
    who = holder.name if holder else str(task.owner)
    return " ".join([_("{where}, bij {who}.").format(where=where, who=who), _by_when(referral)])


def _by_when(referral: Referral) -> str:
    task, moment = referral.task, day_and_time(referral.task.due_at)
    if task.status == Task.Status.ON_HOLD:
        return _("Gepauzeerd tot {moment}: {reason}").format(moment=day_of(task.due_at), reason=task.status_reason)
    if task.is_overdue:
        return _("Over tijd sinds {moment}.").format(moment=moment)
    if referral.first_contact_at is None:
        return _("Eerste contact voor {moment}.").format(moment=moment)
    return _("Volgende stap voor {moment}.").format(moment=moment)


def needs_in_words(referral: Referral) -> list[str]:
    """What it is about, as chips; a code that the vocabulary no longer knows is left out."""
    return [title_of(code) for code in referral.needs if is_known(code)]


def _facts(referral: Referral) -> list[tuple[str, str]]:
    consent, sender = referral.consent, referral.sender
    who = ", ".join(part for part in (sender.name if sender else "", str(referral.task.requester or "")) if part)
    given = f"{consent.get_given_display()}, {day_of(consent.given_at)}"
    if consent.withdrawn_at:
        given = _("ingetrokken, {day}").format(day=day_of(consent.withdrawn_at))
    return [
        (_("Verstuurd door"), who), (_("Verstuurd"), day_and_time(referral.sent_at)), (_("Toestemming"), given),
        (_("Gedeeld wordt"), consent.shares_in_words), (_("Met"), consent.to_organization.name),
    ]  # fmt: skip


def who_looked(referral: Referral, handovers: Iterable[Handover]) -> list[dict[str, str]]:
    """Who looked at this line, newest first, each person once a day; who helps elsewhere only the resident reads."""
    here = [referral.pk, referral.task_id, *(handover.pk for handover in handovers)]
    looks = looks_at(referral.resident_id).filter(participant_object_id__in=here).exclude(user_id=None)[:LOOKS_READ]
    once = {(look.user_id, local(look.at).date()): look for look in reversed(looks)}
    newest = sorted(once.values(), key=lambda look: look.at, reverse=True)[:LOOKS_SHOWN]
    return [_look(look) for look in newest]


def _look(look: AccessLog) -> dict[str, str]:
    role = profession_title(look.role_id_code)
    return {"who": look.user_name, "role": role, "at": day_and_time(look.at)}
