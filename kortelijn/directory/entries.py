"""What an import hands to the directory: rows by their id at the source, saying only what the source says."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kortelijn.directory.models import Contact, Location, Schedule, Service
from kortelijn.parties.models import Organization

Fields = Mapping[str, Any]
SCHEDULE_FIELDS = (
    "rrule", "dtstart", "opens_at", "closes_at", "valid_from", "valid_to", "walk_in", "notes",
)  # fmt: skip
CONTACT_FIELDS = ("name", "title", "phone", "email")
EMPTY: dict[str, Any] = {"rrule": "", "walk_in": True, "notes": "", "name": "", "title": "", "phone": "", "email": ""}


@dataclass(frozen=True, slots=True)
class LocationEntry:
    """One place."""

    source_id: str
    fields: Fields


@dataclass(frozen=True, slots=True)
class PlaceEntry:
    """One place of a service, with when it is open there; None: not mentioned, so that stays."""

    location: str
    schedules: tuple[Fields, ...] | None = None


@dataclass(frozen=True, slots=True)
class ServiceEntry:
    """One service; what is None was not mentioned, and stays as it is."""

    source_id: str
    organization: Organization
    fields: Fields
    places: tuple[PlaceEntry, ...] | None = None
    schedules: tuple[Fields, ...] | None = None
    contacts: tuple[Fields, ...] | None = None
    all_places: bool = True  # false: there may be more places than the source mentions
    colleagues: tuple[Fields, ...] = ()  # contacts for professionals only, that a network told itself

    @property
    def stored(self) -> Fields:
        """The fields of its row; an organization can hand a service over to another."""
        return {**self.fields, "organization_id": self.organization.pk}


@dataclass(slots=True)
class Changes:
    """Ids at the source of what is new and of what became different; everything else was the same already."""

    added: set[str] = field(default_factory=set)
    updated: set[str] = field(default_factory=set)


@dataclass(slots=True)
class TakenIn:
    """What an import did."""

    locations: Changes = field(default_factory=Changes)
    services: Changes = field(default_factory=Changes)


def differs(row: Location | Service, fields: Fields) -> bool:
    """Whether a row says anything else than these fields."""
    return any(getattr(row, name) != value for name, value in fields.items())


def same_schedules(some: Iterable[Fields], others: Iterable[Fields]) -> bool:
    """Whether these are the same hours, in any order."""
    wanted = _sorted(_values(each, SCHEDULE_FIELDS) for each in others)
    return _sorted(_values(each, SCHEDULE_FIELDS) for each in some) == wanted


def same_contacts(rows: Iterable[Contact], entries: Iterable[Fields]) -> bool:
    """Whether these are the same contacts, in any order."""
    now = [tuple(getattr(row, name) for name in CONTACT_FIELDS) for row in rows]
    return _sorted(now) == _sorted(_values(entry, CONTACT_FIELDS) for entry in entries)


def _values(entry: Fields, names: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(entry.get(name, EMPTY.get(name)) for name in names)


def _sorted(rows: Iterable[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return sorted(rows, key=repr)


def comes_from_source(contact: Contact) -> bool:
    """Contacts that colleagues added themselves are theirs, and no import takes them away."""
    return contact.visibility == Contact.Visibility.PUBLIC and contact.person_id is None


def is_for_colleagues(contact: Contact) -> bool:
    """Contacts for professionals only, that are no person of this network."""
    return contact.visibility == Contact.Visibility.PROFESSIONALS and contact.person_id is None


def colleagues_missing(service: Service, entry: ServiceEntry) -> list[Fields]:
    """What an entry tells for professionals only and is not there yet; what is there is never taken away."""
    if not entry.colleagues:
        return []
    there = [row for row in service.contacts.all() if row.visibility == Contact.Visibility.PROFESSIONALS]
    known = {tuple(getattr(row, name) for name in CONTACT_FIELDS) for row in there}
    return [told for told in entry.colleagues if _values(told, CONTACT_FIELDS) not in known]


def places_after(service: Service, entry: ServiceEntry) -> dict[str, tuple[Fields, ...]]:
    """The hours at each place as they must become; what is not mentioned is as it is now."""
    now = hours_by_place(service)
    kept = {} if entry.all_places else now
    told = {place.location: place.schedules for place in entry.places or ()}
    return kept | {key: hours if hours is not None else now.get(key, ()) for key, hours in told.items()}


def hours_by_place(service: Service) -> dict[str, tuple[Fields, ...]]:
    """The hours of a service at each of its places, by the id of the place at the source."""
    here = list(service.schedules.all())
    return {
        each.location.source_id: tuple(_fields_of(row) for row in here if row.at_id == each.pk)
        for each in service.at_locations.all()
    }


def _fields_of(row: Schedule) -> Fields:
    return {name: getattr(row, name) for name in SCHEDULE_FIELDS}


def places_differ(service: Service, entry: ServiceEntry) -> bool:
    """Whether the places of a service, or when it is open there, are others than the entry says."""
    if entry.places is None:
        return False
    now, after = hours_by_place(service), places_after(service, entry)
    return now.keys() != after.keys() or not all(same_schedules(now[key], after[key]) for key in now)


def schedules_differ(service: Service, entry: ServiceEntry) -> bool:
    """Whether the hours that belong to no place are others than the entry says."""
    loose = [_fields_of(row) for row in service.schedules.all() if row.at_id is None]
    return entry.schedules is not None and not same_schedules(loose, entry.schedules)


def contacts_differ(service: Service, entry: ServiceEntry) -> bool:
    """Whether the contacts of the source are others than the entry says."""
    theirs = [row for row in service.contacts.all() if comes_from_source(row)]
    return entry.contacts is not None and not same_contacts(theirs, entry.contacts)
