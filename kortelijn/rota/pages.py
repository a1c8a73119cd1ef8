"""What the pages of the rota show: a day of the neighbourhood, a week of one place, one turn."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kortelijn.directory.models import Location
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import local, now
from kortelijn.kernel.moments import day_word
from kortelijn.kernel.policy import may
from kortelijn.kernel.working_days import is_public_holiday
from kortelijn.parties.models import Network
from kortelijn.rota.models import Shift
from kortelijn.rota.patterns import pattern_words
from kortelijn.rota.queries import sessions_at
from kortelijn.rota.slots import NOW, OVER, SOON, Slot, hours_words, public_slots_of, slots_of, walk_ins
from kortelijn.rota.timetable import Session, sessions_of, with_clashes, with_people
from kortelijn.ui.shell import NavItem

WEEK = 7
WORKDAYS = 5
FURTHEST = timedelta(days=366 * 2)
DAYS_AHEAD = timedelta(weeks=26)
SHOWN = 8
# On a floor above: only the addresses are known here.
CALENDAR, CALENDAR_OF_PLACE = "/hulp/{slug}/inloop.ics", "/hulp/{slug}/inloop/{place}.ics"


def day_asked(text: str | None, today: date) -> date:
    """A day from an address; today when it says nothing that is a day near now."""
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return today
    return day if abs(day - today) <= FURTHEST else today


@dataclass(frozen=True, slots=True)
class Band:
    """One place on the band of the day."""

    place: Location
    slots: list[Slot]


def day_page(network: Network, day: date, *, for_everybody: bool) -> dict[str, Any]:
    """One day: now, soon, over; the same for colleagues and for everybody, save for names."""
    at = now()
    slots = public_slots_of(network, day, at) if for_everybody else slots_of(network, day, at)
    states = {state: [slot for slot in slots if slot.state == state] for state in (NOW, SOON, OVER)}
    today = local(at).date()
    return {
        "network": network, "day": day, "is_today": day == today, "slots": slots, **states, "bands": _bands(slots),
        "days": _days_to_choose(day, today), "title": _day_title(day), "hours": range(8, 22),
        "is_holiday": is_public_holiday(day), "before": day - timedelta(days=1), "after": day + timedelta(days=1),
        "calendar_url": CALENDAR.format(slug=network.slug),
        "clashes": [slot for slot in slots if slot.session and slot.session.clashes],
    }  # fmt: skip


def _bands(slots: Sequence[Slot]) -> list[Band]:
    """By place; where two are at once in one place each has a line of its own."""
    rows: dict[UUID, list[Slot]] = defaultdict(list)
    for slot in slots:
        if slot.is_on:
            rows[slot.place.pk].append(slot)
    bands = [Band(some[0].place, some) for some in rows.values()]
    return sorted(bands, key=lambda band: band.place.name)


def _days_to_choose(day: date, today: date) -> list[NavItem]:
    first = min(day, today) if abs((day - today).days) < WEEK else day
    return [_choice(first + timedelta(days=number), day) for number in range(WEEK)]


def _choice(each: date, chosen: date) -> NavItem:
    return NavItem(capfirst(date_format(each, "D j b")), f"?dag={each.isoformat()}", each == chosen)


def _day_title(day: date) -> str:
    near = day_word(day)
    full = date_format(day, "l j F")
    return capfirst(full if near in full else f"{near}, {full}")


@dataclass(frozen=True, slots=True)
class Column:
    """One day of a week."""

    day: date
    is_holiday: bool
    is_today: bool
    sessions: list[Session]
    walk_ins: list[Slot]


@dataclass(frozen=True, slots=True)
class Line:
    """One room over the days of a week."""

    name: str
    cells: list[tuple[Column, list[Session]]]


def week_page(actor: Actor, location: Location, day: date) -> dict[str, Any]:
    """One week at one place: rooms against days."""
    monday = day - timedelta(days=day.weekday())
    found = sessions_at(location.pk, monday, monday + timedelta(days=WEEK - 1))
    found = [each for each in found if not each.closed_for_holiday]
    with_clashes(with_people(found))
    columns = _columns(location, monday, found)
    week = monday.isocalendar().week
    last = monday + timedelta(days=WEEK - 1)
    return {
        "location": location, "columns": columns, "lines": _lines(location, columns, found), "week": week,
        "span": f"{date_format(monday, 'j F')} – {date_format(last, 'j F Y')}",
        "before_url": _week_url(monday, -WEEK), "after_url": _week_url(monday, WEEK),
        "calendar_url": CALENDAR_OF_PLACE.format(slug=location.network.slug, place=location.pk),
        "is_this_week": monday <= local(now()).date() <= last, "clashes": _pairs(found), "is_empty": not found,
        "has_walk_ins": any(column.walk_ins for column in columns),
        "keeps_house": may(actor, "rota.keep_house", location), "adds": may(actor, "rota.add", location),
    }  # fmt: skip


def _week_url(monday: date, days: int) -> str:
    return f"?dag={(monday + timedelta(days=days)).isoformat()}"


def _columns(location: Location, monday: date, found: Sequence[Session]) -> list[Column]:
    today, at = local(now()).date(), now()
    known = {(each.shift.service_id, location.pk) for each in found if each.shift.service_id}
    beside = walk_ins(
        location.network_id, monday, monday + timedelta(days=WEEK - 1), at, known=known, location=location
    )
    week = [monday + timedelta(days=number) for number in range(WEEK)]
    columns = [_column(day, today, found, beside) for day in week]
    return [each for each in columns if each.day.weekday() < WORKDAYS or each.sessions or each.walk_ins]


def _column(day: date, today: date, found: Sequence[Session], beside: Sequence[Slot]) -> Column:
    here = [each for each in found if each.day == day]
    walk_in = sorted((each for each in beside if local(each.start).date() == day), key=lambda each: each.start)
    return Column(day, is_public_holiday(day), day == today, here, walk_in)


def _lines(location: Location, columns: Sequence[Column], found: Sequence[Session]) -> list[Line]:
    rooms = list(location.rooms.all())
    names: list[tuple[UUID | None, str]] = [(room.pk, room.name) for room in rooms]
    if not rooms or any(each.shift.room_id is None for each in found):
        names.append((None, _("Geen vaste kamer") if rooms else _("Hier")))
    return [
        Line(name, [(column, [each for each in column.sessions if each.shift.room_id == key]) for column in columns])
        for key, name in names
    ]


def _pairs(found: Sequence[Session]) -> list[tuple[Session, Session]]:
    """Each clash once."""
    return [(one, other) for one in found for other in one.clashes if (one.opens_at, str(one.shift.pk)) < (
        other.opens_at, str(other.shift.pk))]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pattern:
    """How a turn reads."""

    often: str
    hours: str
    from_to: str


def pattern_of_shift(shift: Shift) -> Pattern:
    """Its rhythm, hours and days in words."""
    begins = _("vanaf %(day)s") % {"day": date_format(shift.first_day, "j F Y")}
    ends = _("tot en met %(day)s") % {"day": date_format(shift.last_day, "j F Y")} if shift.last_day else ""
    return Pattern(
        pattern_words(shift.rrule, shift.first_day), hours_words(shift.opens_at, shift.closes_at),
        " ".join(part for part in (begins, ends) if part),
    )  # fmt: skip


def shift_page(actor: Actor, shift: Shift) -> dict[str, Any]:
    """One turn: its rhythm, the next times, and what one may do."""
    full = Shift.objects.with_all().get(pk=shift.pk)
    coming = [_coming(each) for each in with_people(coming_sessions(full, now())[:SHOWN])]
    return {
        "shift": full, "pattern": pattern_of_shift(full), "coming": coming, "mine": actor.seat_id == full.seat_id,
        "changes": may(actor, "rota.change", full), "is_over": not coming,
        "week_url": reverse("rota:week", args=[full.location_id]),
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Coming:
    """A next time, and where one says that it is otherwise."""

    session: Session
    deviate_url: str
    deviate_label: str


def _coming(session: Session) -> Coming:
    url = reverse("rota:deviate", args=[session.shift.pk])
    label = _("Anders op {day}").format(day=date_format(session.day, "j F"))
    return Coming(session, f"{url}?dag={session.day.isoformat()}", label)


def coming_sessions(shift: Shift, at: datetime) -> list[Session]:
    """The sessions of the coming half year that are not over yet."""
    today = local(at).date()
    return [each for each in sessions_of(shift, today, today + DAYS_AHEAD) if each.end > at]
