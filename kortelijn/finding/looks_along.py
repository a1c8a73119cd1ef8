"""Somebody who looks along: always an answer, also when nothing else is."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from kortelijn.agreements.models import Term
from kortelijn.agreements.terms import Agreed, term
from kortelijn.finding.queries import pool
from kortelijn.kernel.clock import now
from kortelijn.parties.models import Network, Seat
from kortelijn.vocabulary.professions import profession

REMEMBERED = timedelta(seconds=20)
_remembered: dict[UUID, tuple[Sequence[Seat], datetime | None]] = {}
_promised: dict[tuple[UUID, UUID | None], tuple[Agreed, datetime]] = {}


@dataclass(frozen=True, slots=True)
class LooksAlong:
    """Who that is, within how many working days there is a call, how many they are, and which agreement says so."""

    name: str
    days: int
    seats: int
    agreement: str = ""


def looks_along(
    network: Network | None, organization: UUID | None = None, within: Agreed | None = None
) -> LooksAlong | None:
    """Who looks along in this network, for who asks from an organization; nobody is promised where nobody does.

    `within` is the term, where it was read already.
    """
    if network is None:
        return None
    seats = _seats(network)
    if not seats:
        return None
    agreed = within or _within(network, organization)
    return LooksAlong(name=_named(seats), days=agreed.value, seats=len(seats), agreement=agreed.agreement)


def _within(network: Network, organization: UUID | None) -> Agreed:
    """Remembered for a moment too: it changes by the year."""
    agreed, read_at = _promised.get((network.pk, organization), (None, None))
    if agreed is None or read_at is None or not read_at <= now() < read_at + REMEMBERED:
        agreed = term(network, Term.Code.FIRST_CONTACT, organization=organization)
        _promised[network.pk, organization] = (agreed, now())
    return agreed


def _seats(network: Network) -> Sequence[Seat]:
    """Remembered for a moment: who sits where changes by the week, and every question asks it."""
    seats, read_at = _remembered.get(network.pk, ((), None))
    if read_at is None or not read_at <= now() < read_at + REMEMBERED:
        seats = pool(network)
        _remembered[network.pk] = (seats, now())
    return seats


def _named(seats: Sequence[Seat]) -> str:
    """What most of them are called, of their organization; nothing more precise when there are several."""
    organizations = {seat.organization.name for seat in seats}
    if len(organizations) > 1:
        return _("Iemand die meekijkt")
    code, _count = Counter(seat.profession for seat in seats).most_common(1)[0]
    return _("{title} van {organization}").format(title=profession(code).title, organization=organizations.pop())
