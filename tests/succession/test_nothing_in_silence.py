"""What goes wrong on the day or is not answered: nothing moves by halves, and somebody always knows."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from kortelijn.kernel.actor import SYSTEM, Actor
from kortelijn.kernel.clock import moved_to, now, today
from kortelijn.kernel.errors import Refused
from kortelijn.kernel.events import delivered_inline
from kortelijn.parties.actions import begin_tenure, end_tenure, go_absent
from kortelijn.parties.holdings import held_by_seats
from kortelijn.parties.jobs import follow_days
from kortelijn.parties.models import Person, Seat, Tenure
from kortelijn.succession.actions import announce, answer, plan_introductions, propose
from kortelijn.succession.items import estate_of
from kortelijn.succession.models import Departure
from kortelijn.tasks.jobs import sweep
from kortelijn.tasks.models import Task
from tests.factories.sitting import at_work
from tests.factories.world import World, actor_on, person
from tests.initiatives.made import initiative
from tests.succession.made import DAYS, colleague, departure
from tests.succession.test_carrying_out import AFTER, Stubborn, accept


@pytest.fixture(autouse=True)
def inline(world: World) -> Iterator[None]:
    _ready = world.link_seat
    with delivered_inline():
        yield


def owed(seat: Seat, code: str) -> list[Any]:
    return list(Task.objects.open().filter(owner=seat, code=code).values_list("subject_id", flat=True))


def at(leaving: Departure, step: str = "") -> str:
    return f"/netwerk/opvolging/{leaving.pk}/{step}"


def test_what_failed_at_first_moves_as_it_was_accepted(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    tasks = [world.referral().task for _ in range(3)]
    to, leaving = colleague(world), departure(world)
    declined = accept(world, leaving, to, but=1)
    with moved_to(now() + AFTER):
        with monkeypatch.context() as patched:
            patched.setattr(held_by_seats, "_kinds", held_by_seats._kinds | {"stubborn": Stubborn()})
            Departure.objects.get(pk=leaving.pk).answers.create(
                network=world.network, key=world.link_seat.pk, taken=True
            )
            sweep()
            assert Task.objects.get(pk=tasks[0].pk).owner == world.deputy_seat
        sweep()
    owners = {task.pk: Task.objects.get(pk=task.pk).owner for task in tasks}
    assert owners == {task.pk: world.deputy_seat if task.pk in declined else to for task in tasks}


def test_who_was_asked_and_stays_silent_does_not_keep_it_quiet(world: World) -> None:
    leaving, to = departure(world), colleague(world)
    propose(actor_on(world.link_seat), leaving, to)
    assert owed(world.coordinator_seat, "find-successor") == []
    with moved_to(now() + AFTER):
        sweep()
        assert owed(world.coordinator_seat, "find-successor") == [leaving.pk]


def test_what_a_successor_does_not_take_on_is_owed_a_place(world: World) -> None:
    kept, dropped = (initiative(world, contact=world.link_seat, name=name) for name in ("Koor", "Samen aan tafel"))
    leaving, to = departure(world), colleague(world)
    begin_tenure(SYSTEM, world.link_seat, lies := person("Lies"), since=leaving.leaves_on)
    leaving.refresh_from_db()
    answer(person_actor(lies), leaving, taken=[kept.pk], declined=[dropped.pk])
    with moved_to(now() + AFTER):
        follow_days()
        sweep()
        sweep()
        assert owed(world.coordinator_seat, "place-holdings") == [leaving.pk]
        client, url = at_work(world.coordinator_seat), f"/netwerk/plekken/{world.link_seat.pk}/verdelen/"
        assert "is weg: niet alles is overgenomen" in client.get("/vandaag/").content.decode()
        assert client.get(url).context["form"].initial["keys"] == [str(dropped.pk)]
        client.post(url, {"keys": [str(dropped.pk)], "to_seat": str(to.pk)})
        assert owed(world.coordinator_seat, "place-holdings") == []
    kept.refresh_from_db()
    assert kept.contact == world.link_seat


def test_it_is_owed_no_place_once_it_is_held_elsewhere(world: World) -> None:
    project, to = initiative(world, contact=world.link_seat), colleague(world)
    leaving = departure(world)
    begin_tenure(SYSTEM, world.link_seat, lies := person("Lies"), since=leaving.leaves_on)
    leaving.refresh_from_db()
    answer(person_actor(lies), leaving, taken=[], declined=[project.pk])
    with moved_to(now() + AFTER):
        follow_days()
        sweep()
        held_by_seats.move(SYSTEM, held_by_seats.of([world.link_seat.pk]), to)
        sweep()
        assert owed(world.coordinator_seat, "place-holdings") == []


def person_actor(somebody: Person) -> Actor:
    """Somebody who does not sit yet."""
    return Actor(name=somebody.name, kind="person", account_id=somebody.account.pk, person_id=somebody.pk)


def test_who_leaves_a_shared_seat_leaves_the_work_with_the_colleagues(world: World) -> None:
    seat = world.seat(world.welfare, "Wijkteam", "Omar", profession="maatschappelijk-werker",
                      functions=["receives"], shared=True)  # fmt: skip
    begin_tenure(SYSTEM, seat, person("Fenna"))
    project, to = initiative(world, contact=seat), colleague(world)
    omar = Tenure.objects.get(seat=seat, person__given_name="Omar")
    leaving = leave(omar)
    assert owed(world.coordinator_seat, "find-successor") == []
    with pytest.raises(Refused, match="Alles blijft hier"):
        propose(SYSTEM, leaving, to)
    client = at_work(world.coordinator_seat)
    assert "Alles blijft hier" in client.get(at(leaving)).content.decode()
    assert "Vraag om over te nemen" not in client.get(at(leaving, "wie/")).content.decode()
    plan_introductions(SYSTEM, leaving, [world_person("Marieke")], due_on=today() + timedelta(days=20))
    with moved_to(now() + AFTER):
        sweep()
        assert owed(world.coordinator_seat, "find-successor") == []
        assert Task.objects.open().filter(owner=seat, code="introduce").count() == 1
        assert "Alles blijft hier" in client.get(at(leaving)).content.decode()
    project.refresh_from_db()
    assert project.contact == seat


def test_a_yes_takes_nothing_from_colleagues_who_came_since(world: World) -> None:
    seat = world.seat(world.welfare, "Wijkteam", "Omar", profession="maatschappelijk-werker",
                      functions=["receives"], shared=True)  # fmt: skip
    project, to = initiative(world, contact=seat), colleague(world)
    leaving = leave(Tenure.objects.get(seat=seat))
    assert owed(world.coordinator_seat, "find-successor") == [leaving.pk]
    propose(SYSTEM, leaving, to)
    answer(actor_on(to), leaving, taken=[project.pk], declined=[])
    begin_tenure(SYSTEM, seat, person("Fenna"))
    with moved_to(now() + AFTER):
        sweep()
    project.refresh_from_db()
    assert project.contact == seat
    assert owed(world.coordinator_seat, "find-successor") == []


def leave(tenure: Tenure) -> Departure:
    return announce(SYSTEM, tenure, on=today() + timedelta(days=DAYS))


def world_person(given: str) -> Person:
    return Person.objects.get(given_name=given)


def test_the_answer_of_a_successor_survives_the_night(world: World) -> None:
    task = world.referral().task
    leaving = departure(world)
    begin_tenure(SYSTEM, world.link_seat, lies := person("Lies"), since=leaving.leaves_on)
    leaving.refresh_from_db()
    answer(person_actor(lies), leaving, taken=[], declined=[task.pk])
    with moved_to(now() + AFTER):
        follow_days()  # the beginning is told before the sweep has moved anything
        sweep()
        assert Task.objects.get(pk=task.pk).owner == world.deputy_seat


def test_who_comes_on_the_day_itself_undoes_no_yes(world: World) -> None:
    task = world.referral().task
    to, leaving = colleague(world), departure(world)
    accept(world, leaving, to)
    with moved_to(now() + AFTER):
        begin_tenure(SYSTEM, world.link_seat, person("Lies"))
        sweep()
        assert Task.objects.get(pk=task.pk).owner == to
        assert owed(world.coordinator_seat, "find-successor") == []


def test_who_comes_on_the_day_itself_is_sought_no_more(world: World) -> None:
    leaving = departure(world)
    assert owed(world.coordinator_seat, "find-successor") == [leaving.pk]
    with moved_to(now() + AFTER):
        begin_tenure(SYSTEM, world.link_seat, person("Lies"))
        sweep()
        assert owed(world.coordinator_seat, "find-successor") == []


def test_whoever_owes_the_answer_since_may_give_it_and_takes_it_on(world: World) -> None:
    task, to, leaving = world.referral().task, colleague(world), departure(world)
    propose(actor_on(world.link_seat), leaving, to)
    client = at_work(world.coordinator_seat)
    assert client.get(at(leaving, "overnemen/")).status_code == 403
    end_tenure(SYSTEM, Tenure.objects.get(seat=to))
    sweep()
    assert owed(world.coordinator_seat, "answer-succession") == [leaving.pk]
    assert client.post(at(leaving, "overnemen/"), {"alles": "ja"}).status_code == 302
    with moved_to(now() + AFTER):
        sweep()
        assert Task.objects.get(pk=task.pk).owner == world.coordinator_seat


def test_who_stands_in_answers_for_a_colleague_and_meets_for_her(world: World) -> None:
    to, leaving = colleague(world), departure(world)
    propose(actor_on(world.link_seat), leaving, to)
    leaving.refresh_from_db()
    plan_introductions(SYSTEM, leaving, [world_person("Marieke")], due_on=today() + timedelta(days=20))
    stand_in = colleague(world, "Karim")
    client = at_work(stand_in)
    assert client.get(at(leaving, "overnemen/")).status_code == 404
    go_absent(SYSTEM, Tenure.objects.get(seat=to), first_day=today(), last_day=None, kind="holiday", stand_in=stand_in)
    meeting = leaving.introductions.get()
    assert client.post(f"/netwerk/kennismaking/{meeting.pk}/niet-nodig/").status_code == 302
    assert client.post(at(leaving, "overnemen/"), {"alles": "ja"}).status_code == 302
    leaving.refresh_from_db()
    assert (leaving.to_seat, leaving.answered_at is None) == (to, False)
    assert set(leaving.answers.values_list("taken", flat=True)) <= {True}
    assert estate_of(SYSTEM, leaving.seat_id).keys == set(leaving.answers.values_list("key", flat=True))
