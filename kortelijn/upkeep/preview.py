"""A draft exactly as residents would read it: the entry that it would become, made in memory only."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models

from kortelijn.directory.models import Contact, Location, Schedule, Service, ServiceAtLocation
from kortelijn.directory.public_page import PublicPage, public_page
from kortelijn.directory.sheets import Sheet, locations_of, schedules_in, values_of
from kortelijn.upkeep.models import Draft


def preview(draft: Draft, sheet: Sheet, at: datetime) -> PublicPage:
    """The page of residents, made of what the draft says."""
    service = Service(network_id=draft.network_id, **values_of(sheet))
    service.organization = draft.organization
    known, ats, schedules = locations_of(sheet), [], _lines(service, sheet["hours"])
    for place in sheet["places"]:
        location = known.get(UUID(place["location"])) if place["location"] else Location(**place["new"])
        if location is None:
            continue
        at_location = ServiceAtLocation(service=service, location=location)
        ats.append(at_location)
        schedules += _lines(service, place["hours"], at_location)
    _as_fetched(service, schedules=schedules, at_locations=ats)
    contacts = [Contact(service=service, **fields) for fields in sheet["contacts"]]
    return public_page(service, contacts, at)


def _lines(service: Service, hours: Iterable[Sheet], at: ServiceAtLocation | None = None) -> list[Schedule]:
    return [Schedule(service=service, at=at, **fields) for fields in schedules_in(hours)]


def _as_fetched(service: Service, **rows: list[Any]) -> None:
    """Let the entry find these rows where it would find those of the database, as `prefetch_related` leaves them."""
    cache: dict[str, models.QuerySet[Any]] = {}
    for name, found in rows.items():
        cache[name] = getattr(Service, name).field.model._base_manager.none()
        cache[name]._result_cache = found
    service.__dict__["_prefetched_objects_cache"] = cache
