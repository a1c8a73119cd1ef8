"""On which days a circle meets by its rhythm, and when that is on the clock."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from kortelijn.directory.rules import days_of_month
from kortelijn.gatherings.models import Circle
from kortelijn.kernel.clock import AMSTERDAM, today
from kortelijn.kernel.working_days import is_public_holiday

AHEAD = timedelta(weeks=9)  # so far ahead the days of a rhythm are meetings that one can prepare


def days_of(circle: Circle, first: date, last: date) -> Iterator[date]:
    """The days within a span; on a public holiday nobody meets."""
    if not circle.rrule or circle.first_day is None:
        return
    begin = max(first, circle.first_day)
    month = begin.replace(day=1)
    while month <= last:
        for day in days_of_month(circle.rrule, circle.first_day, month.year, month.month):
            if begin <= day <= last and not is_public_holiday(day):
                yield day
        month = (month + timedelta(days=31)).replace(day=1)


def times_on(circle: Circle, day: date) -> tuple[datetime, datetime]:
    """From when until when on a day of its rhythm."""
    if circle.begins_at is None or circle.ends_at is None:
        raise ValueError("a circle without rhythm has no times")
    begins, ends = (datetime.combine(day, clock, AMSTERDAM) for clock in (circle.begins_at, circle.ends_at))
    return begins, ends


def days_ahead(circle: Circle) -> list[date]:
    """The days from tomorrow on that can be planned now; always at least the next one."""
    first = today() + timedelta(days=1)
    soon = list(days_of(circle, first, today() + AHEAD))
    return soon or list(days_of(circle, first, today() + timedelta(days=400)))[:1]
