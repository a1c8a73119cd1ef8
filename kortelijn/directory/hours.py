"""When a service is open: its schedules as moments.

Hours are what a clock on the wall in the Netherlands shows, summer and winter; moments are in UTC. A schedule
without rule says its hours in words only (`notes`) and has no moments. A schedule skips Dutch public holidays only
when its notes say so ("niet op feestdagen", "gesloten op feestdagen", "not available on public holidays").
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from kortelijn.directory.models import Location, Schedule
from kortelijn.directory.rules import days_of_month
from kortelijn.kernel.clock import AMSTERDAM, local
from kortelijn.kernel.working_days import is_public_holiday

# Whoever opens again only after more than a year is not open.
HORIZON = timedelta(days=400)
ALWAYS_FROM, ALWAYS_TO = time(0, 0), time(23, 59)
CLOSED_ON_HOLIDAYS = re.compile(
    r"(niet|behalve|gesloten|dicht|uitgezonderd)\b[^.;]*\bfeestdag"
    r"|not (available|open) on (public|bank) holidays|closed on (public|bank) holidays",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Opening:
    """One time that a service is open; where an hour is not known, the day begins or ends there."""

    start: datetime
    end: datetime
    schedule: Schedule

    @property
    def day(self) -> date:
        """The day in the Netherlands."""
        return local(self.start).date()

    @property
    def opens_at(self) -> time | None:
        """The hour on the door, when it is known."""
        return self.schedule.opens_at

    @property
    def closes_at(self) -> time | None:
        """The closing hour on the door, when it is known."""
        return self.schedule.closes_at

    @property
    def walk_in(self) -> bool:
        """Whether one may simply come, without an appointment."""
        return self.schedule.walk_in

    @property
    def place(self) -> Location | None:
        """Where it is, unless it is everywhere or nowhere."""
        return self.schedule.at.location if self.schedule.at else None

    def is_on(self, at: datetime) -> bool:
        """Open at this moment, as far as the hours are known."""
        return self.opens_at is not None and self.closes_at is not None and self.start <= at < self.end


def next_opening(schedules: Iterable[Schedule], at: datetime) -> Opening | None:
    """The opening that goes on at this moment, or else the first one after it."""
    firsts = (_first(schedule, at) for schedule in schedules)
    return min((first for first in firsts if first), key=lambda opening: (opening.start, opening.end), default=None)


def is_open(schedules: Iterable[Schedule], at: datetime) -> bool:
    """Whether anything is open at this moment."""
    today = local(at).date()
    return any(opening.is_on(at) for schedule in schedules for opening in openings(schedule, today, today))


def is_open_on(schedules: Iterable[Schedule], day: date) -> bool:
    """Whether anything opens on this day."""
    return any(True for schedule in schedules for _day in days(schedule, day, day))


def _first(schedule: Schedule, at: datetime) -> Opening | None:
    today = local(at).date()
    return next((each for each in openings(schedule, today, today + HORIZON) if each.end > at), None)


def openings(schedule: Schedule, first: date, last: date) -> Iterator[Opening]:
    """The openings from one day up to and with another, in order."""
    for day in days(schedule, first, last):
        start = _moment(day, schedule.opens_at or time.min)
        end = _moment(day, schedule.closes_at) if schedule.closes_at else _moment(day + timedelta(days=1), time.min)
        # In the night that the clock goes forward an hour does not exist, and what opens in it does not open.
        if start < end:
            yield Opening(start, end, schedule)


def days(schedule: Schedule, first: date, last: date) -> Iterator[date]:
    """The days on which a schedule opens, from one day up to and with another."""
    if not schedule.rrule:
        return
    begin = max([first, *(day for day in (schedule.valid_from, schedule.dtstart) if day)])
    end = min(last, schedule.valid_to) if schedule.valid_to else last
    closed_on_holidays = bool(CLOSED_ON_HOLIDAYS.search(schedule.notes))
    start = schedule.dtstart or schedule.valid_from
    for year, month in _months(begin, end):
        for day in days_of_month(schedule.rrule, start, year, month):
            if begin <= day <= end and not (closed_on_holidays and is_public_holiday(day)):
                yield day


def _months(first: date, last: date) -> Iterator[tuple[int, int]]:
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        yield year, month
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)  # noqa: PLR2004 - months in a year


def _moment(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, AMSTERDAM).astimezone(UTC)
