"""An answer for another program: the same from the command line and over the API, described in `interop/api`."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from kortelijn.directory.facts import point_of
from kortelijn.directory.models import Contact, Location, Service
from kortelijn.finding.filters import Filters, filters_in
from kortelijn.finding.find import Found, Result
from kortelijn.finding.heard import heard_in
from kortelijn.finding.looks_along import LooksAlong
from kortelijn.kernel.actor import PUBLIC
from kortelijn.understanding.safety import OutOfScope, Safety

# The filters by the names that the API gives them; the pages have Dutch ones.
NAMES = {
    "age": "leeftijd", "language": "taal", "free": "gratis", "open": "open", "without_referral": "zonder-verwijzing",
    "step": "stap", "near": "postcode",
}  # fmt: skip
VALUES = {"open": {"now": "nu", "today": "vandaag"}, "free": {"true": "ja"}, "without_referral": {"true": "ja"}}
OFF = {"free": "false", "without_referral": "false"}
Data = dict[str, Any]


def filters_of(given: Mapping[str, str]) -> tuple[Filters, list[str]]:
    """The filters that another program asks for, and the names of those whose value makes no sense."""
    asked = {name: value for name, value in given.items() if name in NAMES and value and value != OFF.get(name)}
    chosen = {NAMES[name]: VALUES.get(name, {}).get(value, _as_is(name, value)) for name, value in asked.items()}
    filters = filters_in(chosen)
    return filters, [name for name in asked if NAMES[name] not in filters.chosen]


def _as_is(name: str, value: str) -> str:
    return "" if name in VALUES else value


def public_numbers(services: Iterable[UUID]) -> dict[UUID, Contact]:
    """The first number of each that everybody may have; those among professionals are not even read."""
    rows = Contact.objects.visible_to(PUBLIC).filter(service__in=services).exclude(phone="")
    return {contact.service_id: contact for contact in rows.order_by("-id")}


def as_data(found: Found, numbers: Mapping[UUID, Contact] | None = None) -> Data:
    """What was heard, what fits, and what to do first."""
    understanding = found.understanding
    return {
        "safety": [_safety(each) for each in understanding.safety],
        "out_of_scope": _outside(understanding.out_of_scope),
        "chips": [_chip(each.code, each.title, each.on, each.words) for each in heard_in(found)],
        "needs": [
            {"code": each.code, "title": each.title, "probability": each.probability, "words": list(each.words)}
            for each in understanding.needs
        ],
        "ask_on": [{"question": each.question, "need": each.need} for each in understanding.ask_on],
        "age": understanding.age,
        "languages": list(understanding.languages),
        "nothing_fits": found.nothing_fits,
        "results": [_result(each, (numbers or {}).get(each.service.pk)) for each in found.results],
        "looks_along": _along(found.looks_along),
    }


def _chip(code: str, title: str, on: bool, words: Iterable[str]) -> Data:
    return {"code": code, "title": title, "on": on, "words": list(words)}


def _safety(danger: Safety) -> Data:
    contacts = [{"name": each.name, "number": each.number, "when": each.when, "url": each.url} for each in danger.route]
    return {"kind": danger.kind, "contacts": contacts}


def _outside(outside: OutOfScope | None) -> Data | None:
    return {"code": outside.code, "message": outside.message, "url": outside.url} if outside else None


def _along(along: LooksAlong | None) -> Data | None:
    return {"name": along.name, "within_working_days": along.days} if along else None


def _result(result: Result, number: Contact | None) -> Data:
    service = result.service
    return {
        "id": str(service.pk), "name": service.name, "organization": service.organization.name,
        "description": service.description, "score": result.score, "why": result.why, "against": result.against,
        "nearest_only": result.nearest, "facts": [badge.label for badge in result.badges],
        "domains": list(service.domains), "step": service.step, "access": service.access,
        "how_to_get_in": service.resident_route, "cost": _cost(service), "languages": list(service.languages),
        "minimum_age": service.minimum_age, "maximum_age": service.maximum_age, "at_home": service.at_home,
        "phone": number.phone if number else service.organization.phone, "email": service.email, "url": service.url,
        "places": [_place(each.location) for each in service.at_locations.all()],
        "checked_on": service.confirmed_at.date().isoformat(),
    }  # fmt: skip


def _cost(service: Service) -> Data:
    amount = None if service.cost_amount is None else str(service.cost_amount)
    return {"amount": amount, "text": service.cost_text}


def _place(location: Location) -> Data:
    point = point_of(location)
    return {
        "name": location.name, "address": location.address, "postal_code": location.postal_code,
        "city": location.city, "latitude": point.latitude if point else None,
        "longitude": point.longitude if point else None,
    }  # fmt: skip
