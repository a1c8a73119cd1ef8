"""What the pages of the directory read: services that fit a choice, and where somebody asks from."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from kortelijn.directory.choosing import open_at, open_on, spoken_in, worded
from kortelijn.directory.distance import Point
from kortelijn.directory.facts import point_of
from kortelijn.directory.models import Location, Service, ServiceQuerySet
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import local

OPEN_NOW, OPEN_TODAY = "nu", "vandaag"
WEEK = 7


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody looks for in the directory; everything that is chosen must hold."""

    text: str = ""
    domains: tuple[str, ...] = ()
    open: str = ""
    day: int | None = None  # a weekday, Monday is 0
    free: bool = False
    language: str = ""
    age: int | None = None

    @property
    def is_narrow(self) -> bool:
        """Whether anything was chosen."""
        return self != Choice()


def chosen_services(actor: Actor, choice: Choice, at: datetime) -> ServiceQuerySet:
    """The services of the own network that fit the choice, by name."""
    return fitting(Service.objects.visible_to(actor).active(), choice, at)


def fitting(rows: ServiceQuerySet, choice: Choice, at: datetime) -> ServiceQuerySet:
    """Those of these services that fit the choice, by name; of a very common word so many as anybody leafs through."""
    if choice.domains:
        rows = rows.filter(domains__overlap=list(choice.domains))
    if choice.language:
        rows = rows.filter(languages__contains=[choice.language])
    rows = rows.free() if choice.free else rows
    rows = rows.for_age(choice.age) if choice.age is not None else rows
    rows = _open_only(rows, choice, at)
    if choice.text:
        # Sorted only then: in the order of names a word may stand at the very end of half a million.
        rows = worded(rows, choice.text)
    return rows.order_by("name", "id")


def _open_only(rows: ServiceQuerySet, choice: Choice, at: datetime) -> ServiceQuerySet:
    today = local(at).date()
    if choice.open == OPEN_NOW:
        rows = rows.filter(open_at(at))
    if choice.open == OPEN_TODAY:
        rows = rows.filter(open_on(today))
    return rows if choice.day is None else rows.filter(open_on(next_day(choice.day, today)))


def next_day(weekday: int, today: date) -> date:
    """The first such weekday from today on."""
    return today + timedelta(days=(weekday - today.weekday()) % WEEK)


def languages_spoken(network_id: UUID | None) -> list[str]:
    """The languages in which a network offers anything, by code."""
    return spoken_in(network_id) if network_id else []


def place_of(organization_id: UUID | None) -> Point | None:
    """Where an organization is on the map: its first place."""
    if organization_id is None:
        return None
    rows = Location.objects.filter(organization=organization_id, latitude__isnull=False)
    place = rows.order_by("id").first()
    return point_of(place) if place else None
