"""What if somebody goes: pieces, what nobody holds, where tasks move, and which needs fall below two providers."""

from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kortelijn.directory.actions import add_location, add_service
from kortelijn.insights.drawing import readable
from kortelijn.insights.providers import REACH, SPEAKS, supply_of
from kortelijn.insights.what_if import Here, outcome_of
from kortelijn.kernel.actor import SYSTEM, system_for
from kortelijn.parties import actions as parties
from kortelijn.parties.models import Area
from kortelijn.ties.actions import observe
from kortelijn.ties.models import Layer
from tests.factories.sitting import at_work
from tests.factories.world import World
from tests.insights.test_vitality import holder, sees_names

pytestmark = pytest.mark.django_db
PAGE = "/netwerk/vitaliteit/wat-als/"


@pytest.fixture
def world() -> World:
    """The link worker stands between the GP and the rest; two organizations offer meals near each other."""
    area = parties.add_area(SYSTEM, code="BU05182710", name="Stationsbuurt", kind=Area.Kind.NEIGHBOURHOOD,
                            latitude=52.069, longitude=4.321)  # fmt: skip
    world = World()
    world.network.areas.add(area)
    gp, coordinator, link, deputy = map(
        holder, (world.gp_seat, world.coordinator_seat, world.link_seat, world.deputy_seat)
    )
    pairs = [(gp, link), (link, coordinator), (coordinator, deputy)]
    observe(system_for(world.network.pk), world.network, Layer.MEETING, pairs)
    _table = world.service
    place = add_location(SYSTEM, world.network, name="De Spoorbrug", address="Spoorlaan 2", postal_code="2515 AB",
                         city="Den Haag", latitude=52.0685, longitude=4.3215, organization=world.practice)  # fmt: skip
    add_service(SYSTEM, world.network, world.practice, name="Eettafel De Spoorbrug", domains=["voeding", "netwerk"],
                description="Samen eten op dinsdag en donderdag.", places=[(place, [])], contacts=[])  # fmt: skip
    _line = world.referral()
    return world


def tried(world: World, named: str) -> Any:
    here = Here.of(world.network)
    taken = here.taken(named)
    return outcome_of(here, taken)


def test_the_link_worker_goes(world: World) -> None:
    outcome = tried(world, f"persoon:{holder(world.link_seat)}")
    assert [[member.name for member in piece] for piece in outcome.apart] == [["Noor Bakkali"]]
    assert outcome.shock.lost_pairs == outcome.mended == 2
    assert [member.name for member in outcome.bridge] == ["Youssef Bakkali", "Noor Bakkali"]
    assert [(kind.title, [(each.title, seat) for each, seat in kind.items]) for kind in outcome.falls] == [
        ("Aanmeldpunt voor", [("Eettafel De Brug", str(world.link_seat))])
    ]
    assert (outcome.tasks, outcome.to_deputy, outcome.referrals) == (1, 1, 1)


def test_a_seat_or_an_organization_goes(world: World) -> None:
    by_seat = tried(world, f"plek:{world.link_seat.pk}")
    assert by_seat.referrals == 1
    whole = tried(world, f"organisatie:{world.welfare.pk}")
    assert whole.to_deputy == 0
    assert len(whole.shock.islands) == 1


def test_who_is_at_the_end_is_missed_by_nobody(world: World) -> None:
    outcome = tried(world, f"persoon:{holder(world.gp_seat)}")
    assert (outcome.apart, outcome.bridge, outcome.falls, outcome.tasks) == ([], None, [], 0)


def test_who_had_contact_with_nobody_is_told_and_not_called_reachable(world: World) -> None:
    _alone = world.seat(world.practice, "Assistent", "Jo", profession="doktersassistent")
    client, gp = sees_names(world), f"persoon:{holder(world.gp_seat)}"
    text = client.get(PAGE, {"wie": gp}).content.decode()
    assert "Er raakt niemand extra los; één mens had al met niemand contact." in text
    assert "iedereen die overblijft" not in text


def test_who_only_knew_the_one_who_goes_is_loose(world: World) -> None:
    one, two = (holder(world.seat(world.practice, f"Assistent {name}", name, profession="doktersassistent"))
                for name in ("Jo", "Mo"))  # fmt: skip
    observe(system_for(world.network.pk), world.network, Layer.MEETING, [(one, two)])
    outcome = tried(world, f"persoon:{one}")
    assert [[member.name for member in piece] for piece in outcome.apart] == [["Mo Bakkali"]]
    assert outcome.bridge is not None
    assert "Dan bereikt één mens de rest niet meer." in unescape(
        sees_names(world).get(PAGE, {"wie": f"persoon:{one}"}).content.decode()
    )


def test_an_organization_goes_with_its_seats_by_kind_and_its_people_in_a_list(world: World) -> None:
    text = unescape(sees_names(world).get(PAGE, {"wie": f"organisatie:{world.welfare.pk}"}).content.decode())
    assert "Aanmeldpunt voor</h3>" in text
    assert str(world.link_seat) in text.split("Aanmeldpunt voor</h3>")[1]
    assert "Wie dan wegvallen" in text


def test_names_in_the_picture_do_not_stand_over_each_other() -> None:
    names = ["Sanne Bakkali", "Noor Bakkali", "Marieke Bakkali"]
    assert readable([(100, 100), (140, 104), (300, 100)], names, {0, 1, 2}) == {0, 2}
    assert readable([(100, 100), (140, 130), (300, 100)], names, {0, 1}) == {0, 1}


def test_needs_that_keep_one_provider_are_told(world: World) -> None:
    supply = supply_of(world.network)
    assert supply.near.all()
    outcome = tried(world, f"organisatie:{world.practice.pk}")
    assert outcome.gaps
    assert {(gap.place, gap.before, gap.after) for gap in outcome.gaps} == {("Stationsbuurt", 2, 1)}
    assert supply.gaps(set()) == []


def test_what_is_far_away_is_not_near(world: World) -> None:
    assert 900 < REACH < 940
    assert 0 < SPEAKS < 1
    far = add_location(SYSTEM, world.network, name="Ver weg", address="Verweg 1", postal_code="2551 AA",
                       city="Den Haag", latitude=52.08, longitude=4.321)  # fmt: skip
    add_service(SYSTEM, world.network, world.practice, name="Eettafel ver weg", domains=["voeding"], description="Eten",
                places=[(far, [])], contacts=[])  # fmt: skip
    assert supply_of(world.network).near[:, 0].tolist().count(False) == 1


def test_the_page_asks_what_for_first_and_then_shows_it(world: World) -> None:
    bare = at_work(world.coordinator_seat)
    first = bare.get(PAGE, {"wie": f"plek:{world.link_seat.pk}"})
    assert first["Location"].startswith(reverse("insights:people"))
    client = sees_names(world)
    assert "Wie of wat valt weg?" in client.get(PAGE).content.decode()
    text = client.get(PAGE, {"wie": f"persoon:{holder(world.link_seat)}"}).content.decode()
    assert "Als Sanne Bakkali wegvalt" in text
    assert "kl-net__tie--lost" in text
    assert "dat ene lijntje vangt 2 paren op" in text
    assert "Eettafel De Brug" in text


@pytest.mark.parametrize("named", ["persoon:onzin", "plek:00000000-0000-7000-8000-000000000000", "x", "organisatie:"])
def test_what_is_not_here_is_told_kindly(world: World, named: str) -> None:
    assert "niet meer in dit netwerk" in sees_names(world).get(PAGE, {"wie": named}).content.decode()


def test_another_networks_people_cannot_be_tried(world: World) -> None:
    other = World(slug="elders")
    assert Here.of(world.network).taken(f"plek:{other.link_seat.pk}") is None
    assert Here.of(world.network).taken(f"persoon:{holder(other.link_seat)}") is None


def test_a_member_may_not(world: World) -> None:
    client: Client = at_work(world.gp_seat)
    assert client.get(PAGE).status_code == 403


def test_a_large_network_says_so(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kortelijn.insights.views.what_if.MOST", 2)
    assert "te groot" in sees_names(world).get(PAGE).content.decode()


def test_in_a_large_network_one_seeks_who_and_sees_it_without_a_picture(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kortelijn.insights.views.what_if.LIVE", 2)
    monkeypatch.setattr("kortelijn.insights.measures.change.WALKS", 2)
    client = sees_names(world)
    first = client.get(PAGE).content.decode()
    assert "zoek op naam, plek of organisatie" in first
    assert "Wie of wat valt weg?" not in first
    found = client.get(PAGE, {"zoek": "sanne"}).content.decode()
    assert found.count("<option") == 2  # the empty one and hers
    assert "Niemand met die naam" in client.get(PAGE, {"zoek": "niemand\x00"}).content.decode()
    text = client.get(PAGE, {"zoek": "sanne", "wie": f"persoon:{holder(world.link_seat)}"}).content.decode()
    assert "dat ene lijntje vangt 2 paren op" in text
    assert "kl-net__tie--lost" not in text
    assert "n.v.t." in text
