"""When people are busy: by what we planned with them, and by a calendar of their own that they brought once."""

from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from time import monotonic
from typing import Any
from uuid import UUID

from dateutil.rrule import rruleset, rrulestr
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from icalendar import Calendar

from kortelijn.directory.rules import check_rule
from kortelijn.gatherings.free import Span
from kortelijn.gatherings.models import BusyTime
from kortelijn.kernel.clock import AMSTERDAM, now
from kortelijn.kernel.errors import Refused
from kortelijn.parties.calendar import engagements_of

LARGEST = 1024 * 1024
TOO_LARGE = gettext_lazy("Dit bestand is groter dan 1 MB. Kies een kortere periode bij het uitvoeren van uw agenda.")
AHEAD = timedelta(days=92)
MOST, MOST_TIMES = 1500, 400  # of a whole calendar; of one thing in it that repeats
LONGEST_READING = 3.0  # seconds: a file that takes more is made to


def busy_times(people: Collection[UUID], first: date, last: date) -> dict[UUID, list[Span]]:
    """Per person when they are taken, in a fixed number of queries; with what, nobody is told."""
    found: dict[UUID, list[Span]] = {person: [] for person in people}
    for each in engagements_of(list(found), first, last):
        if each.person in found:
            found[each.person].append((each.start, each.end))
    begin, end = (datetime.combine(day, time.min, AMSTERDAM) for day in (first, last + timedelta(days=1)))
    own = BusyTime.objects.filter(person__in=found, starts_at__lt=end, ends_at__gt=begin)
    for person, starts_at, ends_at in own.values_list("person_id", "starts_at", "ends_at"):
        found[person].append((starts_at, ends_at))
    return found


def spans_in(content: bytes) -> list[Span]:
    """The times at which a calendar file says that somebody is busy, from now on for three months; nothing else."""
    if len(content) > LARGEST:
        raise Refused(str(TOO_LARGE))
    begin, end = now(), now() + AHEAD
    try:
        calendar = Calendar.from_ical(content)
        found = _all_spans(calendar.walk("VEVENT"), begin, end)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError):
        raise Refused(_("Dit bestand kunnen wij niet lezen. Kies een agendabestand, dat eindigt op .ics.")) from None
    return sorted(found)[:MOST]


def _all_spans(events: Iterable[Any], begin: datetime, end: datetime) -> set[Span]:
    found: set[Span] = set()
    started = monotonic()
    for event in events:
        found.update(_spans(event, begin, end))
        if monotonic() - started > LONGEST_READING:
            raise Refused(_("Deze agenda is te ingewikkeld om te lezen. Voer een kortere periode uit."))
    return found


def _spans(event: Any, begin: datetime, end: datetime) -> Iterator[Span]:
    if "DTSTART" not in event or _is_free(event):
        return
    start = _moment(event["DTSTART"].dt)
    length = _length(event, start)
    if not timedelta(0) < length <= timedelta(days=14):
        return
    for at in _times(event, start, begin - length, end):
        if at + length > begin and at < end:
            yield at.astimezone(UTC), (at + length).astimezone(UTC)


def _is_free(event: Any) -> bool:
    return (
        str(event.get("TRANSP", "")).upper() == "TRANSPARENT"
        or str(event.get("STATUS", "")).upper() == "CANCELLED"
        or str(event.get("X-MICROSOFT-CDO-BUSYSTATUS", "")).upper() == "FREE"
    )


def _length(event: Any, start: datetime) -> timedelta:
    if "DTEND" in event:
        return _moment(event["DTEND"].dt) - start
    if "DURATION" in event:
        length: timedelta = event["DURATION"].dt
        return length
    whole_day = not isinstance(event["DTSTART"].dt, datetime)
    return timedelta(days=1) if whole_day else timedelta(0)


def _times(event: Any, start: datetime, begin: datetime, end: datetime) -> Iterable[datetime]:
    """Each time that it is, by Dutch clocks: at nine stays at nine in summer and winter."""
    if "RRULE" not in event or not _is_readable(event["RRULE"].to_ical().decode()):
        return [start]
    wall = start.astimezone(AMSTERDAM).replace(tzinfo=None)
    rule = event["RRULE"].copy()
    rule["UNTIL"] = [_moment(each).astimezone(AMSTERDAM).replace(tzinfo=None) for each in rule.pop("UNTIL", [])]
    if not rule["UNTIL"]:
        del rule["UNTIL"]
    times = rruleset()
    times.rrule(rrulestr(rule.to_ical().decode(), dtstart=wall))  # type: ignore[arg-type]  # one rule gives an rrule
    for each in _exceptions(event):
        times.exdate(each)
    first, last = (moment.astimezone(AMSTERDAM).replace(tzinfo=None) for moment in (begin, end))
    found = []
    for at in times.xafter(first, count=MOST_TIMES, inc=True):
        if at > last:
            break
        found.append(at.replace(tzinfo=AMSTERDAM))
    return found


def _is_readable(rule: str) -> bool:
    """A rule that somebody's week has; not one of every second, nor one that never happens."""
    try:
        check_rule(rule)
    except ValidationError:
        return False
    return True


def _exceptions(event: Any) -> Iterator[datetime]:
    given = event.get("EXDATE", [])
    for some in given if isinstance(given, list) else [given]:
        for each in some.dts:
            yield _moment(each.dt).astimezone(AMSTERDAM).replace(tzinfo=None)


def _moment(value: Any) -> datetime:
    """A date is its midnight, a time without zone is Dutch."""
    if not isinstance(value, datetime):
        return datetime.combine(value, time.min, AMSTERDAM)
    return value.replace(tzinfo=AMSTERDAM) if value.tzinfo is None else value
