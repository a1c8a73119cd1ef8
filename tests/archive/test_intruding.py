"""Files that reach for what is here of another network, in ways that no link of the database sees."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from kortelijn.archive.bounds import intrusions
from kortelijn.kernel.actor import SYSTEM
from kortelijn.kernel.errors import Refused
from kortelijn.kernel.ids import new_id
from kortelijn.kernel.models import Event
from kortelijn.parties import actions as parties
from kortelijn.parties.models import Account, Tenure
from kortelijn.referrals.models import Referral
from tests.archive.emptied import emptied
from tests.archive.files import Manifest, Parts, bring, edit, exported, spoiled
from tests.factories.world import World

pytestmark = pytest.mark.django_db
Change = Callable[[Parts, Manifest], None]
LOOSE = "wijst naar een ander netwerk"


@pytest.fixture
def here(file: bytes) -> World:
    """Another network, that is here already."""
    return World(slug="hier")


def one_more(label: str, **changes: Any) -> Change:
    """A row like the first of its table, but for these."""

    def apply(found: Parts, manifest: Manifest) -> None:
        path = f"data/{label.lower()}.jsonl"
        first = json.loads(found[path].splitlines()[0])
        found[path] += f"{json.dumps(first | {'id': str(new_id())} | changes)}\n".encode()
        next(each for each in manifest["tables"] if each["model"] == label)["rows"] += 1

    return apply


@pytest.mark.parametrize(
    ("label", "column"),
    [
        ("tasks.Task", "subject_id"),
        ("consent.Consent", "about_id"),
        ("kernel.Event", "subject_id"),
        ("kernel.AccessLog", "participant_object_id"),
        ("kernel.AccessLog", "data_subject_id"),
    ],
)
def test_no_key_names_a_line_of_another_network(file: bytes, here: World, label: str, column: str) -> None:
    """A task about a line, or a yes for it, would open that line to who brought the file."""
    line = here.referral(service=here.service)
    with pytest.raises(Refused, match=LOOSE):
        bring(spoiled(file, one_more(label, **{column: str(line.pk)})))
    assert Referral.objects.get() == line
    assert list(intrusions(here.network.pk)) == []


def test_what_is_no_row_here_may_be_named(file: bytes, here: World) -> None:
    """Whatever it was, it is erased."""
    bring(spoiled(file, one_more("tasks.Task", subject_id=str(new_id()))))


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "bestaat.niet"},
        {"kind": ["referral.sent"]},
        {"kind": "archive.asked", "data": {}},
        {"kind": "tenure.began", "data": []},
        {"kind": "handover.asked", "data": {}},
    ],
)
def test_no_event_that_nobody_can_tell(file: bytes, changes: dict[str, Any]) -> None:
    with pytest.raises(Refused, match=r"regel \d+, kennen we de waarde van ‘kind’ niet"):
        bring(spoiled(file, one_more("kernel.Event", **changes)))
    assert not Event.objects.exists()


@pytest.mark.parametrize("label", ["parties.Account", "parties.Tenure", "parties.Seat"])
def test_a_key_in_capitals_is_no_way_around(file: bytes, here: World, label: str) -> None:
    """To the database it is the same key, to a list of keys it is another."""
    victim = Tenure.objects.get(seat=here.gp_seat).person
    Account.objects.filter(person=victim).delete()
    column = "id" if label == "parties.Seat" else "person_id"
    with pytest.raises(Refused, match=f"klopt het veld ‘{column}’ niet"):
        bring(spoiled(file, edit(label, lambda row: {column: str(victim.pk).upper()})))
    assert not Account.objects.filter(person=victim).exists()


def test_nobody_comes_along_whom_nothing_of_the_network_names(file: bytes, here: World) -> None:
    """Also where somebody else was here already, so that not all is counted."""
    email = "noor@elders.example"

    def change(found: Parts, manifest: Manifest) -> None:
        first = json.loads(found["data/parties.account.jsonl"].splitlines()[0])
        parties.invite_person(SYSTEM, email=first["email"], given_name="Noor", family_name="Elders")
        one_more("parties.Person")(found, manifest)
        stranger = json.loads(found["data/parties.person.jsonl"].splitlines()[-1])["id"]
        one_more("parties.Account", person_id=stranger, email=email)(found, manifest)

    with pytest.raises(Refused, match="die niet bij dit netwerk horen"):
        bring(spoiled(file, change))
    assert not Account.objects.filter(email=email).exists()


def test_an_area_that_was_here_leaves_what_lay_above_it_alone() -> None:
    """The neighbourhood is here, the municipality in which the file says it lies is not."""
    world = World()
    city = parties.add_area(SYSTEM, code="GM0518", name="'s-Gravenhage", kind="municipality")
    world.network.areas.add(
        parties.add_area(SYSTEM, code="BU05183398", name="Stationsbuurt", kind="neighbourhood", parent=city)
    )
    file = exported(world.network)
    emptied()
    parties.add_area(SYSTEM, code="BU05183398", name="Stationsbuurt", kind="neighbourhood")
    assert bring(file).areas.get().code == "BU05183398"
