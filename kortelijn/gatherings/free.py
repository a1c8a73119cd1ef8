"""Moments at which people are free: all who must be there, and as many as possible of the others."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from kortelijn.kernel.clock import AMSTERDAM, local
from kortelijn.kernel.working_days import is_working_day

FIRST, LAST = time(8, 30), time(17, 30)  # within office hours
STEP = timedelta(minutes=30)
LUNCH = time(12, 30)
Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A moment, and who of those who may come is free then."""

    starts_at: datetime
    free: frozenset[UUID]


def suggestions(
    required: Iterable[UUID], optional: Iterable[UUID], busy: Mapping[UUID, Sequence[Span]], *, minutes: int,
    days: Sequence[date], most: int = 6,
) -> list[Suggestion]:  # fmt: skip
    """The best moments in these days, in order of time; no two within one part of a day.

    Tried by brute force: some ten days of sixteen half hours, so nothing cleverer is worth it. The most people win; of
    equals those on different days, and then the soonest.
    """
    must, may, length = list(required), list(optional), timedelta(minutes=minutes)
    found: dict[tuple[date, bool], Suggestion] = {}
    for start in _starts(days, length):
        if any(_is_busy(busy.get(one, ()), start, start + length) for one in must):
            continue
        free = frozenset(one for one in may if not _is_busy(busy.get(one, ()), start, start + length))
        part = (local(start).date(), local(start).time() < LUNCH)
        if part not in found or len(free) > len(found[part].free):
            found[part] = Suggestion(start, free)
    return sorted(_spread(found.values())[:most], key=lambda each: each.starts_at)


def _spread(found: Iterable[Suggestion]) -> list[Suggestion]:
    """The best first; of equals a second one on the same day comes after those of other days."""
    seen: set[tuple[int, date]] = set()
    ranked = []
    for each in sorted(found, key=lambda each: each.starts_at):
        day = (len(each.free), local(each.starts_at).date())
        ranked.append((-len(each.free), day in seen, each.starts_at, each))
        seen.add(day)
    return [each for *_rank, each in sorted(ranked, key=lambda one: one[:3])]


def working_days(first: date, count: int) -> list[date]:
    """So many working days from a day on."""
    days: list[date] = []
    while len(days) < count:
        if is_working_day(first):
            days.append(first)
        first += timedelta(days=1)
    return days


def _starts(days: Iterable[date], length: timedelta) -> Iterator[datetime]:
    for day in days:
        start, last = (datetime.combine(day, clock, AMSTERDAM) for clock in (FIRST, LAST))
        while start + length <= last:
            yield start
            start += STEP


def _is_busy(spans: Iterable[Span], start: datetime, end: datetime) -> bool:
    return any(begins < end and start < ends for begins, ends in spans)
