"""When people in a neighbourhood send a recipe: on working days, mornings most, less in summer, more each year."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random

from kortelijn.kernel.clock import AMSTERDAM, local
from kortelijn.kernel.working_days import is_working_day

BY_WEEKDAY = (1.25, 1.15, 0.9, 1.1, 0.8, 0.02, 0.01)
BY_MONTH = (1.25, 1.15, 1.1, 1.0, 0.95, 0.95, 0.65, 0.6, 1.1, 1.15, 1.2, 0.8)
BY_HOUR = {8: 3, 9: 7, 10: 9, 11: 8, 12: 2, 13: 4, 14: 7, 15: 6, 16: 4}
ON_A_HOLIDAY = 0.01
FIRST_DAY, LAST_DAY = 0.5, 1.5  # how busy it is at the start and now


def sending_moments(chance: Random, present: datetime, *, days: int, number: int) -> list[datetime]:
    """So many moments in the days before the present, in order."""
    last = local(present).date()
    calendar = [last - timedelta(days=ago) for ago in range(days, -1, -1)]
    weights = list(_weights(calendar))
    moments: set[datetime] = set()
    while len(moments) < number:
        moment = _in_office(chance, chance.choices(calendar, weights)[0])
        if moment < present:
            moments.add(moment)
    return sorted(moments)


def _weights(calendar: list[date]) -> Iterator[float]:
    for number, day in enumerate(calendar):
        growth = FIRST_DAY + (LAST_DAY - FIRST_DAY) * number / len(calendar)
        holiday = day.weekday() < 5 and not is_working_day(day)
        yield growth * BY_MONTH[day.month - 1] * (ON_A_HOLIDAY if holiday else BY_WEEKDAY[day.weekday()])


def _in_office(chance: Random, day: date) -> datetime:
    hour = chance.choices(list(BY_HOUR), list(BY_HOUR.values()))[0]
    return datetime.combine(day, time(hour, chance.randrange(60), chance.randrange(60)), AMSTERDAM)
