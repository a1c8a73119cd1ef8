"""Finding without a network, by where one is; and what narrows the answer."""

from datetime import UTC, datetime
from typing import Any

import pytest

from kortelijn.directory.actions import add_location
from kortelijn.directory.distance import Point
from kortelijn.finding import candidates
from kortelijn.finding.filters import Filters, filters_in
from kortelijn.finding.find import Found, find
from kortelijn.finding.queries import place_of_postcode
from kortelijn.kernel.actor import SYSTEM
from tests.factories.world import World
from tests.finding.offer import add, change

pytestmark = pytest.mark.django_db

HERE = Point(52.068, 4.32)
GROUP, FAR = "Verder na verlies – gespreksgroep", "Rouwcafé Groningen"
OURS = {GROUP, FAR, "Rouwgroep van de buren", "Wel", "Niet", "Dinsdag", "Doordeweeks", "Jongerencoach"}
MONDAY_ELEVEN = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
MONDAY_NIGHT = datetime(2026, 11, 23, 21, 0, tzinfo=UTC)


def names(found: Found) -> set[str]:
    """The names that these tests are about, as far as they are found."""
    return {result.service.name for result in found.results} & OURS if not found.nothing_fits else set()


def far_away() -> World:
    far = World(slug="groningen")
    far.location = add_location(SYSTEM, far.network, name="Huis", postal_code="9711 AA", latitude=53.22, longitude=6.57)
    add(far, "Rouwcafé Groningen", ["rouw"], "Samen rouwen.")
    return far


def test_without_a_network_the_nearest_of_all_networks_are_found(world: World) -> None:
    other = World(slug="buren")
    add(other, "Rouwgroep van de buren", ["rouw"], "Samen rouwen.")
    found = find(None, "", needs=["rouw"], near=HERE, at=MONDAY_ELEVEN)
    assert names(found) >= {GROUP, "Rouwgroep van de buren"}
    assert found.looks_along is None
    assert names(find(None, "", needs=["rouw"])) == set()


def test_who_is_far_comes_after_who_is_near(world: World) -> None:
    far_away()
    results = find(None, "", needs=["rouw"], near=Point(53.22, 6.57), at=MONDAY_ELEVEN).results
    assert [each.service.name for each in results if each.service.name in OURS][:2] == [FAR, GROUP]


def test_one_looks_further_until_there_is_enough(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    far_away()
    monkeypatch.setattr(candidates, "REACHES", (1, 2, 20))
    assert "Rouwcafé Groningen" in names(find(None, "", needs=["rouw"], near=HERE, at=MONDAY_ELEVEN))
    monkeypatch.setattr(candidates, "ENOUGH", 1)
    assert "Rouwcafé Groningen" not in names(find(None, "", needs=["rouw"], near=HERE, at=MONDAY_ELEVEN))


def test_a_postcode_is_the_middle_of_what_is_there_or_around_it(world: World) -> None:
    far_away()
    middle = place_of_postcode("2515")
    assert middle is not None
    assert middle.latitude == pytest.approx(52.068)
    assert middle.longitude == pytest.approx(4.32)
    assert place_of_postcode("2518") == middle
    assert place_of_postcode("9711", world.network) is None
    assert "Rouwcafé Groningen" in names(find(None, "", needs=["rouw"], filters=Filters(postcode="9711")))


@pytest.mark.parametrize("network", [True, False], ids=["in a network", "anywhere"])
@pytest.mark.parametrize(
    ("filters", "service", "other"),
    [
        (Filters(age=20), {"maximum_age": 23}, {"minimum_age": 65}),
        (Filters(language="tr"), {"languages": ["nl", "tr"]}, {"languages": ["nl"]}),
        (Filters(free=True), {"cost_amount": 0}, {"cost_amount": 4}),
        (Filters(without_referral=True), {"access": "inloop"}, {"access": "verwijzing"}),
        (Filters(step="basic"), {"step": "basic"}, {"step": "informal"}),
    ],
    ids=["age", "language", "free", "referral", "step"],
)
def test_everything_that_is_chosen_must_hold(
    world: World, filters: Filters, service: dict[str, Any], other: dict[str, Any], network: bool
) -> None:
    add(world, "Wel", ["taal"], "Taal.", **service)
    add(world, "Niet", ["taal"], "Taal.", **other)
    where = world.network if network else None
    assert names(find(where, "", needs=["taal"], near=HERE, at=MONDAY_ELEVEN, filters=filters)) == {"Wel"}


def test_open_now_and_open_today(world: World) -> None:
    tuesday = [{"rrule": "FREQ=WEEKLY;BYDAY=TU", "opens_at": "10:00", "closes_at": "12:00"}]
    change(add(world, "Dinsdag", ["taal"], "Taal."), places=[(world.location, tuesday)])
    add(world, "Doordeweeks", ["taal"], "Taal.")
    for at, now, today in ((MONDAY_ELEVEN, {"Doordeweeks"}, {"Doordeweeks"}), (MONDAY_NIGHT, set(), {"Doordeweeks"})):
        assert names(find(world.network, "", needs=["taal"], at=at, filters=Filters(open="nu"))) == now
        assert names(find(world.network, "", needs=["taal"], at=at, filters=Filters(open="vandaag"))) == today


def test_an_age_that_is_chosen_goes_before_one_that_is_heard(world: World) -> None:
    assert "Jongerencoach" not in names(find(world.network, "mw 78", needs=["jeugd"]))
    assert "Jongerencoach" in names(find(world.network, "oma van 78", needs=["jeugd"], filters=Filters(age=16)))


def test_the_codes_of_filters_go_out_as_they_come_in() -> None:
    told = {"leeftijd": "17", "taal": "pl", "gratis": "ja", "open": "nu", "zonder-verwijzing": "ja", "stap": "basic",
            "postcode": "2515"}  # fmt: skip
    filters = filters_in(told)
    assert filters == Filters(17, "pl", True, "nu", True, "basic", "2515")
    assert filters.chosen == told
    assert filters.without(["taal", "open"]).chosen.keys() == told.keys() - {"taal", "open"}
    assert dict(filters.chips)["taal"] == "in het Pools"
    assert dict(filters.chips)["open"] == "nu open"
    wrong = {"leeftijd": "999", "taal": "<b>", "gratis": "1", "open": "altijd", "stap": "ver", "postcode": "25"}
    assert filters_in(wrong) == Filters()
    assert filters_in({"postcode": "2515 ab"}).postcode == "2515"


def test_queries_do_not_grow_with_what_is_near(world: World, django_assert_num_queries: Any) -> None:
    for number in range(25):
        add(world, f"Koffie {number}", ["netwerk"], "Koffie en een praatje.")
    with django_assert_num_queries(4):
        find(None, "", needs=["netwerk"], near=HERE, at=MONDAY_ELEVEN)
