"""Objects of HSDS become what the directory takes in; what the source does not mention is not said."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from kortelijn.directory.models import Location, Service
from kortelijn.interop.hsds.domains import domains_named
from kortelijn.interop.hsds.exact import contacts_told, told_exactly
from kortelijn.interop.hsds.node import Node
from kortelijn.interop.hsds.schedule import schedules_of
from kortelijn.interop.hsds.wording import access_of, language_code, says_free
from kortelijn.kernel.clock import today
from kortelijn.parties.models import Organization

Fields = dict[str, Any]
Places = dict[str, tuple[Fields, ...] | None]
OLDEST = 120
SENT_BY_OTHERS = (Service.Access.REFERRAL, Service.Access.PROFESSIONALS)
STATUS = {
    "active": Service.Status.ACTIVE, "inactive": Service.Status.INACTIVE,
    "temporarily closed": Service.Status.INACTIVE, "defunct": Service.Status.DEFUNCT,
}  # fmt: skip
COUNTRIES = {"nederland": "NL", "netherlands": "NL", "the netherlands": "NL", "nld": "NL", "belgië": "BE", "bel": "BE"}


@dataclass(slots=True)
class ServiceDraft:
    """One service as one or more rows tell of it; places are by the id of their location, None: hours not told."""

    source_id: str
    organization: str
    fields: Fields = field(default_factory=dict)
    places: Places | None = None
    schedules: tuple[Fields, ...] | None = None
    contacts: tuple[Fields, ...] | None = None
    all_places: bool = True
    colleagues: tuple[Fields, ...] = ()


def organization_fields(node: Node) -> Fields:
    """The fields of an organization."""
    fields: Fields = {"name": node.text("name", 200, required=True)}
    if node.mentions("description"):
        fields["description"] = node.text("description")
    if node.mentions("website", "url"):
        fields["url"] = node.web_address("website") or node.web_address("url")
    if node.mentions("email"):
        fields["email"] = node.mail_address("email")
    if node.mentions("phones"):
        fields["phone"] = next(iter(_numbers(node)), "")
    return fields | told_exactly(node, Organization)


def location_fields(node: Node) -> Fields:
    """The fields of a place, with its first address at which one can come by."""
    fields: Fields = {
        "name": node.text("name", 200), "description": node.text("description", 1000),
        "latitude": node.degrees("latitude", 90), "longitude": node.degrees("longitude", 180),
    }  # fmt: skip
    if fields["latitude"] is None or fields["longitude"] is None:
        fields["latitude"] = fields["longitude"] = None
    addresses = sorted(node.children("addresses"), key=lambda each: each.value.get("address_type") != "physical")
    if addresses:
        fields |= _address(addresses[0])
    notes = [each.text("description", 1000) or each.text("details", 1000) for each in node.children("accessibility")]
    if notes:
        fields["accessibility"] = {"note": " ".join(notes)}
    fields["name"] = fields["name"] or fields.get("address") or fields.get("city") or _("Plek zonder naam")
    return fields | told_exactly(node, Location)


def _address(node: Node) -> Fields:
    lines = [node.text(key, 200) for key in ("address_1", "address_2")]
    return {
        "address": ", ".join(line for line in lines if line)[:200], "city": node.text("city", 100),
        "postal_code": re.sub(r"^(\d{4})\s*([A-Za-z]{2})$", _with_space, node.text("postal_code", 10)),
        "state_province": node.text("state_province", 60), "country": _country(node),
    }  # fmt: skip


def _with_space(match: re.Match[str]) -> str:
    return f"{match[1]} {match[2].upper()}"


def _country(node: Node) -> str:
    text = node.text("country", 60)
    code = COUNTRIES.get(text.casefold(), text.upper()) or "NL"
    if not re.fullmatch(r"[A-Z]{2}", code):
        node.refuse("country", _("schrijf het land met twee letters, zoals NL."))
        return "NL"
    return code


def service_draft(node: Node, organization: str) -> ServiceDraft:
    """Everything that one row says about a service, except where it is."""
    draft = ServiceDraft(node.identifier(), organization, _service_fields(node))
    if node.mentions("schedules"):
        draft.schedules = schedules_of(node, walk_in=draft.fields.get("access") == Service.Access.WALK_IN)
    if (exact := contacts_told(node)) is not None:
        draft.contacts = tuple(exact)
    elif node.mentions("contacts", "phones"):
        draft.contacts = contacts_of(node)
    draft.colleagues = tuple(contacts_told(node, "colleagues") or ())
    return draft


def _service_fields(node: Node) -> Fields:
    fields: Fields = {"name": node.text("name", 200, required=True), "status": _status(node)}
    for key, longest in (("alternate_name", 200), ("description", 10_000), ("alert", 500)):
        if node.mentions(key):
            fields[key] = node.text(key, longest)
    if node.mentions("url"):
        fields["url"] = node.web_address("url")
    if node.mentions("email"):
        fields["email"] = node.mail_address("email")
    fields |= _for_whom(node) | _entering(node) | _costs(node) | _room(node) | _checked(node) | _domains(node)
    return fields | told_exactly(node, Service)


def _status(node: Node) -> str:
    text = node.text("status", 40, required=True).casefold()
    if text and text not in STATUS:
        node.refuse(
            "status",
            _("“%(status)s” kennen wij niet. Kies uit: %(known)s.") % {"status": text, "known": ", ".join(STATUS)},
        )
    return STATUS.get(text, Service.Status.ACTIVE)


def _for_whom(node: Node) -> Fields:
    fields: Fields = {}
    if node.mentions("minimum_age", "maximum_age"):
        low, high = node.whole("minimum_age", 0, OLDEST), node.whole("maximum_age", 0, 32_767)
        fields = {"minimum_age": low, "maximum_age": high if high is not None and high < OLDEST else None}
        if low is not None and high is not None and low > high:
            node.refuse(
                "minimum_age",
                _("de laagste leeftijd (%(low)d) is hoger dan de hoogste (%(high)d).") % {"low": low, "high": high},
            )
    if node.mentions("eligibility_description"):
        fields["eligibility"] = node.text("eligibility_description", 1000)
    if node.mentions("languages"):
        codes = (_language(each) for each in node.children("languages"))
        fields["languages"] = list(dict.fromkeys(code for code in codes if code))
    if node.mentions("required_documents"):
        documents = [each.text("document", 500) for each in node.children("required_documents")]
        fields["required_documents"] = [document for document in documents if document]
    return fields


def _language(node: Node) -> str:
    code, name = node.text("code", 40), node.text("name", 100)
    found = language_code(code, name)
    if not found and (code or name):
        node.notice("name", _("de taal “%(name)s” kennen wij niet, weggelaten."), name=code or name)
    return found


def _entering(node: Node) -> Fields:
    if not node.mentions("application_process"):
        return {}
    text = node.text("application_process")
    fields: Fields = {"access": access_of(text), "resident_route": text}
    return fields | ({"professional_route": text} if fields["access"] in SENT_BY_OTHERS else {})


def _costs(node: Node) -> Fields:
    if not node.mentions("cost_options", "fees_description", "fees"):
        return {}
    options = [each for each in node.children("cost_options") if not _is_over(each)]
    amounts = {amount for each in options if (amount := each.amount("amount")) is not None and _is_euro(each)}
    told = node.text("fees_description", 500) or node.text("fees", 500)
    words = told or "; ".join(_price(each) for each in options)[:500]
    return {"cost_amount": Decimal(0) if says_free(words) else _only(amounts), "cost_text": words}


def _is_over(node: Node) -> bool:
    last = node.day("valid_to")
    return last is not None and last < today()


def _is_euro(node: Node) -> bool:
    return node.text("currency", 10).upper() in {"", "EUR"}


def _only(amounts: set[Decimal]) -> Decimal | None:
    """One price is the price; several prices depend on who asks, which only words can tell."""
    return next(iter(amounts)) if len(amounts) == 1 else None


def _price(node: Node) -> str:
    amount, said = node.amount("amount"), node.text("amount_description", 300)
    currency = node.text("currency", 10).upper()
    sign = "€" if currency in {"", "EUR"} else currency
    money = f"{sign} {amount:.2f}".removesuffix(".00").replace(".", ",") if amount else ""
    told = f"{money} {said}".strip() or (_("gratis") if amount == 0 else "")
    option = node.text("option", 200)
    return f"{told} ({option})" if told and option else told or option


def _room(node: Node) -> Fields:
    capacity = next(node.children("capacities", "service_capacity"), None)
    if capacity is None:
        return {"capacity_note": node.text("wait_time", 500)} if node.mentions("wait_time") else {}
    unit = capacity.child("unit")
    return {
        "capacity_available": capacity.whole("available", 0, 1_000_000),
        "capacity_updated_at": capacity.moment("updated"),
        "capacity_unit": unit.text("name", 40) if unit else "", "capacity_note": capacity.text("description", 500),
    }  # fmt: skip


def _checked(node: Node) -> Fields:
    """When somebody last looked whether the entry is right: what the source says, otherwise not said."""
    moment = node.moment("assured_date") or node.moment("last_modified")
    return {"confirmed_at": moment} if moment else {}


def _domains(node: Node) -> Fields:
    found = domains_named(node)
    return {"domains": found} if found else {}


def contacts_of(node: Node) -> tuple[Fields, ...]:
    """Whom to reach: persons with their numbers, and numbers of nobody in particular."""
    found = [*_persons(node), *({"phone": number} for number in _numbers(node))]
    return distinct(contact for contact in found if any(contact.values()))


def distinct(contacts: Iterable[Fields]) -> tuple[Fields, ...]:
    """Each contact once; a number that a person has needs no line of its own."""
    kept: list[Fields] = []
    for contact in contacts:
        same_number = {each.get("phone") for each in kept}
        if contact not in kept and not (contact.keys() == {"phone"} and contact["phone"] in same_number):
            kept.append(contact)
    return tuple(kept)


def _persons(node: Node) -> Iterator[Fields]:
    for contact in node.children("contacts"):
        person = {
            "name": contact.text("name", 120), "title": contact.text("title", 120) or contact.text("department", 120),
            "email": contact.mail_address("email"),
        }  # fmt: skip
        for number in _numbers(contact) or [""]:
            yield person | {"phone": number}


def _numbers(node: Node) -> list[str]:
    return [number for phone in node.children("phones") if (number := _number(phone))]


def _number(phone: Node) -> str:
    number = phone.text("number", 40).strip("\"' ")
    extension = phone.value.get("extension")
    return f"{number} toestel {extension}"[:40] if number and isinstance(extension, int) and extension else number
