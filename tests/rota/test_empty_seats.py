"""A seat of the rota on which nobody sits any more: whoever stands in is asked once who sits there then."""

from datetime import timedelta

from kortelijn.kernel.actor import SYSTEM, system_for
from kortelijn.kernel.clock import moved_to, now, today
from kortelijn.kernel.events import delivered_inline
from kortelijn.parties.actions import begin_tenure, end_tenure
from kortelijn.parties.models import Seat, Tenure
from kortelijn.rota import actions
from kortelijn.rota.jobs import look_every_morning
from kortelijn.tasks.models import Task
from tests.factories.sitting import at_work
from tests.rota.conftest import Practice

A_DAY = timedelta(days=1)


def owed() -> list[Task]:
    return list(Task.objects.open().filter(code="fill-rota-seat").select_related("owner"))


def leaves(seat: Seat, in_days: int = -1) -> None:
    with delivered_inline():
        end_tenure(SYSTEM, Tenure.objects.current().get(seat=seat), on=today() + in_days * A_DAY)


def test_one_task_for_the_deputy_until_somebody_sits_there(practice: Practice) -> None:
    _coordinator, deputy = practice.coordinator_seat, practice.deputy_seat
    Seat.objects.filter(pk=practice.link_seat.pk).update(deputy=deputy)
    practice.shift()
    practice.shift(rrule="FREQ=WEEKLY;BYDAY=TH")
    who = Tenure.objects.current().get(seat=practice.link_seat).person
    leaves(practice.link_seat)
    assert [task.owner for task in owed()] == [deputy]
    client = at_work(deputy)
    assert "Wie zit er dan?" in client.get("/vandaag/").content.decode()
    page = f"/aanbod/inloop/spreekuur/{owed()[0].subject_id}/"
    assert client.get(page).status_code == 200
    assert client.get(f"{page}anders/").status_code == 200
    for _again in range(2):
        look_every_morning(0)
    assert len(owed()) == 1
    with delivered_inline():
        begin_tenure(SYSTEM, practice.link_seat, who)
    assert owed() == []


def test_without_a_deputy_the_coordinator_is_asked_and_another_seat_settles_it(practice: Practice) -> None:
    shift = practice.shift(practice.sport_seat)
    leaves(practice.sport_seat)
    assert [task.owner for task in owed()] == [practice.coordinator_seat]
    with delivered_inline():
        actions.change_shift(SYSTEM, shift, seat=practice.link_seat)
    assert owed() == []


def test_who_leaves_later_is_missed_on_that_day(practice: Practice) -> None:
    practice.shift(practice.sport_seat)
    leaves(practice.sport_seat, 5)
    assert owed() == []
    with moved_to(now() + 7 * A_DAY):
        look_every_morning(0)
        assert len(owed()) == 1


def test_what_ends_is_not_asked_for(practice: Practice) -> None:
    shift = practice.shift(practice.sport_seat)
    leaves(practice.sport_seat)
    with delivered_inline():
        actions.stop_shift(SYSTEM, shift, last_day=today())
    assert len(owed()) == 1  # today it goes on
    with moved_to(now() + A_DAY):
        actions.look_for_empty_seats(system_for(practice.network.pk), practice.network)
        assert owed() == []
