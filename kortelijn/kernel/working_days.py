"""Deadlines count in Dutch working days and end at five in the afternoon (Algemene termijnenwet, articles 1 and 3)."""

from datetime import date, datetime, time, timedelta
from functools import cache

import holidays

from kortelijn.kernel.clock import AMSTERDAM, local

END_OF_DAY = time(17, 0)
SATURDAY = 5


@cache
def _holidays() -> holidays.HolidayBase:
    return holidays.country_holidays("NL")


def is_public_holiday(day: date) -> bool:
    """A Dutch public holiday, on whatever day of the week."""
    return day in _holidays()


def is_working_day(day: date) -> bool:
    """Monday to Friday, not a Dutch public holiday."""
    return day.weekday() < SATURDAY and not is_public_holiday(day)


def next_working_day(day: date) -> date:
    """The first working day after `day`."""
    day += timedelta(days=1)
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def after_working_days(moment: datetime, days: int) -> datetime:
    """Five o'clock in the Netherlands, `days` working days after the day of `moment`."""
    if days < 1:
        raise ValueError("a term is at least one working day")
    day = local(moment).date()
    for _ in range(days):
        day = next_working_day(day)
    return datetime.combine(day, END_OF_DAY, AMSTERDAM)


def working_days_between(start: datetime, end: datetime) -> int:
    """How many working days lie after the day of `start`, up to and with the day of `end`."""
    day, last, count = local(start).date(), local(end).date(), 0
    while day < last:
        day += timedelta(days=1)
        count += is_working_day(day)
    return count
