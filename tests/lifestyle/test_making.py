"""A coordinator makes a map: what may stand on it, in which order and words, and when everybody sees it."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from kortelijn.directory.models import Service
from kortelijn.kernel.actor import SYSTEM
from kortelijn.kernel.clock import now
from kortelijn.kernel.errors import NotAllowed, NotNow, Refused
from kortelijn.kernel.models import Event
from kortelijn.lifestyle import actions
from kortelijn.lifestyle.actions import Words
from kortelijn.lifestyle.history import history_of
from kortelijn.lifestyle.models import LifestyleMap
from kortelijn.lifestyle.offer import proposed
from kortelijn.lifestyle.sheet import sheet_of
from tests.factories.world import World
from tests.lifestyle.making import map_with, offer, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return World()


def names(of: LifestyleMap) -> list[tuple[int, str]]:
    return [(line.number, line.name) for line in sheet_of(of, now()).lines]


def test_numbers_run_on_over_the_headings(world: World) -> None:
    of = map_with(world, offer(world, "Fit"), offer(world, "Wandelclub"))
    actions.add_entries(SYSTEM, of, [offer(world, "Eettafel")], heading="Eten")
    actions.add_entries(SYSTEM, of, [offer(world, "Zwemmen")], heading="bewegen")
    assert names(of) == [(1, "Fit"), (2, "Wandelclub"), (3, "Zwemmen"), (4, "Eettafel")]


def test_an_entry_moves_under_its_heading_and_a_heading_moves_as_a_whole(world: World) -> None:
    of = map_with(world, offer(world, "Fit"), offer(world, "Wandelclub"))
    actions.add_entries(SYSTEM, of, [offer(world, "Eettafel")], heading="Eten")
    first, second, _third = of.entries.order_by("group__position", "position")
    actions.move(SYSTEM, second, actions.UP)
    assert names(of) == [(1, "Wandelclub"), (2, "Fit"), (3, "Eettafel")]
    actions.move(SYSTEM, second, actions.UP)  # at the top it stays
    actions.move(SYSTEM, first.group, actions.DOWN)
    assert names(of) == [(1, "Eettafel"), (2, "Wandelclub"), (3, "Fit")]


def test_words_are_saved_and_nothing_is_told_when_nothing_changed(world: World) -> None:
    of = map_with(world, offer(world, "Fit"))
    entry = of.entries.get()
    for _time in range(2):
        actions.word_map(SYSTEM, of, Words(fields={"title": "Kom in beweging"}, lines={entry.pk: "op muziek"}))
    line = sheet_of(LifestyleMap.objects.get(pk=of.pk), now()).lines[0]
    assert line.own == "op muziek"
    assert Event.objects.filter(kind="lifestyle.worded").count() == 1
    assert LifestyleMap.objects.get(pk=of.pk).slug == "samen-bewegen"  # an address that hangs on a wall stays


def test_an_entry_goes_under_another_heading_and_the_empty_one_goes(world: World) -> None:
    of = map_with(world, offer(world, "Fit"))
    actions.add_entries(SYSTEM, of, [offer(world, "Eettafel")], heading="Eten")
    move, eating = of.groups.order_by("position")
    actions.word_map(SYSTEM, of, Words(under={move.entries.get().pk: eating.pk}))
    assert [group.title for group in of.groups.all()] == ["Eten"]
    assert names(of) == [(1, "Eettafel"), (2, "Fit")]


def test_a_heading_of_another_map_is_not_taken(world: World) -> None:
    of, other = map_with(world, offer(world, "Fit")), map_with(world, offer(world, "Soep"))
    actions.word_map(SYSTEM, of, Words(under={of.entries.get().pk: other.groups.get().pk}))
    assert of.entries.get().group.map_id == of.pk


def test_only_what_residents_can_go_to_stands_on_a_map(world: World) -> None:
    of = map_with(world)
    for service in (offer(world, "Meedenklijn", access="professional"), offer(world, "Oud", status="defunct"),
                    offer(World(slug="elders"), "Ver weg")):  # fmt: skip
        with pytest.raises(Refused, match="niet voor iedereen"):
            actions.add_entries(SYSTEM, of, [service], heading="X")
    with pytest.raises(Refused, match="nog niet op de kaart"):
        actions.add_entries(SYSTEM, of, [], heading="X")
    assert not of.groups.exists()


def test_a_map_holds_sixty(world: World) -> None:
    of = map_with(world, *(offer(world, f"Club {number}") for number in range(60)))
    with pytest.raises(Refused, match="60"):
        actions.add_entries(SYSTEM, of, [offer(world, "Te veel")], heading="Bewegen")


def test_what_stops_disappears_at_once_and_what_pauses_says_so(world: World) -> None:
    stopped, paused, there = offer(world, "Stopt"), offer(world, "Pauze"), offer(world, "Blijft")
    of = published(world, stopped, paused, there)
    Service.objects.filter(pk=stopped.pk).update(status="defunct")
    Service.objects.filter(pk=paused.pk).update(status="inactive")
    sheet = sheet_of(of, now())
    assert [(line.name, line.is_paused) for line in sheet.lines] == [("Pauze", True), ("Blijft", False)]
    assert [entry.service.name for entry in sheet.stopped] == ["Stopt"]


def test_a_map_is_proposed_what_fits_its_theme_and_is_not_on_it(world: World) -> None:
    named = offer(world, "Zwemmen", themes=["leefstijl"], domains=["wonen"])
    touching, on_it = offer(world, "Fit", domains=["bewegen"]), offer(world, "Soep", domains=["voeding"])
    offer(world, "Huurspreekuur", domains=["wonen"])
    offer(world, "Meedenklijn", access="professional")
    assert proposed(map_with(world, on_it)) == [named, touching]
    assert proposed(map_with(world, theme="")) == []


def test_an_empty_map_does_not_go_out_and_a_map_goes_out_once(world: World) -> None:
    with pytest.raises(Refused, match="nog niets"):
        actions.publish_map(SYSTEM, map_with(world))
    of = published(world)
    with pytest.raises(NotNow):
        actions.publish_map(SYSTEM, of)
    assert actions.withdraw_map(SYSTEM, of).status == "draft"


def test_two_maps_with_one_title_have_two_addresses(world: World) -> None:
    assert [map_with(world).slug for _time in range(3)] == ["samen-bewegen", "samen-bewegen-2", "samen-bewegen-3"]
    assert map_with(world, title="活动").slug == "kaart"


def test_a_title_that_is_too_long_is_refused(world: World) -> None:
    with pytest.raises(ValidationError):
        map_with(world, title="t" * 71)


def test_only_the_coordinator_of_this_network_makes_maps(world: World) -> None:
    of = map_with(world, offer(world, "Fit"))
    for actor in (world.gp, world.link_worker, World(slug="elders").coordinator):
        with pytest.raises(NotAllowed):
            actions.word_map(actor, of, Words(fields={"title": "Anders"}))
        with pytest.raises(NotAllowed):
            actions.publish_map(actor, of)
    actions.publish_map(world.coordinator, of)


def test_history_tells_what_somebody_did_many_times_once(world: World) -> None:
    of = map_with(world, offer(world, "Fit"))
    for number in range(4):
        actions.word_map(world.coordinator, of, Words(fields={"intro": f"Versie {number}"}))
    actions.check_map(world.coordinator, of)
    told = [line.text for line in history_of(of)]
    assert told[0].endswith("keek de kaart na: hij klopt nog")
    assert sum("paste de tekst aan" in text for text in told) == 1


def test_a_sheet_takes_a_fixed_number_of_queries(world: World, django_assert_num_queries: Any) -> None:
    of = map_with(world, *(offer(world, f"Club {number}") for number in range(12)))
    with django_assert_num_queries(6):
        sheet_of(of, now())
