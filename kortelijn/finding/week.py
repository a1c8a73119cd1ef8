"""The hours of a service as a table of a week, so that "open now or soon" is looked up for thousands at once.

The table says a little too much rather than too little: what is open only now and then counts for each weekday on which
it may be. Whoever must be sure asks `directory.hours` about the few that are left.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import IntEnum

from kortelijn.directory.hours import HORIZON, days
from kortelijn.directory.models import Schedule

WEEK, WEEKS = 7, 8
MOSTLY = 6  # weeks of eight: a holiday or two does not make a weekly hour irregular
QUARTERS, MINUTES = 4, 15
MIDNIGHT = 24 * QUARTERS
CLOSED = (255, 0)
LOOK_AGAIN = timedelta(days=28)

Day = tuple[int, int]  # from and until, in quarters of an hour


class Rhythm(IntEnum):
    """How often a service is open."""

    UNKNOWN = 0
    WEEKLY = 1
    NOW_AND_THEN = 2
    LATER = 3  # not in the coming eight weeks


@dataclass(frozen=True, slots=True)
class WeekHours:
    """From when until when on each weekday (Monday first), and bits for the weekdays on which it is open at times."""

    week: tuple[Day, ...] = (CLOSED,) * WEEK
    now_and_then: int = 0
    rhythm: int = Rhythm.UNKNOWN
    until: date | None = None  # from this day on the table must be made anew

    @property
    def open_days(self) -> int:
        """Bits for the weekdays on which it may be open."""
        weekly = sum(1 << number for number, day in enumerate(self.week) if day != CLOSED)
        return weekly | self.now_and_then


NO_HOURS = WeekHours()


def week_of(schedules: Iterable[Schedule], today: date) -> WeekHours:
    """The table for the coming weeks."""
    rows = [row for row in schedules if row.rrule]
    week, at_times, seen = [CLOSED] * WEEK, 0, False
    for row in rows:
        on = Counter(day.weekday() for day in days(row, today, today + timedelta(days=WEEK * WEEKS - 1)))
        seen = seen or bool(on)
        for number, times in on.items():
            if times >= MOSTLY:
                week[number] = _wider(week[number], _quarters(row))
            else:
                at_times |= 1 << number
    return WeekHours(tuple(week), at_times, _rhythm(week, seen, rows, today), _until(rows, today))


def _rhythm(week: Sequence[Day], seen: bool, rows: Sequence[Schedule], today: date) -> Rhythm:
    if any(day != CLOSED for day in week):
        return Rhythm.WEEKLY
    if seen:
        return Rhythm.NOW_AND_THEN
    later = any(True for row in rows for _day in days(row, today, today + HORIZON))
    return Rhythm.LATER if later else Rhythm.UNKNOWN


def _quarters(row: Schedule) -> Day:
    opens = _quarter(row.opens_at) if row.opens_at else 0
    closes = _quarter(row.closes_at, MINUTES - 1) if row.closes_at else MIDNIGHT
    return opens, closes


def _quarter(clock: time, rounding: int = 0) -> int:
    return (clock.hour * 60 + clock.minute + rounding) // MINUTES


def _wider(one: Day, other: Day) -> Day:
    return min(one[0], other[0]), max(one[1], other[1])


def _until(rows: Sequence[Schedule], today: date) -> date | None:
    """Hours with a begin or an end, or that count weeks, are looked at again in time."""
    ends = [row.valid_to + timedelta(days=1) for row in rows if row.valid_to and row.valid_to >= today]
    begins = [day for row in rows for day in (row.valid_from, row.dtstart) if day and day > today]
    counted = any(part in row.rrule.upper() for row in rows for part in ("UNTIL", "COUNT", "BYMONTH", "BYWEEKNO"))
    if not (ends or begins or counted):
        return None
    return min([*ends, *begins, today + LOOK_AGAIN])
