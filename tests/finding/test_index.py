"""The index: as the directory is at every moment, read once, and made again when what reads has changed."""

from datetime import UTC, date, datetime
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from kortelijn.directory.actions import confirm_service, take_in
from kortelijn.directory.entries import LocationEntry, PlaceEntry, ServiceEntry
from kortelijn.directory.models import Service
from kortelijn.finding import index, jobs
from kortelijn.finding.find import find
from kortelijn.finding.listings import Entry, Listings, layout
from kortelijn.finding.models import Listing
from kortelijn.finding.reading import Reading, model, read
from kortelijn.finding.week import Rhythm
from kortelijn.kernel.actor import SYSTEM
from kortelijn.kernel.clock import moved_to
from tests.factories.world import World
from tests.finding.offer import add, change

pytestmark = pytest.mark.django_db

EATING = "Samen eten op dinsdag en donderdag."


def found(world: World, need: str) -> list[str]:
    return [result.service.name for result in find(world.network, "", needs=[need]).results]


def facts(service: Service) -> Any:
    rows = Listing.objects.filter(service=service)
    return Listings.of_bytes(
        *(b"".join(bytes(getattr(row, part)) for row in rows) for part in ("facts", "terms"))
    ).facts


def test_an_edit_is_found_at_once(world: World) -> None:
    choir = add(world, "Koor", ["zingeving"], "Zingen.")
    assert "Koor" in found(world, "zingeving")
    change(choir, domains=["taal"])
    assert "Koor" in found(world, "taal")
    assert "Koor" not in found(world, "zingeving")
    change(choir, status="defunct")
    assert not Listing.objects.filter(service=choir).exists()
    change(choir, status="active")
    assert "Koor" in found(world, "taal")


def test_what_ranking_must_know_stands_in_it(world: World) -> None:
    service = add(world, "Taalles", ["taal", "werk"], "Nederlands leren.", minimum_age=18, languages=["nl", "tr"],
                  access="verwijzing", cost_amount=0, capacity_available=0, step="basic")  # fmt: skip
    row = Listing.objects.get(service=service)
    assert (row.minimum_age, row.maximum_age, row.free, row.referral, row.step) == (18, None, True, True, "basic")
    assert (row.languages, row.postcode, row.open_days, row.model) == (["nl", "tr"], "2515", 0b11111, model())
    (one,) = facts(service)
    assert (one["lowest"], one["highest"], one["step"], one["room"], one["rhythm"]) == (18, 255, 2, 0, Rhythm.WEEKLY)
    assert one["hours"].tolist() == [[40, 48]] * 5 + [[255, 0]] * 2


def test_each_place_has_a_row_and_who_has_none_has_one_too(world: World) -> None:
    other = World(slug="elders").location
    change(world.service, places=[(world.location, []), (other, [])])
    assert Listing.objects.filter(service=world.service, east__isnull=False).count() == 2
    change(world.service, places=[])
    assert Listing.objects.get(service=world.service).east is None


def test_a_text_that_did_not_change_is_not_read_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    before = Listing.objects.get(service=world.service)
    monkeypatch.setattr(index, "read", lambda _text: pytest.fail("read again"))
    confirm_service(SYSTEM, world.service)
    after = Listing.objects.get(service=world.service)
    assert (bytes(before.terms), before.text) == (bytes(after.terms), after.text)
    assert bytes(before.facts) != bytes(after.facts)


def test_another_model_reads_every_text_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "model", lambda: "better-2")
    monkeypatch.setattr(index, "read", lambda _text: Reading({"geld.post": 1.0}, ("nieuw",)))
    assert index.catch_up() == Service.objects.active().count()
    assert set(Listing.objects.values_list("model", flat=True)) == {"better-2"}
    assert index.catch_up() == 0


def test_rows_of_another_layout_are_not_weighed_and_are_made_again(world: World) -> None:
    Listing.objects.update(layout="old")
    assert found(world, "rouw") == []
    jobs.catch_up()
    assert found(world, "rouw")[0] == "Verder na verlies – gespreksgroep"
    assert set(Listing.objects.values_list("layout", flat=True)) == {layout()}


def test_hours_with_an_end_are_looked_at_again_in_time(world: World) -> None:
    hours = [
        {"rrule": "FREQ=WEEKLY;BYDAY=MO", "opens_at": "10:00", "closes_at": "12:00", "valid_to": date(2026, 12, 1)}
    ]
    with moved_to(datetime(2026, 11, 23, 9, tzinfo=UTC)):
        change(world.service, places=[(world.location, hours)])
        assert facts(world.service)[0]["rhythm"] == Rhythm.NOW_AND_THEN
    with moved_to(datetime(2026, 12, 2, 9, tzinfo=UTC)):
        assert index.stale(10) == [world.service.pk]
        index.catch_up()
        assert facts(world.service)[0]["rhythm"] == Rhythm.UNKNOWN


def test_what_went_past_the_actions_is_repaired(world: World) -> None:
    Listing.objects.filter(service=world.service).delete()
    Service.objects.filter(name="Helpdesk Geldzaken").update(status="defunct")
    jobs.repair()
    assert Listing.objects.filter(service=world.service).exists()
    assert not Listing.objects.filter(service__name="Helpdesk Geldzaken").exists()


def test_without_any_index_it_is_made(world: World) -> None:
    Listing.objects.all().delete()
    jobs.catch_up()
    assert Listing.objects.count() == Service.objects.active().count()


def test_the_command_makes_all_of_it_again_and_may_be_repeated(world: World) -> None:
    Listing.objects.all().delete()
    for _time in range(2):
        out = StringIO()
        call_command("index_services", stdout=out)
        assert out.getvalue() == "4 diensten staan in de index.\n"
    assert Listing.objects.count() == 4


def entries(world: World, number: int) -> list[ServiceEntry]:
    return [
        ServiceEntry(f"s{n}", world.welfare, {"name": f"Dienst {n}", "description": EATING, "domains": ["voeding"]},
                     places=(PlaceEntry("l1"),))
        for n in range(number)
    ]  # fmt: skip


def here(latitude: float) -> list[LocationEntry]:
    return [LocationEntry("l1", {"name": "Huis", "latitude": latitude, "longitude": 4.3})]


def test_an_import_is_found_at_once_and_read_by_the_worker(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "AT_ONCE", 2)
    take_in(SYSTEM, world.network, locations=here(52.07), services=entries(world, 3), source="bron")
    assert set(found(world, "voeding")) >= {"Dienst 0", "Dienst 1", "Dienst 2"}
    assert Listing.objects.filter(model="").count() == 3
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'finding.catch_up'")
        assert cursor.fetchone() == (1,)
    jobs.catch_up()
    assert Listing.objects.filter(model=model()).count() == Listing.objects.count()


def test_a_place_that_moves_takes_its_services_along(world: World) -> None:
    take_in(SYSTEM, world.network, locations=here(52.07), services=entries(world, 1), source="bron")
    take_in(SYSTEM, world.network, locations=here(52.09), services=[], source="bron")
    service = Service.objects.get(source_id="s0")
    assert facts(service)[0]["latitude"] == pytest.approx(52.09)


def test_a_large_import_asks_few_queries(world: World, django_assert_max_num_queries: Any) -> None:
    ids = [add(world, f"Dienst {n}", ["voeding"], EATING).pk for n in range(40)]
    with django_assert_max_num_queries(8):
        index.refresh(ids)


def test_an_entry_without_database_reads_the_same() -> None:
    one = Listings.of_entries([Entry("Eettafel", EATING, domains=("voeding",))])
    assert one.needs[0].max() == pytest.approx(max(read(f"Eettafel. {EATING}").needs.values()), abs=0.003)
