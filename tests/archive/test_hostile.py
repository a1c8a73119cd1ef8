"""Files that are not what they say: refused in kind words, and nothing of them is taken in."""

import io
from collections.abc import Callable
from typing import Any
from zipfile import ZIP_LZMA, ZipFile

import pytest

from kortelijn.archive import limits
from kortelijn.archive.reading import opened
from kortelijn.kernel.actor import SYSTEM
from kortelijn.kernel.errors import Refused
from kortelijn.kernel.ids import new_id
from kortelijn.kernel.models import Event
from kortelijn.parties import actions as parties
from kortelijn.parties.actions import start_network
from kortelijn.parties.models import Account, Area, Network, Organization, Person, Seat, Tenure
from tests.archive.emptied import emptied
from tests.archive.files import Manifest, Parts, bring, edit, exported, parts, spoiled
from tests.factories.world import World

pytestmark = pytest.mark.django_db
Change = Callable[[Parts, Manifest], None]


def cut(found: Parts, manifest: Manifest) -> None:
    del found["data/parties.seat.jsonl"]


def added(found: Parts, manifest: Manifest) -> None:
    found["data/extra.jsonl"] = b"{}\n"


def out_of_the_folder(found: Parts, manifest: Manifest) -> None:
    found["../../etc/cron.d/x"] = b"* * * * * root true"


def newer(found: Parts, manifest: Manifest) -> None:
    manifest["version"] = 2


def another(found: Parts, manifest: Manifest) -> None:
    manifest["format"] = "something"


def no_manifest(found: Parts, manifest: Manifest) -> None:
    manifest.clear()
    manifest["format"] = "kortelijn-network"
    manifest["version"] = 1


def unknown_model(found: Parts, manifest: Manifest) -> None:
    manifest["tables"][0]["model"] = "auth.User"


def unknown_field(found: Parts, manifest: Manifest) -> None:
    manifest["tables"][1]["columns"].append("is_superuser")


def missing_model(found: Parts, manifest: Manifest) -> None:
    manifest["tables"].pop()


def miscounted(found: Parts, manifest: Manifest) -> None:
    manifest["tables"][1]["rows"] = 7


def unread(found: Parts, manifest: Manifest) -> None:
    found["data/parties.seat.jsonl"] = b"[1, 2]\n"


STRANGER = str(new_id())


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (cut, "data/parties.seat.jsonl ontbreekt"),
        (added, "staat niet in het manifest"),
        (out_of_the_folder, "vreemde plek"),
        (newer, "heeft vorm 2, deze installatie leest vorm 1"),
        (another, "geen netwerk uit Kortelijn"),
        (no_manifest, "manifest van dit bestand klopt niet"),
        (unknown_model, "kent ‘auth.User’ niet"),
        (unknown_field, "‘is_superuser’"),
        (missing_model, "ontbreekt in dit bestand"),
        (miscounted, "het manifest zegt 7"),
        (unread, "Regel 1 van data/parties.seat.jsonl is niet te lezen"),
        (edit("parties.Seat", lambda row: {"is_boss": True}), "het veld ‘is_boss’"),
        (edit("tasks.Task", lambda row: {"status": "hacked"}), "de waarde van ‘status’"),
        (edit("parties.Organization", lambda row: {"url": "javascript:alert(1)"}), "de waarde van ‘url’"),
        (edit("parties.Seat", lambda row: {"mandate_hours": "veel"}), "past hier niet"),
        (edit("parties.Seat", lambda row: {"organization_id": STRANGER}), "past hier niet"),
        (edit("parties.Tenure", lambda row: {"period": "[2026-01-02,2026-01-01)"}), "past hier niet"),
        (edit("kernel.Event", lambda row: {"network_id": STRANGER}), "die niet bij dit netwerk horen"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_is_taken_in(file: bytes, change: Change, says: str) -> None:
    with pytest.raises(Refused, match=says):
        bring(spoiled(file, change))
    assert not Network.objects.exists()
    assert not Event.objects.exists()


def test_what_was_changed_after_it_was_made_is_seen(file: bytes) -> None:
    changed = spoiled(file, edit("parties.Seat", lambda row: {"title": "Baas"}), sealed=False)
    with pytest.raises(Refused, match="veranderd of beschadigd"):
        bring(changed)


@pytest.mark.parametrize("junk", [b"", b"PK\x03\x04", b"%PDF-1.7", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_zip_is_said(junk: bytes, db: None) -> None:
    with pytest.raises(Refused, match=r"geen zipbestand|geen netwerk"):
        bring(junk)


def test_half_a_file_is_said(file: bytes) -> None:
    with pytest.raises(Refused, match="beschadigd"):
        bring(file[: len(file) // 2])


def test_a_bomb_is_not_unpacked(file: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LEAST", 1 << 20)

    def bomb(found: Parts, manifest: Manifest) -> None:
        found["data/parties.seat.jsonl"] = bytes(64 << 20)

    with pytest.raises(Refused, match="te groot"):
        bring(spoiled(file, bomb))


def test_a_zip_that_lies_about_its_size_is_seen(file: bytes) -> None:
    """The size in the list of the zip is smaller than what comes out."""
    big = spoiled(file, lambda found, manifest: found.update({"LEESMIJ.txt": bytes(5000)}))
    size = (5000).to_bytes(4, "little")
    with pytest.raises(Refused, match=r"veranderd of beschadigd|geen zipbestand"):
        bring(big.replace(size, (50).to_bytes(4, "little")))


def packed_otherwise(file: bytes) -> bytes:
    out = io.BytesIO()
    with ZipFile(io.BytesIO(file)) as source, ZipFile(out, "w", ZIP_LZMA) as target:
        for name in source.namelist():
            target.writestr(name, source.read(name))
    return out.getvalue()


def test_what_is_packed_in_another_way_is_not_unpacked(file: bytes) -> None:
    with pytest.raises(Refused, match="vreemde plek"):
        bring(packed_otherwise(file))


def test_no_row_and_no_recording_is_longer_than_any_of_ours(file: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LINE", 1000)
    with pytest.raises(Refused, match="is te lang"):
        bring(spoiled(file, edit("parties.Seat", lambda row: {"title": "x" * 1000})))


@pytest.mark.parametrize("size", [1, 500])
def test_rows_are_read_a_little_at_a_time(file: bytes, monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    """However long each is: as many as fit in what is held at a time, and in the end all of them."""
    monkeypatch.setattr(limits, "BATCH", size)
    came = bring(file)
    assert Seat.objects.filter(network=came).count() == len(parts(file)["data/parties.seat.jsonl"].splitlines())


@pytest.mark.parametrize(
    ("label", "changes"),
    [
        ("parties.Account", {"email": "a\0b"}),
        ("parties.Account", {"email": "\ud800"}),
        ("parties.Area", {"code": ["BU1", "BU2"]}),
        ("parties.Seat", {"title": [[]] * 3}),
        ("parties.Network", {"slug": "a\0b"}),
    ],
)
def test_signs_and_lists_that_no_field_holds_are_refused(file: bytes, label: str, changes: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        bring(spoiled(file, edit(label, lambda row: changes)))


def test_lines_within_lines_within_lines_are_refused(file: bytes) -> None:
    deep = b'{"a":' * 100_000
    with pytest.raises(Refused, match="niet te lezen"):
        bring(spoiled(file, lambda found, manifest: found.update({"data/parties.seat.jsonl": deep + b"\n"})))


def test_a_fault_of_ours_is_not_called_theirs(file: bytes) -> None:
    with pytest.raises(ValueError, match="of our own"), opened(io.BytesIO(file)):
        raise ValueError("of our own")


def test_a_network_comes_once(file: bytes) -> None:
    bring(file)
    with pytest.raises(Refused, match="staat hier al"):
        bring(file)


def older(found: Parts, manifest: Manifest) -> None:
    manifest["version"] = 0


def test_an_older_one_is_not_called_newer(file: bytes) -> None:
    with pytest.raises(Refused, match="heeft vorm 0, deze installatie leest vorm 1"):
        bring(spoiled(file, older))


def test_an_address_that_is_taken_can_be_another(file: bytes) -> None:
    start_network(SYSTEM, name="Een ander", slug="rivierenbuurt")
    with pytest.raises(Refused, match="--slug"):
        bring(file)
    assert bring(file, slug="rivierenbuurt-noord").slug == "rivierenbuurt-noord"


def test_nobody_gets_a_seat_in_another_network(file: bytes) -> None:
    """A file that puts somebody on a seat of a network that is here already."""
    here = World(slug="hier")
    seat = here.gp_seat

    def intrude(row: dict[str, Any]) -> dict[str, Any]:
        return {"seat_id": str(seat.pk), "exclusive": False}

    with pytest.raises(Refused):
        bring(spoiled(file, edit("parties.Tenure", intrude)))
    assert Tenure.objects.filter(seat=seat).count() == 1
    with pytest.raises(Refused, match="wijst naar een ander netwerk"):
        bring(spoiled(file, edit("tasks.Task", lambda row: {"owner_id": str(seat.pk)})))


def test_nobody_gets_to_log_in_as_somebody_who_is_here(file: bytes) -> None:
    """A file that gives an account to a colleague of another network, who has none yet."""
    here = Person.objects.create(given_name="Noor", family_name="Elders")
    bring(spoiled(file, edit("parties.Account", lambda row: {"person_id": str(here.pk)})))
    assert not Account.objects.filter(person=here).exists()


@pytest.mark.parametrize("key", ["", "x", 7, "'; --", None])
def test_a_key_that_is_none_is_said(file: bytes, key: object) -> None:
    with pytest.raises(Refused):
        bring(spoiled(file, edit("parties.Person", lambda row: {"id": key})))


def test_what_two_networks_share_stays_as_it_is_here(world: World) -> None:
    """An area, an organization, and a colleague who works in both."""
    area = parties.add_area(SYSTEM, code="BU05183398", name="Stationsbuurt", kind="neighbourhood")
    world.network.areas.add(area)
    gp, practice = Tenure.objects.get(seat=world.gp_seat).person, world.practice
    email = gp.account.email
    file = exported(world.network)
    emptied()
    here = World(slug="hier")
    parties.add_area(SYSTEM, code="BU05183398", name="De Stationsbuurt", kind="neighbourhood")
    Organization.objects.create(pk=practice.pk, name="De Spoorbrug (hier)")
    person = parties.invite_person(SYSTEM, email=email.upper(), given_name="Noor", family_name="Elders")
    came = bring(file)
    assert came.areas.get().name == "De Stationsbuurt"
    assert Organization.objects.get(pk=practice.pk).name == "De Spoorbrug (hier)"
    seat = Seat.objects.get(network=came, title="Huisarts")
    assert Tenure.objects.get(seat=seat).person == person
    assert not Person.objects.filter(pk=gp.pk).exists()
    assert (Area.objects.count(), here.network.organizations.count()) == (1, 0)
