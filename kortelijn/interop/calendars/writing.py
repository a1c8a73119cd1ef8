"""Hours as iCalendar (RFC 5545): repeating events in Dutch time, with the days on which they do not take place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vDDDLists, vRecur

from kortelijn.kernel.clock import AMSTERDAM

PRODUCT = "-//Kortelijn//Inloop//NL"
TZID = "Europe/Amsterdam"
# Since 1996 the clock goes back on the last Sunday of October and forward on that of March.
WINTER_BEGINS, SUMMER_BEGINS = datetime(1996, 10, 27, 3), datetime(1996, 3, 31, 2)
RENEW = timedelta(hours=4)


@dataclass(frozen=True, slots=True)
class Entry:
    """Something in a calendar: once, by a rule, or on days that no rule can say."""

    uid: str
    title: str
    day: date
    opens_at: time
    closes_at: time
    stamp: datetime
    rule: str = ""
    last_day: date | None = None
    also: Sequence[date] = ()
    but_not: Sequence[date] = ()
    instead_of: datetime | None = None
    where: str = ""
    about: str = ""
    url: str = ""
    point: tuple[float, float] | None = None
    categories: Sequence[str] = field(default_factory=tuple)
    busy: bool = False  # hours that one may come make nobody busy


def uid_of(kind: str, key: UUID, day: date | None = None) -> str:
    """Always the same for the same thing, so that a calendar updates instead of doubling."""
    return f"{kind}-{key.hex}{f'-{day:%Y%m%d}' if day else ''}@kortelijn"


def calendar_of(name: str, entries: Iterable[Entry]) -> bytes:
    """The whole file."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", TZID)
    calendar.add("refresh-interval", RENEW, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT4H")
    calendar.add_component(_timezone())
    for entry in entries:
        calendar.add_component(_event(entry))
    return bytes(calendar.to_ical())


def moment(day: date, clock: time) -> datetime:
    """A time on a clock in the Netherlands."""
    return datetime.combine(day, clock, AMSTERDAM)


def _event(entry: Entry) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", entry.stamp.astimezone(UTC).replace(microsecond=0))
    event.add("last-modified", entry.stamp.astimezone(UTC).replace(microsecond=0))
    event.add("summary", entry.title)
    event.add("dtstart", moment(entry.day, entry.opens_at))
    event.add("dtend", moment(entry.day, entry.closes_at))
    _repeat(event, entry)
    for name, value in (("location", entry.where), ("description", entry.about), ("url", entry.url)):
        if value:
            event.add(name, value)
    if entry.point:
        event.add("geo", entry.point)
    if entry.categories:
        event.add("categories", list(entry.categories))
    event.add("transp", "OPAQUE" if entry.busy else "TRANSPARENT")
    return event


def _repeat(event: Event, entry: Entry) -> None:
    if entry.instead_of:
        event.add("recurrence-id", entry.instead_of)
    if entry.rule:
        event.add("rrule", _rule(entry))
    for name, days in (("rdate", entry.also), ("exdate", entry.but_not)):
        if days:
            event.add(name, vDDDLists([moment(day, entry.opens_at) for day in days]))


def _rule(entry: Entry) -> vRecur:
    rule: vRecur = vRecur.from_ical(entry.rule)
    ends = [until.date() if isinstance(until, datetime) else until for until in rule.pop("UNTIL", [])]
    if entry.last_day:
        ends.append(entry.last_day)
    if ends and "COUNT" not in rule:  # RFC 5545 has one of both
        rule["UNTIL"] = [moment(min(ends), time(23, 59, 59)).astimezone(UTC)]
    return rule


def _timezone() -> Timezone:
    zone = Timezone()
    zone.add("tzid", TZID)
    for part, name, begins, before, after, month in (
        (TimezoneStandard(), "CET", WINTER_BEGINS, 2, 1, 10),
        (TimezoneDaylight(), "CEST", SUMMER_BEGINS, 1, 2, 3),
    ):
        part.add("dtstart", begins)
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        part.add("tzname", name)
        part.add("tzoffsetfrom", timedelta(hours=before))
        part.add("tzoffsetto", timedelta(hours=after))
        zone.add_component(part)
    return zone
