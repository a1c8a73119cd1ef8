"""What this actor can do with a line now: the one next step, and the others; only what the policy allows."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from kortelijn.kernel.actor import Actor
from kortelijn.kernel.policy import may
from kortelijn.referrals.follow_up import AFTER, address_after, may_follow_up
from kortelijn.referrals.models import Referral
from kortelijn.tasks.models import Task

Status = Task.Status


@dataclass(frozen=True)
class NextStep:
    """One button: a link to a form, or (`post`) one tap, with what goes along in its body."""

    label: str
    url: str
    icon: str
    post: bool = False
    fields: tuple[tuple[str, str], ...] = ()


def primary_step(actor: Actor, referral: Referral, owed: Task | None) -> NextStep | None:
    """The one thing to do now, as a button; None when somebody else is at work, or when it is to call."""
    if owed is not None:
        return _answer(actor, referral, owed)
    if not referral.task.is_open:
        return None
    if may(actor, "referrals.take_up", referral):
        return _holder_step(referral)
    if may(actor, "referrals.take_over", referral):
        return _step(referral, _("Neem over"), "take_over", "user-share", post=True)
    return None


def _answer(actor: Actor, referral: Referral, owed: Task) -> NextStep:
    """What the sender owes: the right number, or another look at what came back, which mostly is a new recipe."""
    if owed.code == "check-number":
        return _step(referral, _("Geef het juiste nummer"), "correct_phone", "phone-check")
    if owed.code == "ask-consent":
        return _step(referral, _("Leg vast wat de inwoner zei"), "ask_yes", "message-circle")
    if may_follow_up(actor, referral):
        return NextStep(_("Stuur opnieuw, naar iemand die meekijkt"), address_after(referral), "send")
    return _without_recipe(referral)


def _without_recipe(referral: Referral) -> NextStep:
    return _step(referral, _("Ik kijk hier zelf weer naar"), "look_again", "check")


def _holder_step(referral: Referral) -> NextStep | None:
    if referral.task.status == Status.REQUESTED:
        return _step(referral, _("Pak op"), "take_up", "hand-stop", post=True)
    if referral.task.status == Status.ON_HOLD:
        return _step(referral, _("Ga verder"), "resume", "refresh", post=True)
    if referral.first_contact_at is None:
        return None
    if referral.appointment_at is None:
        return _step(referral, _("Maak een afspraak"), "plan", "calendar-plus")
    return _step(referral, _("Leg de uitkomst vast"), "outcome", "clipboard-check")


def other_steps(actor: Actor, referral: Referral, owed: Task | None) -> list[NextStep]:
    """Everything that may be done, in the order in which it mostly comes; the page leaves out the primary one."""
    running = [*_of_holder(actor, referral), *_of_sender(actor, referral)] if referral.task.is_open else []
    return [*running, *_after_this_line(actor, referral, owed)]


def _after_this_line(actor: Actor, referral: Referral, owed: Task | None) -> Iterator[NextStep]:
    if owed is not None and owed.code == "look-again":
        if may_follow_up(actor, referral):
            yield _search_again(referral)
        yield _without_recipe(referral)
    if may_follow_up(actor, referral):
        yield NextStep(_("Nieuw recept voor deze inwoner"), address_after(referral), "send")


def _search_again(referral: Referral) -> NextStep:
    """The search with the needs of this line, which the next recipe follows; the needs stand in no address."""
    along = [(AFTER, str(referral.pk)), *(("nodig", code) for code in referral.needs)]
    return NextStep(_("Zoek ander aanbod"), reverse("finding:search"), "search", post=True, fields=tuple(along))


def _of_holder(actor: Actor, referral: Referral) -> Iterator[NextStep]:
    status = referral.task.status
    at_work = status in (Status.ACCEPTED, Status.IN_PROGRESS)
    if at_work and may(actor, "referrals.plan", referral):
        yield _step(referral, _("Afspraak"), "plan", "calendar-plus")
    if at_work and may(actor, "referrals.record_outcome", referral):
        yield _step(referral, _("Uitkomst"), "outcome", "clipboard-check")
    if may(actor, "referrals.hand_over", referral):
        yield _step(referral, _("Draag over"), "hand_over", "user-share")
    if at_work and may(actor, "referrals.pause", referral):
        yield _step(referral, _("Pauzeer"), "pause", "clock-pause")
    if may(actor, "referrals.give_back", referral):
        yield _step(referral, _("Geef terug"), "give_back", "arrow-left")


def _of_sender(actor: Actor, referral: Referral) -> Iterator[NextStep]:
    if actor.seat_id != referral.task.requester_id:
        return  # whoever owes the number in the sender's place has that as the one next step
    if may(actor, "referrals.correct_phone", referral):
        yield _step(referral, _("Ander nummer"), "correct_phone", "phone")
    if not referral.is_known_to(referral.holder.organization_id):
        yield _step(referral, _("Leg vast wat de inwoner zei"), "ask_yes", "message-circle")
    if may(actor, "referrals.withdraw", referral):
        yield _step(referral, _("Trek in"), "withdraw", "circle-x")


def _step(referral: Referral, label: str, name: str, icon: str, *, post: bool = False) -> NextStep:
    return NextStep(label, reverse(f"referrals:{name}", args=[referral.pk]), icon, post)


def can_call(actor: Actor, referral: Referral) -> bool:
    """Whether this actor is the one to call now; a resident who asked not to be called is not."""
    resident = referral.resident
    return bool(resident.phone) and not resident.do_not_call and can_try(actor, referral)


def can_try(actor: Actor, referral: Referral) -> bool:
    """Whether this actor may write down an attempt now."""
    status = referral.task.status
    return status in (Status.REQUESTED, Status.ACCEPTED, Status.IN_PROGRESS) and may(
        actor, "referrals.log_attempt", referral
    )
