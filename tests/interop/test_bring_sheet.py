"""A coordinator brings a sheet, says what its columns are, looks, and takes it over."""

from datetime import time
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kortelijn.directory.actions import update_service
from kortelijn.directory.models import Contact, Location, Schedule, Service
from kortelijn.interop import jobs
from kortelijn.interop.models import ColumnMapping, Import
from kortelijn.interop.transfer import limits, store
from kortelijn.interop.transfer.giving import Format, loose_places, services, write
from kortelijn.kernel.actor import SYSTEM
from kortelijn.kernel.models import Event
from kortelijn.parties.models import Organization
from tests.factories.sitting import at_work
from tests.factories.world import World
from tests.interop.bringing import (
    BRING,
    HEAD,
    ROW,
    bring,
    csv_of,
    examine_by_worker,
    excel_of,
    explain,
    latest,
    take_in_by_worker,
    take_over,
    text,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def client(world: World) -> Client:
    return at_work(world.coordinator_seat)


@pytest.mark.parametrize("content", [
    csv_of(HEAD, ROW), csv_of(HEAD, ROW, delimiter=","), csv_of(HEAD, ROW, delimiter="\t"),
    csv_of(HEAD, ROW, encoding="cp1252"), csv_of(HEAD, ROW, encoding="utf-8-sig"), csv_of(HEAD, ROW, encoding="utf-16"),
    b"sep=;\r\n" + csv_of(HEAD, ROW), csv_of(("Overzicht 2026",), (), HEAD, ROW), excel_of(HEAD, ROW),
])  # fmt: skip
def test_a_sheet_is_recognized_asked_about_shown_and_taken_over(client: Client, content: bytes) -> None:
    page = text(bring(client, "aanbod.bestand", content))
    assert "Wat staat er in de kolommen?" in page
    assert 'value="location.postal_code" selected' in page
    page = text(explain(client))
    assert "Dit zou er gebeuren" in page
    assert "Taalcafé" in page
    assert not Service.objects.exists()
    page = text(take_over(client))
    assert "Het staat erin" in page
    row, place, hours = Service.objects.get(), Location.objects.get(), Schedule.objects.get()
    assert (row.name, row.organization.name) == ("Taalcafé", "Stichting De Haven")
    assert row.description == "Nederlands oefenen"
    assert (place.address, place.postal_code, place.city) == ("Kade 12", "2515 XK", "Den Haag")
    assert (hours.rrule, hours.opens_at, hours.closes_at) == ("FREQ=WEEKLY;BYDAY=TU,TH", time(10), time(12))
    assert row.contacts.get().phone == "070 - 000 12 34"
    assert row.domains == ["taal"]
    assert not store.has(latest().pk)


def test_the_second_time_nothing_is_asked_and_nothing_doubles(client: Client) -> None:
    bring(client, "aanbod.csv", csv_of(HEAD, ROW))
    explain(client)
    take_over(client)
    assert ColumnMapping.objects.count() == 1
    changed = (*ROW[:2], "Praten en koffie", *ROW[3:])
    page = text(bring(client, "anders.csv", csv_of(HEAD, changed)))
    assert "Dit wordt anders" in page
    assert "Praten en koffie" in page
    assert "Nederlands oefenen" in page
    take_over(client)
    assert Service.objects.get().description == "Praten en koffie"
    page = text(bring(client, "weer.csv", csv_of(HEAD, changed)))
    assert "<strong>0</strong> nieuw" in page
    assert "Dit wordt anders" not in page


def test_what_is_there_already_by_name_is_updated(client: Client, world: World) -> None:
    before = world.service
    row = (before.name, before.organization.name, "Anders gezegd", *ROW[3:])
    bring(client, "aanbod.csv", csv_of(HEAD, row))
    explain(client)
    take_over(client)
    after = Service.objects.get()
    assert (after.pk, after.description) == (before.pk, "Anders gezegd")
    assert Organization.objects.filter(networks=world.network).count() == 1


def test_every_bad_row_is_named_with_its_cell_and_nothing_is_taken_over(client: Client) -> None:
    head = (*HEAD, "Vanaf leeftijd", "Laatst gewijzigd", "Status", "Kosten in euro", "E-mail")
    rows = [
        (*ROW, "achttien", "01-03-2026", "actief", "gratis", ""),
        (*ROW[:4], "12", "2515XK-te-lang", *ROW[6:], "18", "1-3-26", "misschien", "drie", "geen adres"),
        ("", *ROW[1:], "", "", "", "", ""),
    ]  # fmt: skip
    bring(client, "aanbod.csv", csv_of(head, *rows))
    page = text(explain(client))
    assert "Dit kan nog niet worden overgenomen" in page
    assert "rij 2, kolom J (Vanaf leeftijd): “achttien” is geen getal." in page
    assert "rij 3, kolom F (Postcode): te lang: 14 tekens, hooguit 10. Er staat: “2515XK-te-lang”." in page
    assert "rij 3, kolom K (Laatst gewijzigd): “1-3-26” heeft een jaar van twee cijfers." in page
    assert "rij 3, kolom L (Status): “misschien” kennen wij niet. Kies uit: active, defunct, inactive." in page
    assert "rij 3, kolom M (Kosten in euro): “drie” is geen getal." in page
    assert "rij 3, kolom N (E-mail): “geen adres” is geen e-mailadres, weggelaten." in page
    assert "rij 4, kolom A (Naam): hier hoort de naam van het aanbod te staan." in page
    page = text(take_over(client))
    assert "Deze stap kan nu niet meer." in page
    assert not Service.objects.exists()


def test_rows_about_the_same_service_add_places_and_may_not_contradict(client: Client) -> None:
    other = (*ROW[:3], "Plein", "1", "2515 XL", "Den Haag", "vr 9-12", "")
    wrong = (*ROW[:2], "Heel iets anders", *ROW[3:])
    bring(client, "aanbod.csv", csv_of(HEAD, ROW, other, ROW))
    page = text(explain(client))
    assert "rij 4: deze rij zegt hetzelfde als rij 2." in page
    take_over(client)
    places = Schedule.objects.values_list("at__location__address", "rrule").order_by("at__location__address")
    assert list(places) == [("Kade 12", "FREQ=WEEKLY;BYDAY=TU,TH"), ("Plein 1", "FREQ=WEEKLY;BYDAY=FR")]
    page = text(bring(client, "aanbod.csv", csv_of(HEAD, ROW, wrong)))
    assert "rij 3, kolom C (Omschrijving): dit is hetzelfde aanbod als in rij 2" in page


def test_columns_are_corrected_and_must_make_sense(client: Client) -> None:
    head = ("Wat we doen", "Prijs", "Extra")
    bring(client, "vreemd.csv", csv_of(head, ("Taalcafé", "€ 2,50", "Taal")))
    page = text(explain(client))
    assert "Kies welke kolom de “Naam van het aanbod” is." in page
    page = text(explain(client, **{"Wat we doen": "service.name", "Extra": "service.name"}))
    assert "is bij twee kolommen gekozen" in page
    page = text(explain(client, organisatie="", **{"Wat we doen": "service.name"}))
    assert "Vul in van welke organisatie dit is" in page
    explain(client, organisatie="De Haven", **{"Wat we doen": "service.name", "Extra": "service.domains"})
    take_over(client)
    row = Service.objects.get()
    assert (row.name, row.organization.name) == ("Taalcafé", "De Haven")
    assert (str(row.cost_amount), row.domains) == ("2.50", ["taal"])


def test_what_we_gave_out_needs_no_explaining(client: Client, world: World, tmp_path: Path) -> None:
    update_service(SYSTEM, world.service, description="=1+1")
    for kind in (Format.EXCEL, Format.CSV):
        target = tmp_path / f"uit.{kind.value}"
        write(kind, services(world.network), loose_places(world.network), target)
        page = text(bring(client, target.name, target.read_bytes()))
        assert "Dit zou er gebeuren" in page
        assert "<strong>1</strong> hetzelfde" in page


def test_an_import_thrown_away_leaves_nothing(client: Client) -> None:
    bring(client, "aanbod.csv", csv_of(HEAD, ROW))
    key = latest().pk
    assert store.has(key)
    client.post(f"{BRING}{key}/weggooien/")
    assert not Import.objects.exists()
    assert not store.has(key)
    assert Event.objects.filter(kind="import.discarded").exists()


def test_a_large_file_is_for_the_worker_and_the_page_waits(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    monkeypatch.setattr(limits, "SMALL", 10)
    monkeypatch.setattr(limits, "FEW", 0)
    page = text(bring(client, "aanbod.csv", csv_of(HEAD, ROW)))
    assert "Wij lezen het bestand." in page
    assert 'hx-trigger="every 2s"' in page
    here = f"{BRING}{latest().pk}/"
    assert "Wij lezen het bestand." in text(client.get(here, headers={"HX-Request": "true"}))
    examine_by_worker()
    assert client.get(here, headers={"HX-Request": "true"})["HX-Redirect"] == here
    explain(client)
    examine_by_worker()
    store.tell(latest().pk, 40, 100)
    page = text(take_over(client))
    assert "40 van 100" in page
    assert not Service.objects.exists()
    take_in_by_worker()
    take_in_by_worker()
    assert Service.objects.count() == 1
    assert Event.objects.get(kind="import.finished").actor_name == "Marieke Bakkali"


def test_files_nobody_waits_for_are_let_go(client: Client) -> None:
    bring(client, "aanbod.csv", csv_of(HEAD, ROW))
    kept = latest().pk
    Import.objects.all().delete()
    jobs.let_go(0)
    assert not store.has(kept)


def questions(client: Client, number: int) -> tuple[int, int]:
    """How many the database gets, for the trial and for taking over."""
    rows = [(f"Aanbod {number}.{each}", *ROW[1:]) for each in range(number)]
    bring(client, "aanbod.csv", csv_of((*HEAD, f"Extra {number}"), *rows))
    with CaptureQueriesContext(connection) as trial:
        explain(client)
    with CaptureQueriesContext(connection) as taking:
        take_over(client)
    return len(trial), len(taking)


def test_the_number_of_questions_does_not_grow_with_the_file(client: Client) -> None:
    questions(client, 2)
    assert questions(client, 60) == questions(client, 20)
    assert Service.objects.count() == 82


def test_a_phone_number_that_nobody_can_call_is_named(client: Client) -> None:
    phones = ("nul zeven nul", "12", "14 070", "112", "0800-0113", "+31 70 000 12 34")
    bring(client, "aanbod.csv", csv_of(HEAD, *((f"Aanbod {phone}", *ROW[1:-1], phone) for phone in phones)))
    page = text(explain(client))
    assert "rij 2, kolom I (Telefoon): “nul zeven nul” lijkt geen telefoonnummer. Kijk het na." in page
    assert "rij 3, kolom I (Telefoon): “12” lijkt geen telefoonnummer. Kijk het na." in page
    assert page.count("lijkt geen telefoonnummer") == 2
    take_over(client)
    assert Service.objects.count() == len(phones)


def test_places_that_come_not_on_the_map_are_counted(client: Client) -> None:
    said = "Plekken zonder coördinaten: 1. Die komen niet op de kaart."
    head = (*HEAD, "Breedtegraad", "Lengtegraad")
    other = (*ROW[:3], "Plein", *ROW[4:], "", "")
    bring(client, "aanbod.csv", csv_of(head, (*ROW, "52,07", "4,32"), other))
    assert said in text(explain(client))
    take_over(client)
    bring(client, "zonder.csv", csv_of(HEAD, ROW, other[:-2]))
    assert said in text(explain(client))
    Location.objects.update(latitude=52.07, longitude=4.32)
    assert "Die komen niet op de kaart." not in text(bring(client, "weer.csv", csv_of(HEAD, ROW, other[:-2])))


def test_a_large_file_with_few_things_is_taken_over_by_the_worker(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(client, "aanbod.csv", csv_of(HEAD, ROW))
    explain(client)
    monkeypatch.setattr(limits, "SMALL", 10)
    take_over(client)
    assert latest().status == Import.Status.TAKING
    take_in_by_worker()
    assert latest().status == Import.Status.DONE


def test_who_a_contact_is_for_is_said_in_words_that_we_know(client: Client) -> None:
    head, row = (*HEAD, "Contact voor"), (*ROW, "de baas")
    bring(client, "aanbod.csv", csv_of(head, row))
    explain(client)
    assert "schrijf voor wie het contact is" in text(client.get(f"{BRING}{latest().pk}/"))
    bring(client, "aanbod.csv", csv_of(head, (*ROW, "alleen professionals")))
    take_over(client)
    contact = Contact.objects.get()
    assert (contact.phone, contact.visibility) == ("070 - 000 12 34", "professionals")


def test_what_we_fill_in_reads_as_ours_before_it_is_taken_over(client: Client) -> None:
    bring(client, "aanbod.csv", csv_of(HEAD, ROW))
    page = text(explain(client))
    assert "Ingevuld door ons" in page
    assert latest().report["filled"][0] == {
        "label": "Waarover", "why": "gelezen uit de naam en de omschrijving", "number": 1,
        "examples": [["Taalcafé", latest().report["filled"][0]["examples"][0][1]]],
    }  # fmt: skip
    assert {each["label"] for each in latest().report["filled"]} == {"Waarover", "Hoe binnenkomen", "Stap van zorg"}
    take_over(client)
    bring(client, "aanbod.csv", csv_of(HEAD, ROW))
    assert latest().report["filled"] == []  # nothing new, nothing to fill in
    assert "Ingevuld door ons" not in text(client.get(f"{BRING}{latest().pk}/"))


def test_what_a_file_says_itself_is_not_ours(client: Client) -> None:
    head = (*HEAD, "Onderwerpen", "Hoe binnenkomen")
    bring(client, "aanbod.csv", csv_of(head, (*ROW, "taal", "inloop")))
    explain(client)
    assert {each["label"] for each in latest().report["filled"]} == {"Stap van zorg"}
