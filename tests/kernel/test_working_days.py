"""Deadlines in Dutch working days."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kortelijn.kernel.clock import local, moved_to, now, today
from kortelijn.kernel.working_days import (
    after_working_days,
    is_working_day,
    next_working_day,
    working_days_between,
)

MOMENTS = st.datetimes(min_value=datetime(2020, 1, 1), max_value=datetime(2035, 1, 1)).map(
    lambda moment: moment.replace(tzinfo=UTC)
)


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("2026-11-20T10:00", 1, date(2026, 11, 23)),  # Friday -> Monday
        ("2026-12-24T10:00", 1, date(2026, 12, 28)),  # over Christmas and the weekend
        ("2026-04-24T10:00", 2, date(2026, 4, 29)),  # over King's Day, Monday 27 April
        ("2026-03-28T23:30", 1, date(2026, 3, 30)),  # already Sunday in the Netherlands, and the clocks change
    ],
)
def test_a_term_skips_weekends_and_holidays(start: str, days: int, end: date) -> None:
    due = local(after_working_days(datetime.fromisoformat(start).replace(tzinfo=UTC), days))
    assert (due.date(), due.hour, due.minute) == (end, 17, 0)


@given(MOMENTS, st.integers(1, 30))
def test_a_term_ends_on_a_working_day_that_many_days_on(moment: datetime, days: int) -> None:
    due = after_working_days(moment, days)
    assert is_working_day(local(due).date())
    assert working_days_between(moment, due) == days
    assert due > moment


@given(MOMENTS)
def test_the_next_working_day_is_soon(moment: datetime) -> None:
    assert timedelta(0) < next_working_day(moment.date()) - moment.date() <= timedelta(days=6)


def test_no_term_of_zero_days() -> None:
    with pytest.raises(ValueError, match="at least one"):
        after_working_days(now(), 0)


def test_the_clock_moves_only_inside_its_block() -> None:
    with moved_to(datetime(2025, 1, 1, 23, 30, tzinfo=UTC)):
        assert today() == date(2025, 1, 2)
    assert today() >= date(2026, 1, 1)
