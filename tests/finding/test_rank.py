"""The measure, without database: what weighs, what counts against, and who takes turns."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kortelijn.directory.distance import Point, metres_between
from kortelijn.finding.factors import distances
from kortelijn.finding.listings import Entry, Listings, packed
from kortelijn.finding.rank import Wanted, rank, score, suits_age
from kortelijn.finding.reading import Reading
from kortelijn.finding.week import CLOSED, WEEK, Rhythm, WeekHours

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # a Monday, ten in the morning in the Netherlands
DAY = NOW.date()
HERE = Point(52.068, 4.32)
LONELY = Wanted(domains={"netwerk": 1.0, "voeding": 0.8})
ALL_DAY = WeekHours(week=((36, 68),) * WEEK, rhythm=Rhythm.WEEKLY)
NEXT_YEAR = WeekHours(week=(CLOSED,) * WEEK, rhythm=Rhythm.LATER)


def entry(*domains: str, **facts: Any) -> Entry:
    return Entry(**({"name": "Aanbod", "domains": domains} | facts))


def listings(entries: dict[str, Entry], readings: dict[str, Reading] | None = None) -> Listings:
    if readings is None:
        return Listings.of_entries(entries.values())
    rows = [packed(each, readings.get(name, Reading({}, ()))) for name, each in entries.items()]
    return Listings.of_rows(rows)


def named(entries: dict[str, Entry]) -> dict[str, Entry]:
    """With a text of its own each has a key of its own."""
    return {name: Entry(**{each: getattr(one, each) for each in one.__slots__} | {"name": f"{one.name} {place}"})
            for place, (name, one) in enumerate(entries.items())}  # fmt: skip


def order(entries: dict[str, Entry], wanted: Wanted = LONELY, day: date = DAY) -> list[str]:
    told = named(entries)
    names = {each.id: name for name, each in told.items()}
    return [names[fit.service] for fit in rank(listings(told), wanted, day)]


def test_the_main_domain_weighs_most_and_more_domains_weigh_more() -> None:
    offer = {
        "both": entry("netwerk", "voeding"),
        "main": entry("netwerk"),
        "second": entry("geld", "netwerk"),
        "other": entry("geld"),
    }
    assert order(offer) == ["both", "main", "second"]


def test_an_entry_without_domains_is_read_and_counts_for_less() -> None:
    offer = {
        "read": entry(description="Schulden en post: wij maken samen de dichte enveloppen open."),
        "declared": entry("geld", description="Schulden en post: wij maken samen de dichte enveloppen open."),
        "other": entry(description="Samen zingen op zondag."),
    }
    assert order(offer, Wanted(domains={"geld": 1.0}, needs={"geld.post": 0.8}))[:2] == ["declared", "read"]


def test_finer_needs_and_shared_words_decide_between_the_same_domains() -> None:
    offer = {
        "far": entry("netwerk", description="Een koor voor wie graag zingt."),
        "close": entry("netwerk", description="Een maatje om samen mee te wandelen."),
    }
    wanted = Wanted(domains={"netwerk": 1.0}, needs={"netwerk.maatje": 0.8}, terms=frozenset({"wandelen"}))
    assert order(offer, wanted) == ["close", "far"]


def test_a_shared_word_finds_what_has_another_domain() -> None:
    offer = {"bike": entry("bewegen", name="Fietswerkplaats"), "other": entry("bewegen")}
    assert order(offer, Wanted(domains={"taal": 1.0}, terms=frozenset({"fietswerkplaats"}))) == ["bike"]


def test_a_shared_need_finds_what_has_another_domain() -> None:
    offer = {"mate": entry("bewegen"), "other": entry("bewegen", name="Koor")}
    readings = {"mate": Reading({"netwerk.maatje": 0.9}, ())}
    fits = rank(listings(offer, readings), Wanted(domains={"netwerk": 1.0}, needs={"netwerk.maatje": 0.8}), DAY)
    assert [(fit.service, fit.codes, fit.closest) for fit in fits] == [(offer["mate"].id, (), "netwerk.maatje")]


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"step": "informal"}, {"step": "specialist"}),
        ({"latitude": 52.069, "longitude": 4.32}, {"latitude": 52.1, "longitude": 4.32}),
        ({"at_home": True, "latitude": 52.1, "longitude": 4.32}, {"latitude": 52.1, "longitude": 4.32}),
        ({"hours": ALL_DAY}, {"hours": NEXT_YEAR}),
        ({"capacity": 3}, {"capacity": 0}),
        ({"confirmed": DAY - timedelta(days=30)}, {"confirmed": DAY - timedelta(days=270)}),
        ({"languages": ["nl", "pl"]}, {"languages": ["nl", "tr"]}),
    ],
    ids=["step", "distance", "at home", "open", "room", "fresh", "language"],
)
def test_each_factor_decides_between_equals(better: dict[str, Any], worse: dict[str, Any]) -> None:
    wanted = Wanted(domains={"netwerk": 1.0}, near=HERE, at=NOW, languages=("pl",))
    offer = {"worse": entry("netwerk", **worse), "better": entry("netwerk", **better)}
    assert order(offer, wanted) == ["better", "worse"]
    assert order(dict(reversed(offer.items())), wanted) == ["better", "worse"]


def test_what_is_not_known_does_not_argue_against_a_service() -> None:
    offer = {"known": entry("netwerk", capacity=2, languages=["pl"]), "silent": entry("netwerk")}
    both = score(listings(offer), Wanted(domains={"netwerk": 1.0}, at=NOW, languages=("pl",)))
    assert both[0] == both[1]


def test_a_heavy_need_looks_for_a_heavier_step_first() -> None:
    heavy = Wanted(domains={"psychisch": 1.0}, step="specialist")
    offer = {"club": entry("psychisch", step="informal"), "clinic": entry("psychisch", step="specialist")}
    assert order(offer, heavy) == ["clinic", "club"]


def test_each_domain_has_its_own_first_step() -> None:
    wanted = Wanted(domains={"psychisch": 1.0, "netwerk": 1.0}, steps={"psychisch": "specialist"})
    offer = {
        "heavy contact": entry("netwerk", step="specialist"), "clinic": entry("psychisch", step="specialist"),
        "light mind": entry("psychisch", step="informal"), "club": entry("netwerk", step="informal"),
    }  # fmt: skip
    assert set(order(offer, wanted)[:2]) == {"clinic", "club"}


def test_what_a_network_agreed_weighs_more_than_how_near_it_is() -> None:
    offer = {
        "clinic next door": entry("psychisch", step="specialist", latitude=52.068, longitude=4.32),
        "club at half an hour": entry("psychisch", step="informal", latitude=52.083, longitude=4.32),
    }
    usual = Wanted(domains={"psychisch": 1.0}, steps={"psychisch": "informal"}, near=HERE, at=NOW)
    assert order(offer, usual) == ["clinic next door", "club at half an hour"]
    assert order(offer, replace(usual, agreed=frozenset({"psychisch"}))) == ["club at half an hour", "clinic next door"]


def test_who_is_too_young_is_not_sent_there() -> None:
    assert order({"old": entry("netwerk", minimum_age=65)}, Wanted(domains={"netwerk": 1.0}, age=30)) == []
    assert order({"old": entry("netwerk", minimum_age=65)}, Wanted(domains={"netwerk": 1.0})) == ["old"]


@given(age=st.integers(0, 110), low=st.none() | st.integers(0, 110), high=st.none() | st.integers(0, 110))
def test_age_bounds_are_inclusive(age: int, low: int | None, high: int | None) -> None:
    one = listings({"any": entry("netwerk", minimum_age=low, maximum_age=high)}, {})
    assert bool(suits_age(one, age)[0]) == ((low is None or low <= age) and (high is None or age <= high))
    assert suits_age(one, None)[0]


@given(latitude=st.floats(50.7, 53.6), longitude=st.floats(3.3, 7.3))
def test_distances_are_those_of_the_globe(latitude: float, longitude: float) -> None:
    one = listings({"any": entry(latitude=latitude, longitude=longitude)}, {})
    assert float(distances(one, HERE)[0]) == pytest.approx(metres_between(HERE, Point(latitude, longitude)), abs=3)


def test_equals_take_turns_from_day_to_day_and_keep_their_place_within_one() -> None:
    offer = {str(number): entry("netwerk", name=f"Aanbod {number}") for number in range(6)}
    one, other = listings(offer), listings(dict(reversed(offer.items())))
    wanted = Wanted(domains={"netwerk": 1.0})
    assert [fit.service for fit in rank(one, wanted, DAY)] == [fit.service for fit in rank(other, wanted, DAY)]
    firsts = {rank(one, wanted, DAY + timedelta(days=ahead))[0].service for ahead in range(40)}
    assert len(firsts) == 6


def test_everything_that_was_heard_gets_a_turn() -> None:
    offer = {f"lonely {number}": entry("netwerk") for number in range(4)} | {"poor": entry("geld")}
    wanted = Wanted(domains={"netwerk": 1.0, "geld": 0.9})
    assert order(offer, wanted).index("poor") == 2


def test_a_service_with_more_places_is_there_once_at_its_best_place() -> None:
    key = entry("netwerk").id
    offer = {
        "far": entry("netwerk", key=key, latitude=52.2, longitude=4.4),
        "near": entry("netwerk", key=key, latitude=52.068, longitude=4.321),
        "also far": entry("netwerk", key=key, latitude=52.3, longitude=4.4),
    }
    fits = rank(listings(offer), Wanted(domains={"netwerk": 1.0}, near=HERE), DAY)
    assert [fit.row for fit in fits] == [1]


def test_nothing_is_wanted_nothing_is_found() -> None:
    assert order({"any": entry("netwerk")}, Wanted()) == []
    assert rank(Listings(), LONELY, DAY) == []


def test_the_first_ten_of_many_are_the_best() -> None:
    offer = {str(number): entry("netwerk", name=f"Aanbod {number}", step="specialist") for number in range(900)}
    offer["best"] = entry("netwerk", name="De beste")
    assert rank(listings(offer, {}), Wanted(domains={"netwerk": 1.0}), DAY)[0].service == offer["best"].id


def test_only_some_of_them() -> None:
    offer = {"one": entry(name="Koor"), "other": entry(name="Klusdienst"), "third": entry(name="Eettafel")}
    readings = {"one": Reading({}, ("koor",)), "third": Reading({}, ("eettafel", "samen"))}
    kept = listings(offer, readings).only(np.array([True, False, True]))
    assert [kept.key_of(row) for row in range(2)] == [offer["one"].id, offer["third"].id]
    assert len(kept.terms) == 3
