"""A coordinator takes everything along: what for, a passphrase once, a file for a day, and then it is gone."""

import io
import os
import re
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from kortelijn.archive import store
from kortelijn.archive.actions import bring_network
from kortelijn.archive.jobs import let_go_of_what_is_over, make
from kortelijn.archive.locking import unlocked
from kortelijn.archive.models import VALID, Export
from kortelijn.archive.reading import opened
from kortelijn.kernel.actor import SYSTEM
from kortelijn.kernel.clock import moved_to, now
from kortelijn.kernel.models import AccessLog, Event
from kortelijn.parties.models import Network
from kortelijn.residents.models import Resident
from kortelijn.tasks.models import Task
from tests.archive.emptied import emptied
from tests.factories.sitting import at_work
from tests.factories.world import World

pytestmark = pytest.mark.django_db
PAGE = "/netwerk/instellingen/meenemen/"
ASKS = {"purpose": "De gemeente kiest een andere beheerder.", "knows": "on"}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path / "meenemen"


def asked(client: Client, **changes: Any) -> tuple[Export, str]:
    """Ask for it; the export and the passphrase that the page shows."""
    page = client.post(PAGE, ASKS | changes).content.decode()
    found = re.search(r'id="wachtzin"[^>]*>([^<]+)<', page)
    assert found
    return Export.objects.latest("asked_at"), found[1]


def fetched(client: Client, export: Export) -> bytes:
    answer = client.post(f"{PAGE}{export.pk}/ophalen/")
    assert (answer.status_code, "no-store" in answer["Cache-Control"]) == (200, True)
    assert "attachment" in answer["Content-Disposition"]
    return b"".join(answer)


def test_a_coordinator_takes_everything_along_and_another_installation_takes_it_in(world: World) -> None:
    world.referral(service=world.service)
    name, client = world.network.name, at_work(world.coordinator_seat)
    export, passphrase = asked(client)
    assert "Wij pakken alles in" in client.get(f"{PAGE}{export.pk}/").content.decode()
    make(str(export.pk))
    assert "Het staat klaar" in client.get(f"{PAGE}{export.pk}/").content.decode()
    closed = fetched(client, export)
    emptied()
    plain = io.BytesIO(b"".join(unlocked(io.BytesIO(closed), passphrase.upper().replace("-", " "))))
    with opened(plain) as brought:
        bring_network(SYSTEM, brought)
    assert Network.objects.get().name == name


def test_what_for_and_who_stand_in_the_history_and_with_every_resident(world: World) -> None:
    resident = world.referral().resident
    client = at_work(world.coordinator_seat)
    export, _passphrase = asked(client)
    make(str(export.pk))
    fetched(client, export)
    told = list(Event.objects.filter(kind__startswith="archive.").order_by("id").values_list("kind", "data"))
    assert [kind for kind, _data in told] == ["archive.asked", "archive.made", "archive.fetched"]
    assert told[0][1] == told[2][1] == {"purpose": ASKS["purpose"]}
    look = AccessLog.objects.get(data_subject_id=resident.pk, event_type_code="archive.fetch")
    assert look.seat_id == world.coordinator_seat.pk


@pytest.mark.parametrize(("missing", "says"), [("purpose", "in één zin waarvoor"), ("knows", "Zet hier een vinkje")])
def test_who_does_not_say_what_for_gets_nothing(world: World, missing: str, says: str) -> None:
    page = at_work(world.coordinator_seat).post(PAGE, ASKS | {missing: ""})
    assert (page.status_code, says in page.content.decode()) == (422, True)
    assert not Export.objects.exists()


def test_the_file_is_only_for_who_asked(world: World) -> None:
    export, _passphrase = asked(at_work(world.coordinator_seat))
    make(str(export.pk))
    second = world.seat(world.welfare, "Tweede", "Omar", functions=["coordinates"], profession="netwerkcoordinator")
    for seat, answer in ((second, 404), (world.gp_seat, 404)):
        client = at_work(seat)
        assert client.post(f"{PAGE}{export.pk}/ophalen/").status_code == answer
        assert client.get(f"{PAGE}{export.pk}/").status_code == answer
    assert at_work(world.gp_seat).get(PAGE).status_code == 403


def test_after_a_day_it_is_gone(world: World, folder: Path) -> None:
    client = at_work(world.coordinator_seat)
    export, _passphrase = asked(client)
    make(str(export.pk))
    path = store.path_of(export.pk)
    assert [each.stat().st_mode & 0o777 for each in (path, folder)] == [0o600, 0o700]
    (folder / f"{uuid4()}.slot").write_bytes(b"of an export that nobody knows")
    let_go_of_what_is_over()
    assert {each.stem for each in folder.iterdir()} == {str(export.pk)}
    with moved_to(now() + VALID + timedelta(minutes=1)):
        assert "er niet meer" in client.post(f"{PAGE}{export.pk}/ophalen/", follow=True).content.decode()
        let_go_of_what_is_over()
    assert not path.exists()
    assert Export.objects.get().status == Export.Status.OVER
    assert "Dit bestand is weer weg" in client.get(f"{PAGE}{export.pk}/").content.decode()


def test_who_has_it_throws_it_away_at_once(world: World, folder: Path) -> None:
    client = at_work(world.coordinator_seat)
    export, _passphrase = asked(client)
    assert "nog gemaakt" in client.post(f"{PAGE}{export.pk}/weg/", follow=True).content.decode()
    make(str(export.pk))
    client.post(f"{PAGE}{export.pk}/weg/")
    assert list(folder.iterdir()) == []
    make(str(export.pk))
    assert list(folder.iterdir()) == []


def test_a_second_one_waits_and_one_that_was_lost_does_not(world: World, folder: Path) -> None:
    client = at_work(world.coordinator_seat)
    export, _passphrase = asked(client)
    assert "al een bestand voor u gemaakt" in client.post(PAGE, ASKS).content.decode()
    with moved_to(now() + timedelta(minutes=11)):
        folder.mkdir()
        store.tell(export.pk, 3, 10)
        moment = now().timestamp()
        os.utime(folder / f"{export.pk}.voortgang", (moment, moment))
        let_go_of_what_is_over()
        assert "al een bestand voor u gemaakt" in client.post(PAGE, ASKS).content.decode()
    with moved_to(now() + timedelta(minutes=22)):
        later, _passphrase = asked(client)
    assert (Export.objects.get(pk=export.pk).status, later.status) == ("failed", "making")


def test_one_at_which_nothing_works_any_more_is_let_go_of(world: World) -> None:
    export, _passphrase = asked(at_work(world.coordinator_seat))
    with moved_to(now() + timedelta(minutes=11)):
        let_go_of_what_is_over()
    assert Export.objects.get(pk=export.pk).status == "failed"


def test_the_log_is_about_who_is_in_the_file(world: World) -> None:
    """Not about who came since; and about who was in it, also when that row is erased before it is fetched."""
    inside = world.referral(service=world.service).resident
    client = at_work(world.coordinator_seat)
    export, _passphrase = asked(client)
    make(str(export.pk))
    Resident.objects.create(network=world.network, name="Wie later kwam")
    fetched(client, export)
    looks = AccessLog.objects.filter(event_type_code="archive.fetch")
    assert [*looks.values_list("data_subject_id", flat=True)] == [inside.pk]


def test_what_cannot_be_taken_in_is_not_made_and_the_page_says_why(world: World, folder: Path) -> None:
    """A task that lies on a seat of another network: wherever the file came, it would be refused."""
    task = world.referral(service=world.service).task
    Task.objects.filter(pk=task.pk).update(owner=World(slug="elders").gp_seat)
    client = at_work(world.coordinator_seat)
    export, _passphrase = asked(client)
    make(str(export.pk))
    page = client.get(f"{PAGE}{export.pk}/").content.decode()
    assert "wijst naar een ander netwerk (tasks.Task.owner). Vraag de beheerder dit te herstellen." in page
    assert list(folder.iterdir()) == []


def test_what_goes_wrong_leaves_nothing_and_can_be_asked_again(world: World, folder: Path) -> None:
    export, _passphrase = asked(at_work(world.coordinator_seat))
    folder.mkdir()
    store.path_of(export.pk).with_suffix(".deel").mkdir()  # a place where no file can come
    make(str(export.pk))
    assert Export.objects.get().status == Export.Status.FAILED
    assert "Dit lukte niet" in at_work(world.coordinator_seat).get(f"{PAGE}{export.pk}/").content.decode()


def test_the_settings_lead_to_it(world: World) -> None:
    page = at_work(world.coordinator_seat).get(reverse("startkit:settings")).content.decode()
    assert f'href="{PAGE}"' in page
    assert PAGE not in at_work(world.gp_seat).get(reverse("startkit:settings")).content.decode()
