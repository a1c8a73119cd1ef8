"""Directories of others: tables of HSDS, products of municipalities, OpenStreetMap, and lists behind an address."""

import io
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from kortelijn.directory.models import Location, Schedule, Service
from kortelijn.interop.hsds.source import Unreadable
from kortelijn.interop.models import Import
from kortelijn.interop.transfer import fetching, limits
from tests.factories.sitting import at_work
from tests.factories.world import World
from tests.interop.bringing import (
    BRING,
    HEAD,
    ROW,
    bring,
    csv_of,
    examine_by_worker,
    explain,
    latest,
    take_over,
    text,
)
from tests.interop.hsds import service, written

pytestmark = pytest.mark.django_db
PRODUCTS = """<?xml version="1.0" encoding="UTF-8"?>
<scproducten xmlns="http://standaarden.overheid.nl/product/terms/" xmlns:dcterms="http://purl.org/dc/terms/"
  xmlns:overheid="http://standaarden.overheid.nl/owms/terms/">
 <scproduct owms-version="4.0"><meta>
  <owmskern><dcterms:identifier>https://www.rijnhaven.example/bijstand</dcterms:identifier>
   <dcterms:title>Bijzondere bijstand</dcterms:title><dcterms:modified>2026-02-01</dcterms:modified>
   <overheid:authority scheme="overheid:Gemeente">Rijnhaven</overheid:authority></owmskern>
  <owmsmantel><dcterms:audience scheme="overheid:Doelgroep">particulier</dcterms:audience>
   <dcterms:abstract>Geld voor kosten die &lt;b&gt;niet&lt;/b&gt; anders kunnen.</dcterms:abstract></owmsmantel>
  <scmeta><productID>42</productID><onlineAanvragen>digid</onlineAanvragen>
   <aanvraagURL resourceIdentifier="https://www.rijnhaven.example/aanvraag"/></scmeta></meta></scproduct>
 <scproduct><meta><owmskern><dcterms:title>Terrasvergunning</dcterms:title></owmskern>
  <owmsmantel><dcterms:audience>ondernemer</dcterms:audience></owmsmantel></meta></scproduct>
</scproducten>"""
NODE: dict[str, Any] = {
    "type": "node", "id": 123, "lat": 52.07, "lon": 4.32, "timestamp": "2025-11-02T10:00:00Z",
    "tags": {"amenity": "community_centre", "name": "De Haven", "addr:street": "Kade", "addr:housenumber": "12",
             "addr:postcode": "2515 XK", "opening_hours": "Mo-We 09:00-17:00; Sa 10:00-12:00", "wheelchair": "yes"},
}  # fmt: skip


BAKERY = {"type": "node", "id": 2, "tags": {"shop": "bakery", "name": "Bos"}}


@pytest.fixture
def client() -> Client:
    return at_work(World().coordinator_seat)


def command(source: object, *options: str) -> str:
    out = StringIO()
    call_command("import_directory", str(source), "--network", "rivierenbuurt", *options, stdout=out)
    return out.getvalue()


def test_products_of_a_municipality_for_residents_become_services(client: Client) -> None:
    assert "<strong>1</strong> nieuw" in text(bring(client, "producten.xml", PRODUCTS.encode()))
    take_over(client)
    row = Service.objects.get()
    assert (row.name, row.organization.name) == ("Bijzondere bijstand", "Gemeente Rijnhaven")
    assert row.source_id == "sc:rijnhaven:42"
    assert row.description == "Geld voor kosten die niet anders kunnen."
    assert row.url == "https://www.rijnhaven.example/bijstand"
    assert "https://www.rijnhaven.example/aanvraag" in row.resident_route


@pytest.mark.parametrize("content", [
    {"version": 0.6, "osm3s": {}, "elements": [NODE, BAKERY]},
    {"type": "FeatureCollection", "features": [{
        "type": "Feature", "id": "node/123", "geometry": {"type": "Point", "coordinates": [4.32, 52.07]},
        "properties": NODE["tags"] | {"@id": "node/123", "check_date": "2025-11-02"}}]},
])  # fmt: skip
def test_openstreetmap_becomes_a_place_and_a_service_with_credit(client: Client, content: Any) -> None:
    bring(client, "kaart.json", json.dumps(content).encode())
    take_over(client)
    row, place = Service.objects.get(), Location.objects.get()
    assert (row.source_id, row.name, row.domains) == ("osm:node/123", "De Haven", ["netwerk", "dagbesteding"])
    assert "© OpenStreetMap-bijdragers (ODbL), osm:node/123" in row.description
    assert (place.address, place.latitude, place.accessibility) == (
        "Kade 12", 52.07, {"note": "Toegankelijk met een rolstoel"},
    )  # fmt: skip
    assert list(Schedule.objects.order_by("opens_at").values_list("rrule", flat=True)) == [
        "FREQ=WEEKLY;BYDAY=MO,TU,WE", "FREQ=WEEKLY;BYDAY=SA",
    ]  # fmt: skip
    assert row.confirmed_at.year == 2025


def tables(**files: str) -> bytes:
    target = io.BytesIO()
    with ZipFile(target, "w") as zipped:
        for name, content in files.items():
            zipped.writestr(f"{name}.csv", content)
    return target.getvalue()


def test_tables_of_hsds_find_each_other_and_what_misses_is_named(client: Client) -> None:
    content = tables(
        organizations="id,name\no1,De Haven\n",
        services="id,organization_id,name,status,minimum_age\ns1,o1,Taal,active,18\n",
        service_at_location="id,service_id,location_id\na1,s1,l1\n",
        locations="id,location_type,name\nl1,physical,Huis\n",
        schedules="id,service_at_location_id,freq,byday,opens_at,closes_at\nh1,a1,WEEKLY,TU,10:00,12:00\n",
    )  # fmt: skip
    bring(client, "hsds.zip", content)
    take_over(client)
    row = Service.objects.get()
    assert (row.name, row.minimum_age, row.organization.name) == ("Taal", 18, "De Haven")
    assert row.schedules.get().at.location.name == "Huis"
    broken = tables(services="id,organization_id,name,status,minimum_age\ns2,weg,Taal,active,x\n",
                    service_at_location="id,service_id,location_id\na1,nergens,l1\n")  # fmt: skip
    page = text(bring(client, "hsds.zip", broken))
    assert "services.csv, rij 2, kolom minimum_age: “x” is geen getal." in page
    assert "service_at_locations.csv, rij 2, kolom service_id: “nergens” staat niet in services.csv." in page
    assert "weg staat nergens in dit bestand" in page


def test_the_command_reads_all_and_a_trial_changes_nothing(client: Client, tmp_path: Path) -> None:
    path = written(tmp_path, [service()])
    assert "er is niets veranderd" in command(path, "--dry-run")
    assert not Service.objects.exists()
    assert "aanbod: 1 nieuw, 0 bijgewerkt, 0 gelijk" in command(path)
    target = tmp_path / "uit.xlsx"
    out = StringIO()
    options = ("--network", "rivierenbuurt", "--format", "xlsx", "--output", str(target))
    call_command("export_directory", *options, stdout=out)
    assert "1 keer aanbod" in out.getvalue()
    assert "aanbod: 0 nieuw, 0 bijgewerkt, 1 gelijk" in command(target)
    strange = tmp_path / "vreemd.csv"
    strange.write_text("a;b\n1;2")
    with pytest.raises(CommandError, match="Geen kolom heet"):
        command(strange)
    with pytest.raises(CommandError, match="bestaat niet"):
        command(tmp_path / "weg.csv")


@contextmanager
def served(answer: Callable[[str], tuple[int, dict[str, str], bytes]]) -> Iterator[str]:
    """A source on this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, headers, body = answer(self.path)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def page_of(number: int, pages: int, *contents: Any, **changes: Any) -> bytes:
    return json.dumps({"page_number": number, "total_pages": pages, "total_items": pages * len(contents),
                       "contents": list(contents)} | changes).encode()  # fmt: skip


def number_in(path: str) -> int:
    return int(path.partition("page=")[2] or 1)


@pytest.fixture
def _near(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PRIVATE_ADDRESSES", True)


@pytest.mark.usefixtures("_near")
def test_all_pages_behind_an_address_are_read(client: Client) -> None:
    def answer(path: str) -> tuple[int, dict[str, str], bytes]:
        number = number_in(path)
        return 200, {}, page_of(number, 3, service(id=f"s{number}"))

    with served(answer) as base:
        page = text(client.post(BRING, {"adres": f"{base}/hsds/services?full=true"}, follow=True))
        assert "Wij lezen het bestand." in page
        examine_by_worker()
    assert latest().report["counts"]["SERVICE"]["ADDED"] == 3
    take_over(client)
    assert Service.objects.count() == 3


@pytest.mark.usefixtures("_near")
def test_a_list_that_tells_little_is_asked_for_each(tmp_path: Path) -> None:
    def answer(path: str) -> tuple[int, dict[str, str], bytes]:
        if path.endswith("/services"):
            return 200, {}, page_of(1, 1, {"id": "s1", "name": "Kort"}, {"id": "s2", "name": "Kort"})
        return 200, {}, json.dumps(service(id=path.rpartition("/")[2])).encode()

    with served(answer) as base:
        fetching.fetch(f"{base}/services", tmp_path / "uit.json")
    assert [each["name"] for each in json.loads((tmp_path / "uit.json").read_text())] == ["Taalcafé", "Taalcafé"]


LIES: dict[str, tuple[Callable[[str], bytes], str]] = {
    "herhaalt": (lambda path: page_of(number_in(path), 5, service()), "dezelfde als een eerdere"),
    "eindigt nooit": (lambda path: page_of(number_in(path), number_in(path) + 1, path), "meer dan 4 bladzijden"),
    "geen lijst": (lambda path: page_of(1, 2, 1) if number_in(path) == 1 else b"<html>", "is geen lijst van HSDS"),
}


@pytest.mark.usefixtures("_near")
@pytest.mark.parametrize("lie", LIES)
def test_a_pager_that_lies_is_found_out(lie: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PAGES", 4)
    body, message = LIES[lie]
    with served(lambda path: (200, {}, body(path))) as base, pytest.raises(Unreadable, match=message):
        fetching.fetch(f"{base}/lijst", tmp_path / "uit.json")


@pytest.mark.usefixtures("_near")
def test_a_wrong_total_is_told(tmp_path: Path) -> None:
    with served(lambda path: (200, {}, page_of(1, 1, service(), total_items=40))) as base:
        remarks = fetching.fetch(f"{base}/lijst", tmp_path / "uit.json")
    assert remarks == ["De bron zegt dat er 40 dingen zijn, maar gaf er 1."]


@pytest.mark.parametrize("url", [
    "http://127.0.0.1/x", "http://[::1]/x", "http://localhost/x", "http://10.0.0.1/", "http://169.254.169.254/latest",
    "http://[::ffff:127.0.0.1]/", "http://0.0.0.0/", "http://2130706433/", "http://192.168.1.1:8080/",
])  # fmt: skip
def test_an_address_within_our_walls_is_refused(url: str, tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="geen openbaar webadres"):
        fetching.fetch(url, tmp_path / "uit")


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://x.example/", "http://a@b.example/", "https://", "x"])
def test_anything_but_a_web_address_is_refused(url: str, tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="geen webadres"):
        fetching.fetch(url, tmp_path / "uit")


def test_a_redirect_is_looked_at_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def first_only(host: str, port: int) -> str:
        if host == "openbaar.example":
            return "127.0.0.1"
        return real(host, port)

    real = fetching.public_address
    monkeypatch.setattr(fetching, "public_address", first_only)
    with served(lambda path: (302, {"Location": "http://localhost/geheim"}, b"")) as base:
        address = base.replace("127.0.0.1", "openbaar.example")
        with pytest.raises(Unreadable, match="localhost is geen openbaar webadres"):
            fetching.fetch(address, tmp_path / "uit")


@pytest.mark.usefixtures("_near")
def test_too_much_behind_an_address_is_refused(tmp_path: Path) -> None:
    with served(lambda path: (200, {}, b"x" * 100)) as base:
        fetcher = fetching.Fetcher(left=10)
        with pytest.raises(Unreadable, match="meer dan 50 MB"):
            fetcher.get(base)
    with served(lambda path: (404, {}, b"")) as base, pytest.raises(Unreadable, match="antwoord 404"):
        fetching.fetch(base, tmp_path / "uit")
    with served(lambda path: (302, {"Location": "/"}, b"")) as base, pytest.raises(Unreadable, match="steeds door"):
        fetching.fetch(base, tmp_path / "uit")


@pytest.mark.usefixtures("_near")
def test_a_redirect_to_what_is_no_address_is_refused(client: Client) -> None:
    with served(lambda path: (302, {"Location": "http://["}, b"")) as base:
        client.post(BRING, {"adres": f"{base}/lijst"})
        examine_by_worker()
    assert latest().status == Import.Status.REFUSED
    assert "127.0.0.1 antwoordt niet goed." in latest().report["problems"][0]


@pytest.mark.usefixtures("_near")
def test_a_sheet_behind_an_address_is_for_the_worker_every_time(client: Client) -> None:
    sheet = csv_of(HEAD, ROW)
    with served(lambda path: (200, {}, sheet)) as base:
        client.post(BRING, {"adres": f"{base}/aanbod.csv"})
        examine_by_worker()
    assert (latest().status, latest().size) == (Import.Status.COLUMNS, len(sheet))
    assert "Wij lezen het bestand." in text(explain(client))
    examine_by_worker()
    assert latest().status == Import.Status.CHECKED
