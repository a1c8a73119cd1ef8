"""The measure, without database: what weighs, what counts against, and who takes turns."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kortelijn.directory.models import Service
from kortelijn.finding.rank import Candidate, Wanted, needs_read, rank, suits_age

DAY = date(2026, 11, 23)
LONELY = Wanted(domains={"netwerk": 1.0, "voeding": 0.8})


def candidate(*domains: str, **facts: Any) -> Candidate:
    about_service = {name: facts.pop(name) for name in list(facts) if name not in Candidate.__dataclass_fields__}
    return Candidate(Service(**({"name": "Aanbod", "domains": list(domains)} | about_service)), **facts)


def order(candidates: dict[str, Candidate], wanted: Wanted = LONELY, day: date = DAY) -> list[str]:
    names = {id(each): name for name, each in candidates.items()}
    return [names[id(fit.candidate)] for fit in rank(candidates.values(), wanted, day)]


def test_the_main_domain_weighs_most_and_more_domains_weigh_more() -> None:
    offer = {
        "both": candidate("netwerk", "voeding"),
        "main": candidate("netwerk"),
        "second": candidate("geld", "netwerk"),
        "other": candidate("geld"),
    }
    assert order(offer) == ["both", "main", "second"]


def test_an_entry_without_domains_is_read_and_counts_for_less() -> None:
    offer = {
        "read": candidate(description="Schulden en post: wij maken samen de dichte enveloppen open."),
        "declared": candidate("geld", description="Schulden en post: wij maken samen de dichte enveloppen open."),
        "other": candidate(description="Samen zingen op zondag."),
    }
    assert order(offer, Wanted(domains={"geld": 1.0})) == ["declared", "read"]


def test_finer_needs_and_shared_words_decide_between_the_same_domains() -> None:
    offer = {
        "far": candidate("netwerk", description="Een koor voor wie graag zingt."),
        "close": candidate("netwerk", description="Een maatje om samen mee te wandelen."),
    }
    wanted = Wanted(domains={"netwerk": 1.0}, needs={"netwerk.maatje": 0.8}, terms=frozenset({"wandelen"}))
    assert order(offer, wanted) == ["close", "far"]


def test_a_shared_word_finds_what_has_another_domain() -> None:
    offer = {"bike": candidate("bewegen", name="Fietswerkplaats"), "other": candidate("bewegen")}
    assert order(offer, Wanted(domains={"taal": 1.0}, terms=frozenset({"fietswerkplaats"}))) == ["bike"]


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"step": "informal"}, {"step": "specialist"}),
        ({"metres": 100.0}, {"metres": 4000.0}),
        ({"opens_in": timedelta(hours=2)}, {"opens_in": timedelta(days=30)}),
        ({"capacity_available": 3}, {"capacity_available": 0}),
        ({"months_unconfirmed": 1}, {"months_unconfirmed": 9}),
    ],
    ids=["step", "distance", "open", "room", "fresh"],
)
def test_each_factor_decides_between_equals(better: dict[str, Any], worse: dict[str, Any]) -> None:
    assert order({"worse": candidate("netwerk", **worse), "better": candidate("netwerk", **better)}) == [
        "better",
        "worse",
    ]


def test_a_heavy_need_looks_for_a_heavier_step_first() -> None:
    heavy = Wanted(domains={"psychisch": 1.0}, step="specialist")
    offer = {"club": candidate("psychisch", step="informal"), "clinic": candidate("psychisch", step="specialist")}
    assert order(offer, heavy) == ["clinic", "club"]


def test_who_is_too_young_is_not_sent_there() -> None:
    assert order({"old": candidate("netwerk", minimum_age=65)}, Wanted(domains={"netwerk": 1.0}, age=30)) == []
    assert order({"old": candidate("netwerk", minimum_age=65)}, Wanted(domains={"netwerk": 1.0})) == ["old"]


@given(age=st.integers(0, 110), low=st.none() | st.integers(0, 110), high=st.none() | st.integers(0, 110))
def test_age_bounds_are_inclusive(age: int, low: int | None, high: int | None) -> None:
    service = Service(minimum_age=low, maximum_age=high)
    assert suits_age(service, age) == ((low is None or low <= age) and (high is None or age <= high))
    assert suits_age(service, None)


def test_equals_take_turns_from_day_to_day_and_keep_their_place_within_one() -> None:
    offer = {str(number): candidate("netwerk") for number in range(6)}
    assert order(offer) == order(dict(reversed(offer.items())))
    firsts = {order(offer, day=DAY + timedelta(days=ahead))[0] for ahead in range(40)}
    assert len(firsts) > 3


def test_everything_that_was_heard_gets_a_turn() -> None:
    offer = {f"lonely {number}": candidate("netwerk") for number in range(4)} | {"poor": candidate("geld")}
    wanted = Wanted(domains={"netwerk": 1.0, "geld": 0.8})
    assert order(offer, wanted).index("poor") == 2


def test_nothing_is_wanted_nothing_is_found() -> None:
    assert order({"any": candidate("netwerk")}, Wanted()) == []


def test_an_unchanged_text_is_read_once() -> None:
    needs_read.cache_clear()
    assert needs_read("Samen eten in het buurthuis.") is needs_read("Samen eten in het buurthuis.")
    assert needs_read.cache_info().misses == 1
