"""Turns of the rota count as opening hours of the service that somebody sits there for, to the day."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from kortelijn.directory.hours import openings
from kortelijn.directory.models import Location, Schedule, Service, ServiceAtLocation
from kortelijn.finding.filters import OPEN_NOW, OPEN_TODAY, Filters
from kortelijn.finding.find import find
from kortelijn.kernel.actor import SYSTEM
from kortelijn.kernel.clock import moved_to
from kortelijn.kernel.working_days import is_public_holiday
from kortelijn.rota import actions
from kortelijn.rota.hours import AHEAD, Otherwise, Turn, with_turns
from kortelijn.rota.models import Deviation
from tests.rota.conftest import TUESDAY, Practice

KIND = Deviation.Kind
A_DAY = timedelta(days=1)
QUESTION = "ik voel me eenzaam en wil mensen ontmoeten"


def at(hour: int, minute: int = 0, day: date = TUESDAY) -> datetime:
    """A moment on the clock of November, when it is an hour later here than in UTC."""
    return datetime(day.year, day.month, day.day, hour - 1, minute, tzinfo=UTC)


def found(practice: Practice, moment: datetime, which: str = OPEN_NOW) -> list[UUID]:
    with moved_to(moment):
        answer = find(practice.network, QUESTION, needs=["netwerk"], filters=Filters(open=which))
        return [each.service.pk for each in answer.results]


def test_who_sits_there_makes_the_service_open(practice: Practice) -> None:
    service = practice.service
    Schedule.objects.filter(service=service).delete()
    assert service.pk not in found(practice, at(10))
    shift = practice.shift(service=service)
    assert service.pk in found(practice, at(10))
    assert service.pk not in found(practice, at(12))
    assert service.pk in found(practice, at(8), OPEN_TODAY)
    deviation = actions.call_off(SYSTEM, shift, TUESDAY)
    assert service.pk not in found(practice, at(10))
    assert service.pk not in found(practice, at(8), OPEN_TODAY)
    assert service.pk in found(practice, at(10, day=TUESDAY + 7 * A_DAY))
    actions.restore_day(SYSTEM, deviation)
    assert service.pk in found(practice, at(10))
    actions.move_hours(SYSTEM, shift, TUESDAY, opens_at=time(14), closes_at=time(15))
    assert service.pk not in found(practice, at(10))
    assert service.pk in found(practice, at(14, 30))
    actions.stop_shift(SYSTEM, shift, last_day=TUESDAY - A_DAY)
    assert service.pk not in found(practice, at(14, 30))


def test_hours_of_the_directory_give_way_where_the_rota_tells_the_day(practice: Practice) -> None:
    service = practice.service
    Schedule.objects.filter(service=service).delete()
    here = ServiceAtLocation.objects.create(service=service, location=practice.house)
    for days, walk_in in (("TU,TH", True), ("TU", False)):
        Schedule.objects.create(service=service, at=here, rrule=f"FREQ=WEEKLY;BYDAY={days}", opens_at=time(9),
                                closes_at=time(10), walk_in=walk_in)  # fmt: skip
    shift = practice.shift(service=service)
    assert service.pk in found(practice, at(11))
    actions.call_off(SYSTEM, shift, TUESDAY)
    assert service.pk not in found(practice, at(11))
    assert service.pk in found(practice, at(9, 30))  # by appointment, which the rota says nothing of
    Schedule.objects.filter(walk_in=False).delete()
    assert service.pk not in found(practice, at(9, 30))
    assert service.pk in found(practice, at(9, 30, day=TUESDAY + 2 * A_DAY))


def test_another_service_takes_the_hours_along(practice: Practice) -> None:
    shift = practice.shift(service=practice.service)
    Schedule.objects.all().delete()
    actions.change_shift(SYSTEM, shift, service=None)
    assert practice.service.pk not in found(practice, at(10))
    actions.change_shift(SYSTEM, shift, service=practice.service)
    assert practice.service.pk in found(practice, at(10))


def test_the_rota_costs_finding_no_statement(
    practice: Practice, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    practice.shift(service=practice.service)
    with moved_to(at(10)), django_assert_num_queries(5):
        find(practice.network, QUESTION, needs=["netwerk"])


def test_the_map_says_where_one_can_walk_in_today(practice: Practice) -> None:
    Schedule.objects.filter(service=practice.service).delete()
    Location.objects.filter(pk=practice.house.pk).update(latitude=52.07, longitude=4.31)
    shift = practice.shift(service=practice.service)
    address = f"/hulp/{practice.network.slug}/kaart/?plek={practice.house.pk}"
    with moved_to(at(8)):
        card = Client().get(address).content.decode()
        assert "9.00–11.30" in card[card.index("Vandaag binnenlopen") : card.index("Wat is hier?")]
        assert "vandaag inloop" in Client().get(f"/hulp/{practice.network.slug}/kaart/").content.decode()
        actions.call_off(SYSTEM, shift, TUESDAY)
        page = Client().get(f"/hulp/{practice.network.slug}/kaart/").content.decode()
        assert "De Spoorbrug" in page
        assert "vandaag inloop" not in page


PLACE = Location(name="Hier")
BEGIN = date(2026, 11, 22)
rules = st.sampled_from([
    "FREQ=WEEKLY;BYDAY=TU", "FREQ=WEEKLY;BYDAY=MO,FR", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", "FREQ=MONTHLY;BYDAY=1WE",
])  # fmt: skip
offsets = st.integers(0, AHEAD.days)
others = st.dictionaries(offsets, st.sampled_from(list(KIND)), max_size=6)


def service_here() -> tuple[Service, ServiceAtLocation]:
    service = Service(name="Inloop")
    here = ServiceAtLocation(service=service, location=PLACE)
    service._prefetched_objects_cache = {"at_locations": ServiceAtLocation.objects.none()}  # type: ignore[attr-defined]
    service._prefetched_objects_cache["at_locations"]._result_cache = [here]  # type: ignore[attr-defined]
    return service, here


@given(rules, others, st.booleans(), st.integers(-40, 20), st.none() | st.integers(0, 80), st.booleans())
def test_every_day_is_open_as_the_rota_has_it(
    rule: str, others: dict[int, str], holidays: bool, first: int, last: int | None, told_twice: bool
) -> None:
    begins = BEGIN + first * A_DAY
    ends = None if last is None else max(begins, BEGIN + last * A_DAY)
    service, here = service_here()
    again = Schedule(service=service, at=here, rrule=rule, dtstart=begins, valid_from=begins, valid_to=ends,
                     opens_at=time(9), closes_at=time(11))  # fmt: skip
    hours = Schedule.objects.none()
    hours._result_cache = [again] if told_twice else []
    service._prefetched_objects_cache["schedules"] = hours  # type: ignore[attr-defined]
    ruled = {opening.day for opening in openings(again, BEGIN, BEGIN + AHEAD)}
    otherwise = {BEGIN + offset * A_DAY: kind for offset, kind in others.items() if BEGIN + offset * A_DAY in ruled}
    turn = Turn(
        PLACE, rule, begins, ends, time(9), time(11), True, holidays,
        tuple(
            Otherwise(day, kind, *((time(14), time(15)) if kind == KIND.MOVED else (None, None)))
            for day, kind in otherwise.items()
        ),
    )  # fmt: skip
    told = [each for row in with_turns(service, [turn], BEGIN) for each in openings(row, BEGIN, BEGIN + AHEAD)]
    expected = {}
    for day in ruled:
        kind = otherwise.get(day)
        if kind == KIND.MOVED:
            expected[day] = time(14)
        elif kind == KIND.COVERED or (kind is None and (holidays or not is_public_holiday(day))):
            expected[day] = time(9)
    assert sorted((each.day, each.opens_at) for each in told) == sorted(expected.items())
