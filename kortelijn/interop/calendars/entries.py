"""What stands in each calendar: walk-in hours of the directory, turns of the rota, and somebody's own turns."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from kortelijn.directory.facts import address_words
from kortelijn.directory.hours import days
from kortelijn.directory.models import Location, Schedule, Service
from kortelijn.directory.rules import EPOCH, counts_from_start, parts_of
from kortelijn.interop.calendars.writing import Entry, moment, uid_of
from kortelijn.kernel.clock import local, today
from kortelijn.parties.calendar import Engagement, engagements_in, engagements_of
from kortelijn.parties.models import Network, Person
from kortelijn.parties.queries import profession_title
from kortelijn.rota.models import Deviation, Shift, names_shown
from kortelijn.rota.queries import in_span
from kortelijn.rota.timetable import Session, sessions, with_people

AHEAD, BACK = timedelta(days=366), timedelta(days=28)
LONGEST_BACK = timedelta(days=366)  # of a turn that began earlier nobody looks up the days
MOST = 2000
NOT_IN_RFC = {"BYWEEKNO"}  # HSDS has it with weeks, RFC 5545 only with years
Kind = Deviation.Kind


def public_shifts(network: Network, location: Location | None = None) -> list[Shift]:
    """The turns of a network or of one place that everybody may know."""
    rows = in_span(today(), today() + AHEAD).filter(network=network).public().select_related("network")
    return list((rows.filter(location=location) if location else rows)[:MOST])


def walk_in_schedules(network: Network, shifts: Iterable[Shift] = (), **only: object) -> list[Schedule]:
    """Walk-in hours of the directory that are public, and that no turn of the rota tells."""
    rows = Schedule.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=today()), walk_in=True, opens_at__isnull=False, closes_at__isnull=False,
        service__network=network, service__status=Service.Status.ACTIVE, **only,
    ).exclude(Q(rrule="") | Q(service__access=Service.Access.PROFESSIONALS))  # fmt: skip
    told = {(shift.service_id, shift.location_id) for shift in shifts if shift.service_id}
    found = rows.select_related("service__organization", "at__location").order_by("service__name", "id")[:MOST]
    return [each for each in found if not each.at or (each.service_id, each.at.location_id) not in told]


def entries_of_schedules(schedules: Iterable[Schedule]) -> Iterator[Entry]:
    """Each schedule as one repeating entry."""
    for schedule in schedules:
        if entry := _schedule(schedule):
            yield entry


def _schedule(schedule: Schedule) -> Entry | None:
    if schedule.opens_at is None or schedule.closes_at is None:
        return None
    first = _first_day(schedule)
    last = today() + AHEAD
    open_days = list(days(schedule, first, last))
    if not open_days:
        return None
    place = schedule.at.location if schedule.at else None
    service = schedule.service
    by_rule = not parts_of(schedule.rrule).keys() & NOT_IN_RFC
    return Entry(
        uid=uid_of("walk-in", schedule.pk), title=service.name, day=open_days[0], opens_at=schedule.opens_at,
        closes_at=schedule.closes_at, stamp=service.modified_at, rule=schedule.rrule if by_rule else "",
        last_day=schedule.valid_to, also=() if by_rule else open_days[1:],
        but_not=_closed_days(schedule, open_days, last) if by_rule else (), where=_where(place),
        about="\n".join(part for part in (service.organization.name, schedule.notes) if part), url=service.url,
        point=_point(place), categories=(_("inloop"),),
    )  # fmt: skip


def _first_day(schedule: Schedule) -> date:
    """Where a rule begins to count, or else the first of this year: nobody looks further back."""
    start = schedule.dtstart or schedule.valid_from
    if counts_from_start(schedule.rrule):
        return start or EPOCH
    new_year = today().replace(month=1, day=1)
    return max(start, new_year) if start else new_year


def _closed_days(schedule: Schedule, open_days: list[date], last: date) -> list[date]:
    """Days of the rule on which it is closed after all: public holidays."""
    plain = Schedule(
        rrule=schedule.rrule, dtstart=schedule.dtstart, valid_from=schedule.valid_from, valid_to=schedule.valid_to
    )
    return sorted(set(days(plain, open_days[0], last)) - set(open_days))


def entries_of_shifts(shifts: list[Shift]) -> Iterator[Entry]:
    """Each turn as one repeating entry, with its other days beside it; names only of who agreed to that."""
    first, last = today() - LONGEST_BACK, today() + AHEAD
    of_shift = {shift.pk: sessions([shift], max(shift.first_day, first), last) for shift in shifts}
    with_people([each for some in of_shift.values() for each in some])
    people = {each.person.pk for some in of_shift.values() for each in some if each.person}
    agreed = names_shown(people)
    for shift in shifts:
        yield from _shift(shift, of_shift[shift.pk], agreed)


def _shift(shift: Shift, found: list[Session], agreed: set[UUID]) -> Iterator[Entry]:
    kept = [each for each in found if each.is_on]
    if not kept:
        return
    usual = next((each for each in kept if not each.kind), kept[0])
    first = next((each for each in found if not each.closed_for_holiday), kept[0])
    gone = [each.day for each in found if not each.is_on and each.day >= first.day]
    yield replace(
        _entry(usual, agreed), day=first.day, opens_at=shift.opens_at, closes_at=shift.closes_at, rule=shift.rrule,
        last_day=shift.last_day, but_not=gone,
    )  # fmt: skip
    for each in kept:
        if each.kind in (Kind.MOVED, Kind.COVERED):
            yield replace(_entry(each, agreed), instead_of=moment(each.day, shift.opens_at))


def _entry(session: Session, agreed: set[UUID]) -> Entry:
    shift, seat, person = session.shift, session.seat, session.person
    who = profession_title(seat.profession)
    if person and person.pk in agreed:
        who = f"{person.given_name}, {who}"
    how = _("Zonder afspraak.") if shift.walk_in else _("Op afspraak.")
    return Entry(
        uid=uid_of("turn", shift.pk), title=shift.title, day=session.day, opens_at=session.opens_at,
        closes_at=session.closes_at, stamp=shift.changed_at, point=_point(shift.location),
        where=_where(shift.location, shift.room.name if shift.room else ""),
        about=f"{who}, {seat.organization.name}\n{how}",
        url=f"{settings.PUBLIC_URL}{reverse('rota:public', args=[shift.network.slug])}",
    )  # fmt: skip


def entries_of_person(person: Person) -> Iterator[Entry]:
    """All that somebody has, of every app; each time by itself, because any of them can be otherwise."""
    for each in engagements_of([person.pk], today() - BACK, today() + AHEAD):
        yield entry_of(each)


def entries_of_network(network: Network) -> Iterator[Entry]:
    """All that everybody in a network may know of, each once: meetings, walks."""
    for each in engagements_in(network.pk, today() - BACK, today() + AHEAD):
        yield entry_of(each)


def entry_of(engagement: Engagement) -> Entry:
    """Something in a diary as it stands in a calendar: it takes one's time."""
    start, end = local(engagement.start), local(engagement.end)
    return Entry(
        uid=uid_of(engagement.kind, engagement.key, engagement.day), title=engagement.title, day=start.date(),
        opens_at=start.time(), closes_at=end.time(), stamp=engagement.stamp, where=engagement.where,
        point=engagement.point, url=f"{settings.PUBLIC_URL}{engagement.url}" if engagement.url else "", busy=True,
    )  # fmt: skip


def _where(place: Location | None, room: str = "") -> str:
    if place is None:
        return ""
    return ", ".join(part for part in (place.name, room, address_words(place)) if part)


def _point(place: Location | None) -> tuple[float, float] | None:
    if place is None or place.latitude is None or place.longitude is None:
        return None
    return place.latitude, place.longitude
