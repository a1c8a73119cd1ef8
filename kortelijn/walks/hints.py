"""When a place is open on a day, as the directory and the rota know it: a hint for when a host may receive."""

from datetime import time

from django.utils.translation import gettext as _

from kortelijn.directory.hours import openings
from kortelijn.directory.models import Location, Schedule
from kortelijn.kernel.clock import local
from kortelijn.rota.queries import in_span
from kortelijn.rota.timetable import sessions
from kortelijn.walks.models import Day

Span = tuple[time, time]


def open_at(location: Location, days: list[Day]) -> dict[object, list[Span]]:
    """By day: from when to when something is open there; nothing where nobody wrote that down."""
    schedules = list(Schedule.objects.filter(at__location=location, service__status="active").order_by("id"))
    found: dict[object, list[Span]] = {}
    for day in days:
        spans = {
            (local(each.start).time(), local(each.end).time())
            for schedule in schedules for each in openings(schedule, day.day, day.day)
            if each.opens_at and each.closes_at
        }  # fmt: skip
        turns = sessions(in_span(day.day, day.day).filter(location=location), day.day, day.day)
        spans |= {(local(each.start).time(), local(each.end).time()) for each in turns if each.takes_place}
        found[day.pk] = sorted(spans)
    return found


def proposed(day: Day, spans: list[Span], minutes: int) -> Span:
    """The part of the day, as far as the longest opening goes; the whole part when no visit fits in any."""
    inside = [(max(a, day.begins), min(b, day.ends)) for a, b in spans]
    real = [(a, b) for a, b in inside if _minutes(b) - _minutes(a) >= minutes]
    return max(real, key=lambda span: _minutes(span[1]) - _minutes(span[0]), default=(day.begins, day.ends))


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def hint_words(spans: list[Span]) -> str:
    """What the directory says, for who decides."""
    if not spans:
        return _("Over deze dag staat in de gids niets.")
    hours = ", ".join(f"{a:%H.%M}–{b:%H.%M}" for a, b in spans)
    return _("Volgens de gids is er dan iets open: {hours}.").format(hours=hours)
