"""What may be done to a welzijnsrecept, from sent to outcome."""

from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kortelijn.consent.actions import give_consent, withdraw_consent
from kortelijn.consent.models import Consent
from kortelijn.kernel.actions import action, once
from kortelijn.kernel.actor import Actor, system_for
from kortelijn.kernel.clock import local, now
from kortelijn.kernel.errors import NotNow, Refused
from kortelijn.kernel.events import record
from kortelijn.kernel.lifecycle import locked, perform
from kortelijn.kernel.policy import require
from kortelijn.kernel.words import in_writing
from kortelijn.kernel.working_days import after_working_days
from kortelijn.parties.models import Network, Seat
from kortelijn.referrals import kinds
from kortelijn.referrals.models import ContactAttempt, Outcome, Referral
from kortelijn.referrals.queries import (
    day_part_of,
    first_contact_due,
    is_tried_enough,
    look_owed,
    needs_new_consent,
    outcome_days,
    receiving_seat,
    sent_from,
    silence_reported_at,
    standing,
    vain_attempts,
)
from kortelijn.referrals.recipes import AskAgain, Recipe
from kortelijn.referrals.undoing import remember_step
from kortelijn.residents.actions import keep_longer, register_resident, update_reach
from kortelijn.residents.models import Resident
from kortelijn.tasks.actions import (
    accept_handover,
    ask_handover,
    drop_questions,
    finish,
    open_task,
    postpone,
    restart_clock,
)
from kortelijn.tasks.models import Handover, Task

SHARED = gettext_lazy("naam, hoe u te bereiken bent, uw wens en waar het over gaat")
VAIN = gettext_lazy("Niet bereikt na {n} pogingen.")
TOLD = (ContactAttempt.Result.SPOKE, ContactAttempt.Result.WRONG_NUMBER)  # whoever sent it hears of these
LOOK_AGAIN_DAYS = 5
FARTHEST = timedelta(days=366)


@action
def send(actor: Actor, network: Network, recipe: Recipe, *, key: UUID | None = None) -> Referral:
    """Send a recipe: from now on a named seat owes the resident a first contact."""
    require(actor, "referrals.send")
    return once(actor, "referrals.send", key, Referral, lambda new: _send(actor, network, recipe, new))


@action
def ask_for_call(actor: Actor, network: Network, recipe: Recipe, *, key: UUID | None = None) -> Referral:
    """A resident asks in person to be called: from now on somebody who looks along owes it, as after a recipe."""
    require(actor, "referrals.ask_for_call")
    return once(actor, "referrals.ask_for_call", key, Referral, lambda new: _send(actor, network, recipe, new))


def _send(actor: Actor, network: Network, recipe: Recipe, new: UUID) -> Referral:
    resident = _resident(actor, network, recipe)
    referral = Referral(
        pk=new, network=network, based_on=recipe.based_on, resident=resident, sender_id=actor.person_id,
        service=recipe.service, needs=recipe.needs, wish=recipe.wish,
    )  # fmt: skip
    referral.task = open_task(
        actor, code="fulfill", owner=receiving_seat(network, recipe.service), subject=referral,
        requester_id=actor.seat_id, due_at=first_contact_due(referral, actor.organization_id),
        data_subject_id=resident.pk,
    )  # fmt: skip
    if recipe.agreed_with not in (None, referral.holder.organization_id):
        raise AskAgain(referral.holder.organization.name)
    referral.consent = give_consent(actor, resident, referral.holder.organization, about_id=new,
                                    shares=in_writing(SHARED), given=recipe.consent)  # fmt: skip
    referral.save(force_insert=True)
    record(actor, kinds.SENT if actor.seated else kinds.ASKED_IN_PERSON, referral, to=str(referral.holder))
    if recipe.based_on:
        _answer_with_new(actor, recipe.based_on)
    return referral


def _answer_with_new(actor: Actor, earlier: Referral) -> None:
    """What came back asked for another look; a new recipe is that look, whoever owed it."""
    for owed in Task.objects.open().filter(subject_id=earlier.pk, code="look-again"):
        finish(system_for(earlier.network_id), owed, in_writing(gettext_lazy("er is een nieuw recept verstuurd")))
        record(actor, kinds.LOOKED_AGAIN, earlier)


def _resident(actor: Actor, network: Network, recipe: Recipe) -> Resident:
    """Somebody new, or the resident of the line that this one follows up."""
    if recipe.based_on is None:
        return register_resident(actor, network, **recipe.reach)
    require(actor, "referrals.send_again", recipe.based_on)
    return update_reach(actor, recipe.based_on.resident, **recipe.reach)


@action
def look_later(actor: Actor, referral: Referral, *, until: datetime) -> Task:
    """What came back stays with whoever owes another look, until a day of their own choice."""
    task = postpone(actor, _look_owed(actor, referral), until=until)
    record(actor, kinds.LOOKS_LATER, referral, day=local(until).strftime("%d-%m-%Y"))
    return task


@action
def close_look(actor: Actor, referral: Referral, *, reason: str) -> Task:
    """What came back needs no new recipe, and why; the reason stays with the task."""
    task = finish(actor, _look_owed(actor, referral), reason)
    record(actor, kinds.LOOK_DONE, referral, task=str(task.pk))
    return task


def _look_owed(actor: Actor, referral: Referral) -> Task:
    require(actor, "referrals.look_again", referral)
    task = look_owed(referral, actor.own_seat)
    if task is None:
        raise NotNow
    return task


@action
def hand_over(actor: Actor, referral: Referral, to_seat: Seat, note: str, *, agreed: str = "") -> Handover:
    """Ask another seat to take the line; to another organization only when the resident agreed to that too."""
    require(actor, "referrals.hand_over", referral)
    if needs_new_consent(referral, to_seat):
        if not agreed:
            raise Refused(_("Vraag eerst of de inwoner het goed vindt dat {organization} meedoet.").format(
                organization=to_seat.organization.name))  # fmt: skip
        give_consent(actor, referral.resident, to_seat.organization, about_id=referral.pk, shares=in_writing(SHARED),
                     given=agreed)  # fmt: skip
    return ask_handover(actor, referral.task, to_seat, note)


@action
def take_up(actor: Actor, referral: Referral) -> Referral:
    """The receiver takes the line: the resident now has a name to expect."""
    referral = locked(referral)
    referral.task = perform(actor, referral.task, "accept", due_at=first_contact_due(referral, sent_from(referral)))
    referral.taken_up_at = now()
    referral.save(update_fields=["taken_up_at"])
    record(actor, kinds.TAKEN_UP, referral)
    return referral


@action
def accept_line(actor: Actor, handover: Handover) -> Handover:
    """Yes to taking a line over; saying so is taking it up, when nobody had done so."""
    handover = accept_handover(actor, handover)
    referral = Referral.objects.select_related("task").filter(task=handover.task_id).first()
    if referral and referral.task.status == Task.Status.REQUESTED and referral.is_known_to(actor.organization_id):
        take_up(actor, referral)
    return handover


@action
def log_attempt(
    actor: Actor, referral: Referral, result: str, *, at: datetime | None = None, key: UUID | None = None
) -> Referral:
    """Somebody tried; speaking is the first contact, and enough vain attempts send it back with that reason."""
    require(actor, "referrals.log_attempt", referral)
    made = once(actor, "referrals.log_attempt", key, ContactAttempt,
                lambda new: _log_attempt(actor, referral, result, at or now(), new))  # fmt: skip
    if made.undone_at:
        raise Refused(_("Deze poging is ongedaan gemaakt. Leg haar opnieuw vast."))
    return made.referral


def _log_attempt(actor: Actor, referral: Referral, result: str, at: datetime, new: UUID) -> ContactAttempt:
    referral = locked(referral)
    before, told = standing(referral), referral.task.status == Task.Status.REQUESTED
    if referral.task.status == Task.Status.REQUESTED:
        referral = take_up(actor, referral)
    attempt = _write_attempt(actor, referral, result, at, new)
    attempt.referral = _after_attempt(actor, referral, attempt)
    told = told or result in TOLD or bool(attempt.referral.outcome)
    remember_step(actor, attempt.referral, before, attempt=attempt, told=told)
    return attempt


def _after_attempt(actor: Actor, referral: Referral, attempt: ContactAttempt) -> Referral:
    if attempt.result == ContactAttempt.Result.SPOKE:
        return _contact(actor, referral, attempt.at)
    record(actor, kinds.ATTEMPTED, referral, result=attempt.result)
    if attempt.result == ContactAttempt.Result.WRONG_NUMBER:
        _ask_for_number(actor, referral)
    if is_tried_enough(referral):
        return _return_unreached(actor, referral)
    referral.task = restart_clock(actor, referral.task, after_working_days(now(), 1))
    return referral


def _write_attempt(actor: Actor, referral: Referral, result: str, at: datetime, new: UUID) -> ContactAttempt:
    if at > now():
        raise Refused(_("Een poging ligt nooit in de toekomst. Kies een moment van nu of eerder."))
    if at < referral.sent_at:
        raise Refused(_("Dit moment ligt voor het versturen van het recept. Kies een later moment."))
    if referral.attempted_at is None:
        referral.attempted_at = at
        referral.save(update_fields=["attempted_at"])
    return ContactAttempt.objects.create(
        pk=new, referral=referral, at=at, day_part=day_part_of(local(at).hour), result=result, seat_id=actor.own_seat
    )


def _contact(actor: Actor, referral: Referral, at: datetime) -> Referral:
    due_at = after_working_days(now(), outcome_days(referral))
    referral.task = perform(actor, referral.task, "begin", due_at=due_at)
    if referral.first_contact_at:
        record(actor, kinds.CONTACT, referral)
        return referral
    referral.first_contact_at = at
    referral.save(update_fields=["first_contact_at"])
    record(actor, kinds.FIRST_CONTACT, referral)
    return referral


def _ask_for_number(actor: Actor, referral: Referral) -> None:
    """Whoever sent it owes the right number, once at a time."""
    if not Task.objects.open().filter(subject_id=referral.pk, code="check-number").exists():
        ask_sender(actor, referral, "check-number")
    record(actor, kinds.WRONG_NUMBER, referral)


@action
def ask_sender(
    actor: Actor, referral: Referral, code: str, days: int = LOOK_AGAIN_DAYS, *, else_ask: Seat | None = None
) -> None:
    """Whoever sent it owes something about it; the verb of which this is a part records what."""
    owner = referral.task.requester or else_ask
    if owner is None:
        return
    open_task(
        actor, code=code, owner=owner, subject=referral, requester_id=referral.task.owner_id,
        due_at=after_working_days(now(), days), data_subject_id=referral.resident_id,
    )  # fmt: skip


def _return_unreached(actor: Actor, referral: Referral) -> Referral:
    attempts = len(vain_attempts(referral))
    referral.task = perform(actor, referral.task, "fail", reason=in_writing(Outcome.NOT_REACHED.label))
    referral = end(actor, referral, Outcome.NOT_REACHED, in_writing(VAIN, n=attempts))
    ask_sender(actor, referral, "look-again")
    record(actor, kinds.NOT_REACHED, referral, attempts=attempts)
    return referral


@action
def plan(actor: Actor, referral: Referral, *, at: datetime, place: str = "") -> Referral:
    """An appointment; until the working day after it nothing is late."""
    if not now() < at < now() + FARTHEST:
        raise Refused(_("Kies een moment dat nog komt, binnen een jaar."))
    referral = locked(referral)
    require(actor, "referrals.plan", referral)
    referral.appointment_at, referral.appointment_place = at, place
    referral.save(update_fields=["appointment_at", "appointment_place"])
    referral.task = restart_clock(actor, referral.task, after_working_days(at, 1))
    record(actor, kinds.PLANNED, referral, at=local(at).strftime("%d-%m-%Y %H.%M"))
    return referral


ENDS_AS = {
    Outcome.HELPED: "complete", Outcome.REFERRED_ON: "complete", Outcome.DECLINED: "cancel",
    Outcome.NO_LONGER_NEEDED: "cancel", Outcome.NOT_ELIGIBLE: "fail", Outcome.NO_CAPACITY: "fail",
    Outcome.NOT_REACHED: "fail",
}  # fmt: skip
GOES_BACK = (Outcome.NOT_ELIGIBLE, Outcome.NO_CAPACITY, Outcome.NOT_REACHED)


@action
def record_outcome(actor: Actor, referral: Referral, outcome: str, line: str) -> Referral:
    """The line ends with a code and one sentence; what did not work goes back to whoever sent it."""
    referral = locked(referral)
    require(actor, "referrals.record_outcome", referral)
    before, verb = standing(referral), ENDS_AS[Outcome(outcome)]
    if referral.task.status == Task.Status.REQUESTED:
        referral, verb = _before_taking_up(actor, referral, verb)
    referral.task = perform(actor, referral.task, verb, reason=line)
    referral = end(actor, referral, outcome, line)
    back = outcome in GOES_BACK
    if back:
        ask_sender(actor, referral, "look-again")
    record(actor, kinds.RETURNED if back else kinds.COMPLETED, referral, outcome=outcome)
    remember_step(actor, referral, before)
    return referral


@action
def withdraw(actor: Actor, referral: Referral, reason: str) -> Referral:
    """Whoever sent it calls it off."""
    referral = locked(referral)
    require(actor, "referrals.withdraw", referral)
    referral.task = perform(actor, referral.task, "cancel", reason=reason)
    referral = end(actor, referral, Outcome.NO_LONGER_NEEDED, reason)
    record(actor, kinds.WITHDRAWN, referral)
    return referral


@action
def correct_phone(actor: Actor, referral: Referral, phone: str) -> Resident:
    """Whoever sent it gives the right number; the receiver tries again."""
    require(actor, "referrals.correct_phone", referral)
    resident = locked(referral.resident)
    if phone == resident.phone:
        raise Refused(_("Dit is hetzelfde nummer. Vraag de inwoner om een ander nummer."))
    resident.phone = phone
    resident.clean_fields()
    resident.save(update_fields=["phone"])
    stop_asking(actor, referral, ["check-number"], in_writing(gettext_lazy("het nummer is doorgegeven")))
    record(actor, kinds.PHONE_CORRECTED, referral)
    return resident


@action
def report_silence(actor: Actor, referral: Referral) -> Referral:
    """The resident says, with the code of the card, that nobody called: once a working day somebody above is told."""
    require(actor, "referrals.report_silence", referral)
    task = locked(referral.task)
    if silence_reported_at(referral):
        return referral
    if task.is_open and task.escalate_at:
        task.escalate_at = now()
        task.save(update_fields=["escalate_at"])
    record(actor, kinds.SILENCE_REPORTED, referral)
    return referral


@action
def stop_by_resident(actor: Actor, referral: Referral) -> Referral:
    """The resident takes consent back: the line stops, and whoever sent it hears so."""
    referral = locked(referral)
    require(actor, "referrals.stop_by_resident", referral)
    for consent in Consent.objects.in_force().filter(about_id=referral.pk):
        withdraw_consent(actor, consent)
    referral.task = perform(actor, referral.task, "cancel", reason=in_writing(Outcome.DECLINED.label))
    referral = end(
        actor, referral, Outcome.DECLINED, in_writing(gettext_lazy("De inwoner heeft het recept zelf gestopt."))
    )
    record(actor, kinds.STOPPED_BY_RESIDENT, referral)
    return referral


def _before_taking_up(actor: Actor, referral: Referral, verb: str) -> tuple[Referral, str]:
    """What did not fit is refused at the door; what helped was, it turns out, taken up."""
    if verb == "complete":
        return take_up(actor, referral), verb
    return referral, "cancel" if verb == "cancel" else "reject"


@action
def end(actor: Actor, referral: Referral, outcome: str, line: str) -> Referral:
    """The line is over, and nobody owes anything for it any more; the verb of which this is a part records why."""
    referral.outcome, referral.outcome_line, referral.outcome_at = outcome, line, now()
    referral.save(update_fields=["outcome", "outcome_line", "outcome_at"])
    drop_questions(system_for(referral.network_id), referral.task)
    keep_longer(system_for(referral.network_id), referral.resident)
    stop_asking(actor, referral, ["check-number", "ask-consent"], in_writing(gettext_lazy("de lijn is afgesloten")))
    return referral


@action
def stop_asking(actor: Actor, referral: Referral, codes: list[str], reason: str) -> None:
    """What was asked of the sender need not be answered any more; the verb of which this is a part records why."""
    for owed in Task.objects.open().filter(subject_id=referral.pk, code__in=codes):
        perform(system_for(referral.network_id), owed, "cancel", reason=reason)
