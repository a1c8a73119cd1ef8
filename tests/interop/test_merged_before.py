"""What was merged here is not brought back by a file: not by its source, not by a sheet, not by our own export."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from kortelijn.directory.actions import add_service
from kortelijn.directory.merging import Choice, merge
from kortelijn.directory.models import Service
from kortelijn.directory.organizations import merge_organizations
from kortelijn.interop.transfer.giving import Format
from kortelijn.kernel.actor import SYSTEM
from kortelijn.parties.actions import add_organization
from kortelijn.parties.models import Organization
from tests.factories.sitting import at_work
from tests.factories.world import World
from tests.interop.bringing import HEAD, ROW, bring, csv_of, explain, take_over, text
from tests.interop.hsds import organization, service, written
from tests.interop.test_round_trip import back, out

pytestmark = pytest.mark.django_db
OTHER = ("Buurttafel", "De Haven", "Samen eten", "Kade", "14", "2515xk", "Den Haag", "wo 12:00-14:00", "")


@pytest.fixture
def coordinator(world: World) -> Client:
    return at_work(world.coordinator_seat)


@pytest.fixture
def world() -> World:
    return World()


def _bring_sheet(client: Client, *rows: tuple[str, ...]) -> Any:
    bring(client, "aanbod.csv", csv_of(HEAD, *rows))
    explain(client)
    return take_over(client)


def _names() -> list[str]:
    return sorted(Service.objects.filter(merged_into=None).values_list("name", flat=True))


def test_a_merged_service_is_not_brought_back_by_its_sheet(world: World, coordinator: Client) -> None:
    own = add_service(SYSTEM, world.network, world.welfare, name="Samen eten", places=[], contacts=[], source_id="x-1")
    _bring_sheet(coordinator, ROW, OTHER)
    merge(world.coordinator, own, Service.objects.get(name="Buurttafel"), Choice())
    before = _names()
    bring(coordinator, "aanbod.csv", csv_of(HEAD, ROW, (*OTHER[:2], "Nu heel anders", *OTHER[3:])))
    page = text(coordinator.get("/aanbod/inlezen/", follow=True))
    take_over(coordinator)
    assert page
    assert _names() == before == ["Samen eten", "Taalcafé"]
    assert Service.objects.get(pk=own.pk).description == ""


def test_a_merged_organization_is_not_brought_back_by_its_sheet(world: World, coordinator: Client) -> None:
    _bring_sheet(coordinator, ROW, OTHER)
    keep, drop = (Organization.objects.get(name=name) for name in ("Stichting De Haven", "De Haven"))
    merge_organizations(world.coordinator, world.network, keep, drop, [])
    _bring_sheet(coordinator, ROW, (*OTHER[:2], "Samen koken en eten", *OTHER[3:]))
    assert Organization.objects.filter(name__contains="Haven").count() == 1
    assert _names() == ["Buurttafel", "Taalcafé"]
    table = Service.objects.get(name="Buurttafel")
    assert (table.organization, table.description) == (keep, "Samen koken en eten")


def test_its_source_updates_the_one_that_stays(world: World, tmp_path: Path) -> None:
    keep = add_organization(SYSTEM, world.network, name="De Haven", source_id="eigen-1")
    told = service(organization=organization(id="org-1", name="Stg. De Haven", website="https://oud.example"))
    back(world.network, written(tmp_path, [told]))
    drop = Organization.objects.get(source_id="org-1")
    merge_organizations(world.coordinator, world.network, keep, drop, [])
    told["organization"]["website"] = "https://nieuw.example"
    back(world.network, written(tmp_path, [told]))
    kept = Organization.objects.get(pk=keep.pk)
    assert (kept.name, kept.url, kept.source_id) == ("De Haven", "https://nieuw.example", "eigen-1")
    assert Organization.objects.filter(networks=world.network).count() == 2  # it, and that of the coordinator
    assert Service.objects.get().organization == kept


def test_told_by_both_names_each_is_the_one_that_stays(world: World, tmp_path: Path) -> None:
    rows = [service(id="1", name="Een", organization=organization(id="org-1", name="De Haven")),
            service(id="2", name="Twee", organization=organization(id="org-2", name="Stg. De Haven"))]  # fmt: skip
    back(world.network, written(tmp_path, rows))
    keep, drop = (Organization.objects.get(source_id=key) for key in ("org-1", "org-2"))
    merge_organizations(world.coordinator, world.network, keep, drop, [])
    told = back(world.network, written(tmp_path, rows))
    assert told["outcomes"].keys() <= {"SAME", "UPDATED"}
    assert {each.organization.name for each in Service.objects.select_related("organization")} == {"De Haven"}


@pytest.mark.parametrize("kind", [Format.HSDS, Format.EXCEL, Format.TABLES])
def test_our_own_export_from_before_doubles_nothing(world: World, tmp_path: Path, kind: Format) -> None:
    other = add_organization(SYSTEM, world.network, name="Stg. Rivierkant", source_id="kaart-1")
    double = add_service(SYSTEM, world.network, other, name="Eettafel", places=[], contacts=[], source_id="kaart-2")
    keep = world.service
    path = out(world.network, kind, tmp_path)
    merge(world.coordinator, keep, double, Choice())
    merge_organizations(world.coordinator, world.network, world.welfare, other, [])
    assert Service.objects.get(pk=keep.pk).source_id == "kaart-2"
    back(world.network, path)
    assert _names() == ["Eettafel De Brug"]
    assert list(Organization.objects.filter(name__contains="Rivierkant").values_list("pk")) == [(world.welfare.pk,)]
