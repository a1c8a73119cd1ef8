"""Moments at which these seats are free, from everything that we know of whoever sits on them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from kortelijn.gatherings.busy import busy_times
from kortelijn.gatherings.free import Span, suggestions, working_days
from kortelijn.kernel.clock import AMSTERDAM, now, today
from kortelijn.kernel.errors import Refused
from kortelijn.parties.models import Absence, Person, Seat, Tenure

FURTHEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A moment, and who of the others would be busy then."""

    starts_at: datetime
    busy: tuple[str, ...]

    @property
    def value(self) -> str:
        """As a form sends it."""
        return self.starts_at.isoformat()


def check_moment(moment: datetime) -> None:
    """Only what is to come, and near enough to be in somebody's calendar."""
    if moment <= now():
        raise Refused(_("Kies een moment na nu."))
    if moment > now() + FURTHEST:
        raise Refused(_("Kies een moment binnen een jaar."))


def first_day() -> date:
    """Where looking for a moment begins: whoever is asked today must be able to answer."""
    return today() + timedelta(days=2)


def moments_for(
    required: Sequence[Seat], optional: Sequence[Seat], *, minutes: int, first: date, days: int
) -> list[Proposal]:
    """The best moments; a seat that several people share is free when one of them is."""
    span = working_days(first, days)
    people = _people_on([*required, *optional])
    taken = busy_times({person.pk for some in people.values() for person in some}, span[0], span[-1])
    away = _away_from(people, span[0], span[-1])
    busy = {
        seat: _together([[*taken[person.pk], *away.get((seat, person.pk), ())] for person in some])
        for seat, some in people.items()
    }
    found = suggestions(
        [seat.pk for seat in required], [seat.pk for seat in optional], busy, minutes=minutes, days=span
    )
    names = {seat.pk: people[seat.pk][0].name for seat in optional if people.get(seat.pk)}
    return [
        Proposal(each.starts_at, tuple(name for seat, name in names.items() if seat not in each.free)) for each in found
    ]


def _people_on(seats: Iterable[Seat]) -> dict[UUID, list[Person]]:
    found: dict[UUID, list[Person]] = {}
    tenures = Tenure.objects.current().filter(seat__in=list(seats)).select_related("person").order_by("period", "id")
    for tenure in tenures:
        found.setdefault(tenure.seat_id, []).append(tenure.person)
    return found


def _away_from(seats: Iterable[UUID], first: date, last: date) -> dict[tuple[UUID, UUID], list[Span]]:
    """Per seat and person the days on which they are away from it: those are no moments, whether or not it is today."""
    found: dict[tuple[UUID, UUID], list[Span]] = {}
    until = last + timedelta(days=1)
    rows = Absence.objects.filter(seat__in=list(seats), period__overlap=(first, until)).order_by("id")
    for seat, person, period in rows.values_list("seat_id", "person_id", "period"):
        begin, end = max(period.lower or first, first), min(period.upper or until, until)
        found.setdefault((seat, person), []).append((_midnight(begin), _midnight(end)))
    return found


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, AMSTERDAM)


def _together(spans: Sequence[Sequence[Span]]) -> list[Span]:
    """When all of them are busy: for one person the own times, for more only what they have in common."""
    if len(spans) == 1:
        return list(spans[0])
    common = list(spans[0]) if spans else []
    for others in spans[1:]:
        common = [
            (max(start, begins), min(end, ends)) for start, end in common for begins, ends in others
            if begins < end and start < ends
        ]  # fmt: skip
    return common
