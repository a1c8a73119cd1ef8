"""The turns of the rota as opening hours of the service that they belong to, with the days on which it is otherwise.

Floors above read hours as schedules of the directory. Here a turn becomes such schedules, never saved: as it is every
week, cut around the days on which it is not, and a schedule of one day for each day on which it is at another time.
Walk-in hours that the directory tells of the same place give way on the days that the rota tells.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from kortelijn.directory.hours import days
from kortelijn.directory.models import Location, Schedule, Service, ServiceAtLocation
from kortelijn.rota.models import Deviation

AHEAD = timedelta(days=62)  # so far ahead a day that is otherwise counts
A_DAY = timedelta(days=1)
ON_HOLIDAYS = "gesloten op feestdagen"  # as `directory.hours` reads it
Kind = Deviation.Kind
# All that is known of the turns of service `s`, as one value, so that it comes along with the service itself.
TURNS = """
(SELECT json_agg(json_build_object(
  'place', to_json(l), 'rule', t.rrule, 'first', t.first_day, 'last', t.last_day, 'opens', t.opens_at,
  'closes', t.closes_at, 'walk_in', t.walk_in, 'holidays', COALESCE(h.open_on_holidays, false),
  'days', (SELECT json_agg(json_build_object('day', d.day, 'kind', d.kind, 'opens', d.opens_at, 'closes', d.closes_at))
           FROM rota_deviation d WHERE d.shift_id = t.id)
  ) ORDER BY t.opens_at, t.id)
FROM rota_shift t JOIN directory_location l ON l.id = t.location_id
LEFT JOIN rota_house h ON h.location_id = t.location_id WHERE t.service_id = s.id)
"""


@dataclass(frozen=True, slots=True)
class Otherwise:
    """A day of a turn that is not as always."""

    day: date
    kind: str
    opens_at: time | None
    closes_at: time | None

    @property
    def is_on(self) -> bool:
        """Whether somebody will be there."""
        return self.kind in (Kind.COVERED, Kind.MOVED)


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn, without whose it is."""

    place: Location
    rule: str
    first: date
    last: date | None
    opens_at: time
    closes_at: time
    walk_in: bool
    holidays: bool
    otherwise: tuple[Otherwise, ...]

    def weekly(self, at: ServiceAtLocation) -> Schedule:
        """As it is on a day like any other."""
        return Schedule(
            service_id=at.service_id, at=at, rrule=self.rule, dtstart=self.first, valid_from=self.first,
            valid_to=self.last, opens_at=self.opens_at, closes_at=self.closes_at, walk_in=self.walk_in,
            notes="" if self.holidays else ON_HOLIDAYS,
        )  # fmt: skip

    def on(self, other: Otherwise, at: ServiceAtLocation) -> Schedule:
        """As it is on a day that is otherwise."""
        return Schedule(
            service_id=at.service_id, at=at, rrule="FREQ=DAILY", dtstart=other.day, valid_from=other.day,
            valid_to=other.day, opens_at=other.opens_at or self.opens_at, closes_at=other.closes_at or self.closes_at,
            walk_in=self.walk_in,
        )  # fmt: skip


def read_turns(told: Any) -> list[Turn]:
    """The turns as the database told them."""
    rows = json.loads(told) if isinstance(told, str) else told or []
    return [
        Turn(
            _place(row["place"]), row["rule"], date.fromisoformat(row["first"]), _day(row["last"]),
            time.fromisoformat(row["opens"]), time.fromisoformat(row["closes"]), row["walk_in"], row["holidays"],
            tuple(_otherwise(each) for each in row["days"] or []),
        )
        for row in rows
    ]  # fmt: skip


def _place(row: Mapping[str, Any]) -> Location:
    return Location(**{each.attname: each.to_python(row[each.attname]) for each in Location._meta.concrete_fields})


def _otherwise(row: Mapping[str, Any]) -> Otherwise:
    return Otherwise(date.fromisoformat(row["day"]), row["kind"], _clock(row["opens"]), _clock(row["closes"]))


def _day(told: str | None) -> date | None:
    return date.fromisoformat(told) if told else None


def _clock(told: str | None) -> time | None:
    return time.fromisoformat(told) if told else None


def turns_of(services: Iterable[UUID]) -> dict[UUID, list[Turn]]:
    """The turns of these services, of those that have any; one statement."""
    statement = f"SELECT s.id, {TURNS} FROM directory_service s WHERE s.id = ANY(%s)"  # noqa: S608 - our own words
    with connection.cursor() as cursor:
        cursor.execute(statement, [list(services)])
        return {pk: read_turns(told) for pk, told in cursor.fetchall() if told}


def with_turns(service: Service, turns: Sequence[Turn], today: date) -> list[Schedule]:
    """All hours of a service from today on, to the day: what the directory says and what the rota says."""
    current = current_of(turns, today)
    if not current:
        return list(service.schedules.all())
    places = places_of(service, current)
    where = {each.pk: each.location_id for each in service.at_locations.all()}
    hours: list[Schedule] = []
    for each in service.schedules.all():
        here = [turn for turn in current if each.walk_in and each.at_id and where.get(each.at_id) == turn.place.pk]
        hours += _giving_way(each, here, today)
    for turn in current:
        otherwise = _ahead(turn, today)
        hours += _cut(turn.weekly(places[turn.place.pk]), [each.day for each in otherwise])
        hours += [turn.on(each, places[turn.place.pk]) for each in otherwise if each.is_on]
    return hours


def in_a_week(service: Service, turns: Sequence[Turn], today: date) -> list[Schedule]:
    """The same for a table of a week, which may say a little too much: nothing is cut, moved days come beside it."""
    current = current_of(turns, today)
    places = places_of(service, current)
    hours = [*service.schedules.all(), *(turn.weekly(places[turn.place.pk]) for turn in current)]
    moved = [turn.on(each, places[turn.place.pk]) for turn in current for each in _ahead(turn, today) if each.is_on]
    return hours + moved


def places_of(service: Service, turns: Iterable[Turn]) -> dict[UUID, ServiceAtLocation]:
    """Where the turns are; also a place at which the directory does not tell of the service."""
    here = {each.location_id: each for each in service.at_locations.all()}
    beside = {turn.place.pk: turn.place for turn in turns}
    return {pk: ServiceAtLocation(service=service, location=place) for pk, place in beside.items()} | here


def current_of(turns: Iterable[Turn], today: date) -> list[Turn]:
    """Those that are not over."""
    return [turn for turn in turns if turn.last is None or turn.last >= today]


def _ahead(turn: Turn, today: date) -> list[Otherwise]:
    return [each for each in turn.otherwise if today <= each.day <= today + AHEAD]


def _giving_way(schedule: Schedule, here: Sequence[Turn], today: date) -> Iterator[Schedule]:
    """Hours of the directory, less the days of which the rota tells at the same place."""
    if not here or not schedule.rrule:
        yield schedule
        return
    told: set[date] = set()
    for turn in here:
        told |= set(_days(turn, today, today + AHEAD))
    mine = set(days(schedule, today, today + AHEAD))
    if mine and mine <= told:
        return  # the rota tells all of it
    yield from _cut(schedule, sorted(mine & told))


def _days(turn: Turn, first: date, last: date) -> Iterator[date]:
    """The days of the rule, holidays included: the rota tells of those too, that nobody is there."""
    yield from days(
        Schedule(rrule=turn.rule, dtstart=turn.first, valid_from=turn.first, valid_to=turn.last), first, last
    )


def _cut(schedule: Schedule, out: Sequence[date]) -> Iterator[Schedule]:
    """A schedule without some days: the spans between them, each with the same rhythm."""
    begin, start = schedule.valid_from, schedule.dtstart or schedule.valid_from
    for day in sorted(out):
        if begin is None or begin < day:
            yield _piece(schedule, start, begin, day - A_DAY)
        begin = day + A_DAY
    if not (begin and schedule.valid_to and begin > schedule.valid_to):
        yield _piece(schedule, start, begin, schedule.valid_to) if out else schedule


def _piece(schedule: Schedule, start: date | None, first: date | None, last: date | None) -> Schedule:
    piece = copy(schedule)
    piece.dtstart, piece.valid_from, piece.valid_to = start, first, last
    return piece
