"""From a rule to days: weeks, two weeks, a day of the month, once; holidays and what is otherwise."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kortelijn.kernel.actor import SYSTEM
from kortelijn.kernel.errors import Refused
from kortelijn.rota import actions
from kortelijn.rota.models import Shift
from kortelijn.rota.patterns import Pattern, Rhythm, in_order, pattern_of, pattern_words
from kortelijn.rota.timetable import days_of, sessions
from tests.rota.conftest import MONDAY, TUESDAY, Practice

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
repeating = st.sampled_from([each.value for each in Rhythm if each != Rhythm.ONCE])


@given(rhythm=repeating, days=st.sets(st.sampled_from(DAYS), min_size=1))
def test_a_choice_becomes_a_rule_and_that_rule_the_choice(rhythm: str, days: set[str]) -> None:
    pattern = Pattern(rhythm, in_order(list(days)))
    assert pattern_of(pattern.rule) == pattern


@given(
    rhythm=repeating,
    days=st.sets(st.sampled_from(DAYS), min_size=1),
    first=st.dates(date(2025, 1, 1), date(2028, 1, 1)),
)
def test_every_day_of_a_turn_is_one_that_was_chosen_and_in_time(rhythm: str, days: set[str], first: date) -> None:
    shift = Shift(
        rrule=Pattern(rhythm, in_order(list(days))).rule, first_day=first, last_day=first + timedelta(days=90)
    )
    found = list(days_of(shift, first - timedelta(days=40), first + timedelta(days=200)))
    assert found == sorted(set(found))
    assert all(DAYS[day.weekday()] in days for day in found)
    assert all(first <= day <= first + timedelta(days=90) for day in found)
    assert found or rhythm not in (Rhythm.WEEKLY, Rhythm.BIWEEKLY)


def test_every_other_week_counts_from_the_week_of_the_first_day() -> None:
    shift = Shift(rrule=Pattern(Rhythm.BIWEEKLY, ("TU",)).rule, first_day=date(2026, 11, 6))
    assert list(days_of(shift, date(2026, 11, 1), date(2026, 12, 31)))[:2] == [date(2026, 11, 17), date(2026, 12, 1)]


def test_once_is_once() -> None:
    shift = Shift(rrule=Pattern(Rhythm.ONCE).rule, first_day=TUESDAY)
    assert list(days_of(shift, date(2026, 1, 1), date(2027, 12, 31))) == [TUESDAY]
    assert pattern_words(shift.rrule, TUESDAY) == "één keer, op 24 november 2026"


def test_a_public_holiday_is_closed_unless_the_house_says_otherwise(practice: Practice) -> None:
    practice.shift(rrule="FREQ=WEEKLY;BYDAY=FR")
    christmas = date(2026, 12, 25)
    assert not sessions([Shift.objects.with_all().get()], christmas, christmas)[0].is_on
    actions.agree_with_house(SYSTEM, practice.house, open_on_holidays=True)
    assert sessions([Shift.objects.with_all().get()], christmas, christmas)[0].is_on


def test_a_day_that_is_otherwise(practice: Practice) -> None:
    shift, next_week = practice.shift(), TUESDAY + timedelta(days=7)
    actions.move_hours(SYSTEM, shift, TUESDAY, opens_at=time(10), closes_at=time(12))
    actions.cover(SYSTEM, shift, next_week, seat=practice.deputy_seat)
    first, second = sessions([Shift.objects.with_all().get()], MONDAY, next_week)
    assert (first.opens_at, first.closes_at, first.seat) == (time(10), time(12), practice.link_seat)
    assert (second.opens_at, second.seat) == (time(9), practice.deputy_seat)


@pytest.mark.parametrize("day", [MONDAY, date(2026, 10, 27)])
def test_only_a_day_of_the_turn_can_be_otherwise(practice: Practice, day: date) -> None:
    with pytest.raises(Refused, match="Op die dag is dit spreekuur er niet"):
        actions.call_off(SYSTEM, practice.shift(), day)
