"""Which seat gets a referral, and what is still to be tried."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from kortelijn.agreements.models import Term
from kortelijn.agreements.terms import Agreed, term
from kortelijn.consent.models import Consent
from kortelijn.directory.models import Service
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import local, now, today
from kortelijn.kernel.errors import Refused
from kortelijn.kernel.models import Event
from kortelijn.kernel.working_days import after_working_days, next_working_day
from kortelijn.parties.models import Network, Seat
from kortelijn.referrals.models import ContactAttempt, LastStep, Referral
from kortelijn.residents.models import DayPart
from kortelijn.tasks.models import Handover, Task

ATTEMPTS_BEFORE_RETURN = 3
RESIDENT_CALLS_DAYS = 5
NOON, SIX = 12, 18
SILENCE = "referral.silence-reported"
WITHIN = timedelta(minutes=15)  # a mistake is noticed at once
MOMENTS = ("taken_up_at", "attempted_at", "first_contact_at", "outcome_at")
Standing = dict[str, Any]


def first_contact_due(referral: Referral, sent_from: UUID | None) -> datetime:
    """When somebody must have tried: as was promised; longer when the resident is the one who calls."""
    if referral.resident.do_not_call:
        return after_working_days(now(), RESIDENT_CALLS_DAYS)
    return after_working_days(now(), contact_days(referral.network, referral.service, sent_from).value)


def contact_days(network: Network, service: Service | None, sent_from: UUID | None) -> Agreed:
    """How many working days a first contact may take: as the intake itself says, else as agreed where it is sent."""
    if service and service.intake_id and service.response_days is not None:
        return Agreed(service.response_days)
    return term(network, Term.Code.FIRST_CONTACT, organization=sent_from)


def outcome_days(referral: Referral) -> int:
    """How many working days an outcome may take, as was agreed where it was sent."""
    return term(referral.network, Term.Code.OUTCOME, organization=sent_from(referral)).value


def sent_from(referral: Referral) -> UUID | None:
    """The organization that sent it; nobody's when a resident asked in person."""
    requester = referral.task.requester
    return requester.organization_id if requester else None


def receiving_seat(network: Network, service: Service | None) -> Seat:
    """The seat that gets it: the service's own intake, or else the link worker with the most room."""
    if service and service.intake:
        return service.intake
    return least_loaded_link_worker(network)


def least_loaded_link_worker(network: Network) -> Seat:
    """Somebody who looks along: of the occupied link worker seats the one with the fewest open tasks."""
    seats = Seat.objects.filter(network=network).with_function(Seat.Function.LINK_WORKER).occupied()
    load = Count("owed", filter=Q(owed__closed_at=None, owed__status__in=Task.OPEN))
    seat = seats.annotate(load=load).select_related("organization").order_by("load", "id").first()
    if seat is None:
        raise Refused(_("In dit netwerk kan nu niemand meekijken. Kies een aanbod, of bel de coördinator."))
    return seat


def first_asked(referral: Referral) -> Seat | None:
    """Somebody at the organization that the resident said yes to; nobody when all its seats are empty."""
    organization = referral.consent.to_organization_id
    seats = Seat.objects.filter(network=referral.network_id, organization=organization).occupied()
    return seats.with_function(Seat.Function.RECEIVES).order_by("id").first()


def needs_new_consent(referral: Referral, seat: Seat) -> bool:
    """Whether the resident has not yet agreed, for this line, that the organization of this seat knows of it."""
    return not Consent.objects.to(seat.organization_id, referral.pk).exists()


def day_part_of(attempt_hour: int) -> str:
    """Morning until noon, afternoon until six, then evening, by the Dutch clock."""
    if attempt_hour < NOON:
        return DayPart.MORNING
    return DayPart.AFTERNOON if attempt_hour < SIX else DayPart.EVENING


def vain_attempts(referral: Referral) -> list[ContactAttempt]:
    """The tries that reached nobody on a number that may be right: a wrong number makes the count begin anew."""
    return vain_of(list(referral.attempts.order_by("id")))


def vain_of(attempts: Sequence[ContactAttempt]) -> list[ContactAttempt]:
    """The vain ones of these tries, in the order in which they were written down."""
    wrong = [place for place, each in enumerate(attempts) if each.result == ContactAttempt.Result.WRONG_NUMBER]
    since = attempts[wrong[-1] + 1 :] if wrong else attempts
    return [each for each in since if each.result != ContactAttempt.Result.SPOKE]


def is_tried_enough(referral: Referral) -> bool:
    """Before any contact: three different moments (day and part of the day), not all on the same part."""
    if referral.first_contact_at is not None:
        return False
    moments = {(local(attempt.at).date(), attempt.day_part) for attempt in vain_attempts(referral)}
    return len(moments) >= ATTEMPTS_BEFORE_RETURN and len({part for _day, part in moments}) > 1


def look_owed(referral: Referral, seat_id: UUID | None) -> Task | None:
    """The other look at what came back, when this seat owes it."""
    return Task.objects.open().owed_by(seat_id).filter(subject_id=referral.pk, code="look-again").first()


def silence_reported_at(referral: Referral) -> datetime | None:
    """When the resident last said that nobody called; forgotten once the next working day has begun."""
    event = Event.objects.filter(subject_id=referral.pk, kind=SILENCE).order_by("-at").first()
    return event.at if event and today() < next_working_day(local(event.at).date()) else None


def standing(referral: Referral) -> Standing:
    """How a line stands now: its moments, and what is owed about it."""
    moments = {name: getattr(referral, name) for name in MOMENTS}
    owed = Task.objects.open().filter(subject_id=referral.pk).order_by("id")
    return {
        "moments": {name: at.isoformat() if at else "" for name, at in moments.items()},
        "owed": {str(task.pk): task.standing for task in owed},
        "asked": [str(pk) for pk in Handover.objects.open().filter(task=referral.task_id).values_list("pk", flat=True)],
    }


def standing_since(referral: Referral, before: Standing) -> Standing:
    """The line itself, and what was owed about it before or is owed since."""
    about = Task.objects.filter(subject_id=referral.pk).order_by("id")
    since = [task for task in about if str(task.pk) in before["owed"] or task.is_open]
    return {str(task.pk): task.standing for task in since}


def undoable(actor: Actor, referral: Referral) -> LastStep | None:
    """What this person recorded just now, as long as nobody did anything since."""
    fresh = LastStep.objects.filter(referral=referral.pk, at__gt=now() - WITHIN).select_related("attempt")
    step = fresh.order_by("-at", "-id").first()
    if step is None or step.undone_at or (step.person_id, step.seat_id) != (actor.person_id, actor.seat_id):
        return None
    return None if _went_on(referral, step) else step


def _went_on(referral: Referral, step: LastStep) -> bool:
    """Whether more happened than can be put back: steps since, a line that follows, or a question that it ended."""
    asked = step.before["asked"]
    return (
        standing_since(referral, step.before) != step.after
        or Referral.objects.filter(based_on=referral.pk, sent_at__gt=step.at).exists()
        or Handover.objects.open().filter(pk__in=asked).count() < len(asked)
    )
