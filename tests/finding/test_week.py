"""Hours as a table of a week: never less than what is really open."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kortelijn.directory.hours import is_open, is_open_on
from kortelijn.directory.models import Schedule
from kortelijn.finding.week import CLOSED, NO_HOURS, Rhythm, week_of
from kortelijn.kernel.clock import local

MONDAY = date(2026, 11, 23)
RULES = (
    "FREQ=WEEKLY;BYDAY=MO,WE", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "FREQ=MONTHLY;BYDAY=1WE", "FREQ=DAILY",
    "FREQ=WEEKLY;BYDAY=FR;UNTIL=20261210", "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=5",
)  # fmt: skip


def hours(rule: str, opens: time | None = time(10), closes: time | None = time(12, 20), **fields: object) -> Schedule:
    return Schedule(rrule=rule, opens_at=opens, closes_at=closes, **fields)


def test_a_weekly_hour_stands_in_the_table_rounded_outward() -> None:
    week = week_of([hours("FREQ=WEEKLY;BYDAY=MO", time(9, 50))], MONDAY)
    assert week.week[0] == (39, 50)
    assert week.week[1:] == (CLOSED,) * 6
    assert (week.rhythm, week.open_days, week.until) == (Rhythm.WEEKLY, 1, None)


def test_a_break_at_noon_is_not_remembered_and_a_holiday_does_not_matter() -> None:
    two = [hours("FREQ=DAILY", time(9), time(12)), hours("FREQ=DAILY", time(13), None, notes="niet op feestdagen")]
    assert set(week_of(two, date(2026, 12, 20)).week) == {(36, 96)}


@pytest.mark.parametrize(
    ("rule", "rhythm"),
    [("FREQ=MONTHLY;BYDAY=1WE", Rhythm.NOW_AND_THEN), ("FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=5", Rhythm.LATER)],
)
def test_what_is_not_weekly_says_so(rule: str, rhythm: Rhythm) -> None:
    assert week_of([hours(rule)], MONDAY).rhythm == rhythm


def test_without_rules_nothing_is_known() -> None:
    assert week_of([Schedule(notes="op afspraak")], MONDAY) == NO_HOURS


def test_hours_that_change_are_looked_at_again() -> None:
    ends = hours("FREQ=DAILY", valid_to=MONDAY + timedelta(days=3))
    begins = hours("FREQ=DAILY", valid_from=MONDAY + timedelta(days=2))
    assert week_of([ends], MONDAY).until == MONDAY + timedelta(days=4)
    assert week_of([begins, ends], MONDAY).until == MONDAY + timedelta(days=2)
    assert week_of([hours(RULES[4])], MONDAY).until == MONDAY + timedelta(days=28)


@given(st.lists(st.sampled_from(RULES), min_size=1, max_size=3), st.integers(0, 27 * 24 * 4))
def test_whatever_is_open_may_be_open_by_the_table(rules: list[str], quarters: int) -> None:
    rows = [hours(rule, closes=time(18)) for rule in rules]
    week, at = week_of(rows, MONDAY), datetime(2026, 11, 23, tzinfo=UTC) + timedelta(minutes=15 * quarters)
    day = local(at).date()
    if is_open_on(rows, day):
        assert week.open_days & 1 << day.weekday()
    if is_open(rows, at) and not week.now_and_then & 1 << day.weekday():
        opens, closes = week.week[day.weekday()]
        assert opens <= (local(at).hour * 60 + local(at).minute) // 15 < closes
