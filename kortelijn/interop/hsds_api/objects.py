"""Rows of the directory as objects of HSDS 3.1; nothing is told that is empty, nothing that is for professionals."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kortelijn.directory.facts import access_facts, cost_words, language_name
from kortelijn.directory.hour_words import rule_words
from kortelijn.directory.models import Contact, Location, Schedule, Service, ServiceAtLocation
from kortelijn.directory.rules import WEEKDAYS, parts_of
from kortelijn.interop.hsds_api.terms import Term, all_terms, key_of, term_data, term_id
from kortelijn.kernel.clock import local, now
from kortelijn.parties.models import Organization

Data = dict[str, Any]
STATUS = {
    Service.Status.ACTIVE: "active", Service.Status.INACTIVE: "temporarily closed", Service.Status.DEFUNCT: "defunct",
}  # fmt: skip
PROVINCE = ""  # HSDS asks for it always; where nobody filled it in, it is empty rather than invented
SECONDS_OF_AN_HOUR = 3600


def told(data: Mapping[str, Any]) -> Data:
    """Without what is empty."""
    return {key: value for key, value in data.items() if value not in (None, "", [])}


def service_key(service: Service) -> Data:
    """Only which one, and when it changed."""
    return {"id": str(service.pk), "modified_date": service.modified_at.isoformat()}


def service_data(service: Service, *, full: bool = False, of: bool = True) -> Data:
    """A service; `full` with all that belongs to it, `of` with whose it is."""
    data = told({
        "id": str(service.pk), "organization_id": str(service.organization_id), "name": service.name,
        "alternate_name": service.alternate_name, "description": service.description, "url": service.url,
        "email": service.email, "status": STATUS[Service.Status(service.status)], "alert": service.alert,
        "application_process": service.resident_route or str(service.get_access_display()),
        "fees_description": cost_words(service), "eligibility_description": service.eligibility,
        "minimum_age": service.minimum_age, "maximum_age": service.maximum_age,
        "assured_date": local(service.confirmed_at).date().isoformat(),
        "last_modified": service.modified_at.isoformat(),
    })  # fmt: skip
    if of:
        data["organization"] = organization_data(service.organization)
    return data | (_all_of(service) if full else {})


def _all_of(service: Service) -> Data:
    key = str(service.pk)
    return told({
        "phones": [_phone(service.pk, each.phone) for each in _public(service) if not _is_person(each) and each.phone],
        "contacts": [_contact(each) for each in _public(service) if _is_person(each)],
        "schedules": [schedule_data(each) for each in service.schedules.all() if each.at_id is None],
        "service_at_locations": [at_location_data(each, hours=service.schedules.all()) for each in _places(service)],
        "languages": [
            {"id": str(key_of("language", key, code)), "service_id": key, "name": language_name(code), "code": code}
            for code in dict.fromkeys(service.languages)
        ],
        "cost_options": _costs(service), "capacities": _capacities(service),
        "required_documents": [
            {"id": str(key_of("document", key, number)), "service_id": key, "document": document}
            for number, document in enumerate(service.required_documents)
        ],
        "attributes": [_attribute(key, term) for term in _terms(service)],
    })  # fmt: skip


def _places(service: Service) -> Iterable[ServiceAtLocation]:
    return service.at_locations.all()


def _public(service: Service) -> list[Contact]:
    """Contacts were fetched with the public ones only; this says so once more."""
    return [each for each in service.contacts.all() if each.visibility == Contact.Visibility.PUBLIC]


def _is_person(contact: Contact) -> bool:
    return bool(contact.name or contact.title or contact.email)


def _phone(owner: object, number: str) -> Data:
    return {"id": str(key_of("phone", owner, number)), "number": number}


def _contact(contact: Contact) -> Data:
    return told({
        "id": str(contact.pk), "service_id": str(contact.service_id), "name": contact.name, "title": contact.title,
        "email": contact.email, "phones": [_phone(contact.pk, contact.phone)] if contact.phone else [],
    })  # fmt: skip


def _costs(service: Service) -> list[Data]:
    if service.cost_amount is None and not service.cost_text:
        return []
    amount = float(service.cost_amount) if service.cost_amount is not None else None
    return [told({
        "id": str(key_of("cost", service.pk)), "service_id": str(service.pk), "amount_description": cost_words(service),
        "currency": "EUR" if amount is not None else "",
    }) | ({"amount": amount} if amount is not None else {})]  # fmt: skip


def _capacities(service: Service) -> list[Data]:
    if service.capacity_available is None:
        return []
    unit = service.capacity_unit or "plek"
    return [told({
        "id": str(key_of("capacity", service.pk)), "service_id": str(service.pk),
        "unit": {"id": str(key_of("unit", unit)), "name": unit}, "available": float(service.capacity_available),
        "updated": (service.capacity_updated_at or service.modified_at).isoformat(),
        "description": service.capacity_note,
    })]  # fmt: skip


def _terms(service: Service) -> Iterator[Term]:
    codes = [
        *(("behoeften", code) for code in service.domains), *(("themas", code) for code in service.themes),
        ("stappen", service.step),
    ]  # fmt: skip
    for taxonomy, code in codes:
        if term := all_terms().get(term_id(taxonomy, code)):
            yield term


def _attribute(key: str, term: Term) -> Data:
    return {
        "id": str(key_of("attribute", key, term.id)), "link_id": key, "link_entity": "service",
        "taxonomy_term_id": str(term.id), "taxonomy_term": term_data(term), "label": term.name,
    }  # fmt: skip


def organization_data(
    organization: Organization, *, full: bool = False, services: Iterable[Service] | None = None, nested: bool = False
) -> Data:
    """An organization; `full` with its places, `services` by name or (`nested`) in full."""
    data = told({
        "id": str(organization.pk), "name": organization.name, "email": organization.email,
        "website": organization.url,
    }) | {"description": organization.description}  # fmt: skip
    if full:
        phones = [_phone(organization.pk, organization.phone)] if organization.phone else []
        data |= told({"phones": phones, "locations": [location_data(each) for each in organization.locations.all()]})
    if services is not None:
        data["services"] = [
            service_data(each, full=True, of=False) if nested else _service_name(each) for each in services
        ]
    return data


def _service_name(service: Service) -> Data:
    return {"id": str(service.pk), "name": service.name, "status": STATUS[Service.Status(service.status)]}


def at_location_data(
    at: ServiceAtLocation, *, hours: Iterable[Schedule] | None = None, service: Service | None = None,
    full: bool = False,
) -> Data:  # fmt: skip
    """A service at a place; with its hours when they are given, with the service when it is asked by itself."""
    data: Data = {
        "id": str(at.pk), "service_id": str(at.service_id), "location_id": str(at.location_id),
        "location": location_data(at.location),
    }  # fmt: skip
    if service is not None:
        data["service"] = service_data(service, full=full)
    if hours is not None:
        data |= told({"schedules": [schedule_data(each) for each in hours if each.at_id == at.pk]})
    return data


def location_data(location: Location) -> Data:
    """A place with its address and how one gets in."""
    data = told({
        "id": str(location.pk), "location_type": "physical", "name": location.name,
        "organization_id": str(location.organization_id) if location.organization_id else "",
        "description": location.description, "addresses": _addresses(location),
        "accessibility": _accessibility(location),
    })  # fmt: skip
    if location.latitude is not None and location.longitude is not None:
        data |= {"latitude": location.latitude, "longitude": location.longitude}
    return data


def _addresses(location: Location) -> list[Data]:
    if not (location.address or location.city or location.postal_code):
        return []
    return [{
        "id": str(key_of("address", location.pk)), "location_id": str(location.pk), "address_1": location.address,
        "city": location.city, "state_province": location.state_province or PROVINCE,
        "postal_code": location.postal_code, "country": location.country, "address_type": "physical",
    }]  # fmt: skip


def _accessibility(location: Location) -> list[Data]:
    words = [*access_facts(location), str(location.accessibility.get("note") or "")]
    return [
        {"id": str(key_of("access", location.pk, text)), "location_id": str(location.pk), "description": text}
        for text in dict.fromkeys(words)
        if text
    ]


def schedule_data(schedule: Schedule) -> Data:
    """Hours; a rule that HSDS cannot write is told in words."""
    hours = local(now()).utcoffset()
    offset = int(hours.total_seconds() // SECONDS_OF_AN_HOUR) if hours else 0
    sign = f"+{offset:02d}:00"
    return told({
        "id": str(schedule.pk), "service_id": str(schedule.service_id),
        "service_at_location_id": str(schedule.at_id) if schedule.at_id else "",
        "valid_from": _day(schedule.valid_from), "valid_to": _day(schedule.valid_to), "dtstart": _day(schedule.dtstart),
        "timezone": offset, **_rule(schedule.rrule),
        "opens_at": f"{schedule.opens_at:%H:%M}{sign}" if schedule.opens_at else "",
        "closes_at": f"{schedule.closes_at:%H:%M}{sign}" if schedule.closes_at else "",
        "attending_type": "inloop" if schedule.walk_in else "op afspraak", "notes": schedule.notes,
    })  # fmt: skip


def _day(day: Any) -> str:
    return day.isoformat() if day else ""


def _rule(rule: str) -> Data:
    """The parts of a rule in HSDS: only weeks and months; every day is a week with all its days."""
    if not rule:
        return {}
    parts = parts_of(rule)
    plain = {key: parts[key.upper()] for key in ("byday", "byweekno", "bymonthday", "wkst") if key.upper() in parts}
    counts = {key: int(parts[key.upper()]) for key in ("interval", "count") if key.upper() in parts}
    until = _until(parts.get("UNTIL", ""))
    if parts.get("FREQ") == "DAILY" and counts.get("interval", 1) == 1 and not counts.get("count"):
        plain = {"byday": ",".join(WEEKDAYS)} | plain
        return told({"freq": "WEEKLY", **plain, "until": until})
    if parts.get("FREQ") not in ("WEEKLY", "MONTHLY") or parts.keys() & {"BYSETPOS", "BYMONTH", "BYYEARDAY"}:
        return told({"description": rule_words(rule), "until": until})
    return told({"freq": parts["FREQ"], **plain, **counts, "until": until})


def _until(text: str) -> str:
    return f"{text[:4]}-{text[4:6]}-{text[6:8]}" if text else ""
