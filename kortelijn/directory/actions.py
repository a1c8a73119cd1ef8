"""What may be done to the directory."""

from typing import Any

from django.utils.translation import gettext_lazy

from kortelijn.directory.models import Contact, Location, Schedule, Service, ServiceAtLocation
from kortelijn.kernel.actions import action
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import now
from kortelijn.kernel.events import kind, record
from kortelijn.kernel.lifecycle import locked
from kortelijn.kernel.policy import require
from kortelijn.parties.models import Network, Organization

SERVICE_ADDED = kind("service.added", gettext_lazy("{actor} zette {name} in het overzicht"))
SERVICE_CONFIRMED = kind("service.confirmed", gettext_lazy("{actor} keek {name} na: het klopt nog"))
LOCATION_ADDED = kind("location.added", gettext_lazy("{actor} voegde de plek {name} toe"))


@action
def add_location(actor: Actor, network: Network, **fields: Any) -> Location:
    """A place in the network's directory."""
    require(actor, "directory.add", network)
    location = Location(network=network, **fields)
    location.full_clean()
    location.save()
    record(actor, LOCATION_ADDED, location, name=location.name)
    return location


@action
def add_service(
    actor: Actor, network: Network, organization: Organization, *, places: list[tuple[Location, list[dict[str, Any]]]],
    contacts: list[dict[str, Any]], **fields: Any,
) -> Service:  # fmt: skip
    """A service with where it is, when it is open and whom to reach; all of it or nothing."""
    require(actor, "directory.add", network)
    service = Service(network=network, organization=organization, **fields)
    service.full_clean()
    service.save()
    for location, schedules in places:
        at = ServiceAtLocation.objects.create(service=service, location=location)
        Schedule.objects.bulk_create([Schedule(service=service, at=at, **schedule) for schedule in schedules])
    Contact.objects.bulk_create([Contact(service=service, **contact) for contact in contacts])
    record(actor, SERVICE_ADDED, service, name=service.name)
    return service


@action
def confirm_service(actor: Actor, service: Service) -> Service:
    """Somebody who works there says that the entry is still right."""
    require(actor, "directory.confirm", service)
    service = locked(service)
    service.confirmed_at = now()
    service.save(update_fields=["confirmed_at"])
    record(actor, SERVICE_CONFIRMED, service, name=service.name)
    return service
