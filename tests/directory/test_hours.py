"""When something is open: rules, Dutch clock time, summer and winter."""

import itertools
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from dateutil.rrule import rrulestr
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kortelijn.directory.hours import days, is_open, is_open_on, next_opening, openings
from kortelijn.directory.models import Schedule
from kortelijn.directory.rules import WEEKDAYS, counts_from_start
from kortelijn.kernel.clock import AMSTERDAM

MONDAY = date(2026, 3, 2)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), AMSTERDAM)


def schedule(
    rrule: str = "FREQ=WEEKLY;BYDAY=TU,TH", opens: str = "12:00", closes: str = "13:30", **more: Any
) -> Schedule:
    hours = {"opens_at": time.fromisoformat(opens) if opens else None,
             "closes_at": time.fromisoformat(closes) if closes else None}  # fmt: skip
    return Schedule(rrule=rrule, **hours, **more)


def test_the_next_opening_is_the_one_that_goes_on_now() -> None:
    opening = next_opening([schedule()], at(MONDAY + timedelta(days=1), 12, 30))
    assert opening is not None
    assert (opening.day, opening.opens_at) == (date(2026, 3, 3), time(12, 0))
    assert opening.is_on(at(date(2026, 3, 3), 12, 30))


def test_after_closing_time_it_is_the_next_day_of_the_rule() -> None:
    opening = next_opening([schedule()], at(date(2026, 3, 3), 13, 30))
    assert opening is not None
    assert opening.day == date(2026, 3, 5)


def test_of_several_schedules_the_first_counts() -> None:
    opening = next_opening([schedule(), schedule("FREQ=WEEKLY;BYDAY=MO", "19:00", "21:00")], at(MONDAY, 9))
    assert opening is not None
    assert opening.opens_at == time(19, 0)


def test_nothing_opens_without_schedule_or_with_words_only() -> None:
    assert next_opening([], at(MONDAY, 9)) is None
    assert next_opening([schedule("", notes="Bel voor een afspraak")], at(MONDAY, 9)) is None


def test_nothing_opens_after_the_last_day_or_before_the_first() -> None:
    past = schedule(valid_to=date(2026, 1, 1))
    assert next_opening([past], at(MONDAY, 9)) is None
    coming = schedule(valid_from=date(2026, 4, 1))
    opening = next_opening([coming], at(MONDAY, 9))
    assert opening is not None
    assert opening.day == date(2026, 4, 2)


def test_every_other_week_counts_from_the_first_day() -> None:
    biweekly = schedule("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", dtstart=date(2026, 2, 24))
    assert list(days(biweekly, MONDAY, date(2026, 3, 31))) == [date(2026, 3, 10), date(2026, 3, 24)]


def test_five_times_is_five_times() -> None:
    course = schedule("FREQ=WEEKLY;COUNT=5;BYDAY=WE", dtstart=date(2026, 1, 7))
    assert list(days(course, date(2026, 1, 1), date(2026, 12, 31)))[-1] == date(2026, 2, 4)


def test_the_first_wednesday_of_the_month() -> None:
    monthly = schedule("FREQ=MONTHLY;BYDAY=1WE")
    assert list(days(monthly, date(2026, 1, 1), date(2026, 3, 31))) == [
        date(2026, 1, 7),
        date(2026, 2, 4),
        date(2026, 3, 4),
    ]


def test_an_end_in_the_rule_with_a_time_is_a_day() -> None:
    until = schedule("FREQ=WEEKLY;BYDAY=TU;UNTIL=20260310T225959Z")
    assert list(days(until, MONDAY, date(2026, 4, 30))) == [date(2026, 3, 3), date(2026, 3, 10)]


@pytest.mark.parametrize(("notes", "open_on_kings_day"), [
    ("Niet op feestdagen", False), ("Gesloten op nationale feestdagen", False), ("", True),
    ("Ook open op feestdagen", True), ("Not available on public holidays", False),
])  # fmt: skip
def test_public_holidays_count_only_when_the_notes_say_so(notes: str, open_on_kings_day: bool) -> None:
    daily = schedule("FREQ=DAILY", notes=notes)
    assert is_open_on([daily], date(2026, 4, 27)) is open_on_kings_day


def test_hours_are_those_of_the_wall_clock_in_summer_and_winter() -> None:
    sunday = schedule("FREQ=WEEKLY;BYDAY=SU", "10:00", "12:00")
    winter, summer = (next(openings(sunday, day, day)) for day in (date(2026, 3, 22), date(2026, 3, 29)))
    assert (winter.start.hour, summer.start.hour) == (9, 8)
    assert is_open([sunday], at(date(2026, 3, 29), 10))
    assert not is_open([sunday], at(date(2026, 3, 29), 9, 59))


def test_the_hour_that_does_not_exist_does_not_open() -> None:
    night = schedule("FREQ=DAILY", "02:15", "02:45")
    (opening,) = openings(night, date(2026, 3, 29), date(2026, 3, 29))
    assert opening.end - opening.start == timedelta(minutes=30)
    gap = schedule("FREQ=DAILY", "02:30", "03:00")
    assert list(openings(gap, date(2026, 3, 29), date(2026, 3, 29))) == []


def test_in_the_long_night_an_opening_lasts_an_hour_longer() -> None:
    (opening,) = openings(schedule("FREQ=DAILY", "01:00", "05:00"), date(2026, 10, 25), date(2026, 10, 25))
    assert opening.end - opening.start == timedelta(hours=5)


def test_without_a_closing_time_nothing_is_surely_open() -> None:
    vague = schedule("FREQ=DAILY", "10:00", "")
    assert not is_open([vague], at(MONDAY, 11))
    assert is_open_on([vague], MONDAY)
    opening = next_opening([vague], at(MONDAY, 11))
    assert opening is not None
    assert opening.day == MONDAY


def moments() -> st.SearchStrategy[datetime]:
    return st.datetimes(datetime(2024, 1, 1), datetime(2028, 12, 31), timezones=st.just(UTC))


@st.composite
def schedules(draw: st.DrawFn) -> Schedule:
    """Any schedule that a directory may hold."""
    opens, closes = sorted(draw(st.lists(st.times(), min_size=2, max_size=2, unique=True)))
    on = ",".join(draw(st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=7, unique=True)))
    nth = draw(st.sampled_from(["1", "2", "3", "4", "-1"]))
    rule = draw(st.sampled_from([
        f"FREQ=WEEKLY;BYDAY={on}", f"FREQ=WEEKLY;INTERVAL=2;BYDAY={on}", "FREQ=DAILY", "FREQ=DAILY;INTERVAL=3",
        f"FREQ=MONTHLY;BYDAY={nth}{on[:2]}", "FREQ=MONTHLY;BYMONTHDAY=1,15,-1", "FREQ=MONTHLY", "FREQ=WEEKLY",
        f"FREQ=WEEKLY;COUNT=9;BYDAY={on}", f"FREQ=WEEKLY;BYDAY={on};UNTIL=20260601",
        f"FREQ=WEEKLY;BYMONTH=1,7;BYDAY={on}",
    ]))  # fmt: skip
    start = draw(st.dates(date(2024, 1, 1), date(2027, 1, 1)))
    last = draw(st.none() | st.dates(start, date(2028, 12, 31)))
    return Schedule(rrule=rule, opens_at=opens, closes_at=closes, dtstart=start, valid_to=last)


def by_definition(given: Schedule, first: date, last: date) -> Iterator[date]:
    """The same days, straight from dateutil without anything remembered or cut short."""
    start = given.dtstart or first
    rule = rrulestr(given.rrule, dtstart=datetime.combine(start, time.min))
    for moment in rule.between(datetime.combine(first, time.min), datetime.combine(last, time.min), inc=True):
        if given.valid_to is None or moment.date() <= given.valid_to:
            yield moment.date()


@settings(max_examples=150, deadline=None)
@given(schedules(), st.dates(date(2024, 1, 1), date(2028, 1, 1)), st.integers(0, 70))
def test_days_are_those_of_the_rule(given_schedule: Schedule, first: date, length: int) -> None:
    last = first + timedelta(days=length)
    assert list(days(given_schedule, first, last)) == list(by_definition(given_schedule, first, last))


@settings(max_examples=150, deadline=None)
@given(st.lists(schedules(), max_size=3), moments())
def test_the_next_opening_is_not_over_and_nothing_opens_before_it(several: list[Schedule], moment: datetime) -> None:
    opening = next_opening(several, moment)
    assume(opening is not None)
    assert opening is not None
    assert opening.start < opening.end
    assert opening.end > moment
    today = moment.astimezone(AMSTERDAM).date()
    earlier = [each for one in several for each in openings(one, today, opening.day) if each.end > moment]
    assert min(each.start for each in earlier) == opening.start


@settings(max_examples=150, deadline=None)
@given(st.lists(schedules(), max_size=3), moments())
def test_open_means_that_the_next_opening_goes_on(several: list[Schedule], moment: datetime) -> None:
    opening = next_opening(several, moment)
    assert is_open(several, moment) == (opening is not None and opening.start <= moment)


@settings(max_examples=100, deadline=None)
@given(schedules(), st.dates(date(2024, 1, 1), date(2028, 1, 1)))
def test_openings_of_one_schedule_never_overlap(given_schedule: Schedule, first: date) -> None:
    found = list(openings(given_schedule, first, first + timedelta(days=60)))
    assert all(one.end <= two.start for one, two in itertools.pairwise(found))


@given(schedules())
def test_a_rule_with_days_of_the_week_needs_no_first_day(given_schedule: Schedule) -> None:
    plain = "INTERVAL" not in given_schedule.rrule and "COUNT" not in given_schedule.rrule
    by_day = (
        "BYDAY" in given_schedule.rrule or "BYMONTHDAY" in given_schedule.rrule or given_schedule.rrule == "FREQ=DAILY"
    )
    assert counts_from_start(given_schedule.rrule) is not (plain and by_day)
