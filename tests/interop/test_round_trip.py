"""What goes out comes back as it was: in every format that can hold everything."""

from datetime import date, time
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kortelijn.directory.actions import add_location, add_service
from kortelijn.directory.models import Contact, Location, Schedule, Service, ServiceAtLocation
from kortelijn.interop.hsds.exact import FIELDS
from kortelijn.interop.hsds.importing import import_gathered
from kortelijn.interop.hsds.source import Unreadable
from kortelijn.interop.models import Import
from kortelijn.interop.transfer.columns import proposed
from kortelijn.interop.transfer.giving import Format, loose_places, services, write
from kortelijn.interop.transfer.reading import Reading, gathered, recognized, sheet_of
from kortelijn.kernel.actor import SYSTEM
from kortelijn.parties.models import Network, Organization
from tests.factories.world import World
from tests.interop.hsds import location, organization, schedule, service, written

pytestmark = pytest.mark.django_db
WHOLE = (Format.EXCEL, Format.CSV, Format.HSDS, Format.TABLES)


def out(network: Network, kind: Format, folder: Path) -> Path:
    target = folder / f"uit.{kind.value}"
    write(kind, services(network), loose_places(network), target)
    return target


def back(network: Network, path: Path) -> dict[str, dict[str, int]]:
    """Read a file that went out; what happened to each kind of thing."""
    kind = recognized(path)
    sheet = kind in (Import.Format.EXCEL, Import.Format.CSV)
    columns = proposed(sheet_of(path, kind).headings) if sheet else {}
    report = import_gathered(SYSTEM, network, gathered(network, path, kind, Reading(columns)), "proef")
    assert [line.findings.problems for line in report.refused] == []
    return {line.kind.name: {"added": 0} for line in report.lines} | {
        "outcomes": {line.outcome.name: 1 for line in report.lines}
    }


def picture(network: Network) -> list[Any]:
    """Everything that a network has, without the keys of its rows."""

    def said(row: Any) -> Any:
        beside = ("visibility",) if isinstance(row, Contact) else ()
        return sorted((name, str(getattr(row, name))) for name in (*FIELDS[type(row)], *beside))

    def hours(rows: Any) -> list[Any]:
        return sorted(map(said, rows))

    found = []
    for row in Service.objects.filter(network=network).order_by("name", "source_id"):
        places = [(said(at.location), hours(Schedule.objects.filter(at=at))) for at in
                  ServiceAtLocation.objects.filter(service=row)]  # fmt: skip
        contacts = sorted(map(said, Contact.objects.filter(service=row)))
        found.append((said(row), said(row.organization), sorted(places, key=repr),
                      hours(Schedule.objects.filter(service=row, at=None)), contacts))  # fmt: skip
    loose = [said(row) for row in Location.objects.filter(network=network, services_here=None).order_by("name")]
    return sorted(found, key=repr) + loose


def full() -> list[dict[str, Any]]:
    """Services that together have everything that HSDS can tell us."""
    odd = location(id="loc-2", name="=Zaal 1", latitude=-52.5, longitude=-0.25, addresses=[],
                   accessibility=[{"id": "a", "description": "{geen} lift\nwel een helling"}])  # fmt: skip
    hours = [
        schedule(), schedule(id="2", freq="MONTHLY", byday="2TU,-1FR", valid_from="2026-01-01", valid_to="2026-12-31"),
        schedule(id="3", interval=2, dtstart="2026-01-05", notes='Niet in de "vakantie"; bel eerst | vraag\nKim'),
        schedule(id="4", opens_at="20:00", closes_at="02:00"), {"id": "5", "description": "Op afroep"},
        schedule(id="6", attending_type="appointment"), schedule(id="7", count=5, dtstart="2026-01-05"),
    ]  # fmt: skip
    rich = service(
        alternate_name="+31 café", description="-Met koffie\n\n\tEn @thee; 'zelf' \"doen\"", alert="'=x",
        url="x.example", email="a@b.example", minimum_age=12, maximum_age=99,
        eligibility_description="@ Iedereen", schedules=[hours[1]],
        application_process="Met verwijzing van de huisarts", fees_description="€ 2,50 per keer",
        cost_options=[{"id": "c", "amount": 2.5}], languages=[{"id": "l", "code": "nl"}, {"id": "m", "code": "ary"}],
        required_documents=[{"id": "d", "document": "Stadspas, of; iets\nanders"}, {"id": "e", "document": "[ID]"}],
        contacts=[{"id": "k", "name": "=Kim", "title": "Gastvrouw", "email": "kim@b.example",
                   "phones": [{"id": "p", "number": "070 - 000 12 34"}]}, {"id": "k2", "name": "Bo"}],
        phones=[{"id": "q", "number": "+31 70 000 12 35"}], last_modified="2026-02-03T10:11:12.123456Z",
        capacities=[{"id": "x", "available": 3, "updated": "2026-02-03T10:00:00Z", "unit": {"id": "u", "name": "bed"}}],
        service_at_locations=[{"id": "s", "location": location(), "schedules": hours},
                              {"id": "t", "location": odd, "schedules": []}],
        organization=organization(website="https://haven.example", email="x@haven.example",
                                  phones=[{"id": "z", "number": "070 - 000 00 00"}]),
    )  # fmt: skip
    bare = {"id": "srv-2", "name": "Kaal", "status": "defunct", "organization": organization(id="org-2", name="'Twee")}
    return [rich, bare]


@pytest.mark.parametrize("kind", WHOLE)
def test_what_goes_out_comes_back_the_same(kind: Format, tmp_path: Path) -> None:
    one, two = World().network, World(slug="elders").network
    call_command("import_hsds", str(written(tmp_path, full())), "--network", one.slug, stdout=StringIO())
    call_command("import_hsds", str(written(tmp_path, [location(id="los", name="Leeg")])), "--network", one.slug,
                 stdout=StringIO())  # fmt: skip
    before = picture(one)
    path = out(one, kind, tmp_path)
    back(two, path)
    loose = kind in (Format.HSDS, Format.TABLES)
    assert [str(each) for each in picture(two)] == [str(each) for each in (before if loose else before[:-1])]
    assert back(one, path)["outcomes"].keys() <= {"SAME", "MERGED", "SKIPPED"}
    assert picture(one) == before


@pytest.mark.parametrize("kind", WHOLE)
def test_what_was_made_here_comes_back_under_its_own_key(kind: Format, tmp_path: Path) -> None:
    world = World()
    place = add_location(
        SYSTEM, world.network, name="Huis", accessibility={"step_free": True, "lift": None, "note": None}
    )
    feast = {"rrule": "FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=5", "dtstart": date(2026, 5, 5), "notes": "Feest"}
    hours = [{"rrule": "FREQ=DAILY", "opens_at": time(9), "closes_at": time(17), "walk_in": False}, feast]
    made = add_service(
        SYSTEM, world.network, world.welfare, name="Maatje", step="basic", themes=["eenzaamheid"], at_home=True,
        access="aanmelden", resident_route="Loop binnen", cost_text="gratis", response_days=3, cost_amount=Decimal(3),
        domains=["netwerk", "geld", "taal", "wonen", "rouw"], places=[(place, hours)],
        contacts=[{"name": "Bo"}],
        professional_route="Bel", confirmed_by="Kim", update_rhythm_months=3,
    )  # fmt: skip
    before = picture(world.network)
    assert back(world.network, out(world.network, kind, tmp_path))["outcomes"].keys() <= {"SAME", "MERGED"}
    assert picture(world.network) == before
    made.refresh_from_db()
    assert made.source_id == str(made.pk)
    assert Organization.objects.filter(networks=world.network).count() == 1


@pytest.mark.parametrize("kind", WHOLE)
def test_contacts_for_professionals_travel_for_who_asks_and_never_else(kind: Format, tmp_path: Path) -> None:
    world, other = World(), World(slug="elders")
    told = [{"name": "Bo", "phone": "070 - 000 12 34"}, {"name": "Kim", "title": "Wijkteam", "phone": "070 - 000 12 35",
             "email": "kim@elders.example", "visibility": "professionals"}]  # fmt: skip
    add_service(SYSTEM, world.network, world.welfare, name="Maatje", places=[], contacts=told)
    before = picture(world.network)
    public = tmp_path / f"openbaar.{kind.value}"
    write(kind, services(world.network), [], public)
    back(other.network, public)
    assert [row.name for row in Contact.objects.filter(service__network=other.network)] == ["Bo"]
    whole = tmp_path / f"heel.{kind.value}"
    write(kind, services(world.network, colleagues=True), [], whole)
    back(other.network, whole)
    assert picture(other.network) == before
    assert back(world.network, whole)["outcomes"].keys() <= {"SAME", "MERGED"}
    assert back(world.network, public)["outcomes"].keys() <= {"SAME", "MERGED"}
    assert picture(world.network) == before


def test_a_map_of_ours_is_not_read_back_as_if_it_were_whole(tmp_path: Path) -> None:
    world = World()
    assert world.service
    with pytest.raises(Unreadable, match="kaartbestand van Kortelijn"):
        recognized(out(world.network, Format.MAP, tmp_path))


TEXT = st.text(max_size=30)
"""Any text at all; what no file can hold is left out on the way in."""


@settings(
    max_examples=40,
    phases=(Phase.explicit, Phase.generate),
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    kind=st.sampled_from(WHOLE), name=TEXT, description=TEXT, notes=TEXT, document=TEXT, contact=TEXT,
    age=st.integers(0, 120), cost=st.none() | st.floats(0, 999_999),
    latitude=st.floats(-90, 90), at=st.times(), until=st.times(),
)  # fmt: skip
def test_any_text_and_figure_comes_back(kind: Format, tmp_path: Path, **told: Any) -> None:
    clean = {key: value for key, value in told.items() if isinstance(value, str) and "\x00" not in value}
    opens, closes = sorted(each.isoformat("minutes") for each in (told["at"], told["until"]))
    hours = schedule(opens_at=opens, closes_at=closes, notes=clean.get("notes", ""))
    row = service(
        name="n" + clean.get("name", ""), description=clean.get("description", ""), minimum_age=told["age"],
        cost_options=[] if told["cost"] is None else [{"id": "c", "amount": told["cost"]}],
        required_documents=[{"id": "d", "document": clean.get("document", "")}],
        contacts=[{"id": "k", "name": clean.get("contact", ""), "title": "x"}],
        service_at_locations=[
            {"id": "s", "location": location(latitude=told["latitude"]), "schedules": [hours] if opens < closes else []}
        ],
    )  # fmt: skip
    with transaction.atomic():
        network = World().network
        call_command("import_hsds", str(written(tmp_path, [row])), "--network", network.slug, stdout=StringIO())
        before = picture(network)
        back(network, out(network, kind, tmp_path))
        assert picture(network) == before
        transaction.set_rollback(True)
