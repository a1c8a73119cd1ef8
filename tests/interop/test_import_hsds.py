"""`kortelijn import-hsds`: another directory into a network, all of it or nothing."""

from datetime import UTC, datetime, time
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from pytest_django import DjangoAssertNumQueries

from kortelijn.directory.actions import update_service
from kortelijn.directory.models import Contact, Location, Schedule, Service, ServiceAtLocation
from kortelijn.kernel.actor import SYSTEM
from kortelijn.kernel.models import Event
from kortelijn.parties.models import Membership, Network, Organization
from tests.factories.world import World
from tests.interop.hsds import location, organization, schedule, service, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def network(world: World) -> Network:
    return world.network


def run(path: Path, *options: str) -> str:
    out = StringIO()
    call_command("import_hsds", str(path), "--network", "rivierenbuurt", *options, stdout=out, stderr=StringIO())
    return out.getvalue()


def refused(path: Path, *options: str) -> str:
    """The report and the last word of an import that must not happen."""
    out, before = StringIO(), Event.objects.count()
    with pytest.raises(CommandError) as refusal:
        call_command("import_hsds", str(path), "--network", "rivierenbuurt", *options, stdout=out, stderr=StringIO())
    assert (Event.objects.count(), Service.objects.count(), Location.objects.count()) == (before, 0, 0)
    return f"{out.getvalue()}\n{refusal.value}"


def test_a_full_service_comes_with_all_that_belongs_to_it(network: Network, tmp_path: Path) -> None:
    room = {"id": "1", "available": 4, "updated": "2026-02-03T10:00:00Z", "unit": {"id": "1", "name": "plekken"}}
    reception = {"id": "1", "number": "070 - 000 12 34"}
    full = service(
        alternate_name="Praatcafé", url="www.dehaven.example", email="taal@dehaven.example", minimum_age=18,
        maximum_age=120, eligibility_description="Voor wie Nederlands leert", assured_date="2026-02-01",
        alert="In de zomer gesloten", application_process="Loop gewoon binnen", fees_description="Gratis",
        languages=[{"id": "1", "code": "nl"}, {"id": "2", "name": "Turks"}, {"id": "3", "code": "ara"}],
        required_documents=[{"id": "1", "document": "Stadspas"}],
        contacts=[{"id": "1", "name": "Kim", "title": "Gastvrouw", "phones": [reception]}],
        phones=[reception, {"id": "2", "number": "070 - 000 99 99", "extension": 12}],
        capacities=[room],
    )  # fmt: skip
    report = run(written(tmp_path, full))
    assert "nieuw: dienst Taalcafé  (aanbod.json, regel 1, /)" in report
    assert "1 dienst: 1 nieuw, 0 bijgewerkt, 0 gelijk" in report
    row = Service.objects.get()
    assert (row.name, row.alternate_name, row.status, row.access) == ("Taalcafé", "Praatcafé", "active", "inloop")
    assert (row.url, row.email, row.alert) == (
        "https://www.dehaven.example",
        "taal@dehaven.example",
        "In de zomer gesloten",
    )
    assert (row.minimum_age, row.maximum_age, row.eligibility) == (18, None, "Voor wie Nederlands leert")
    assert (row.cost_amount, row.cost_text, row.languages) == (Decimal(0), "Gratis", ["nl", "tr", "ar"])
    assert (row.domains, row.required_documents, row.capacity_available) == (["taal"], ["Stadspas"], 4)
    assert row.confirmed_at == datetime(2026, 2, 1, 12, tzinfo=UTC)
    assert row.capacity_updated_at == datetime(2026, 2, 3, 10, tzinfo=UTC)
    assert (row.organization.name, row.organization.source_id) == ("Stichting De Haven", "org-1")
    contacts = list(Contact.objects.values_list("name", "title", "phone"))
    assert contacts == [("Kim", "Gastvrouw", "070 - 000 12 34"), ("", "", "070 - 000 99 99 toestel 12")]


def test_a_place_comes_with_address_and_hours(network: Network, tmp_path: Path) -> None:
    run(written(tmp_path, service()))
    row = Location.objects.get()
    assert (row.address, row.postal_code, row.city, row.country) == ("Kade 12", "2515 XK", "Den Haag", "NL")
    assert (row.latitude, row.longitude) == (52.07, 4.32)
    hours = Schedule.objects.get()
    assert (hours.rrule, hours.opens_at, hours.closes_at) == ("FREQ=WEEKLY;BYDAY=TU,TH", time(10), time(12))
    assert hours.at is not None
    assert hours.at.location == row


def test_every_shape_is_read(network: Network, tmp_path: Path) -> None:
    nested = organization(services=[service(organization=None)], locations=[location()])
    place = {"id": "sal-1", "service": service(service_at_locations=None), "location": location()}
    shapes: list[Any] = [service(), [service()], {"contents": [service()], "size": 1}, nested, [nested], place, [place]]
    for number, shape in enumerate(shapes):
        run(written(tmp_path, shape, f"{number}.json"))
        assert Service.objects.get().organization.name == "Stichting De Haven"
        assert ServiceAtLocation.objects.get().location.name == "Buurthuis De Haven"


def test_a_folder_is_one_whole_in_which_things_find_each_other(network: Network, tmp_path: Path) -> None:
    written(tmp_path, {"contents": [service(organization=None, organization_id="org-1",
                       service_at_locations=[{"id": "s", "location_id": "loc-1"}])]}, "1-diensten.json")  # fmt: skip
    written(tmp_path, [organization()], "2-organisaties.json")
    written(tmp_path, [location()], "3-plekken.json")
    written(tmp_path, {"version": "3.0", "openapi_url": "https://dehaven.example"}, "4-api.json")
    report = run(tmp_path)
    assert "overgeslagen: iets anders  (4-api.json, regel 1, /)" in report
    assert ServiceAtLocation.objects.get().service.organization.source_id == "org-1"


def test_reading_again_doubles_nothing_and_says_so(network: Network, tmp_path: Path) -> None:
    path = written(tmp_path, [service(contacts=[{"id": "1", "name": "Kim"}], schedules=[schedule(id="2", byday="SA")])])
    run(path)
    before = [
        list(model.objects.order_by("id").values()) for model in (Service, Location, Schedule, Contact, Organization)
    ]
    assert "1 dienst: 0 nieuw, 0 bijgewerkt, 1 gelijk" in run(path)
    after = [
        list(model.objects.order_by("id").values()) for model in (Service, Location, Schedule, Contact, Organization)
    ]
    assert before == after


def test_what_changed_at_the_source_changes_here_under_the_same_key(network: Network, tmp_path: Path) -> None:
    run(written(tmp_path, [service()]))
    before = Service.objects.get()
    changed = service(name="Taalcafé Zuid", organization=organization(name="De Haven"))
    changed["service_at_locations"][0]["schedules"] = [schedule(opens_at="13:00", closes_at="15:00")]
    report = run(written(tmp_path, [changed]))
    assert "bijgewerkt: dienst Taalcafé Zuid" in report
    assert "bijgewerkt: organisatie De Haven" in report
    assert "gelijk: plek Buurthuis De Haven" in report
    after = Service.objects.get()
    assert (after.pk, after.name, after.organization.name) == (before.pk, "Taalcafé Zuid", "De Haven")
    assert Schedule.objects.get().opens_at == time(13)
    assert (
        Organization.objects.filter(source_id="org-1").count(),
        Membership.objects.filter(network=network).count(),
    ) == (1, 1)


def test_what_the_source_does_not_mention_stays(network: Network, world: World, tmp_path: Path) -> None:
    run(written(tmp_path, [service(contacts=[{"id": "1", "name": "Kim"}])]))
    update_service(
        SYSTEM, Service.objects.get(), professional_route="Bel Kim", intake=world.link_seat, domains=["netwerk"]
    )
    Contact.objects.create(service=Service.objects.get(), name="Collega", visibility="professionals")
    minimal = {"id": "srv-1", "name": "Taalcafé", "status": "active", "organization_id": "org-1"}
    assert "0 nieuw, 0 bijgewerkt, 1 gelijk" in run(written(tmp_path, [minimal]))
    without = service(contacts=[], attributes=None)
    assert "0 nieuw, 1 bijgewerkt, 0 gelijk" in run(written(tmp_path, [without]))
    row = Service.objects.get()
    assert (row.professional_route, row.intake, row.domains) == ("Bel Kim", world.link_seat, ["netwerk"])
    assert list(row.contacts.values_list("name", flat=True)) == ["Collega"]
    assert Schedule.objects.count() == 1


def test_one_place_told_alone_takes_no_other_place_away(network: Network, tmp_path: Path) -> None:
    run(written(tmp_path, [service()]))
    other = location(id="loc-2", name="De Ark")
    run(
        written(
            tmp_path, {"id": "sal-2", "service_id": "srv-1", "location": other, "schedules": [schedule(byday="FR")]}
        )
    )
    places = ServiceAtLocation.objects.order_by("location__name").values_list("location__name", "schedules__rrule")
    assert list(places) == [("Buurthuis De Haven", "FREQ=WEEKLY;BYDAY=TU,TH"), ("De Ark", "FREQ=WEEKLY;BYDAY=FR")]


def test_an_organization_that_is_there_already_is_the_same_one(network: Network, world: World, tmp_path: Path) -> None:
    assert world.welfare
    run(written(tmp_path, [service(organization=organization(name="rivierkant"))]))
    assert Service.objects.get().organization == world.welfare


def test_a_service_without_a_term_of_ours_is_read(network: Network, tmp_path: Path) -> None:
    unnamed = service(
        name="Grip op de post", attributes=None, description="Hulp bij schulden en bij brieven over geld."
    )
    run(written(tmp_path, [unnamed]))
    assert Service.objects.get().domains[0] == "geld"


def test_the_seat_that_gets_the_referrals_can_be_named(network: Network, world: World, tmp_path: Path) -> None:
    seat = world.link_seat
    path = written(tmp_path, [service(organization=organization(name="Rivierkant"))])
    run(path, "--organization-seat", "rivierkant=welzijnscoach")
    assert Service.objects.get().intake == seat


def test_a_trial_changes_nothing(network: Network, tmp_path: Path) -> None:
    report = run(written(tmp_path, [service()]), "--check")
    assert "nieuw: dienst Taalcafé" in report
    assert "er is niets veranderd" in report
    assert not Service.objects.exists()
    assert not Organization.objects.filter(source_id="org-1").exists()


def test_an_import_leaves_one_event_of_each_kind(network: Network, tmp_path: Path) -> None:
    run(written(tmp_path, [service(), service(id="srv-2")]))
    event = Event.objects.get(kind="directory.imported")
    assert event.data == {"source": "aanbod.json", "added": 2, "updated": 0}
    assert Event.objects.filter(kind="organizations.taken-in").count() == 1


def test_two_networks_keep_their_own(network: Network, tmp_path: Path) -> None:
    World(slug="elders").network  # noqa: B018 - the property makes the network
    path = written(tmp_path, [service()])
    run(path)
    call_command("import_hsds", str(path), "--network", "elders", stdout=StringIO())
    assert Service.objects.count() == 2
    assert Organization.objects.filter(source_id="org-1").count() == 2


def test_the_number_of_questions_does_not_grow_with_the_file(
    network: Network, tmp_path: Path, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    many = [
        service(id=f"srv-{n}", organization=organization(id=f"org-{n}", name=f"Organisatie {n}")) for n in range(60)
    ]
    with django_assert_max_num_queries(46):
        run(written(tmp_path, many))
    with django_assert_max_num_queries(46):
        run(written(tmp_path, [each | {"name": "Anders"} for each in many]))


@pytest.mark.parametrize(("arguments", "message"), [
    (["--network", "weg"], "Het netwerk weg bestaat niet"),
    (["--network", "rivierenbuurt", "--organization-seat", "De Haven"], "ORGANISATIE=PLEK"),
    (["--network", "rivierenbuurt", "--organization-seat", "Haven=Portier"], "“Portier” bij “Haven” bestaat niet"),
])  # fmt: skip
def test_a_wrong_option_is_said(network: Network, tmp_path: Path, arguments: list[str], message: str) -> None:
    with pytest.raises(CommandError, match=message):
        call_command("import_hsds", str(written(tmp_path, [service()])), *arguments, stdout=StringIO())
    assert not Service.objects.exists()
