"""Out and in by whoever runs an installation."""

import threading
from io import StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command
from django.db import DataError, connection

from kortelijn.archive.settling import unheard
from kortelijn.archive.writing import snapshot
from kortelijn.kernel import events
from kortelijn.kernel.models import AccessLog, Delivery, Event
from kortelijn.parties.models import Area, Network
from tests.archive.emptied import emptied
from tests.factories.world import World


def run(*words: Any, **options: Any) -> str:
    said = StringIO()
    call_command(*words, stdout=said, stderr=StringIO(), **options)
    return said.getvalue()


def test_out_and_in_and_out_again(world: World, tmp_path: Path) -> None:
    resident = world.referral(service=world.service).resident
    slug, first, second = world.network.slug, tmp_path / "first.zip", tmp_path / "second.zip"
    assert "niet op slot" in run("export_network", slug, str(first))
    assert first.stat().st_mode & 0o777 == 0o600
    assert Event.objects.get(kind="archive.exported").data["purpose"] == "meegenomen door de beheerder"
    assert AccessLog.objects.filter(data_subject_id=resident.pk, event_type_code="archive.fetch").exists()
    emptied()
    assert "logt in met een code" in run("import_network", str(first))
    run("export_network", slug, str(second))
    assert abs(first.stat().st_size - second.stat().st_size) < 100  # but for the moment in the manifest


def test_behind_a_lock(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _something = world.service
    slug, file, plain = world.network.slug, tmp_path / "closed", tmp_path / "plain.zip"
    said = run("export_network", slug, str(file), locked=True)
    passphrase = said.partition("De wachtzin is: ")[2].split()[0]
    emptied()
    monkeypatch.setenv("KORTELIJN_PASSPHRASE", "een andere")
    for words in (("import_network", str(file)), ("open_network", str(file), str(plain))):
        with pytest.raises(CommandError, match="gaat het bestand niet open"):
            run(*words)
    assert not plain.exists()
    monkeypatch.setenv("KORTELIJN_PASSPHRASE", passphrase)
    run("open_network", str(file), str(plain))
    with ZipFile(plain) as read:
        assert "lezen/tabellen/parties.seat.csv" in read.namelist()
        assert [name for name in read.namelist() if name.startswith("data/")] == []
    with pytest.raises(CommandError, match="ontbreekt"):
        run("import_network", str(plain))
    run("import_network", str(file), slug="elders")
    assert Network.objects.get().slug == "elders"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("export_network", "nergens", "x"), "bestaat niet"),
        (("import_network", "/bestaat/niet"), "niet te lezen"),
        (("open_network", "/bestaat/niet", "x"), "niet te openen"),
    ],
)
def test_what_is_wrong_is_said(db: None, words: tuple[str, ...], says: str) -> None:
    with pytest.raises(CommandError, match=says):
        run(*words)


def test_a_file_is_not_written_over(world: World, tmp_path: Path) -> None:
    kept = tmp_path / "kept.zip"
    kept.write_text("something of mine")
    with pytest.raises(CommandError, match="bestaat al"):
        run("export_network", world.network.slug, str(kept))
    assert kept.read_text() == "something of mine"


def test_what_still_waits_to_be_heard_is_heard_before_it_leaves(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On the other side nobody would be told: deliveries stay."""
    heard: list[Event] = []
    monkeypatch.setitem(events._subscribers, "service.added", [("test.listener", heard.append)])
    service = world.service
    waiting = unheard(world.network.pk)
    run("export_network", world.network.slug, str(tmp_path / "file.zip"))
    assert [event.subject_id for event in heard] == [service.pk]
    assert {*Delivery.objects.values_list("event_id", flat=True)} >= {heard[0].pk}
    assert heard[0].pk in waiting


def test_what_cannot_be_heard_now_keeps_it_from_leaving(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(event: Event) -> None:
        raise OSError("mailserver weg")

    monkeypatch.setitem(events._subscribers, "service.added", [("test.broken", broken)])
    _something = world.service
    with pytest.raises(CommandError, match="nog werk van dit netwerk onderweg"):
        run("export_network", world.network.slug, str(tmp_path / "file.zip"))
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_written_in_the_log_is_not_taken(world: World, tmp_path: Path) -> None:
    _something = world.service
    with pytest.raises(DataError):
        run("export_network", world.network.slug, str(tmp_path / "file.zip"), purpose="een teken\0 dat niet kan")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.django_db(transaction=True)
def test_an_export_sees_one_moment() -> None:
    def meanwhile() -> None:
        Area.objects.create(code="BU1", name="Nieuw", kind="neighbourhood")
        connection.close()

    with snapshot():
        before = Area.objects.count()
        other = threading.Thread(target=meanwhile)
        other.start()
        other.join()
        assert Area.objects.count() == before
    assert Area.objects.count() == before + 1
