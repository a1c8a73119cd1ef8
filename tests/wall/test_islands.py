"""Who refers to whom: counted from five residents on, drawn the same each time, no name on another."""

from datetime import timedelta
from itertools import combinations
from typing import Any

import pytest

from kortelijn.kernel.actor import SYSTEM
from kortelijn.kernel.clock import moved_to, now
from kortelijn.parties.actions import add_organization
from kortelijn.parties.models import Organization
from kortelijn.wall.islands import HEIGHT, WIDTH, Island, Sea, Tie, islands_of, sea_of
from tests.factories.world import World


@pytest.fixture
def world(db: None) -> World:
    return World()


def refer(world: World, residents: int, times: int = 1, ago: int = 10) -> None:
    for number in range(residents):
        for _time in range(times):
            with moved_to(now() - timedelta(days=ago)):
                world.referral(reach={"name": f"Inwoner {number}", "phone": f"061234567{number}"})


def pairs(sea: Sea) -> list[tuple[str, str, int]]:
    return [(tie.sender.name, tie.receiver.name, tie.times) for tie in sea.ties]


def test_a_line_is_told_from_five_residents_on(world: World) -> None:
    refer(world, 4)
    sea = sea_of(world.network)
    assert (pairs(sea), sea.lines) == ([], [])
    assert {each.name for each in sea.apart} == {"De Spoorbrug", "Rivierkant"}
    refer(world, 1)
    sea = sea_of(world.network)
    assert pairs(sea) == [("De Spoorbrug", "Rivierkant", 5)]
    assert sea.apart == []


def test_what_is_longer_ago_than_half_a_year_does_not_count(world: World) -> None:
    refer(world, 6, ago=200)
    assert pairs(sea_of(world.network)) == []


def test_it_is_drawn_the_same_each_time_inside_the_sea_without_names_on_each_other(world: World) -> None:
    refer(world, 5)
    for number in range(20):
        add_organization(SYSTEM, world.network, name=f"Stichting Nummer {number}", kind="vrijwilligersorganisatie")
    sea = sea_of(world.network)
    assert [island.shape for island in sea.islands] == [island.shape for island in sea_of(world.network).islands]
    spots = [(island.x, island.y) for island in sea.islands]
    assert len(spots) == 22
    assert all(0 < x < WIDTH and 0 < y < HEIGHT for x, y in spots)
    assert all(abs(a[0] - b[0]) > 90 or abs(a[1] - b[1]) > 60 for a, b in combinations(spots, 2))


def test_many_islands_with_lines_stay_apart(world: World) -> None:
    there = [Organization(name=f"Organisatie {number}") for number in range(24)]
    ties = [Tie(there[number], there[(number * 7 + 3) % 24], 5 + number) for number in range(24)]
    islands, _edge = islands_of(there, ties, {each.pk for each in there})
    spots = [(island.x, island.y) for island in islands.values()]
    assert all(abs(a[0] - b[0]) > 110 or abs(a[1] - b[1]) > 60 for a, b in combinations(spots, 2))


@pytest.mark.parametrize("tied", [0, 4, 10])
@pytest.mark.parametrize("apart", [0, 31, 33, 56, 72, 80])
def test_no_name_lies_on_another_or_outside_the_sea(tied: int, apart: int) -> None:
    there = [Organization(name=f"Gezondheidscentrum De Spoorbrug {number}") for number in range(tied + apart)]
    ties = [Tie(there[number], there[number // 2], 5 + number) for number in range(1, tied)]
    shown = there if not tied else there[: tied + 72]
    islands, edge = islands_of(shown, ties, {each.pk for each in there[:tied]})
    names = [name_of(island) for island in islands.values()]
    assert all(left >= 0 and right <= WIDTH and top > 0 and bottom < HEIGHT for left, top, right, bottom in names)
    assert not [pair for pair in combinations(names, 2) if touch(*pair)]
    assert all(right < edge for _left, _top, right, _bottom in names[:tied])


def name_of(island: Island) -> tuple[float, float, float, float]:
    """The room that the name takes, as the browser draws it."""
    wide = max(len(words) for words, _y in island.label) * (10.4 if island.radius < 20 else 11.4)
    left = island.label_x - (0 if island.beside else wide / 2)
    return left, island.label[0][1] - 15, left + wide, island.label[-1][1] + 4


def touch(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def test_an_empty_network_is_an_empty_sea(world: World) -> None:
    sea = sea_of(world.network)
    assert (sea.islands, sea.lines, sea.more) == ([], [], 0)


def test_two_statements_however_many_organizations(world: World, django_assert_num_queries: Any) -> None:
    for number in range(12):
        add_organization(SYSTEM, world.network, name=f"Stichting {number}")
    with django_assert_num_queries(2):
        sea_of(world.network)
