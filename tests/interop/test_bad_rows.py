"""Bad rows: each is named with where it stands and why, and nothing is taken in."""

from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kortelijn.directory.models import Location, Service
from kortelijn.interop.hsds.gathering import Gathering
from kortelijn.interop.hsds.source import Row
from kortelijn.kernel.models import Event
from tests.factories.world import World
from tests.interop.hsds import location, organization, schedule, service, written


@pytest.fixture
def world(db: None) -> World:
    made = World()
    assert made.network
    return made


def at_place(**changes: Any) -> dict[str, Any]:
    return service(service_at_locations=[{"id": "s", "location": location(), "schedules": [schedule(**changes)]}])


HOURS = "/service_at_locations/0/schedules/0"
BAD: list[tuple[str, dict[str, Any], str, str]] = [
    ("geen id", service(id=None), "/0/id", "dit ontbreekt"),
    ("geen naam", service(name=None), "/0/name", "dit ontbreekt"),
    ("lege naam", service(name=""), "/0/name", "dit ontbreekt"),
    ("naam als getal", service(name=12), "/0/name", "hier hoort tekst te staan, geen getal (12)"),
    ("lange naam", service(name="a" * 201), "/0/name", "te lang: 201 tekens, hooguit 200"),
    ("een miljoen tekens", service(description="a" * 1_000_000), "/0/description", "te lang: 1000000 tekens"),
    ("NUL in tekst", service(description="a\x00b"), "/0/description", "een teken dat niet bestaat"),
    ("half teken", service(description="a\ud800b"), "/0/description", "een teken dat niet bestaat"),
    ("geen status", service(status=None), "/0/status", "dit ontbreekt"),
    ("vreemde status", service(status="open"), "/0/status", "“open” kennen wij niet. Kies uit: active"),
    (
        "leeftijd als tekst",
        service(minimum_age="18"),
        "/0/minimum_age",
        "hier hoort een getal te staan, geen tekst (18)",
    ),
    ("leeftijd als waar", service(maximum_age=True), "/0/maximum_age", "geen ja of nee"),
    ("halve leeftijd", service(minimum_age=2.5), "/0/minimum_age", "2.5 is geen heel getal"),
    ("leeftijd onder nul", service(minimum_age=-1), "/0/minimum_age", "-1 is geen heel getal van 0"),
    ("leeftijden omgekeerd", service(minimum_age=60, maximum_age=18), "/0/minimum_age", "hoger dan de hoogste (18)"),
    ("jaar van twee cijfers", service(assured_date="26-03-01"), "/0/assured_date", "is geen datum"),
    ("datum die niet bestaat", service(assured_date="2026-02-30"), "/0/assured_date", "is geen datum"),
    ("jaar 9999", service(assured_date="9999-01-01"), "/0/assured_date", "is geen datum"),
    ("kosten onder nul", service(cost_options=[{"id": "1", "amount": -2}]), "/0/cost_options/0/amount", "nul of meer"),
    ("kosten als tekst", service(cost_options=[{"id": "1", "amount": "4"}]), "/0/cost_options/0/amount", "een getal"),
    ("lijst als object", service(contacts={}), "/0/contacts", "hier hoort een lijst [ ] te staan, geen object"),
    ("tekst in lijst", service(phones=["070"]), "/0/phones/0", "hier hoort een object { } te staan, geen tekst (070)"),
    ("organisatie als tekst", service(organization="De Haven"), "/0/organization", "hier hoort een object"),
    ("geen organisatie", service(organization=None), "/0/organization", "dit ontbreekt"),
    (
        "organisatie nergens",
        service(organization=None, organization_id="weg"),
        "/0/organization_id",
        "weg staat nergens",
    ),
    ("organisatie zonder naam", service(organization={"id": "o"}), "/0/organization/name", "dit ontbreekt"),
    (
        "plek nergens",
        service(service_at_locations=[{"id": "s", "location_id": "weg"}]),
        "/0/location_id",
        "weg staat nergens",
    ),
    (
        "plek zonder plek",
        service(service_at_locations=[{"id": "s"}]),
        "/0/service_at_locations/0/location",
        "dit ontbreekt",
    ),
    (
        "land in woorden",
        service(
            service_at_locations=[{"id": "s", "location": location(addresses=[{"id": "a", "country": "Verweggistan"}])}]
        ),
        "/0/service_at_locations/0/location/addresses/0/country",
        "schrijf het land met twee letters",
    ),
    ("tijd", at_place(opens_at="tien uur"), f"/0{HOURS}/opens_at", "“tien uur” is geen tijd. Schrijf uu:mm"),
    ("25 uur", at_place(opens_at="25:00"), f"/0{HOURS}/opens_at", "is geen tijd"),
    (
        "dicht en open tegelijk",
        at_place(opens_at="10:00", closes_at="10:00"),
        f"/0{HOURS}/closes_at",
        "op dezelfde tijd",
    ),
    (
        "nacht in een maand",
        at_place(freq="MONTHLY", byday="1FR", opens_at="22:00", closes_at="06:00"),
        f"/0{HOURS}/closes_at",
        "Splits de nacht in tweeën",
    ),
    ("vreemde herhaling", at_place(freq="SOMS"), f"/0{HOURS}/freq", "“SOMS” kennen wij niet"),
    ("vreemde dag", at_place(byday="DI"), f"/0{HOURS}/freq", "kunnen wij niet lezen: BYDAY=DI"),
    ("nooit", at_place(freq="MONTHLY", byday="", bymonthday="32"), f"/0{HOURS}/freq", "kunnen wij niet lezen"),
    ("zonder dag", at_place(byday=""), f"/0{HOURS}/dtstart", "Vul byday of dtstart in"),
    (
        "einde voor begin",
        at_place(valid_from="2026-03-01", valid_to="2026-02-01"),
        f"/0{HOURS}/valid_to",
        "voor de eerste",
    ),
    ("interval nul", at_place(interval=0), f"/0{HOURS}/interval", "geen heel getal van 1"),
]


@pytest.mark.parametrize(("name", "row", "pointer", "reason"), BAD, ids=[bad[0] for bad in BAD])
def test_a_bad_row_is_named_and_nothing_is_taken_in(
    world: World, tmp_path: Path, name: str, row: dict[str, Any], pointer: str, reason: str
) -> None:
    out, events = StringIO(), Event.objects.count()
    good = service(id="srv-2", organization=organization(id="org-2", name="Goed"), service_at_locations=[])
    with pytest.raises(CommandError, match="Er is niets ingelezen"):
        call_command("import_hsds", str(written(tmp_path, [row, good])), "--network", world.slug, stdout=out)
    told = [line for line in out.getvalue().splitlines() if line.startswith("    FOUT")]
    assert any(f"FOUT {pointer}: " in line and reason in line for line in told), out.getvalue()
    assert "geweigerd: " in out.getvalue()
    assert "niet ingelezen: dienst Taalcafé  (aanbod.json, regel 1, /1)" in out.getvalue()
    assert not Service.objects.exists()
    assert not Location.objects.exists()
    assert Event.objects.count() == events


def test_every_mistake_is_told_at_once(world: World, tmp_path: Path) -> None:
    out = StringIO()
    rows = [service(minimum_age="a"), service(id="2", status="x", name=None), "tekst", {"id": "3", "titel": "x"}]
    with pytest.raises(CommandError, match="4 dingen zijn niet goed"):
        call_command("import_hsds", str(written(tmp_path, rows)), "--network", world.slug, "--short", stdout=out)
    assert [line.split(": ")[0].split()[-1] for line in out.getvalue().splitlines() if "FOUT" in line] == [
        "/0/minimum_age", "/1/name", "/1/status", "/2", "/3",
    ]  # fmt: skip


def test_one_id_with_two_names_is_refused(world: World, tmp_path: Path) -> None:
    out = StringIO()
    path = written(tmp_path, [service(), service(name="Iets heel anders")])
    with pytest.raises(CommandError):
        call_command("import_hsds", str(path), "--network", world.slug, stdout=out)
    assert "FOUT /1/id: deze id staat ook bij aanbod.json /0, met een andere naam (Taalcafé)" in out.getvalue()


def test_a_service_under_another_organization_than_its_own_is_refused(world: World, tmp_path: Path) -> None:
    out = StringIO()
    nested = organization(id="org-9", name="Ander", services=[service()])
    with pytest.raises(CommandError):
        call_command("import_hsds", str(written(tmp_path, nested)), "--network", world.slug, stdout=out)
    assert "/services/0/organization: dit is een andere organisatie" in out.getvalue()


def test_organizations_that_contain_each_other_do_no_harm(world: World, tmp_path: Path) -> None:
    inner = organization(parent_organization_id="org-2")
    outer = organization(
        id="org-2", name="Ouder", parent_organization_id="org-1", services=[service(organization=None)]
    )
    inner["services"] = [service(id="srv-3", organization=inner | {"services": [service()]})]
    call_command("import_hsds", str(written(tmp_path, [inner, outer])), "--network", world.slug, stdout=StringIO())
    assert Service.objects.count() == 2


NOTICED: list[tuple[dict[str, Any], str]] = [
    (service(url="geen adres"), "/0/url: “geen adres” is geen webadres, weggelaten"),
    (service(email="kim@"), "/0/email: “kim@” is geen e-mailadres, weggelaten"),
    (service(languages=[{"id": "1", "name": "Klingon"}]), "de taal “Klingon” kennen wij niet"),
    (service(service_at_locations=[{"id": "s", "location": location(latitude=100)}]), "100 ligt niet op aarde"),
    (at_place(timezone=3), "de tijdzone telt niet"),
    (at_place(opens_at="10:00Z"), "de tijdzone telt niet"),
    (at_place(bymonthday="1"), "bymonthday hoort niet bij WEEKLY"),
    (at_place(count=5), "is een aantal keren niet te tellen"),
    (at_place(description="a" * 600), "langer dan 500 tekens"),
]


@pytest.mark.parametrize(("row", "notice"), NOTICED, ids=[notice for _row, notice in NOTICED])
def test_what_is_left_out_is_told_and_the_rest_is_taken_in(
    world: World, tmp_path: Path, row: dict[str, Any], notice: str
) -> None:
    out = StringIO()
    call_command("import_hsds", str(written(tmp_path, [row])), "--network", world.slug, "--short", stdout=out)
    assert "let op: " in out.getvalue()
    assert notice in out.getvalue()
    assert Service.objects.count() == 1


def anything() -> st.SearchStrategy[Any]:
    """Any JSON value."""
    plain = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20)
    return st.recursive(
        plain, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3)
    )


def somewhere(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every container in a value with each of its keys, so that one can be replaced."""
    keys = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in list(keys):
        yield value, key
        yield from somewhere(inner)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data(), anything())
def test_no_value_in_any_place_makes_reading_fall_over(data: st.DataObject, value: Any) -> None:
    row = service(
        schedules=[schedule(dtstart="2026-01-01", interval=2)], minimum_age=1, languages=[{"id": "1", "code": "nl"}],
        contacts=[{"id": "1", "name": "Kim", "phones": [{"id": "1", "number": "070"}]}], url="https://a.example",
        cost_options=[{"id": "1", "amount": 2, "currency": "EUR"}], capacities=[{"id": "1", "available": 2}],
    )  # fmt: skip
    container, key = data.draw(st.sampled_from(list(somewhere(row))))
    container[key] = value
    gathering = Gathering()
    gathering.add(Row("aanbod.json", 1, "", row))
    assert gathering.lines
