"""Ties grow with each contact, fade with time, and stay apart per layer."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from math import exp, log
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from kortelijn.kernel.actor import SYSTEM
from kortelijn.kernel.clock import moved_to
from kortelijn.kernel.errors import NotAllowed
from kortelijn.parties.models import Person
from kortelijn.ties.actions import observe
from kortelijn.ties.models import Layer, ObservedTie
from kortelijn.ties.queries import contacts_of, live_ties
from tests.factories.world import World, person

pytestmark = pytest.mark.django_db
START = datetime(2026, 1, 1, 12, tzinfo=UTC)
days = st.lists(st.integers(0, 900), min_size=1, max_size=12)


def summed(contacts: list[int], until: int, half_life: int = 180) -> float:
    """The formula as it is written down: a sum over all contacts."""
    return sum(exp(-log(2) * (until - one) / half_life) for one in contacts)


class TheSum(TestCase):
    """Keeping one number says the same as adding up all contacts, in whatever order they came in."""

    @settings(max_examples=25, deadline=None)
    @given(days, st.randoms(use_true_random=False))
    def test_incremental_is_the_sum_in_any_order(self, contacts: list[int], chance: Any) -> None:
        world, one, other = World(), person("An"), person("Bo")
        chance.shuffle(contacts)
        for day in contacts:
            observe(SYSTEM, world.network, Layer.WALK, [(one.pk, other.pk)], at=START + timedelta(days=day))
        kept = ObservedTie.objects.get(network=world.network)
        last = max(contacts)
        assert kept.strength == pytest.approx(summed(contacts, last), rel=1e-9)
        assert (kept.at, kept.last_at) == (START + timedelta(days=last),) * 2
        assert kept.since == START + timedelta(days=min(contacts))

    @settings(max_examples=15, deadline=None)
    @given(days, st.integers(0, 1500))
    def test_live_is_what_the_sum_says(self, contacts: list[int], later: int) -> None:
        world, one, other = World(), person("An"), person("Bo")
        for day in contacts:
            observe(SYSTEM, world.network, Layer.CASE, [(one.pk, other.pk)], at=START + timedelta(days=day))
        until = max(contacts) + later
        expected, found = summed(contacts, until), live_ties(world.network, at=START + timedelta(days=until))
        if abs(expected - 0.25) > 1e-9:
            assert bool(found) == (expected > 0.25)
        if found:
            assert found[0].strength == pytest.approx(expected)


@pytest.fixture
def two() -> tuple[Person, Person]:
    return tuple(sorted((person("An"), person("Bo")), key=lambda each: each.pk))  # type: ignore[return-value]  # two


def test_a_single_contact_lives_for_two_half_lives(two: tuple[Person, Person]) -> None:
    world, (one, other) = World(), two
    observe(SYSTEM, world.network, Layer.WALK, [(one.pk, other.pk)], at=START)
    exactly = START + timedelta(days=360)
    assert [tie.strength for tie in live_ties(world.network, at=exactly)] == pytest.approx([0.25])
    assert live_ties(world.network, at=exactly + timedelta(hours=1)) == []


def test_layers_stay_apart_and_only_referrals_have_a_direction(two: tuple[Person, Person]) -> None:
    world, (one, other) = World(), two
    for layer in Layer:
        observe(SYSTEM, world.network, layer, [(other.pk, one.pk)], at=START)
    found = {tie.layer: (tie.source, tie.target, tie.strength) for tie in live_ties(world.network, at=START)}
    assert found.pop("referral") == (other.pk, one.pk, 1)
    assert set(found.values()) == {(one.pk, other.pk, 1)}
    assert len(found) == 4
    assert len(live_ties(world.network, layers=["walk", "case"], at=START)) == 2


def test_a_pair_counts_once_per_call_and_nobody_with_oneself(two: tuple[Person, Person]) -> None:
    world, (one, other) = World(), two
    pairs = [(one.pk, other.pk), (other.pk, one.pk), (one.pk, one.pk)]
    assert observe(SYSTEM, world.network, Layer.MEETING, pairs, at=START) == 1
    assert observe(SYSTEM, world.network, Layer.MEETING, [], at=START) == 0
    assert [tie.strength for tie in live_ties(world.network, at=START)] == [1]


def test_what_has_not_begun_is_not_there_yet(two: tuple[Person, Person]) -> None:
    world, (one, other) = World(), two
    observe(SYSTEM, world.network, Layer.WALK, [(one.pk, other.pk)], at=START)
    assert live_ties(world.network, at=START - timedelta(days=1)) == []


def test_a_tie_so_old_that_nothing_is_left_is_no_error(two: tuple[Person, Person]) -> None:
    world, (one, other) = World(), two
    observe(SYSTEM, world.network, Layer.WALK, [(one.pk, other.pk)], at=START - timedelta(days=365 * 900))
    assert live_ties(world.network, at=START) == []
    observe(SYSTEM, world.network, Layer.WALK, [(one.pk, other.pk)], at=START)
    assert [tie.strength for tie in live_ties(world.network, at=START)] == [1]


def test_all_pairs_of_a_meeting_take_one_statement(django_assert_num_queries: Callable[..., Any]) -> None:
    world = World()
    people = [person(f"P{number}").pk for number in range(12)]
    pairs = [(one, other) for one in people for other in people]
    assert world.network
    with django_assert_num_queries(4):  # the half-life and the statement, between the two of a transaction
        assert observe(SYSTEM, world.network, Layer.MEETING, pairs) == 66
    with django_assert_num_queries(1):
        assert len(live_ties(world.network)) == 66


def test_contacts_of_are_those_of_all_layers(two: tuple[Person, Person], django_assert_num_queries: Any) -> None:
    world, (one, other), third = World(), two, person("Cas")
    with moved_to(START):
        observe(SYSTEM, world.network, Layer.WALK, [(one.pk, other.pk)])
        observe(SYSTEM, world.network, Layer.REFERRAL, [(third.pk, one.pk)])
        with django_assert_num_queries(1):
            found = contacts_of(world.network.pk, [one.pk, other.pk])
        assert found == {one.pk: {other.pk, third.pk}, other.pk: {one.pk}}
        with django_assert_num_queries(0):
            assert contacts_of(world.network.pk, []) == {}


def test_contacts_of_another_network_stay_there(two: tuple[Person, Person]) -> None:
    world, elsewhere, (one, other) = World(), World("elders"), two
    observe(SYSTEM, elsewhere.network, Layer.MEETING, [(one.pk, other.pk)])
    assert contacts_of(world.network.pk, [one.pk]) == {one.pk: set()}
    assert contacts_of(elsewhere.network.pk, [one.pk]) == {one.pk: {other.pk}}


def test_only_who_works_there_lets_ties_be_seen_there(two: tuple[Person, Person]) -> None:
    world, elsewhere, (one, other) = World(), World("elders"), two
    assert observe(world.gp, world.network, Layer.MEETING, [(one.pk, other.pk)]) == 1
    with pytest.raises(NotAllowed):
        observe(world.gp, elsewhere.network, Layer.MEETING, [(one.pk, other.pk)])
