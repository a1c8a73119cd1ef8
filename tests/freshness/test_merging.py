"""Two entries that are one: nothing that pointed at either is lost, and two merges never cross."""

from typing import Any

import pytest
from django.db import models

from kortelijn.directory.actions import add_location, add_service, take_in
from kortelijn.directory.duplicates import likely_pairs
from kortelijn.directory.entries import ServiceEntry
from kortelijn.directory.merging import BOTH, DROP, KEEP, Choice, merge
from kortelijn.directory.models import Contact, Schedule, Service, ServiceAtLocation
from kortelijn.directory.pointing import pointing_at
from kortelijn.finding.find import find
from kortelijn.finding.models import Listing
from kortelijn.freshness.actions import ask_now, merge_services, tell_apart
from kortelijn.freshness.models import Apart, Check
from kortelijn.kernel.actor import SYSTEM
from kortelijn.kernel.clock import now
from kortelijn.kernel.errors import NotAllowed, Refused
from kortelijn.kernel.models import Event
from kortelijn.tasks.models import Task
from tests.factories.sitting import at_work
from tests.factories.world import World

pytestmark = pytest.mark.django_db
TUESDAY = {"rrule": "FREQ=WEEKLY;BYDAY=TU,TH", "opens_at": "12:00", "closes_at": "13:30"}


@pytest.fixture
def double(world: World) -> Service:
    """The same shared table, written down a second time, with a place more."""
    _service, _coordinator = world.service, world.coordinator_seat
    elsewhere = add_location(SYSTEM, world.network, name="Speeltuin", address="Laan 3", postal_code="2515 AB")
    return add_service(
        SYSTEM, world.network, world.practice, name="De Brug eettafel", alert="Neem een bord mee.", domains=["netwerk"],
        description="Samen eten op dinsdag en donderdag.", source_id="kaart-7",
        places=[(world.location, [TUESDAY]), (elsewhere, [{"rrule": "FREQ=WEEKLY;BYDAY=MO"}])],
        contacts=[{"name": "Sanne", "phone": "+31 70 000 12 34"}, {"name": "Piet", "phone": "070 - 000 99 99"}],
    )  # fmt: skip


def test_everything_moves_to_the_one_that_stays(world: World, double: Service) -> None:
    keep, referral = world.service, world.referral()
    type(referral).objects.filter(pk=referral.pk).update(service=double)
    merged = merge(world.coordinator, keep, double, Choice(frozenset({"alert"}), hours=BOTH))
    referral.refresh_from_db()
    gone = Service.objects.get(pk=double.pk)
    assert referral.service == keep
    assert merged.alert == "Neem een bord mee."
    assert (gone.status, gone.merged_into) == ("defunct", merged)
    assert {at.location.name for at in merged.at_locations.all()} == {"Buurthuis De Brug", "Speeltuin"}
    assert merged.schedules.count() == 2  # the same hours stand there once
    assert all(schedule.at.service_id == merged.pk for schedule in merged.schedules.all())
    assert sorted(contact.name for contact in merged.contacts.all()) == ["Piet", "Sanne"]
    assert Event.objects.filter(kind="service.merged").count() == 1


def test_nothing_at_all_points_at_the_one_that_goes(world: World, double: Service) -> None:
    ask_now(world.coordinator, world.service)
    tell_apart(world.coordinator, world.service, double)
    merge_services(world.coordinator, world.service, double, Choice())
    left = {rows.model._meta.label: rows.count() for _name, rows in pointing_at(double) if rows.exists()}
    assert left == {}
    assert not Apart.objects.exists()


def test_every_table_that_points_at_a_service_is_known(world: World) -> None:
    known = {rows.model._meta.label for _name, rows in pointing_at(world.service)}
    assert {"directory.Contact", "directory.Schedule", "directory.ServiceAtLocation", "referrals.Referral",
            "finding.Listing", "freshness.Check", "freshness.Apart"} <= known  # fmt: skip
    assert "directory.Service" not in known


def test_tasks_move_too(world: World, double: Service) -> None:
    task = Task.objects.create(
        network=world.network, code="x", owner=world.link_seat, subject_type="directory.service", subject_id=double.pk,
        due_at=now(),
    )  # fmt: skip
    merge(world.coordinator, world.service, double, Choice())
    task = Task.objects.get(pk=task.pk)
    assert task.subject_id == world.service.pk


@pytest.mark.parametrize(("hours", "days"), [(KEEP, 1), (DROP, 2), (BOTH, 2)])
def test_hours_of_one_or_of_both(world: World, double: Service, hours: str, days: int) -> None:
    merged = merge(world.coordinator, world.service, double, Choice(hours=hours, contacts=KEEP))
    assert merged.schedules.count() == days
    assert [contact.phone for contact in merged.contacts.all()] == ["070 - 000 12 34"]
    assert merged.at_locations.count() == 2


def test_finding_follows(world: World, double: Service) -> None:
    merge(world.coordinator, world.service, double, Choice())
    found = [result.service.pk for result in find(world.network, "samen eten").results]
    assert found == [world.service.pk]
    assert not Listing.objects.filter(service=double).exists()


def test_its_source_does_not_bring_it_back(world: World, double: Service) -> None:
    merge(world.coordinator, world.service, double, Choice())
    assert Service.objects.get(pk=world.service.pk).source_id == "kaart-7"
    other = add_service(SYSTEM, world.network, world.welfare, name="Eettafel", source_id="kaart-8", places=[],
                        contacts=[])  # fmt: skip
    merge(world.coordinator, world.service, other, Choice())
    entry = ServiceEntry("kaart-8", world.welfare, {"name": "Eettafel terug", "status": "active"})
    take_in(SYSTEM, world.network, locations=[], services=[entry], source="Sociale kaart")
    assert Service.objects.get(pk=other.pk).status == "defunct"


def test_what_was_taken_in_says_from_where(world: World) -> None:
    entry = ServiceEntry("n-1", world.welfare, {"name": "Naaiclub"})
    take_in(SYSTEM, world.network, locations=[], services=[entry], source="Sociale kaart")
    assert Service.objects.get().taken_from == "Sociale kaart"


def test_never_twice_and_never_with_itself_or_elsewhere(world: World, double: Service) -> None:
    with pytest.raises(Refused):
        merge(world.coordinator, world.service, world.service, Choice())
    other = World(slug="elders")
    with pytest.raises(Refused):
        merge(SYSTEM, world.service, other.service, Choice())
    merge(world.coordinator, world.service, double, Choice())
    with pytest.raises(Refused, match="al samengevoegd"):
        merge(world.coordinator, double, world.service, Choice())


def test_chains_end_at_the_one_that_stays(world: World, double: Service) -> None:
    third = add_service(SYSTEM, world.network, world.welfare, name="Samen aan tafel", places=[], contacts=[])
    merge(world.coordinator, world.service, double, Choice())
    merge(world.coordinator, third, world.service, Choice())
    assert Service.objects.get(pk=double.pk).merged_into == third


def test_open_questions_about_the_one_that_goes_end(world: World, double: Service) -> None:
    Service.objects.filter(pk=double.pk).update(email="tafel@spoorbrug.example")
    ask_now(world.coordinator, Service.objects.get(pk=double.pk))
    merge_services(world.coordinator, world.service, double, Choice())
    assert Check.objects.get().outcome == "merged"
    assert not Task.objects.open().exists()


def test_only_a_coordinator_merges(world: World, double: Service) -> None:
    with pytest.raises(NotAllowed):
        merge_services(world.link_worker, world.service, double, Choice())


def test_on_screen_from_the_list_to_one(world: World, double: Service) -> None:
    client = at_work(world.coordinator_seat)
    page = client.get("/aanbod/bijhouden/dubbel/").content.decode()
    one, other = sorted((world.service.pk, double.pk), key=str)
    assert f"/aanbod/bijhouden/dubbel/{one}/{other}/" in page
    assert "zelfde telefoonnummer" in page
    address = f"/aanbod/bijhouden/dubbel/{world.service.pk}/{double.pk}/"
    compare = client.get(address)
    form = compare.context["form"]
    assert {"name", "alert", "hours", "contacts", "organization"} <= set(form.fields)
    assert client.post(address, {}).status_code == 422
    chosen = dict.fromkeys(form.fields, "keep") | {"name": "drop", "hours": "both"}
    done = client.post(address, chosen, follow=True)
    assert done.redirect_chain[0][0] == f"/aanbod/{world.service.pk}/"
    assert Service.objects.get(pk=world.service.pk).name == "De Brug eettafel"
    assert client.get(address).status_code == 404


def test_told_apart_is_not_shown_again(world: World, double: Service) -> None:
    client = at_work(world.coordinator_seat)
    assert len(likely_pairs(world.network.pk)) == 1
    client.post(f"/aanbod/bijhouden/dubbel/{double.pk}/{world.service.pk}/apart/")
    assert "Niets lijkt dubbel" in client.get("/aanbod/bijhouden/dubbel/").content.decode()
    assert Apart.objects.count() == 1


def test_pairs_take_the_same_queries_however_many(
    world: World, double: Service, django_assert_num_queries: Any
) -> None:
    for number in range(8):
        add_service(SYSTEM, world.network, world.welfare, name=f"Eettafel De Brug {number}", places=[], contacts=[])
    with django_assert_num_queries(2):
        assert len(likely_pairs(world.network.pk)) > 8


def test_rows_that_hang_on_a_double_place_move_with_it(world: World, double: Service) -> None:
    at = ServiceAtLocation.objects.get(service=double, location=world.location)
    merge(world.coordinator, world.service, double, Choice(hours=DROP))
    assert not ServiceAtLocation.objects.filter(pk=at.pk).exists()
    here = ServiceAtLocation.objects.get(service=world.service, location=world.location)
    assert Schedule.objects.filter(at=here).count() == 1
    assert not Contact.objects.filter(service=double).exists()
    assert isinstance(here, models.Model)


def test_a_number_of_both_stands_there_once(world: World) -> None:
    before = list(world.service.contacts.values_list("name", flat=True))
    other = add_service(
        SYSTEM, world.network, world.welfare, name="Tafel De Brug", places=[],
        contacts=[{"phone": "0700001234", "title": "Gastvrouw"}, {"name": "Sanne", "phone": "+31700001234"},
                  {"name": "Piet", "phone": "070 - 000 12 34"}],
    )  # fmt: skip
    merged = merge(world.coordinator, world.service, other, Choice(contacts=BOTH))
    said = [(row.name, row.title, row.phone) for row in merged.contacts.all()]
    assert said == [(before[0], "Gastvrouw", "070 - 000 12 34"), ("Piet", "", "070 - 000 12 34")]
