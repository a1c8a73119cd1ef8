"""A leefstijlkaart as it is shown, on screen and on paper: numbered entries under headings, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from kortelijn.directory.facts import (
    STALE_MONTHS,
    address_words,
    cost_words,
    freshness_words,
    money,
    months_unconfirmed,
    point_of,
)  # fmt: skip
from kortelijn.directory.hour_words import hours_words
from kortelijn.directory.models import Contact, Service
from kortelijn.finding.answers import public_numbers
from kortelijn.kernel.clock import local
from kortelijn.lifestyle.models import Entry, LifestyleMap
from kortelijn.lifestyle.offer import may_stand_on_a_map

TONES = 6
SHORT_COST = 28
NO_BREAK = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class Spot:
    """Where something is: the name of the place, its street, and its point when it has one."""

    name: str
    street: str
    address: str
    latitude: float | None
    longitude: float | None

    @property
    def on_earth(self) -> bool:
        """Whether it can stand on a map."""
        return self.latitude is not None and self.longitude is not None


@dataclass(frozen=True)
class Line:
    """One numbered entry in words."""

    pk: UUID
    number: int
    tone: int
    service: Service
    name: str
    own: str
    when: str
    cost: str
    how: str
    phone: str
    spots: list[Spot]
    freshness: str
    is_stale: bool
    is_paused: bool

    @property
    def facts(self) -> str:
        """When and for how much, in one line."""
        return " · ".join(part for part in (self.when, self.cost) if part)

    @property
    def where(self) -> str:
        """Its places in one line; at home where it comes to people."""
        places = [f"{spot.name}, {spot.street}" if spot.street else spot.name for spot in self.spots]
        if self.service.at_home and not places:
            return _("bij u thuis")
        return "; ".join(places)

    @property
    def call_url(self) -> str:
        """As a telephone dials it."""
        return "tel:" + "".join(sign for sign in self.phone if sign.isdigit() or sign == "+")

    @property
    def public_url(self) -> str:
        """The page about it for everybody; on a floor beside: only its address is known here."""
        return f"aanbod/{self.service.pk}/"


@dataclass(frozen=True)
class Section:
    """A heading with what stands under it."""

    pk: UUID
    title: str
    tone: int
    lines: list[Line]


@dataclass(frozen=True)
class Sheet:
    """The whole map in words."""

    map: LifestyleMap
    sections: list[Section]
    stopped: list[Entry]

    @property
    def lines(self) -> list[Line]:
        """All entries in the order of their numbers."""
        return [line for section in self.sections for line in section.lines]

    @property
    def service_base(self) -> str:
        """Where the pages of services stand for the public."""
        return f"/hulp/{self.map.network.slug}/"


def sheet_of(of: LifestyleMap, at: datetime) -> Sheet:
    """Read and number it; what has stopped is left out and named apart. A fixed number of queries."""
    groups, entries = list(of.groups.all()), list(of.entries.all())
    services = Service.objects.filter(pk__in=[entry.service_id for entry in entries]).with_hours().in_bulk()
    for entry in entries:
        entry.service = services[entry.service_id]
    shown = [entry for entry in entries if may_stand_on_a_map(entry.service)]
    numbers = public_numbers(entry.service_id for entry in shown)
    sections, number = [], 1
    for tone, group in enumerate(groups):
        mine = [entry for entry in shown if entry.group_id == group.pk]
        lines = [_line(entry, number + place, tone % TONES, numbers, at) for place, entry in enumerate(mine)]
        sections.append(Section(group.pk, group.title, tone % TONES, lines))
        number += len(lines)
    return Sheet(of, sections, [entry for entry in entries if entry not in shown])


def _line(entry: Entry, number: int, tone: int, numbers: dict[UUID, Contact], at: datetime) -> Line:
    service, contact = entry.service, numbers.get(entry.service_id)
    return Line(
        pk=entry.pk, number=number, tone=tone, service=service, name=service.name, own=entry.line,
        when=hours_words(service.schedules.all(), local(at).date()), cost=_cost(service), how=_how(service),
        phone=(contact.phone if contact else service.organization.phone).replace(" ", NO_BREAK),
        spots=list(_spots(service)), freshness=freshness_words(service, at),
        is_stale=service.unconfirmed_since is not None or months_unconfirmed(service, at) >= STALE_MONTHS,
        is_paused=service.status == Service.Status.INACTIVE,
    )  # fmt: skip


def _cost(service: Service) -> str:
    words = cost_words(service)
    if len(words) <= SHORT_COST:
        return words
    return money(service) if service.cost_amount is not None else _("met kosten")


def _how(service: Service) -> str:
    known: dict[str, str] = {
        Service.Access.WALK_IN: _("Kom gewoon langs"),
        Service.Access.SIGN_UP: _("Bel of mail eerst"),
        Service.Access.REFERRAL: _("Via huisarts of hulpverlener"),
    }
    return known.get(service.access, "")


def _spots(service: Service) -> Iterable[Spot]:
    for each in service.at_locations.all():
        point = point_of(each.location)
        yield Spot(
            each.location.name, each.location.address, address_words(each.location),
            point.latitude if point else None, point.longitude if point else None,
        )  # fmt: skip
