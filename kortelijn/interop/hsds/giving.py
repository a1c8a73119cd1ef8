"""Rows of the directory as full services of HSDS 3, in such a way that reading them again gives the same rows."""

from collections.abc import Iterable
from typing import Any

from kortelijn.directory.entries import comes_from_source, is_for_colleagues, same_contacts, same_schedules
from kortelijn.directory.models import Contact, Location, Schedule, Service
from kortelijn.directory.rules import parts_of
from kortelijn.interop.hsds.exact import Fields, attribute, fields_of, missing, plain
from kortelijn.interop.hsds.mapping import contacts_of, location_fields, organization_fields, service_draft
from kortelijn.interop.hsds.node import Findings, Node
from kortelijn.interop.hsds.schedule import LISTED, schedules_of
from kortelijn.parties.models import Organization
from kortelijn.vocabulary.needs import DOMAINS

Json = dict[str, Any]
NAMES = {each.code: each.label for each in DOMAINS}
FREQUENCIES = ("WEEKLY", "MONTHLY")


def key_of(row: Organization | Location | Service) -> str:
    """Its id at the source, or its own where it was made here."""
    return row.source_id or str(row.pk)


def _reader(told: Json) -> Node:
    return Node(told, "", Findings())


def _filled(told: Json) -> Json:
    """Without what is not there: no value, no text, no list."""
    return {key: value for key, value in told.items() if value not in (None, "", [])}


def organization_json(row: Organization) -> Json:
    """An organization."""
    key = key_of(row)
    told = _filled(
        {"id": key, "name": row.name, "description": row.description, "website": row.url, "email": row.email}
    )
    if row.phone:
        told["phones"] = [{"id": f"{key}-phone", "number": row.phone}]
    return _with_exact(told, "organization", missing(fields_of(row), organization_fields(_reader(told))))


def location_json(row: Location) -> Json:
    """A place with its address."""
    key = key_of(row)
    told = _filled({"id": key, "location_type": "physical", "name": row.name, "description": row.description,
                    "latitude": row.latitude, "longitude": row.longitude})  # fmt: skip
    address = {"address_1": row.address, "city": row.city, "state_province": row.state_province,
               "postal_code": row.postal_code}  # fmt: skip
    if any(address.values()):
        told["addresses"] = [{"id": f"{key}-address", **address, "country": row.country, "address_type": "physical"}]
    if note := row.accessibility.get("note"):
        told["accessibility"] = [{"id": f"{key}-accessibility", "description": note}]
    return _with_exact(told, "location", missing(fields_of(row), location_fields(_reader(told))))


def _with_exact(told: Json, entity: str, fields: Fields) -> Json:
    if fields:
        told["attributes"] = [*told.get("attributes", []), attribute(told["id"], entity, fields)]
    return told


def service_json(row: Service) -> Json:
    """A full service: whose it is, where, when, for whom, what it costs and whom to reach."""
    key, hours = key_of(row), list(row.schedules.all())
    told = _filled({
        "id": key, "organization_id": key_of(row.organization), "name": row.name,
        "alternate_name": row.alternate_name, "description": row.description, "url": row.url, "email": row.email,
        "status": row.status, "application_process": row.resident_route, "fees_description": row.cost_text,
        "eligibility_description": row.eligibility, "minimum_age": row.minimum_age, "maximum_age": row.maximum_age,
        "alert": row.alert, "assured_date": row.confirmed_at.date().isoformat(),
        "last_modified": row.modified_at.isoformat(),
    }) | {"organization": organization_json(row.organization)}  # fmt: skip
    told |= _lists(row, key)
    told["service_at_locations"] = [
        {"id": str(each.pk), "location": location_json(each.location),
         "schedules": [_schedule(one, row) for one in hours if one.at_id == each.pk]}
        for each in sorted(row.at_locations.all(), key=lambda each: each.pk)
    ]  # fmt: skip
    told["schedules"] = [_schedule(each, row) for each in hours if each.at_id is None]
    said = service_draft(_reader(told), "").fields
    exact = missing(fields_of(row), said) | _exact_contacts(row, told) | _colleagues(row)
    return _with_exact(told, "service", exact)


def _lists(row: Service, key: str) -> Json:
    told: Json = {
        "attributes": [_domain(key, code) for code in row.domains],
        "languages": [{"id": f"{key}-{code}", "code": code} for code in row.languages],
        "required_documents": [
            {"id": f"{key}-document-{number}", "document": each} for number, each in enumerate(row.required_documents)
        ],
        "contacts": [_contact(each) for each in _contacts(row) if not _is_number(each)],
        "phones": [{"id": str(each.pk), "number": each.phone} for each in _contacts(row) if _is_number(each)],
        "cost_options": [], "capacities": [],
    }  # fmt: skip
    if row.cost_amount is not None:
        told["cost_options"] = [{"id": f"{key}-cost", "amount": float(row.cost_amount), "currency": "EUR"}]
    if row.capacity_available is not None and row.capacity_updated_at:
        told["capacities"] = [_filled({
            "id": f"{key}-capacity", "available": row.capacity_available, "description": row.capacity_note,
            "updated": row.capacity_updated_at.isoformat(),
            "unit": {"id": f"{key}-unit", "name": row.capacity_unit} if row.capacity_unit else None,
        })]  # fmt: skip
    return told


def _domain(key: str, code: str) -> Json:
    term = {"id": code, "code": code, "name": NAMES.get(code, code), "description": NAMES.get(code, code)}
    return {"id": f"{key}-{code}", "link_id": key, "link_type": "domain", "link_entity": "service",
            "taxonomy_term_id": code, "taxonomy_term": term}  # fmt: skip


def _contacts(row: Service) -> list[Contact]:
    """Those that everybody may know; what colleagues added for each other does not go out."""
    return [each for each in row.contacts.all() if comes_from_source(each)]


def colleagues_of(row: Service) -> list[Contact]:
    """Those for professionals only, where they were asked for (see `services`): never in what everybody may read."""
    return [each for each in row.contacts.all() if is_for_colleagues(each)] if hasattr(row, "with_colleagues") else []


def _colleagues(row: Service) -> Fields:
    found = colleagues_of(row)
    return {"colleagues": [fields_of(each) for each in found]} if found else {}


def _is_number(contact: Contact) -> bool:
    return bool(contact.phone) and not (contact.name or contact.title or contact.email)


def _contact(contact: Contact) -> Json:
    told = {"id": str(contact.pk), "name": contact.name, "title": contact.title, "email": contact.email}
    phones = [{"id": f"{contact.pk}-phone", "number": contact.phone}] if contact.phone else []
    return _filled(told | {"phones": phones})


def _exact_contacts(row: Service, told: Json) -> Fields:
    rows = _contacts(row)
    if same_contacts(rows, contacts_of(_reader(told))):
        return {}
    return {"contacts": [fields_of(each) for each in rows]}


def _schedule(row: Schedule, service: Service) -> Json:
    """Hours; a rule that HSDS cannot tell goes along as it is."""
    rule = parts_of(row.rrule)
    told = _filled({
        "id": str(row.pk), "dtstart": plain(row.dtstart), "valid_from": plain(row.valid_from),
        "valid_to": plain(row.valid_to), "opens_at": plain(row.opens_at), "closes_at": plain(row.closes_at),
        "attending_type": "walk-in" if row.walk_in else "appointment", "notes": row.notes, "wkst": rule.get("WKST"),
        "freq": rule["FREQ"] if rule.get("FREQ") in FREQUENCIES else None,
        "interval": _number(rule, "INTERVAL"), "count": _number(rule, "COUNT"),
    } | {name: rule.get(part) for name, part in LISTED.items()})  # fmt: skip
    said = schedules_of(_reader({"schedules": [told]}), walk_in=service.access == Service.Access.WALK_IN)
    same = same_schedules([fields_of(row)], said)
    return told if same else _with_exact(told, "schedule", fields_of(row))


def _number(rule: dict[str, str], part: str) -> int | None:
    return int(rule[part]) if rule.get(part, "").isdecimal() else None


def page_of(contents: Iterable[Json]) -> Json:
    """All of it as the one page of a list, as an HSDS API gives it."""
    told = list(contents)
    return {"total_items": len(told), "total_pages": 1, "page_number": 1, "size": len(told), "first_page": True,
            "last_page": True, "empty": not told, "contents": told}  # fmt: skip
