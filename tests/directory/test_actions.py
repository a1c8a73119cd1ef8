"""What may be done to the directory, by whom, and what it leaves behind."""

import pytest
from django.core.exceptions import ValidationError

from kortelijn.directory.actions import add_service, take_in, update_service
from kortelijn.directory.entries import LocationEntry, PlaceEntry, ServiceEntry
from kortelijn.directory.models import Contact, Schedule, Service
from kortelijn.kernel.actor import PUBLIC, SYSTEM
from kortelijn.kernel.errors import NotAllowed, Refused
from kortelijn.kernel.events import sentence
from kortelijn.kernel.models import Event
from tests.factories.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return World()


def test_who_works_there_and_the_coordinator_may_change_it(world: World) -> None:
    for actor in (world.link_worker, world.coordinator, SYSTEM):
        assert update_service(actor, world.service, name="Eettafel Zuid").name == "Eettafel Zuid"
    for actor in (world.gp, PUBLIC):
        with pytest.raises(NotAllowed):
            update_service(actor, world.service, name="Van mij")


def test_a_change_leaves_what_is_not_mentioned_and_tells_what_changed(world: World) -> None:
    update_service(world.link_worker, world.service, minimum_age=55)
    world.service.refresh_from_db()
    assert (world.service.minimum_age, world.service.name) == (55, "Eettafel De Brug")
    assert (world.service.schedules.count(), world.service.contacts.count()) == (1, 1)
    event = Event.objects.get(kind="service.updated")
    assert event.data == {"name": "Eettafel De Brug", "fields": ["minimum_age"]}
    assert sentence(event) == "Sanne Bakkali paste Eettafel De Brug aan"


def test_places_and_contacts_are_replaced_when_mentioned(world: World) -> None:
    hours = [{"rrule": "FREQ=WEEKLY;BYDAY=FR", "opens_at": "17:00", "closes_at": "19:00"}]
    update_service(world.link_worker, world.service, places=[(world.location, hours)], contacts=[])
    assert list(Schedule.objects.values_list("rrule", flat=True)) == ["FREQ=WEEKLY;BYDAY=FR"]
    assert not Contact.objects.exists()


def test_a_change_that_cannot_be_changes_nothing(world: World) -> None:
    with pytest.raises(ValidationError, match="De laagste leeftijd is hoger dan de hoogste"):
        update_service(world.link_worker, world.service, minimum_age=70, maximum_age=18)
    world.service.refresh_from_db()
    assert world.service.minimum_age is None
    assert not Event.objects.filter(kind="service.updated").exists()


def test_a_rule_that_nobody_can_read_is_refused_by_name(world: World) -> None:
    hours = [{"rrule": "elke dinsdag", "opens_at": "10:00"}]
    with pytest.raises(Refused, match="Een herhaling is dagelijks"):
        add_service(SYSTEM, world.network, world.welfare, name="X", places=[(world.location, hours)], contacts=[])
    assert not Service.objects.filter(name="X").exists()


def test_only_the_coordinator_and_the_system_take_in_another_directory(world: World) -> None:
    for actor in (world.link_worker, world.gp, PUBLIC):
        with pytest.raises(NotAllowed):
            take_in(actor, world.network, locations=[], services=[], source="x")
    take_in(world.coordinator, world.network, locations=[], services=[], source="x")
    assert sentence(Event.objects.get(kind="directory.imported")).endswith("las aanbod in: 0 nieuw, 0 bijgewerkt")


def entry(world: World, name: str = "Taalcafé", **more: object) -> ServiceEntry:
    fields = {"name": name} | more
    place = PlaceEntry("loc-1", ({"rrule": "FREQ=DAILY"},))
    return ServiceEntry("srv-1", world.welfare, fields, places=(place,))


def test_taking_in_adds_then_follows_then_rests(world: World) -> None:
    places = [LocationEntry("loc-1", {"name": "De Ark"})]

    def done(one: ServiceEntry) -> tuple[set[str], set[str]]:
        taken = take_in(SYSTEM, world.network, locations=places, services=[one], source="x").services
        return taken.added, taken.updated

    assert done(entry(world)) == ({"srv-1"}, set())
    assert done(entry(world)) == (set(), set())
    assert done(entry(world, "Taalcafé Zuid")) == (set(), {"srv-1"})
    row = Service.objects.get(source_id="srv-1")
    assert (row.name, row.at_locations.get().location.name) == ("Taalcafé Zuid", "De Ark")


def test_taking_in_something_wrong_names_it_and_stores_nothing(world: World) -> None:
    places = [LocationEntry("loc-1", {"name": "De Ark"})]
    with pytest.raises(Refused, match="Taalcafé"):
        take_in(SYSTEM, world.network, locations=places, services=[entry(world, status="x")], source="x")
    assert not Service.objects.filter(source_id="srv-1").exists()
