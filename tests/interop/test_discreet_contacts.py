"""A contact for professionals only never becomes one for everybody because a sheet no longer says for whom it is."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from kortelijn.directory.actions import add_service
from kortelijn.directory.models import Contact, Service
from kortelijn.interop.models import ColumnMapping, Import
from kortelijn.interop.transfer.columns import proposed, signature
from kortelijn.interop.transfer.giving import csv_text, services
from kortelijn.kernel.actor import SYSTEM
from tests.factories.sitting import at_work
from tests.factories.world import World
from tests.interop.bringing import HEAD, ROW, bring, csv_of, explain, latest, take_over, text

pytestmark = pytest.mark.django_db
AUDIENCE = "Contact voor"
OPEN = {"name": "Balie", "phone": "070 - 000 12 34"}
SECRET = {"name": "Kim", "title": "Wijkteam", "phone": "070 - 000 12 35", "email": "kim@elders.example"}
STAYS = "dit contact is hier alleen voor professionals, en dat blijft zo"


@pytest.fixture
def world() -> World:
    world = World()
    told = [OPEN, SECRET | {"visibility": "professionals"}]
    add_service(SYSTEM, world.network, world.welfare, name="Maatje", places=[], contacts=told)
    return world


@pytest.fixture
def client(world: World) -> Client:
    return at_work(world.coordinator_seat)


def export(world: World, **changes: str) -> bytes:
    """What goes out for colleagues, with other words in some columns."""
    rows = csv.DictReader(io.StringIO("".join(csv_text(services(world.network, colleagues=True)))[1:]), delimiter=";")
    told: list[dict[str, Any]] = [row | changes for row in rows]
    return csv_of([str(each) for each in told[0]], *([str(cell) for cell in row.values()] for row in told))


def public() -> set[tuple[str, str]]:
    return set(Contact.objects.filter(visibility="public").values_list("name", "phone"))


def test_an_export_whose_audience_was_wiped_changes_nothing(world: World, client: Client) -> None:
    before = set(Contact.objects.values_list("name", "visibility"))
    page = text(bring(client, "aanbod.csv", export(world, **{AUDIENCE: ""})))
    assert STAYS in page
    take_over(client)
    assert latest().status == Import.Status.DONE
    assert set(Contact.objects.values_list("name", "visibility")) == before


def test_our_own_heading_is_not_left_out(world: World, client: Client) -> None:
    head = (*HEAD, AUDIENCE)
    bring(client, "aanbod.csv", csv_of(head, (*ROW, "alleen professionals")))
    refused = explain(client, **{AUDIENCE: "niet"})
    assert refused.status_code == 422
    assert "Voor wie het contact is" in text(refused)
    assert latest().status == Import.Status.COLUMNS
    assert explain(client, **{AUDIENCE: "niet", "Telefoon": "niet"}).status_code == 200  # no contacts at all


@pytest.mark.parametrize("by_command", [False, True])
def test_what_was_left_out_before_is_asked_about_again(
    world: World, client: Client, tmp_path: Path, by_command: bool
) -> None:
    head = (*HEAD, AUDIENCE)
    sheet = csv_of(head, (*ROW[:-1], "070 - 000 77 77", "alleen professionals"))
    columns = {number: key for number, key in proposed(head).items() if key != "contact.visibility"}
    ColumnMapping.objects.create(network=world.network, signature=signature(head), columns=columns)
    if by_command:
        (path := tmp_path / "aanbod.csv").write_bytes(sheet)
        call_command("import_directory", str(path), "--network", world.network.slug)
    else:
        bring(client, "aanbod.csv", sheet)
        assert latest().status == Import.Status.COLUMNS
        explain(client)
        take_over(client)
    assert Contact.objects.get(phone="070 - 000 77 77").visibility == "professionals"


@pytest.mark.parametrize(
    ("name", "phone", "stays"),
    [
        ("Kim", SECRET["phone"], True), ("", "+31 70 000 12 35", True), ("Kim de Wit", SECRET["phone"], True),
        ("Kim", "", True), ("Balie", OPEN["phone"], False), ("", OPEN["phone"], False), ("Bo", "", False),
        ("Bo", "070 - 000 88 88", False),
    ],
)  # fmt: skip
def test_a_sheet_from_elsewhere_does_not_tell_what_only_professionals_know(
    client: Client, name: str, phone: str, stays: bool
) -> None:
    bring(client, "aanbod.csv", csv_of((*HEAD, "Contactpersoon"), (*ROW[:-1], phone, name)))
    assert (STAYS in text(explain(client))) == stays
    take_over(client)
    new = Contact.objects.get(service=Service.objects.get(name=ROW[0]))
    assert new.visibility == ("professionals" if stays else "public")


def test_who_says_everybody_means_everybody(world: World, client: Client) -> None:
    bring(client, "aanbod.csv", export(world, **{AUDIENCE: "iedereen"}))
    take_over(client)
    assert ("Kim", SECRET["phone"]) in public()


def test_another_network_keeps_nothing_of_this_one_to_itself(world: World) -> None:
    far = World(slug="moerwijk")
    client = at_work(far.coordinator_seat)
    bring(client, "aanbod.csv", csv_of((*HEAD, "Contactpersoon"), (*ROW[:-1], SECRET["phone"], "Kim")))
    assert STAYS not in text(explain(client))
