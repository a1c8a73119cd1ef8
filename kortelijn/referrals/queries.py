"""Which seat gets a referral, and what is still to be tried."""

from datetime import datetime

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from kortelijn.consent.models import Consent
from kortelijn.directory.models import Service
from kortelijn.kernel.clock import local, now
from kortelijn.kernel.errors import Refused
from kortelijn.kernel.working_days import after_working_days
from kortelijn.parties.models import Network, Seat
from kortelijn.referrals.models import ContactAttempt, Referral
from kortelijn.residents.models import DayPart
from kortelijn.tasks.models import Task

ATTEMPTS_BEFORE_RETURN = 3
RESIDENT_CALLS_DAYS = 5
NOON, SIX = 12, 18


def first_contact_due(referral: Referral) -> datetime:
    """When somebody must have tried: as the network agreed; longer when the resident is the one who calls."""
    days = RESIDENT_CALLS_DAYS if referral.resident.do_not_call else referral.network.first_contact_days
    return after_working_days(now(), days)


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


def needs_new_consent(referral: Referral, seat: Seat) -> bool:
    """Whether the resident has not yet agreed, for this line, that the organization of this seat knows of it."""
    agreed = Consent.objects.in_force().filter(
        resident=referral.resident_id, to_organization=seat.organization_id, given_at__gte=referral.sent_at
    )
    return not agreed.exists()


def day_part_of(attempt_hour: int) -> str:
    """Morning until noon, afternoon until six, then evening, by the Dutch clock."""
    if attempt_hour < NOON:
        return DayPart.MORNING
    return DayPart.AFTERNOON if attempt_hour < SIX else DayPart.EVENING


def tried_moments(referral: Referral) -> set[tuple[object, str]]:
    """The different moments (day and part of the day) at which nobody was reached."""
    attempts = referral.attempts.exclude(result=ContactAttempt.Result.SPOKE)
    return {(local(attempt.at).date(), attempt.day_part) for attempt in attempts}


def is_tried_enough(referral: Referral) -> bool:
    """Three different moments, not all on the same part of the day."""
    moments = tried_moments(referral)
    return len(moments) >= ATTEMPTS_BEFORE_RETURN and len({part for _day, part in moments}) > 1
