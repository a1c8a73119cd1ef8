"""Everything that the page of one service shows, gathered before the template draws it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from kortelijn.directory.distance import Point, metres_between, walking_words
from kortelijn.directory.facts import (
    Fact,
    access_facts,
    address_words,
    age_words,
    capacity_words,
    cost_words,
    facts_of,
    freshness_words,
    is_stale,
    languages_words,
    point_of,
)  # fmt: skip
from kortelijn.directory.hour_words import Hours, hours_of, opening_words
from kortelijn.directory.hours import next_opening
from kortelijn.directory.models import Contact, Location, Schedule, Service
from kortelijn.directory.queries import place_of
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import local
from kortelijn.parties.models import Person
from kortelijn.parties.queries import holders_of
from kortelijn.vocabulary.needs import is_known, title_of
from kortelijn.vocabulary.steps import step


@dataclass(frozen=True, slots=True)
class Place:
    """Where and when, for one place; without location it is everywhere the service is."""

    location: Location | None
    address: str
    walk: str
    opens: str
    hours: list[Hours]
    access: list[str]

    @property
    def title(self) -> str:
        """The name of the place."""
        return self.location.name if self.location else ""

    @property
    def note(self) -> str:
        """What else to know about the building."""
        return str(self.location.accessibility.get("note") or "") if self.location else ""


@dataclass(frozen=True, slots=True)
class ServicePage:
    """One service as its page shows it."""

    service: Service
    facts: list[Fact]
    domains: list[str]
    for_whom: list[tuple[str, str]]
    places: list[Place]
    contacts: list[Contact]
    holder: Person | None
    freshness: str
    is_stale: bool

    @property
    def step(self) -> str:
        """Which step of care it is."""
        return step(self.service.step).title


def page_of(service: Service, actor: Actor, at: datetime) -> ServicePage:
    """Gather it, in a number of queries that does not grow with what there is."""
    service = Service.objects.with_hours().select_related("intake__organization").get(pk=service.pk)
    near = place_of(actor.organization_id)
    contacts = Contact.objects.visible_to(actor).filter(service=service).select_related("person")
    holder = holders_of([service.intake_id]).get(service.intake_id) if service.intake_id else None
    return ServicePage(
        service=service, facts=facts_of(service, at, near), domains=_domains(service), for_whom=_for_whom(service),
        places=places_of(service, at, near), contacts=list(contacts), holder=holder,
        freshness=freshness_words(service, at), is_stale=is_stale(service, at),
    )  # fmt: skip


def _domains(service: Service) -> list[str]:
    return [title_of(code) for code in service.domains if is_known(code)]


def _for_whom(service: Service) -> list[tuple[str, str]]:
    room = ". ".join(part for part in (capacity_words(service), service.capacity_note) if part)
    return [
        (_("Leeftijd"), age_words(service)),
        (_("Voor wie"), service.eligibility),
        (_("Kosten"), cost_words(service)),
        (_("Talen"), languages_words(service.languages)),
        (_("Meenemen"), "; ".join(service.required_documents)),
        (_("Plek"), room),
    ]


def places_of(service: Service, at: datetime, near: Point | None) -> list[Place]:
    """Where and when; its places and hours were fetched before."""
    schedules = list(service.schedules.all())
    found = [
        _place(each.location, [one for one in schedules if one.at_id == each.pk], at, near)
        for each in service.at_locations.all()
    ]
    loose = [one for one in schedules if one.at_id is None]
    return found + ([_place(None, loose, at, near)] if loose else [])


def _place(location: Location | None, schedules: Sequence[Schedule], at: datetime, near: Point | None) -> Place:
    opening = next_opening(schedules, at)
    point = point_of(location) if location else None
    return Place(
        location=location, address=address_words(location) if location else "",
        walk=walking_words(metres_between(near, point)) if near and point else "",
        opens=opening_words(opening, at) if opening else "",
        hours=hours_of(schedules, local(at).date()), access=access_facts(location) if location else [],
    )  # fmt: skip
