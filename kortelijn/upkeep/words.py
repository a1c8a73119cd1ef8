"""A change as people read it: the name of each field, and what it was and became in plain words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kortelijn.directory.facts import language_name
from kortelijn.directory.hour_words import hours_words, in_a_row
from kortelijn.directory.models import Contact, Location, Schedule, Service
from kortelijn.directory.sheets import Sheet, locations_of, schedules_in
from kortelijn.kernel.clock import today
from kortelijn.parties.models import Organization, Seat
from kortelijn.vocabulary.loading import UnknownCode
from kortelijn.vocabulary.needs import is_known, title_of
from kortelijn.vocabulary.steps import step

LABELS: dict[str, str | Promise] = {
    "organization_id": gettext_lazy("organisatie"), "name": gettext_lazy("naam"),
    "alternate_name": gettext_lazy("andere naam"), "description": gettext_lazy("omschrijving"),
    "alert": gettext_lazy("let op"), "url": gettext_lazy("website"), "email": gettext_lazy("e-mail"),
    "status": gettext_lazy("kan iemand er terecht"), "domains": gettext_lazy("onderwerpen"),
    "themes": gettext_lazy("thema’s"), "step": gettext_lazy("soort hulp"),
    "minimum_age": gettext_lazy("vanaf leeftijd"), "maximum_age": gettext_lazy("tot en met leeftijd"),
    "eligibility": gettext_lazy("voor wie"), "cost_amount": gettext_lazy("kosten"),
    "cost_text": gettext_lazy("uitleg bij de kosten"), "access": gettext_lazy("hoe men binnenkomt"),
    "languages": gettext_lazy("talen"), "professional_route": gettext_lazy("zo verwijst een professional"),
    "resident_route": gettext_lazy("zo komt een bewoner binnen"), "required_documents": gettext_lazy("meenemen"),
    "at_home": gettext_lazy("ook aan huis"), "intake_id": gettext_lazy("wie verwijzingen krijgt"),
    "response_days": gettext_lazy("antwoord binnen werkdagen"), "capacity_available": gettext_lazy("plekken vrij"),
    "capacity_unit": gettext_lazy("soort plek"), "capacity_note": gettext_lazy("over de plekken"),
    "places": gettext_lazy("waar en wanneer"), "hours": gettext_lazy("tijden"),
    "contacts": gettext_lazy("contact"),
}  # fmt: skip


def label_of(name: str) -> str:
    """What a field is called."""
    return str(LABELS[name])


def labels_of(names: Iterable[str]) -> str:
    """Several fields in one phrase."""
    return in_a_row([label_of(name) for name in names])


@dataclass(frozen=True, slots=True)
class Line:
    """One field of a change."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Names:
    """What keys in a change stand for."""

    locations: Mapping[UUID, Location]
    organizations: Mapping[UUID, Organization]
    seats: Mapping[UUID, Seat]


def names_in(changes: Sequence[Mapping[str, Sequence[Any]]]) -> Names:
    """Look up everything that these changes name, in as many statements however many changes."""
    sides = [{name: value[at]} for change in changes for name, value in change.items() for at in (0, 1) if value[at]]
    organizations = {side["organization_id"] for side in sides if "organization_id" in side}
    seats = {side["intake_id"] for side in sides if "intake_id" in side}
    return Names(
        locations_of(*sides), Organization.objects.in_bulk(organizations) if organizations else {},
        Seat.objects.select_related("organization").in_bulk(seats) if seats else {},
    )  # fmt: skip


def lines_of(change: Mapping[str, Sequence[Any]], names: Names) -> list[Line]:
    """A change in the order in which the steps ask."""
    order = [name for name in LABELS if name in change]
    return [Line(label_of(name), *(words_of(name, value, names) for value in change[name])) for name in order]


def words_of(name: str, value: Any, names: Names) -> str:
    """One value in words; nothing is said to be nothing."""
    said = _said(name, value, names) if value not in (None, "", []) else ""
    return said or _("niets")


def _said(name: str, value: Any, names: Names) -> str:
    if name in ("places", "hours", "contacts"):
        return {"places": _places, "hours": _hours, "contacts": _contacts}[name](value, names)
    if name in ("organization_id", "intake_id"):
        found = names.organizations if name == "organization_id" else names.seats
        return str(found.get(UUID(value)) or _("wat er niet meer is"))
    if isinstance(value, bool):
        return _("ja") if value else _("nee")
    if isinstance(value, list):
        return in_a_row([_item(name, each) for each in value])
    return _choice(name, value)


def _choice(name: str, value: Any) -> str:
    if name == "status":
        return str(Service.Status(value).label)
    if name == "access":
        return str(Service.Access(value).label)
    if name == "cost_amount":
        return f"€ {value}".replace(".", ",")
    if name == "step":
        try:
            return step(value).title
        except UnknownCode:
            return str(value)
    return str(value)


def _item(name: str, value: str) -> str:
    if name == "languages":
        return language_name(value)
    return title_of(value) if name == "domains" and is_known(value) else value


def _places(value: list[Sheet], names: Names) -> str:
    return "; ".join(_place(place, names) for place in value)


def _place(place: Sheet, names: Names) -> str:
    location = names.locations.get(UUID(place["location"])) if place["location"] else None
    named = location.name if location else place.get("new", {}).get("name") or _("een plek die er niet meer is")
    when = _hours(place["hours"], names)
    return f"{named}: {when}" if when else str(named)


def _hours(value: list[Sheet], _names: Names) -> str:
    return hours_words([Schedule(**line) for line in schedules_in(value)], today())


def _contacts(value: list[Sheet], _names: Names) -> str:
    theirs = [contact for contact in value if contact["visibility"] == Contact.Visibility.PROFESSIONALS]
    said = [_contact(contact) for contact in value if contact not in theirs]
    if theirs:
        said.append(
            ngettext("%(count)d contact voor collega’s", "%(count)d contacten voor collega’s", len(theirs))
            % {"count": len(theirs)}
        )
    return "; ".join(said)


def _contact(contact: Sheet) -> str:
    return " ".join(str(contact[name]) for name in ("name", "title", "phone", "email") if contact[name])
