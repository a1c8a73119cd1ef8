"""An entry as plain data that JSON can hold: what history compares, a draft starts from, and an undo puts back."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from kortelijn.directory.entries import CONTACT_FIELDS, SCHEDULE_FIELDS
from kortelijn.directory.models import Contact, Location, Schedule, Service

Sheet = dict[str, Any]
Differences = dict[str, list[Any]]  # by field: what it was, and what it became
PLAIN = (
    "organization_id", "name", "alternate_name", "description", "alert", "url", "email", "status", "domains", "themes",
    "step", "minimum_age", "maximum_age", "eligibility", "cost_amount", "cost_text", "access", "languages",
    "professional_route", "resident_route", "required_documents", "at_home", "intake_id", "response_days",
    "capacity_available", "capacity_unit", "capacity_note",
)  # fmt: skip
READ = {"cost_amount": Decimal, "organization_id": UUID, "intake_id": UUID}
READ_HOURS = {
    "dtstart": date.fromisoformat, "valid_from": date.fromisoformat, "valid_to": date.fromisoformat,
    "opens_at": time.fromisoformat, "closes_at": time.fromisoformat,
}  # fmt: skip


def sheet_of(service: Service) -> Sheet:
    """Everything that people write about a service; fetch its places, hours and contacts first when there are many."""
    hours = list(service.schedules.all())
    places = [
        {"location": str(at.location_id), "hours": in_order(hours_of(one) for one in hours if one.at_id == at.pk)}
        for at in service.at_locations.all()
    ]
    return plain(service) | {
        "places": in_order(places),
        "hours": in_order(hours_of(one) for one in hours if one.at_id is None),
        "contacts": [contact_of(one) for one in sorted(service.contacts.all(), key=lambda one: one.pk)],
    }


def plain(service: Service) -> Sheet:
    """Its own fields."""
    return {name: _written(getattr(service, name)) for name in PLAIN}


def hours_of(schedule: Schedule) -> Sheet:
    """One line of hours."""
    return {name: _written(getattr(schedule, name)) for name in SCHEDULE_FIELDS}


def contact_of(contact: Contact) -> Sheet:
    """One contact."""
    person = str(contact.person_id) if contact.person_id else None
    return {name: getattr(contact, name) for name in CONTACT_FIELDS} | {
        "visibility": str(contact.visibility),
        "person_id": person,
    }


def in_order(rows: Iterable[Sheet]) -> list[Sheet]:
    """Rows that have no order of their own, so that the same rows are the same list, from a database or from JSON."""
    return sorted(rows, key=lambda row: json.dumps(row, sort_keys=True, default=str))


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> Differences:
    """What is not the same any more, field by field."""
    return {name: [before.get(name), value] for name, value in after.items() if before.get(name) != value}


def values_of(sheet: Mapping[str, Any]) -> Sheet:
    """The fields of a sheet as the model holds them; places, hours and contacts are read by the functions below."""
    return {name: _read(name, sheet[name]) for name in PLAIN if name in sheet}


def schedules_in(hours: Iterable[Mapping[str, Any]]) -> list[Sheet]:
    """Lines of hours as `Schedule` takes them."""
    return [{name: _read_hours(name, value) for name, value in line.items()} for line in hours]


def places_in(sheet: Mapping[str, Any], known: Mapping[UUID, Location]) -> list[tuple[Location, list[Sheet]]]:
    """The places of a sheet, as far as they are still there, with when it is open."""
    found = [(known.get(UUID(place["location"])), place["hours"]) for place in sheet["places"]]
    return [(location, schedules_in(hours)) for location, hours in found if location]


def locations_of(*sheets: Mapping[str, Any]) -> dict[UUID, Location]:
    """The locations that these sheets name, in one statement."""
    keys = {place["location"] for sheet in sheets for place in sheet.get("places") or () if place["location"]}
    return Location.objects.in_bulk([UUID(key) for key in keys]) if keys else {}


def _written(value: Any) -> Any:
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, UUID | date):
        return str(value)
    return value


def _read(name: str, value: Any) -> Any:
    return READ[name](value) if name in READ and value is not None else value


def _read_hours(name: str, value: Any) -> Any:
    return READ_HOURS[name](value) if name in READ_HOURS and value else value
