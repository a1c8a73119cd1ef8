"""From turns to sessions: on which days somebody sits where, holidays and deviations taken in."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kortelijn.directory.rules import days_of_month
from kortelijn.kernel.clock import AMSTERDAM, today
from kortelijn.kernel.working_days import is_public_holiday
from kortelijn.parties.models import Person, Seat
from kortelijn.parties.queries import holders_of
from kortelijn.rota.models import Deviation, Shift

Kind = Deviation.Kind
LONG_AGO, FAR_AHEAD = timedelta(days=3653), timedelta(days=1827)  # ten years back, five ahead


def check_near(day: date) -> None:
    """Refuse a day that nobody plans: a year of two digits, or the end of time."""
    first, last = today() - LONG_AGO, today() + FAR_AHEAD
    if not first <= day <= last:
        span = {"first": date_format(first, "j F Y"), "last": date_format(last, "j F Y")}
        raise ValidationError(_("Kies een dag tussen %(first)s en %(last)s.") % span)


@dataclass(slots=True)
class Session:
    """One turn on one day, as it will be."""

    shift: Shift
    day: date
    deviation: Deviation | None = None
    closed_for_holiday: bool = False
    person: Person | None = None
    clashes: list["Session"] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """What is otherwise, if anything."""
        return self.deviation.kind if self.deviation else ""

    @property
    def is_on(self) -> bool:
        """Whether somebody is expected to be there."""
        return not self.closed_for_holiday and self.kind not in (Kind.CLOSED, Kind.UNCOVERED)

    @property
    def takes_place(self) -> bool:
        """Whether the room is kept: it is not called off, though somebody may still be sought."""
        return not self.closed_for_holiday and self.kind != Kind.CLOSED

    @property
    def is_covered(self) -> bool:
        """Whether another seat than the usual one comes."""
        return self.kind == Kind.COVERED and self.seat.pk != self.shift.seat_id

    @property
    def seat(self) -> Seat:
        """Who sits there that day."""
        return self.deviation.seat if self.deviation and self.deviation.seat else self.shift.seat

    @property
    def who(self) -> str:
        """The name of whoever sits there, or that nobody does."""
        return self.person.name if self.person else _("niemand op deze plek")

    @property
    def opens_at(self) -> time:
        """From when that day."""
        return (self.deviation and self.deviation.opens_at) or self.shift.opens_at

    @property
    def closes_at(self) -> time:
        """Until when that day."""
        return (self.deviation and self.deviation.closes_at) or self.shift.closes_at

    @property
    def start(self) -> datetime:
        """The moment at which it begins."""
        return datetime.combine(self.day, self.opens_at, AMSTERDAM).astimezone(UTC)

    @property
    def end(self) -> datetime:
        """The moment at which it ends."""
        return datetime.combine(self.day, self.closes_at, AMSTERDAM).astimezone(UTC)

    def overlaps(self, other: "Session") -> bool:
        """Whether both are at the same time for a while."""
        return self.day == other.day and self.opens_at < other.closes_at and other.opens_at < self.closes_at


def days_of(shift: Shift, first: date, last: date) -> Iterator[date]:
    """The days on which the rule of a turn falls, holidays included."""
    begin, end = max(first, shift.first_day), min(last, shift.last_day) if shift.last_day else last
    month = begin.replace(day=1)
    while month <= end:
        for day in days_of_month(shift.rrule, shift.first_day, month.year, month.month):
            if begin <= day <= end:
                yield day
        month = (month + timedelta(days=31)).replace(day=1)


def sessions_of(shift: Shift, first: date, last: date) -> Iterator[Session]:
    """The sessions of one turn; its deviations were fetched before."""
    otherwise = {each.day: each for each in shift.deviations.all()} if shift.pk and not shift._state.adding else {}
    for day in days_of(shift, first, last):
        holiday = shift.closed_on_holidays and is_public_holiday(day) and day not in otherwise
        yield Session(shift, day, otherwise.get(day), closed_for_holiday=holiday)


def sessions(shifts: Iterable[Shift], first: date, last: date) -> list[Session]:
    """All sessions in order of time."""
    found = [session for shift in shifts for session in sessions_of(shift, first, last)]
    return sorted(found, key=lambda each: (each.day, each.opens_at, each.closes_at, each.shift.pk))


def already_covered(found: Iterable[Session]) -> str:
    """On which of these days another comes already, in words; nothing when on none."""
    days = ", ".join(date_format(each.day, "j F") for each in found if each.is_covered)
    return _("Op {days} komt er al iemand anders. Dat blijft zo.").format(days=days) if days else ""


def with_people(found: Sequence[Session]) -> Sequence[Session]:
    """Put whoever sits on each seat now beside its sessions, in one query."""
    holders = holders_of({session.seat.pk for session in found})
    for session in found:
        session.person = holders.get(session.seat.pk)
    return found


def with_clashes(found: Sequence[Session]) -> Sequence[Session]:
    """Mark what cannot both be so: one room, or one person, twice at the same time."""
    by_day: dict[date, list[Session]] = {}
    for session in found:
        if session.takes_place:
            by_day.setdefault(session.day, []).append(session)
    for some in by_day.values():
        for number, one in enumerate(some):
            for other in some[number + 1 :]:
                if clash(one, other):
                    one.clashes.append(other)
                    other.clashes.append(one)
    return found


def clash(one: Session, other: Session) -> bool:
    """Whether two sessions want the same room or the same person at one time."""
    return one.overlaps(other) and (same_room(one, other) or same_person(one, other))


def same_room(one: Session, other: Session) -> bool:
    """Both in one room."""
    return one.shift.room_id is not None and one.shift.room_id == other.shift.room_id


def same_person(one: Session, other: Session) -> bool:
    """Both by one person; whoever shares a seat with colleagues can be at two places."""
    if not (one.is_on and other.is_on):
        return False
    mine, theirs = _who(one), _who(other)
    return mine is not None and mine == theirs


def _who(session: Session) -> UUID | None:
    if session.seat.shared:
        return None
    return session.person.pk if session.person else session.seat.pk
