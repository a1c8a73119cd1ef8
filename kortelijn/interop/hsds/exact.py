"""What HSDS has no place for goes along as one attribute of ours, so that what went out comes back as it was.

Such an attribute has the link type `kortelijn` and as its value a JSON object of fields by our own names. Whoever knows
only HSDS passes it by.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from kortelijn.directory.models import Contact, Location, Schedule, Service
from kortelijn.interop.hsds.node import LONGEST, Node
from kortelijn.parties.models import Organization

Fields = dict[str, Any]
LINK_TYPE = "kortelijn"
SMALL, MILLION = 32_767, 1_000_000
ACCESSIBILITY = 20  # facts of one building
FIELDS: dict[type[models.Model], tuple[str, ...]] = {
    Organization: ("name", "description", "kind", "url", "email", "phone"),
    Location: ("name", "description", "address", "postal_code", "city", "state_province", "country", "latitude",
               "longitude", "accessibility"),
    Service: ("name", "alternate_name", "description", "alert", "url", "email", "status", "domains", "themes", "step",
              "minimum_age", "maximum_age", "eligibility", "cost_amount", "cost_text", "access", "languages",
              "professional_route", "resident_route", "required_documents", "at_home", "response_days",
              "capacity_available", "capacity_unit", "capacity_note", "capacity_updated_at", "confirmed_at",
              "confirmed_by", "update_rhythm_months"),
    Schedule: ("rrule", "dtstart", "opens_at", "closes_at", "valid_from", "valid_to", "walk_in", "notes"),
    Contact: ("name", "title", "phone", "email"),
}  # fmt: skip


def fields_of(row: models.Model) -> Fields:
    """What a row says, by our own names."""
    return {name: getattr(row, name) for name in FIELDS[type(row)]}


def plain(value: Any) -> Any:
    """A value as JSON carries it."""
    if isinstance(value, Decimal):
        return float(value)
    return value.isoformat() if isinstance(value, date | time | datetime) else value


def attribute(key: str, entity: str, fields: Mapping[str, Any]) -> Fields:
    """The attribute that carries these fields."""
    value = json.dumps({name: plain(value) for name, value in fields.items()}, ensure_ascii=False)
    return {"id": f"{key}-{LINK_TYPE}", "link_id": key, "link_type": LINK_TYPE, "link_entity": entity, "value": value}


def missing(row: Mapping[str, Any], said: Mapping[str, Any]) -> Fields:
    """What a reader would not get back from what HSDS says already."""
    return {name: value for name, value in row.items() if name not in said or said[name] != value}


def told_exactly(node: Node, model: type[models.Model]) -> Fields:
    """The fields that an attribute of ours carries for this object."""
    found: Fields = {}
    for own in _ours(node):
        found |= {name: read(own, model, name) for name in FIELDS[model] if own.mentions(name)}
    return found


def contacts_told(node: Node, key: str = "contacts") -> list[Fields] | None:
    """The contacts, when HSDS could not tell them all apart; under `colleagues` those for professionals only."""
    for own in _ours(node):
        if own.mentions(key):
            return [{name: read(each, Contact, name) for name in FIELDS[Contact]} for each in own.children(key)]
    return None


def _ours(node: Node) -> Iterable[Node]:
    if not isinstance(node.value.get("attributes"), list):
        return
    for each in node.children("attributes"):
        if each.value.get("link_type") == LINK_TYPE and (own := _parsed(each)):
            yield own


def _parsed(each: Node) -> Node | None:
    try:
        value = json.loads(each.text("value", 100_000))
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        each.refuse("value", _("dit attribuut van Kortelijn is beschadigd. Voer het aanbod opnieuw uit."))
        return None
    return Node(value, f"{each.pointer}/value", each.findings)


def read(node: Node, model: type[models.Model], name: str) -> Any:
    """One value as the column of a model wants it; what does not fit is refused with where it stands."""
    column = model._meta.get_field(name)
    reader = next(reader for kind, reader in READERS if isinstance(column, kind))
    return reader(node, column)


def _text(node: Node, column: Any) -> str:
    text = node.text(column.name, column.max_length or LONGEST)
    known = {str(value) for value, _label in column.flatchoices}
    if text and known and text not in known:
        node.refuse(column.name, _("“%(text)s” kennen wij niet. Kies uit: %(known)s."), text=text[:40],
                    known=", ".join(sorted(known)))  # fmt: skip
    return text or (column.default if known else "")


def _list(node: Node, column: Any) -> list[str]:
    """Texts; each is read as one value of its own."""
    found = node.value.get(column.name)
    if not isinstance(found, list):
        node.refuse(column.name, _("hier hoort een lijst [ ] te staan."))
        return []
    members = Node({str(number): each for number, each in enumerate(found)}, f"{node.pointer}/{column.name}",
                   node.findings)  # fmt: skip
    return [text for key in members.value if (text := members.text(key, column.base_field.max_length))]


def _yes(node: Node, column: Any) -> bool:
    if not isinstance(found := node.value.get(column.name), bool):
        node.refuse(column.name, _("hier hoort ja of nee te staan."))
    return bool(found)


def _clock(node: Node, column: Any) -> time | None:
    text = node.text(column.name, 40)
    try:
        return time.fromisoformat(text).replace(tzinfo=None) if text else None
    except ValueError:
        node.refuse(column.name, _("“%(text)s” is geen tijd. Schrijf uu:mm, bijvoorbeeld 09:30."), text=text)
        return None


def _facts(node: Node, column: Any) -> Fields:
    """What is known of a building: `step_free`, `lift`, and a note; what nobody knows stays unknown."""
    inner = node.child(column.name)
    known = list(inner.value.items())[:ACCESSIBILITY] if inner else []
    return {key[:40]: value if value is None or isinstance(value, bool) else str(value)[:1000] for key, value in known}


READERS: tuple[tuple[type[Any], Callable[[Node, Any], Any]], ...] = (
    (models.EmailField, lambda node, column: node.mail_address(column.name)),
    (models.URLField, lambda node, column: node.web_address(column.name)),
    (models.CharField, _text),
    (models.TextField, _text),
    (models.BooleanField, _yes),
    (models.PositiveIntegerField, lambda node, column: node.whole(column.name, 0, MILLION)),
    (models.PositiveSmallIntegerField, lambda node, column: node.whole(column.name, 0, SMALL)),
    (models.DecimalField, lambda node, column: node.amount(column.name)),
    (models.DateTimeField, lambda node, column: node.moment(column.name)),
    (models.DateField, lambda node, column: node.day(column.name)),
    (models.TimeField, _clock),
    (models.FloatField, lambda node, column: node.degrees(column.name, 180 if column.name == "longitude" else 90)),
    (models.JSONField, _facts),
    (models.Field, _list),
)
