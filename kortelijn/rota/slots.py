"""Everything that one can come to on a day, in one shape: turns of the rota and walk-in hours of the directory."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db.models import Q
from django.utils.formats import time_format

from kortelijn.directory.hours import openings
from kortelijn.directory.models import Location, Schedule, Service
from kortelijn.directory.rules import WEEKDAYS
from kortelijn.parties.models import Network
from kortelijn.parties.queries import profession_title
from kortelijn.rota.models import names_shown
from kortelijn.rota.queries import in_span, sessions_in
from kortelijn.rota.timetable import Session, sessions, with_clashes, with_people

NOW, SOON, OVER = "now", "soon", "over"
FIRST_HOUR, LAST_HOUR = 8, 22
MOST_WALK_INS = 300
Known = set[tuple[UUID, UUID]]


@dataclass(frozen=True, slots=True)
class Slot:
    """One thing to come to: what, who, where, from when until when."""

    title: str
    who: str
    organization: str
    place: Location
    room: str
    opens_at: time
    closes_at: time
    start: datetime
    end: datetime
    walk_in: bool
    state: str
    session: Session | None = None
    service: Service | None = None

    @property
    def hours(self) -> str:
        """`9.00 – 11.30`."""
        return hours_words(self.opens_at, self.closes_at)

    @property
    def until(self) -> str:
        """Until when, as a clock says it."""
        return time_format(self.closes_at, "G.i")

    @property
    def by(self) -> str:
        """Who and of which organization, in one line."""
        return " · ".join(part for part in (self.who, self.organization) if part)

    @property
    def where(self) -> str:
        """The place, and the room when it is known."""
        return ", ".join(part for part in (self.place.name, self.room) if part)

    @property
    def band(self) -> str:
        """Where it stands on the band of the day: classes, because a page has no styles of its own."""
        first, last = _quarter(self.opens_at), max(_quarter(self.closes_at), _quarter(self.opens_at) + 1)
        return f"kl-from-{first} kl-to-{last}"

    @property
    def is_on(self) -> bool:
        """Whether one will find somebody there."""
        return self.session is None or self.session.is_on


def hours_words(opens_at: time, closes_at: time) -> str:
    """`9.00 – 11.30`."""
    return f"{time_format(opens_at, 'G.i')} – {time_format(closes_at, 'G.i')}"


def _quarter(clock: time) -> int:
    """The line on the band: 1 is eight in the morning, 57 ten in the evening."""
    quarters = (clock.hour - FIRST_HOUR) * 4 + clock.minute // 15
    return min(max(quarters, 0), (LAST_HOUR - FIRST_HOUR) * 4) + 1


def slots_of(network: Network, day: date, at: datetime) -> list[Slot]:
    """For colleagues: everything of a day, with names, and what is called off too."""
    found = with_clashes(with_people(sessions_in(network.pk, day, day)))
    rota = [_slot(session, _full_name(session), at) for session in found]
    return _sorted([*rota, *walk_ins(network.pk, day, day, at, known=_known(found))])


def public_slots_of(network: Network, day: date, at: datetime) -> list[Slot]:
    """For everybody: what takes place, with a first name only of who agreed to that."""
    taking_place = sessions(in_span(day, day).filter(network=network).public(), day, day)
    found = with_people([each for each in taking_place if not each.closed_for_holiday])
    agreed = names_shown({each.person.pk for each in found if each.person})
    rota = [_slot(session, _public_name(session, agreed), at) for session in found]
    rows = walk_ins(network.pk, day, day, at, known=_known(found))
    return _sorted([*rota, *(slot for slot in rows if slot.service and not _for_professionals(slot.service))])


def _sorted(slots: Iterable[Slot]) -> list[Slot]:
    return sorted(slots, key=lambda slot: (slot.start, slot.end, slot.title))


def _for_professionals(service: Service) -> bool:
    return service.access == Service.Access.PROFESSIONALS


def _slot(session: Session, who: str, at: datetime) -> Slot:
    shift = session.shift
    return Slot(
        title=shift.title, who=who, organization=session.seat.organization.name, place=shift.location,
        room=shift.room.name if shift.room else "", opens_at=session.opens_at, closes_at=session.closes_at,
        start=session.start, end=session.end, walk_in=shift.walk_in, state=state_of(session.start, session.end, at),
        session=session, service=shift.service,
    )  # fmt: skip


def state_of(start: datetime, end: datetime, at: datetime) -> str:
    """Whether it goes on, comes, or is over at this moment."""
    return OVER if end <= at else NOW if start <= at else SOON


def _full_name(session: Session) -> str:
    profession = profession_title(session.seat.profession)
    return f"{session.who}, {profession}" if session.person else session.who


def _public_name(session: Session, agreed: set[UUID]) -> str:
    profession = profession_title(session.seat.profession)
    if session.person and session.person.pk in agreed:
        return f"{session.person.given_name}, {profession}"
    return profession


def _known(found: Sequence[Session]) -> Known:
    """Services of which the rota tells the day at a place; their hours in the directory are not told twice."""
    return {(each.shift.service_id, each.shift.location_id) for each in found if each.shift.service_id}


def walk_ins(
    network_id: UUID, first: date, last: date, at: datetime, *, known: Known, location: Location | None = None
) -> list[Slot]:
    """Walk-in hours of the directory, where no turn of the rota tells them."""
    return [
        _walk_in(schedule, at, opening.start, opening.end)
        for schedule in _walk_in_schedules(network_id, location, first if first == last else None)
        if schedule.at and (schedule.service_id, schedule.at.location_id) not in known
        for opening in openings(schedule, first, last)
    ]


def _walk_in_schedules(network_id: UUID, location: Location | None, day: date | None) -> Iterable[Schedule]:
    """One statement; the weekday narrows it before the rules are read."""
    rows = Schedule.objects.filter(
        walk_in=True, opens_at__isnull=False, closes_at__isnull=False, at__isnull=False,
        service__network=network_id, service__status=Service.Status.ACTIVE,
    ).exclude(rrule="")  # fmt: skip
    if location:
        rows = rows.filter(at__location=location)
    if day:
        rows = rows.filter(Q(rrule__contains=WEEKDAYS[day.weekday()]) | ~Q(rrule__contains="BYDAY"))
    return rows.select_related("service__organization", "at__location").order_by("opens_at", "id")[:MOST_WALK_INS]


def _walk_in(schedule: Schedule, at: datetime, start: datetime, end: datetime) -> Slot:
    service, place = schedule.service, schedule.at
    if place is None or schedule.opens_at is None or schedule.closes_at is None:
        raise ValueError("walk-in hours have a place and hours")
    return Slot(
        title=service.name, who="", organization=service.organization.name, place=place.location, room="",
        opens_at=schedule.opens_at, closes_at=schedule.closes_at, start=start, end=end, walk_in=True,
        state=state_of(start, end, at), service=service,
    )  # fmt: skip
