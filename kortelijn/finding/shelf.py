"""Takes a few services from the shelf with all that a result shows, in three plain statements.

The same with the ORM costs four times as much, on every question: it builds the statements anew, and a query for each
relation of each service.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection, models

from kortelijn.directory.models import Location, Schedule, Service, ServiceAtLocation
from kortelijn.kernel.clock import today
from kortelijn.kernel.statements import prepared
from kortelijn.parties.models import Organization
from kortelijn.rota.hours import TURNS, read_turns, with_turns

M = TypeVar("M", bound=models.Model)
Values = Sequence[Any]
SERVICES = """
SELECT {0}, {1}, {turns} FROM directory_service s JOIN parties_organization o ON o.id = s.organization_id
WHERE s.id = ANY(%s) AND s.status = 'active'
"""
PLACES = """
SELECT {0}, {1} FROM directory_serviceatlocation a JOIN directory_location l ON l.id = a.location_id
WHERE a.service_id = ANY(%s) ORDER BY a.id
"""
HOURS = "SELECT {0} FROM directory_schedule h WHERE h.service_id = ANY(%s) ORDER BY h.id"


def services_of(ids: Sequence[UUID]) -> dict[UUID, Service]:
    """These services, as far as one can go there now, with organization, places and hours, those of the rota too."""
    if not ids:
        return {}
    places, hours = _places(ids), _by_service(_read(HOURS, ids, (Schedule, "h")))
    found = {}
    for service, organization, turns in _read(SERVICES, ids, (Service, "s"), (Organization, "o")):
        service._state.fields_cache["organization"] = organization
        service._prefetched_objects_cache = {  # where Django itself keeps what was fetched before
            "at_locations": _fetched(ServiceAtLocation, places[service.pk]),
            "schedules": _fetched(Schedule, [row for (row,) in hours[service.pk]]),
        }
        if turns:
            told = with_turns(service, read_turns(turns), today())
            service._prefetched_objects_cache["schedules"] = _fetched(Schedule, told)
        found[service.pk] = service
    return found


def _places(ids: Sequence[UUID]) -> dict[UUID, list[ServiceAtLocation]]:
    here: dict[UUID, list[ServiceAtLocation]] = defaultdict(list)
    for place, location in _read(PLACES, ids, (ServiceAtLocation, "a"), (Location, "l")):
        place._state.fields_cache["location"] = location
        here[place.service_id].append(place)
    return here


def _by_service(rows: Iterable[tuple[Any, ...]]) -> dict[UUID, list[tuple[Any, ...]]]:
    grouped: dict[UUID, list[tuple[Any, ...]]] = defaultdict(list)
    for row in rows:
        grouped[row[0].service_id].append(row)
    return grouped


def _fetched(model: type[M], rows: list[M]) -> models.QuerySet[M]:
    """A result that was fetched already."""
    result: models.QuerySet[M] = models.QuerySet(model)
    result._result_cache = rows
    return result


def _read(text: str, ids: Sequence[UUID], *parts: tuple[type[models.Model], str]) -> list[tuple[Any, ...]]:
    """The rows of a statement: an object for each of its parts, and then what else stands in it."""
    makers = [_maker(model, alias) for model, alias in parts]
    with prepared() as cursor:
        cursor.execute(text.format(*(columns for columns, _width, _make in makers), turns=TURNS), [list(ids)])
        return [_objects(row, makers) for row in cursor.fetchall()]


def _objects(row: Values, makers: Iterable[tuple[str, int, Callable[[Values], Any]]]) -> tuple[Any, ...]:
    made, start = [], 0
    for _columns, width, make in makers:
        made.append(make(row[start : start + width]))
        start += width
    return *made, *row[start:]


@cache
def _maker(model: type[models.Model], alias: str) -> tuple[str, int, Callable[[Values], Any]]:
    """The columns of a model, how many they are, and how its objects are made of them."""
    fields = model._meta.concrete_fields
    names = [field.attname for field in fields]
    read = [(place, field) for place, field in enumerate(fields) if hasattr(field, "from_db_value")]

    def make(values: Values) -> Any:
        told = list(values)
        for place, field in read:
            told[place] = field.from_db_value(told[place], None, connection)
        return model.from_db("default", names, told)

    return ", ".join(f'{alias}."{field.column}"' for field in fields), len(fields), make
