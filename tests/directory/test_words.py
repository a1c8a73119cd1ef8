"""Opening hours, distances and facts as people say them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from kortelijn.directory.distance import Point, distance_words, metres_between, walking_minutes, walking_words
from kortelijn.directory.facts import (
    address_words,
    age_words,
    cost_words,
    freshness_words,
    languages_words,
    months_unconfirmed,
)
from kortelijn.directory.hour_words import hours_words, opening_words, weekday_words
from kortelijn.directory.hours import next_opening
from kortelijn.directory.models import Location, Schedule, Service
from kortelijn.kernel.clock import AMSTERDAM
from tests.directory.test_hours import schedule

TODAY = date(2026, 3, 3)  # a Tuesday
DAM, HAGUE = Point(52.3731, 4.8926), Point(52.0799, 4.3113)


@pytest.mark.parametrize(("rule", "hour", "words"), [
    ("FREQ=WEEKLY;BYDAY=TU", 12, "nu open tot 13.30"),
    ("FREQ=WEEKLY;BYDAY=TU", 9, "vandaag 12.00"),
    ("FREQ=WEEKLY;BYDAY=WE", 9, "morgen 12.00"),
    ("FREQ=WEEKLY;BYDAY=SA", 9, "zaterdag 12.00"),
    ("FREQ=WEEKLY;BYDAY=TU", 14, "10 maart 12.00"),
    ("FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=5", 9, "5 januari 2027 12.00"),
])  # fmt: skip
def test_when_it_opens_next(rule: str, hour: int, words: str) -> None:
    at = datetime(2026, 3, 3, hour, tzinfo=AMSTERDAM)
    opening = next_opening([schedule(rule)], at)
    assert opening is not None
    assert opening_words(opening, at) == words


def test_without_an_hour_only_the_day_is_said() -> None:
    at = datetime(2026, 3, 3, 9, tzinfo=AMSTERDAM)
    opening = next_opening([schedule("FREQ=DAILY", "", "")], at)
    assert opening is not None
    assert opening_words(opening, at) == "vandaag"


def test_day_and_night() -> None:
    at = datetime(2026, 3, 3, 9, tzinfo=AMSTERDAM)
    opening = next_opening([schedule("FREQ=DAILY", "00:00", "23:59")], at)
    assert opening is not None
    assert opening_words(opening, at) == "nu open, dag en nacht"


HOURS: list[tuple[list[Schedule], str]] = [
    ([], ""),
    ([schedule()], "di en do 12.00-13.30"),
    ([schedule("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "09:00", "17:00")], "ma t/m vr 9.00-17.00"),
    ([schedule("FREQ=WEEKLY;BYDAY=MO,WE,SU")], "ma, wo en zo 12.00-13.30"),
    ([schedule("FREQ=DAILY")], "elke dag 12.00-13.30"),
    ([schedule("FREQ=DAILY", "00:00", "23:59")], "elke dag dag en nacht"),
    ([schedule("FREQ=WEEKLY;BYDAY=TH"), schedule("FREQ=WEEKLY;BYDAY=TU")], "di en do 12.00-13.30"),
    ([schedule("FREQ=WEEKLY;BYDAY=WE", "19:00", "21:00"), schedule("FREQ=WEEKLY;BYDAY=MO")],
     "ma 12.00-13.30; wo 19.00-21.00"),
    ([schedule("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", dtstart=date(2026, 1, 6))], "om de week op dinsdag 12.00-13.30"),
    ([schedule("FREQ=WEEKLY;INTERVAL=3;BYDAY=TU", dtstart=date(2026, 1, 6))], "elke 3 weken op dinsdag 12.00-13.30"),
    ([schedule("FREQ=MONTHLY;BYDAY=1WE")], "elke 1e woensdag van de maand 12.00-13.30"),
    ([schedule("FREQ=MONTHLY;BYDAY=1WE,3WE")], "elke 1e woensdag en 3e woensdag van de maand 12.00-13.30"),
    ([schedule("FREQ=MONTHLY;BYDAY=-1FR")], "elke laatste vrijdag van de maand 12.00-13.30"),
    ([schedule("FREQ=MONTHLY;BYMONTHDAY=15")], "op de 15e van de maand 12.00-13.30"),
    ([schedule(opens="10:00", closes="")], "di en do vanaf 10.00"),
    ([schedule(opens="", closes="10:00")], "di en do tot 10.00"),
    ([schedule(closes="23:59")], "di en do 12.00-24.00"),
    ([schedule("", "", "", notes="Bel voor een tijd")], "Bel voor een tijd"),
    ([schedule(valid_to=date(2026, 2, 1))], ""),
    ([schedule(valid_from=date(2026, 4, 1), valid_to=date(2026, 6, 1))],
     "di en do (vanaf 1 april tot en met 1 juni) 12.00-13.30"),
]  # fmt: skip


@pytest.mark.parametrize(("schedules", "words"), HOURS, ids=[words or "niets" for _s, words in HOURS])
def test_opening_hours_in_one_line(schedules: list[Schedule], words: str) -> None:
    assert hours_words(schedules, TODAY) == words


def test_hours_are_said_in_english_too() -> None:
    with translation.override("en"):
        assert weekday_words([1, 3]).startswith("Tue")


@given(st.sets(st.integers(0, 6)))
def test_weekdays_are_all_named(days: set[int]) -> None:
    words = weekday_words(days)
    assert bool(words) == bool(days)
    assert len(words) <= len("ma, di, wo, do, vr en zo")


def test_amsterdam_is_fifty_kilometres_from_the_hague() -> None:
    assert 50_000 < metres_between(DAM, HAGUE) < 52_500
    assert metres_between(DAM, DAM) == 0


def points() -> st.SearchStrategy[Point]:
    return st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))


@given(points(), points(), points())
def test_distance_is_a_distance(a: Point, b: Point, c: Point) -> None:
    assert metres_between(a, b) == pytest.approx(metres_between(b, a), abs=1e-3)
    assert metres_between(a, c) <= metres_between(a, b) + metres_between(b, c) + 1e-2


@given(st.lists(st.floats(0, 50_000), min_size=2))
def test_what_is_farther_never_takes_less(distances: list[float]) -> None:
    assert all(walking_minutes(one) <= walking_minutes(two) for one, two in pairwise(sorted(distances)))


@pytest.mark.parametrize(("metres", "walk", "distance"), [
    (0, "1 min lopen", "50 m"), (300, "5 min lopen", "400 m"), (1800, "30 min lopen", "2,3 km"),
    (3000, "3,9 km", "3,9 km"),
])  # fmt: skip
def test_a_walk_in_words(metres: float, walk: str, distance: str) -> None:
    assert (walking_words(metres), distance_words(metres)) == (walk, distance)


def service(**fields: Any) -> Service:
    return Service(name="Taalcafé", **fields)


@pytest.mark.parametrize(("low", "high", "words"), [
    (None, None, "alle leeftijden"), (0, None, "alle leeftijden"), (18, None, "vanaf 18 jaar"),
    (None, 12, "tot en met 12 jaar"), (4, 12, "4 tot en met 12 jaar"),
])  # fmt: skip
def test_ages_in_words(low: int | None, high: int | None, words: str) -> None:
    assert age_words(service(minimum_age=low, maximum_age=high)) == words


@pytest.mark.parametrize(("amount", "text", "words"), [
    (None, "", ""), (Decimal(0), "", "gratis"), (Decimal(4), "", "€ 4"), (Decimal("2.50"), "", "€ 2,50"),
    (Decimal(4), "€ 4 per maaltijd", "€ 4 per maaltijd"),
])  # fmt: skip
def test_costs_in_words(amount: Decimal | None, text: str, words: str) -> None:
    assert cost_words(service(cost_amount=amount, cost_text=text)) == words


@pytest.mark.parametrize(("confirmed", "months", "words"), [
    (datetime(2026, 3, 1, tzinfo=UTC), 0, "1 maart 2026"),
    (datetime(2026, 2, 3, tzinfo=UTC), 1, "3 februari 2026, 1 maand geleden"),
    (datetime(2025, 3, 4, tzinfo=UTC), 11, "4 maart 2025, 11 maanden geleden"),
])  # fmt: skip
def test_how_long_ago_it_was_checked(confirmed: datetime, months: int, words: str) -> None:
    at = datetime(2026, 3, 3, 12, tzinfo=UTC)
    assert (months_unconfirmed(service(confirmed_at=confirmed), at)) == months
    assert freshness_words(service(confirmed_at=confirmed), at) == f"Nagekeken op {words}"


def test_languages_and_addresses_in_words() -> None:
    assert languages_words(["nl", "tr", "ary"]) == "Nederlands, Turks en Marokkaans Arabisch"
    assert languages_words(["xx"]) == "xx"
    assert (
        address_words(Location(address="Kade 12", postal_code="2515 XK", city="Den Haag"))
        == "Kade 12, 2515 XK Den Haag"
    )
    assert address_words(Location(city="Den Haag")) == "Den Haag"
