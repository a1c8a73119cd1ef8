"""Turns that clash, days without anybody and who owes them, and who may do what."""

from collections.abc import Callable
from datetime import date, time, timedelta

import pytest
from django.core.exceptions import ValidationError

from kortelijn.kernel.actor import SYSTEM
from kortelijn.kernel.errors import NotAllowed, Refused
from kortelijn.kernel.models import Event
from kortelijn.rota import actions
from kortelijn.rota.models import Deviation, Shift
from kortelijn.tasks.models import Task
from kortelijn.tasks.telling import tellings
from tests.factories.world import World, actor_on
from tests.rota.conftest import MONDAY, TUESDAY, Practice


def owed() -> list[Task]:
    return list(Task.objects.open().filter(code="arrange-cover").order_by("due_at"))


def test_one_room_is_not_given_away_twice(practice: Practice) -> None:
    practice.shift()
    with pytest.raises(actions.Clash) as clash:
        practice.shift(seat=practice.sport_seat, opens_at=time(11), closes_at=time(12))
    assert [each.day for each in clash.value.sessions] == [TUESDAY]
    assert practice.shift(seat=practice.sport_seat, opens_at=time(11), closes_at=time(12), anyway=True)


def test_a_turn_that_began_long_ago_is_not_moved_into_a_room_that_is_taken(practice: Practice) -> None:
    practice.shift()
    old = practice.shift(seat=practice.sport_seat, room=practice.other_room, first_day=date(2025, 11, 4))
    with pytest.raises(actions.Clash):
        actions.change_shift(SYSTEM, old, room=practice.room)


def test_to_stop_is_never_to_go_on_for_longer(practice: Practice) -> None:
    shift = practice.shift(last_day=date(2026, 12, 8))
    with pytest.raises(Refused, match="Kies een andere dag"):
        actions.stop_shift(SYSTEM, shift, last_day=date(2026, 12, 15))
    actions.stop_shift(SYSTEM, shift, last_day=date(2026, 12, 1))


def test_hours_that_touch_do_not_clash(practice: Practice) -> None:
    practice.shift()
    assert practice.shift(seat=practice.sport_seat, opens_at=time(11, 30), closes_at=time(12))


def test_nobody_is_at_two_places_at_once(practice: Practice) -> None:
    practice.shift()
    with pytest.raises(actions.Clash):
        practice.shift(room=practice.other_room)


def test_rhythms_that_never_meet_do_not_clash(practice: Practice) -> None:
    practice.shift(rrule="FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", first_day=date(2026, 11, 3))
    assert practice.shift(
        seat=practice.sport_seat, rrule="FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", first_day=date(2026, 11, 10)
    )


def test_whoever_takes_over_a_day_cannot_be_elsewhere(practice: Practice) -> None:
    shift = practice.shift()
    practice.shift(seat=practice.sport_seat, room=practice.other_room)
    with pytest.raises(actions.Clash):
        actions.cover(SYSTEM, shift, TUESDAY, seat=practice.sport_seat)


def test_an_absence_is_owed_by_the_deputy_on_the_working_day_before(practice: Practice) -> None:
    shift = practice.shift()
    actions.report_absence(practice.link_worker, shift, MONDAY, MONDAY + timedelta(days=13))
    assert [(task.owner, task.due_at.date()) for task in owed()] == [
        (practice.deputy_seat, MONDAY), (practice.deputy_seat, date(2026, 11, 30)),
    ]  # fmt: skip
    told = tellings(owed())[owed()[0].pk]
    assert told.title == "Vervanging regelen: Welzijnscoach in De Spoorbrug, dinsdag"
    assert told.url == f"/aanbod/inloop/dag/{owed()[0].subject_id}/vervanging/"


def test_without_a_deputy_the_coordinator_owes_it(practice: Practice) -> None:
    shift = practice.shift(seat=practice.sport_seat)
    actions.report_absence(actor_on(practice.sport_seat), shift, TUESDAY, TUESDAY)
    assert [task.owner for task in owed()] == [practice.coordinator_seat]


def test_an_absence_leaves_days_for_which_another_comes_already(practice: Practice) -> None:
    shift, after = practice.shift(), TUESDAY + timedelta(days=7)
    covered = actions.cover(SYSTEM, shift, TUESDAY, seat=practice.sport_seat)
    actions.report_absence(practice.link_worker, shift, TUESDAY, after)
    assert list(Deviation.objects.values_list("day", "kind")) == [(TUESDAY, "covered"), (after, "uncovered")]
    assert [task.subject_id for task in owed()] == [Deviation.objects.exclude(pk=covered.pk).get().pk]
    with pytest.raises(Refused, match="Op 24 november komt er al iemand anders"):
        actions.report_absence(practice.link_worker, shift, TUESDAY, TUESDAY)


def test_who_owes_it_arranges_somebody_and_owes_nothing_any_more(practice: Practice) -> None:
    actions.report_absence(practice.link_worker, practice.shift(), TUESDAY, TUESDAY)
    deviation = Deviation.objects.get()
    actions.arrange_cover(practice.deputy, deviation, seat=practice.sport_seat)
    deviation.refresh_from_db()
    assert (deviation.kind, deviation.seat, owed()) == (Deviation.Kind.COVERED, practice.sport_seat, [])


def test_or_it_does_not_take_place_or_it_does_after_all(practice: Practice) -> None:
    shift = practice.shift()
    actions.report_absence(practice.link_worker, shift, TUESDAY, TUESDAY + timedelta(days=7))
    first, second = Deviation.objects.order_by("day")
    actions.arrange_cover(practice.deputy, first, seat=None)
    actions.restore_day(practice.link_worker, second)
    assert list(Deviation.objects.values_list("kind", flat=True)) == ["closed"]
    assert owed() == []


@pytest.mark.parametrize(
    ("first", "last"), [(TUESDAY, MONDAY), (date(2026, 11, 1), TUESDAY), (MONDAY, date(2027, 6, 1))]
)
def test_an_absence_lies_ahead_and_is_not_for_ever(practice: Practice, first: date, last: date) -> None:
    with pytest.raises(Refused, match="hooguit drie maanden"):
        actions.report_absence(SYSTEM, practice.shift(), first, last)


def test_nothing_is_kept_of_why_somebody_cannot(practice: Practice) -> None:
    assert {field.name for field in Deviation._meta.fields} == {
        "id", "network", "shift", "day", "kind", "seat", "opens_at", "closes_at",
    }  # fmt: skip


def test_a_turn_that_stops_takes_its_open_questions_with_it(practice: Practice) -> None:
    shift = practice.shift()
    actions.report_absence(SYSTEM, shift, TUESDAY, TUESDAY + timedelta(days=7))
    actions.stop_shift(SYSTEM, shift, last_day=TUESDAY)
    assert [task.subject_id for task in owed()] == [Deviation.objects.get().pk]


@pytest.mark.parametrize(
    "fields",
    [
        {"opens_at": time(12), "closes_at": time(11)}, {"rrule": "FREQ=HOURLY"},
        {"last_day": date(2026, 11, 2), "rrule": "FREQ=WEEKLY;BYDAY=TU"},
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(practice: Practice, fields: dict[str, object]) -> None:
    with pytest.raises((Refused, ValidationError)):
        practice.shift(**fields)
    assert not Shift.objects.exists()


@pytest.mark.parametrize("day", [date(26, 11, 23), date(9999, 12, 31)])
def test_a_day_that_nobody_plans_is_refused(practice: Practice, day: date) -> None:
    shift = practice.shift()
    tries: list[Callable[[], object]] = [
        lambda: practice.shift(first_day=day), lambda: actions.stop_shift(SYSTEM, shift, last_day=day),
        lambda: actions.report_absence(SYSTEM, shift, day, day),
        lambda: actions.change_shift(SYSTEM, shift, last_day=day),
    ]  # fmt: skip
    for act in tries:
        with pytest.raises(ValidationError):
            act()


def test_a_room_of_elsewhere_and_a_seat_of_another_network_are_refused(practice: Practice) -> None:
    with pytest.raises(Refused, match="Deze kamer is op een andere plek"):
        actions.add_shift(SYSTEM, practice.location, seat=practice.link_seat, room=practice.room, service=None,
                          rrule="FREQ=WEEKLY;BYDAY=TU", first_day=MONDAY, last_day=None, opens_at=time(9),
                          closes_at=time(10), walk_in=True)  # fmt: skip
    with pytest.raises(Refused, match="ander netwerk"):
        practice.shift(seat=World(slug="elders").coordinator_seat)


def test_a_room_in_use_stays(practice: Practice) -> None:
    practice.shift()
    with pytest.raises(Refused, match="zit nog iemand"):
        actions.remove_room(SYSTEM, practice.room)
    actions.remove_room(SYSTEM, practice.other_room)


def test_the_seat_the_house_and_the_coordinator_may_and_a_colleague_may_not(practice: Practice) -> None:
    shift = practice.shift()
    for actor in (practice.link_worker, practice.gp, practice.coordinator):
        actions.call_off(actor, shift, TUESDAY)
    with pytest.raises(NotAllowed):
        actions.call_off(practice.deputy, shift, TUESDAY)


def test_one_plans_for_oneself_only_unless_it_is_ones_house(practice: Practice) -> None:
    with pytest.raises(NotAllowed):
        actions.add_shift(practice.deputy, practice.house, seat=practice.link_seat, room=None, service=None,
                          rrule="FREQ=WEEKLY;BYDAY=TU", first_day=MONDAY, last_day=None, opens_at=time(9),
                          closes_at=time(10), walk_in=True)  # fmt: skip


def test_each_change_is_told(practice: Practice) -> None:
    actions.call_off(SYSTEM, practice.shift(), TUESDAY)
    event = Event.objects.get(kind="rota.day-deviates")
    assert event.data == {"day": "24 november 2026", "seat": str(practice.link_seat), "kind": "closed"}
