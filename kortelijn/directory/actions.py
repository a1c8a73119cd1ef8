"""What may be done to the directory."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy

from kortelijn.directory.changes import Edit, changed, edited
from kortelijn.directory.entries import (
    Changes,
    Fields,
    LocationEntry,
    ServiceEntry,
    TakenIn,
    colleagues_missing,
    contacts_differ,
    differs,
    places_after,
    places_differ,
    schedules_differ,
)
from kortelijn.directory.models import Contact, Location, Schedule, Service, ServiceAtLocation
from kortelijn.directory.sheets import Sheet, differences, sheet_of
from kortelijn.kernel.actions import action
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import now
from kortelijn.kernel.errors import Refused
from kortelijn.kernel.events import kind, record, record_all
from kortelijn.kernel.lifecycle import locked, one_at_a_time
from kortelijn.kernel.policy import require
from kortelijn.parties.models import Network, Organization, Seat
from kortelijn.parties.queries import signature

SERVICE_ADDED = kind("service.added", gettext_lazy("{actor} zette {name} in het overzicht"))
SERVICE_UPDATED = kind("service.updated", gettext_lazy("{actor} paste {name} aan"))
INTAKE_PASSED_ON = kind("service.intake-passed-on", gettext_lazy("Wie zich aanmeldt, komt voortaan bij {seat}"))
SERVICE_CONFIRMED = kind("service.confirmed", gettext_lazy("{actor} keek {name} na: het klopt nog"))
LOCATION_ADDED = kind("location.added", gettext_lazy("{actor} voegde de plek {name} toe"))
DIRECTORY_IMPORTED = kind(
    "directory.imported", gettext_lazy("{actor} las aanbod in: {added} nieuw, {updated} bijgewerkt")
)
Places = list[tuple[Location, list[dict[str, Any]]]]
Followed = list[tuple[Service, ServiceEntry]]
R = TypeVar("R", bound=models.Model)
# Rows of an import have parents that are in the database already, or are written in the same statement.
PARENTS = ("network", "organization", "area", "service", "at", "person", "intake")
AROUND = ("at_locations__location", "schedules", "contacts")


@action
def add_location(actor: Actor, network: Network, **fields: Any) -> Location:
    """A place in the network's directory."""
    location = Location(network=network, **fields)
    require(actor, "directory.add", location)
    location.full_clean()
    location.save()
    record(actor, LOCATION_ADDED, location, name=location.name)
    return location


@action
def add_service(
    actor: Actor, network: Network, organization: Organization, *, places: Places,
    contacts: list[dict[str, Any]], hours: list[dict[str, Any]] | None = None, **fields: Any,
) -> Service:  # fmt: skip
    """A service with where it is, when it is open and whom to reach; all of it or nothing."""
    service = Service(network=network, organization=organization, **fields)
    require(actor, "directory.add", service)
    service.full_clean()
    service.save()
    _put_places(service, places)
    _put_hours(service, hours or [])
    _put_contacts(service, contacts)
    changed([service.pk])
    edited(actor, [Edit(service.pk, is_new=True)])
    record(actor, SERVICE_ADDED, service, name=service.name)
    return service


@action
def update_service(
    actor: Actor, service: Service, *, places: Places | None = None,
    contacts: list[dict[str, Any]] | None = None, hours: list[dict[str, Any]] | None = None, **fields: Any,
) -> Service:  # fmt: skip
    """Change what is said about a service; what is not mentioned stays."""
    require(actor, "directory.change", service)
    service = locked(service)
    before = sheet_of(service)
    for name, value in fields.items():
        setattr(service, name, value)
    service.full_clean()
    service.save()
    if places is not None:
        service.at_locations.all().delete()
        _put_places(service, places)
    if hours is not None:
        service.schedules.filter(at=None).delete()
        _put_hours(service, hours)
    if contacts is not None:
        service.contacts.all().delete()
        _put_contacts(service, contacts)
    changed([service.pk])
    edited(actor, [Edit(service.pk, differences(before, _sheet_now(service)))])
    record(actor, SERVICE_UPDATED, service, name=service.name, fields=sorted(fields))
    return service


@action
def pass_intakes(actor: Actor, keys: Collection[UUID], to: Seat) -> None:
    """Who is referred to these services comes to another seat from now on."""
    require(actor, "directory.pass_intakes", to)
    rows = list(Service.objects.filter(pk__in=keys, network=to.network_id).select_for_update().order_by("pk"))
    Service.objects.filter(pk__in=[row.pk for row in rows]).update(intake=to)
    changed(row.pk for row in rows)
    edited(actor, [Edit(row.pk, {"intake_id": [str(row.intake_id), str(to.pk)]}) for row in rows])
    record_all(actor, INTAKE_PASSED_ON, rows, seat=str(to))


def _put_places(service: Service, places: Places) -> None:
    for location, schedules in places:
        at = ServiceAtLocation.objects.create(service=service, location=location)
        rows = [_clean(Schedule(service=service, at=at, **schedule)) for schedule in schedules]
        Schedule.objects.bulk_create(rows)


def _put_hours(service: Service, hours: Iterable[Fields]) -> None:
    """Hours that belong to no place."""
    Schedule.objects.bulk_create([_clean(Schedule(service=service, **schedule)) for schedule in hours])


def _sheet_now(service: Service) -> Sheet:
    """What stands in the database, read anew: what was typed there has its own type again."""
    return sheet_of(Service.objects.get(pk=service.pk))


def _put_contacts(service: Service, contacts: Iterable[Fields]) -> None:
    Contact.objects.bulk_create([_clean(Contact(service=service, **contact)) for contact in contacts])


def _clean(row: R) -> R:
    """The row with its fields checked; what goes wrong is told with the name of the row."""
    try:
        row.clean_fields(exclude=PARENTS)
    except ValidationError as error:
        raise Refused(f"{row}: {' '.join(error.messages)}") from error
    return row


@action
def confirm_service(actor: Actor, service: Service, by: str = "") -> Service:
    """Somebody who works there says that the entry is still right; `by` is how the entry tells who that was."""
    require(actor, "directory.confirm", service)
    service = locked(service)
    service.confirmed_at, service.confirmed_by = now(), (by or signature(actor))[:200]
    service.unconfirmed_since = None
    service.save(update_fields=["confirmed_at", "confirmed_by", "unconfirmed_since"])
    changed([service.pk])
    record(actor, SERVICE_CONFIRMED, service, name=service.name)
    return service


@action
def take_in(
    actor: Actor, network: Network, *, locations: Sequence[LocationEntry], services: Sequence[ServiceEntry], source: str
) -> TakenIn:
    """Bring the directory up to date with a source: new rows are added, known ones follow, the rest stays."""
    require(actor, "directory.import", network)
    one_at_a_time(f"directory.take_in {network.pk}")
    done = TakenIn()
    _take_in_locations(network, locations, done.locations)
    edits = _take_in_services(network, services, done.services)
    changed(_changed_in(network, done))
    edited(actor, edits, source)
    counts = {"added": len(done.services.added), "updated": len(done.services.updated)}
    record(actor, DIRECTORY_IMPORTED, network, source=source, **counts)
    return done


def _changed_in(network: Network, done: TakenIn) -> models.QuerySet[Service, UUID]:
    """The services that are different now, or that are at a place that is."""
    own = models.Q(source_id__in=done.services.added | done.services.updated)
    moved = models.Q(at_locations__location__source_id__in=done.locations.updated)
    return Service.objects.filter(own | moved, network=network).values_list("id", flat=True).distinct()


def _take_in_locations(network: Network, entries: Sequence[LocationEntry], done: Changes) -> None:
    ids = [entry.source_id for entry in entries]
    known = {row.source_id: row for row in Location.objects.filter(network=network, source_id__in=ids)}
    rows = []
    for entry in entries:
        row = known.get(entry.source_id) or Location(network=network, source_id=entry.source_id)
        if _follow(row, entry.source_id, entry.fields, done):
            rows.append(_clean(row))
    _upsert(Location, rows)


def _take_in_services(network: Network, entries: Sequence[ServiceEntry], done: Changes) -> list[Edit]:
    entries = _not_merged(network, entries)
    ids = [entry.source_id for entry in entries]
    locked_rows = Service.objects.filter(network=network, source_id__in=ids).order_by("id").select_for_update()
    known = {row.source_id: row for row in locked_rows}
    models.prefetch_related_objects(list(known.values()), *AROUND)
    rows_of = [known.get(entry.source_id) or Service(network=network, source_id=entry.source_id) for entry in entries]
    followed = list(zip(rows_of, entries, strict=True))
    before = {row.pk: sheet_of(row) for row, entry in followed if entry.source_id in known and _says_more(row, entry)}
    rows = [_clean(row) for row, entry in followed if _follow(row, entry.source_id, entry.stored, done)]
    _upsert(Service, rows)
    models.prefetch_related_objects(rows_of, *AROUND)
    _replace_contacts([pair for pair in followed if contacts_differ(*pair)], done)
    _add_colleagues([pair for pair in followed if colleagues_missing(*pair)], done)
    _replace_hours([pair for pair in followed if schedules_differ(*pair)], done)
    _replace_places(network, [pair for pair in followed if places_differ(*pair)], done)
    return [Edit(row.pk, is_new=True) for row in rows if row.pk not in before] + _edits_since(before)


def _says_more(row: Service, entry: ServiceEntry) -> bool:
    """Whether an entry changes anything at all about a row that was there already."""
    tests = (contacts_differ, colleagues_missing, schedules_differ, places_differ)
    return differs(row, entry.stored) or any(test(row, entry) for test in tests)


def _edits_since(before: dict[UUID, Sheet]) -> list[Edit]:
    """What became of the services that were followed, field by field."""
    now_there = Service.objects.filter(pk__in=before).prefetch_related(*AROUND)
    return [Edit(row.pk, differences(before[row.pk], sheet_of(row))) for row in now_there]


def _not_merged(network: Network, entries: Sequence[ServiceEntry]) -> Sequence[ServiceEntry]:
    """What a person merged into another entry is not brought back by its source."""
    merged = Service.objects.filter(network=network, merged_into__isnull=False).exclude(source_id="")
    gone = set(merged.values_list("source_id", flat=True))
    return [entry for entry in entries if entry.source_id not in gone]


def _follow(row: Location | Service, source_id: str, fields: Fields, done: Changes) -> bool:
    """Let a row say what the source says; whether that changes anything."""
    if not row._state.adding and not differs(row, fields):
        return False
    (done.added if row._state.adding else done.updated).add(source_id)
    for name, value in fields.items():
        setattr(row, name, value)
    return True


def _upsert(model: type[R], rows: list[R]) -> None:
    """Add and update in one statement; a row that is known keeps its key."""
    fields = [field.name for field in model._meta.concrete_fields if not field.primary_key]
    model._default_manager.bulk_create(
        rows, update_conflicts=True, unique_fields=["id"], update_fields=fields, batch_size=500
    )


def _touched(pairs: Followed, done: Changes) -> list[UUID]:
    done.updated |= {entry.source_id for _row, entry in pairs} - done.added
    return [row.pk for row, _entry in pairs]


def _replace_contacts(pairs: Followed, done: Changes) -> None:
    ids = _touched(pairs, done)
    Contact.objects.filter(service__in=ids, visibility=Contact.Visibility.PUBLIC, person=None).delete()
    rows = [_clean(Contact(service=row, **fields)) for row, entry in pairs for fields in entry.contacts or ()]
    Contact.objects.bulk_create(rows, batch_size=1000)


def _add_colleagues(pairs: Followed, done: Changes) -> None:
    """Contacts for professionals only come along when a network reads back what it gave out itself."""
    _touched(pairs, done)
    rows = [
        _clean(Contact(service=row, visibility=Contact.Visibility.PROFESSIONALS, **fields))
        for row, entry in pairs
        for fields in colleagues_missing(row, entry)
    ]
    Contact.objects.bulk_create(rows, batch_size=1000)


def _replace_hours(pairs: Followed, done: Changes) -> None:
    Schedule.objects.filter(service__in=_touched(pairs, done), at=None).delete()
    rows = [_clean(Schedule(service=row, **fields)) for row, entry in pairs for fields in entry.schedules or ()]
    Schedule.objects.bulk_create(rows, batch_size=1000)


def _replace_places(network: Network, pairs: Followed, done: Changes) -> None:
    wanted = [(row, key, hours) for row, entry in pairs for key, hours in places_after(row, entry).items()]
    ServiceAtLocation.objects.filter(service__in=_touched(pairs, done)).delete()
    keys = {key for _row, key, _hours in wanted}
    here = {row.source_id: row for row in Location.objects.filter(network=network, source_id__in=keys)}
    ats = [ServiceAtLocation(service=row, location=here[key]) for row, key, _hours in wanted]
    schedules = [
        _clean(Schedule(service=at.service, at=at, **fields))
        for at, (_row, _key, hours) in zip(ats, wanted, strict=True)
        for fields in hours
    ]
    ServiceAtLocation.objects.bulk_create(ats, batch_size=1000)
    Schedule.objects.bulk_create(schedules, batch_size=1000)
