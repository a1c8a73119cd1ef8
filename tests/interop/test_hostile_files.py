"""Files that mean harm, or that are merely broken: refused or reported in words, never a failure of ours."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kortelijn.directory.models import Location, Service
from kortelijn.interop.hsds.source import Unreadable
from kortelijn.interop.models import Import
from kortelijn.interop.transfer import limits
from kortelijn.interop.transfer.formulas import as_it_was, harmless
from kortelijn.interop.transfer.reading import Reading, gathered, recognized
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
    take_over,
    text,
)
from tests.interop.hsds import location, service

pytestmark = pytest.mark.django_db
MILLION = 1_000_000


def zipped(**files: bytes) -> bytes:
    target = io.BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return target.getvalue()


def workbook(sheet: bytes, strings: bytes = b"") -> bytes:
    """A workbook whose sheet is written by hand."""
    source, target = io.BytesIO(excel_of(HEAD, ROW)), io.BytesIO()
    with ZipFile(source) as old, ZipFile(target, "w", ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = old.read(info)
            if info.filename == "xl/worksheets/sheet1.xml":
                content = sheet
            if strings and info.filename == "xl/sharedStrings.xml":
                content = strings
            new.writestr(info.filename, content)
    return target.getvalue()


def sheet_xml(rows: str, before: str = "") -> bytes:
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    return f'<?xml version="1.0"?>{before}<worksheet {space}><sheetData>{rows}</sheetData></worksheet>'.encode()


BOMB = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
XML = "<scproducten><scproduct><title>{}</title></scproduct></scproducten>"
REFUSED: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "leeg": ("x.csv", lambda: b"  \n", "is leeg"),
    "pdf": ("x.pdf", lambda: b"%PDF-1.7 ...", "Dit is een PDF"),
    "oud excel": ("x.xls", lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 600, "van voor 2007"),
    "NUL": ("x.csv", lambda: b"Naam;Plek\nTaal\x00;Hier\n", "rij 2: hier staat een NUL-teken"),
    "NUL later": ("x.csv", lambda: csv_of(HEAD, *[ROW] * 800) + b"\nTaal\x00;Hier\n", "hier staat een NUL-teken"),
    "zipbom": ("x.zip", lambda: zipped(services_dot_csv=b"a" * 30_000_000), "te groot"),
    "zip in zip": ("x.zip", lambda: zipped(a_dot_zip=zipped(b_dot_zip=b"0" * 9_000_000)), "geen HSDS als tabellen"),
    "kapotte zip": ("x.xlsx", lambda: excel_of(HEAD, ROW)[:900], "beschadigd"),
    "excelbom": ("x.xlsx", lambda: workbook(b"<a>" + b" " * 50_000_000), "te groot"),
    "excel met doctype": ("x.xlsx", lambda: workbook(sheet_xml("", BOMB)), "DOCTYPE"),
    "xml-bom": ("x.xml", (BOMB + XML.format("&c;")).encode, "gevaarlijk"),
    "xml-bom verstopt": ("x.xml", (" " * 20 + "<!-- <scproducten> -->" + BOMB + XML.format("&c;")).encode,
                         "gevaarlijk"),
    "vreemde xml": ("x.xml", lambda: b"<html></html>", "Deze XML kennen wij niet"),
    "diepe xml": ("x.xml", lambda: b"<scproducten>" + b"<a>" * 5000, "genest"),
    "halve xml": ("x.xml", lambda: b"<scproducten><scproduct>", "geen geldige XML"),
    "diepe json": ("x.json", lambda: b"[" * 100_000, "te veel in elkaar genest"),
    "diepe kaart": ("x.json", lambda: b'{"type":"FeatureCollection","features":[' + b'{"a":' * 100_000, "genest"),
    "halve json": ("x.json", lambda: b'[{"id": "1", ', "geen geldige JSON"),
    "groot getal": ("x.json", lambda: b'[{"id": ' + b"9" * 5000 + b"}]", "te groot"),
    "geen tabel": ("x.csv", lambda: b"zomaar wat tekst\nnog een regel\n", "geen kolommen met een kop"),
    "geen hsds": ("x.json", lambda: b'{"hallo": 1}', "geen dienst, organisatie of plek"),
    "andere kaart": ("x.json", lambda: b'{"type":"FeatureCollection","features":[]}', "niets dat wij kunnen overnemen"),
    "cel van een miljoen": ("x.csv", lambda: csv_of(HEAD, ("a" * MILLION, *ROW[1:])), "een cel van meer dan"),
    "te veel kolommen": ("x.csv", lambda: csv_of([f"k{n}" for n in range(400)]), "meer dan 200 kolommen"),
    "te brede rij": ("x.xlsx", lambda: workbook(sheet_xml('<row r="1"><c r="XFD1" t="str"><v>x</v></c></row>')),
                     "meer dan 200 kolommen"),
}  # fmt: skip


STARTS = (b"", b"PK\x03\x04", b"[", b'{"contents": [', b"<scproducten>", b"Naam;Organisatie\n", b'{"elements": [',
          b"\xff\xfe", b"\xef\xbb\xbf")  # fmt: skip


@pytest.fixture
def client() -> Client:
    return at_work(World().coordinator_seat)


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_file_is_refused_in_words(client: Client, name: str) -> None:
    file, made, message = REFUSED[name]
    page = text(bring(client, file, made()))
    if Import.objects.filter(status=Import.Status.RECEIVED).exists():  # a large one is for the worker
        examine_by_worker()
        page = text(client.get(f"{BRING}{latest().pk}/", follow=True))
    if Import.objects.filter(status=Import.Status.COLUMNS).exists():
        page = text(explain(client))
    assert message in page
    assert not Service.objects.exists()
    assert not Location.objects.exists()


def test_a_file_of_a_hundred_megabytes_is_refused(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "UPLOAD", 1000)
    page = text(bring(client, "groot.csv", csv_of(HEAD, *[ROW] * 20)))
    assert "kan. Deel het op in kleinere bestanden." in page
    assert not Import.objects.exists()


def test_more_rows_than_we_take_are_refused(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "ROWS", 50)
    bring(client, "lang.csv", csv_of(HEAD, *[ROW] * 51))
    assert "meer dan 50 rijen" in text(explain(client))


def test_a_workbook_that_says_it_is_endless_is_read_to_its_end(client: Client) -> None:
    strings = "".join(f'<c r="{chr(65 + n)}1" t="str"><v>{head}</v></c>' for n, head in enumerate(HEAD[:2]))
    last = '<row r="1048576"><c r="A1048576" t="str"><v>Ver weg</v></c></row>'
    row = '<row r="2"><c r="A2" t="str"><v>Taal</v></c><c r="B2" t="str"><v>De Haven</v></c></row>'
    bring(client, "x.xlsx", workbook(sheet_xml(f'<row r="1">{strings}</row>{row}{last}')))
    page = text(explain(client))
    assert "Taal" in page
    assert "Ver weg" not in page


def test_rows_told_twice_and_parents_that_miss_are_named(client: Client) -> None:
    rows = [service(), service(name="Anders"), service(id="s3", organization=None, organization_id="weg")]
    page = text(bring(client, "x.json", json.dumps(rows).encode()))
    assert "deze id staat ook bij" in page
    assert "met een andere naam (" in page
    assert "weg staat nergens in dit bestand" in page
    assert not Service.objects.exists()


def test_parents_that_go_round_in_circles_do_no_harm(client: Client) -> None:
    one, two = ({"id": key, "name": key, "parent_organization_id": other} for key, other in (("a", "b"), ("b", "a")))
    circle = [one | {"services": [service(organization=None)]}, two]
    page = text(bring(client, "x.json", json.dumps(circle).encode()))
    assert "Dit zou er gebeuren" in page


def test_a_place_that_is_impossibly_exact_is_a_centimeter(client: Client) -> None:
    row = service(service_at_locations=[{"id": "s", "location": location(latitude=1e-40, longitude=-2.5e-146)}])
    bring(client, "x.json", json.dumps([row]).encode())
    take_over(client)
    place = Location.objects.get()
    assert (place.latitude, place.longitude) == (0.0, 0.0)


def test_the_wrong_encoding_is_read_as_dutch_excel_writes_it(client: Client) -> None:
    bring(client, "x.csv", csv_of(HEAD, ROW, encoding="cp1252"))
    assert "Taalcafé" in text(explain(client))


@settings(max_examples=80, deadline=None, phases=(Phase.explicit, Phase.generate), database=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(start=st.sampled_from(STARTS), rest=st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(tmp_path: Path, start: bytes, rest: bytes) -> None:
    path = tmp_path / "bestand"
    path.write_bytes(start + rest)
    network = World(slug="elders").network
    try:
        gathered(network, path, recognized(path), Reading({"0": "service.name", "1": "organization.name"}))
    except Unreadable:
        pass  # in words: anything else that is raised fails this test
    finally:
        network.delete()


@pytest.mark.parametrize("value", ["=1+1", "+31 70", "-1", "@x", "\tx", "'=x", "''+x", "gewoon", "'s Middags"])
def test_what_looks_like_a_formula_is_made_harmless_and_comes_back(value: str) -> None:
    assert harmless(value)[0] not in "=+-@\t"
    assert as_it_was(harmless(value)) == value
