"""Who changed what when, by hand and by import, and how one change goes back."""

from typing import Any

import pytest

from kortelijn.directory.actions import take_in, update_service
from kortelijn.directory.entries import LocationEntry, PlaceEntry, ServiceEntry
from kortelijn.directory.models import Service
from kortelijn.kernel.actor import SYSTEM
from kortelijn.kernel.errors import NotAllowed, Refused
from kortelijn.parties.models import Person
from kortelijn.upkeep.models import Revision
from kortelijn.upkeep.undoing import undo
from tests.factories.sitting import at_work
from tests.factories.world import World

pytestmark = pytest.mark.django_db
EVENING = [{"rrule": "FREQ=WEEKLY;BYDAY=FR", "opens_at": "17:00", "closes_at": "19:00"}]


@pytest.fixture
def world() -> World:
    world = World()
    assert world.service
    return world


def last(service: Service) -> Revision:
    return Revision.objects.filter(service=service).order_by("-id")[0]


def test_a_change_is_told_field_by_field_and_nothing_else(world: World) -> None:
    update_service(world.link_worker, world.service, name="Eettafel Zuid", minimum_age=None)
    revision = last(world.service)
    assert revision.fields == {"name": ["Eettafel De Brug", "Eettafel Zuid"]}
    assert (revision.who, revision.seat) == ("Sanne Bakkali", world.link_seat)
    number = Revision.objects.count()
    update_service(world.link_worker, world.service, name="Eettafel Zuid")
    assert Revision.objects.count() == number


def test_hours_and_contacts_are_told_in_words(world: World) -> None:
    update_service(world.link_worker, world.service, places=[(world.location, EVENING)], contacts=[], access="inloop")
    page = at_work(world.gp_seat).get(f"/aanbod/{world.service.pk}/geschiedenis/").content.decode()
    for words in (
        "di en do 12.00-13.30",
        "Buurthuis De Brug: vr 17.00-19.00",
        "Sanne 070 - 000 12 34",
        "gewoon binnenlopen",
    ):
        assert words in page, words


def test_an_undo_puts_everything_back_as_a_new_change(world: World) -> None:
    before = at_work(world.gp_seat).get(f"/hulp/{world.slug}/aanbod/{world.service.pk}/").content.decode()
    update_service(world.link_worker, world.service, places=[(world.location, EVENING)], name="Anders", contacts=[])
    change = last(world.service)
    response = at_work(world.link_seat).post(f"/aanbod/bijhouden/wijziging/{change.pk}/ongedaan/")
    assert response["Location"] == f"/aanbod/{world.service.pk}/geschiedenis/"
    assert last(world.service).undoes == change
    after = at_work(world.gp_seat).get(f"/hulp/{world.slug}/aanbod/{world.service.pk}/").content.decode()
    for words in ("Eettafel De Brug", "di en do 12.00-13.30", "070 - 000 12 34"):
        assert words in before
        assert words in after
    with pytest.raises(Refused, match="al ongedaan gemaakt"):
        undo(world.link_worker, change)
    undo(world.link_worker, last(world.service))
    assert Service.objects.get(pk=world.service.pk).name == "Anders"


def test_a_contact_comes_back_without_the_person_who_is_gone(world: World) -> None:
    person = Person.objects.create(given_name="Ria", family_name="Vos")
    update_service(world.link_worker, world.service, contacts=[{"name": "Ria", "person_id": person.pk}])
    update_service(world.link_worker, world.service, contacts=[])
    change = last(world.service)
    person.delete()
    undo(world.link_worker, change)
    (contact,) = world.service.contacts.all()
    assert (contact.name, contact.person) == ("Ria", None)


def test_what_somebody_built_on_is_not_undone(world: World) -> None:
    update_service(world.link_worker, world.service, name="Een", minimum_age=18)
    first = last(world.service)
    update_service(world.coordinator, world.service, name="Twee")
    with pytest.raises(Refused, match="opnieuw veranderd: naam"):
        undo(world.link_worker, first)
    service = Service.objects.get(pk=world.service.pk)
    assert (service.name, service.minimum_age) == ("Twee", 18)


def test_who_may_not_change_it_does_not_undo(world: World) -> None:
    update_service(world.link_worker, world.service, name="Een")
    with pytest.raises(NotAllowed):
        undo(world.gp, last(world.service))
    assert (
        at_work(world.gp_seat).post(f"/aanbod/bijhouden/wijziging/{last(world.service).pk}/ongedaan/").status_code
        == 403
    )


def test_an_import_stands_in_the_history_with_its_source(world: World) -> None:
    def entry(name: str, **more: Any) -> ServiceEntry:
        return ServiceEntry("srv-1", world.welfare, {"name": name}, places=(), **more)

    take_in(SYSTEM, world.network, locations=[], services=[entry("Taalcafé")], source="gemeente.csv")
    service = Service.objects.get(source_id="srv-1")
    assert last(service).is_new
    hours: tuple[dict[str, Any], ...] = ({"rrule": "FREQ=DAILY"},)
    take_in(SYSTEM, world.network, locations=[], services=[entry("Taalhuis", schedules=hours)], source="gemeente.csv")
    revision = last(service)
    assert set(revision.fields) == {"name", "hours"}
    assert revision.source == "gemeente.csv"
    number = Revision.objects.count()
    take_in(SYSTEM, world.network, locations=[], services=[entry("Taalhuis", schedules=hours)], source="gemeente.csv")
    assert Revision.objects.count() == number
    undo(world.coordinator, revision)
    assert Service.objects.get(pk=service.pk).name == "Taalcafé"
    assert not service.schedules.exists()


def test_a_place_of_the_source_in_another_order_is_no_change(world: World) -> None:
    places = (PlaceEntry("a", ()), PlaceEntry("b", ()))
    locations = [LocationEntry("a", {"name": "A"}), LocationEntry("b", {"name": "B"})]
    for order in (places, places[::-1]):
        one = ServiceEntry("srv-2", world.welfare, {"name": "X"}, places=order)
        take_in(SYSTEM, world.network, locations=locations, services=[one], source="x")
    assert Revision.objects.filter(service__source_id="srv-2").count() == 1


@pytest.mark.parametrize("number", [1, 12])
def test_the_history_asks_few_questions(world: World, number: int, django_assert_max_num_queries: Any) -> None:
    for count in range(number):
        intake, hours = (None, EVENING) if count % 2 else (world.link_seat, [])
        update_service(
            world.link_worker, world.service, name=f"{count}", intake=intake, places=[(world.location, hours)]
        )
    client = at_work(world.link_seat)
    with django_assert_max_num_queries(11):
        client.get(f"/aanbod/{world.service.pk}/geschiedenis/")
