"""Who is told that a task is late: each next one above, once per step, whoever runs the job and however often."""

import threading
from datetime import datetime, timedelta

import pytest
from django.db import connection

from kortelijn.kernel.clock import moved_to, now
from kortelijn.kernel.errors import NotAllowed
from kortelijn.kernel.working_days import after_working_days
from kortelijn.parties.actions import end_tenure
from kortelijn.parties.models import Tenure
from kortelijn.referrals.actions import log_attempt, take_up
from kortelijn.tasks import actions
from kortelijn.tasks.jobs import sweep
from kortelijn.tasks.models import Escalation, Task
from tests.factories.world import World

MINUTE = timedelta(minutes=1)


@pytest.fixture
def world(db: None) -> World:
    return World()


def told(task: Task) -> list[tuple[str, int]]:
    return [(each.seat.title, each.step) for each in Escalation.objects.filter(task=task).order_by("at", "step")]


def sweep_at(moment: datetime) -> None:
    with moved_to(moment):
        sweep()


def test_nobody_is_told_before_the_date(world: World) -> None:
    task = world.referral().task
    sweep_at(task.due_at - MINUTE)
    assert told(task) == []


def test_first_the_deputy_then_the_coordinator_each_once(world: World) -> None:
    task = world.referral().task
    for _again in range(3):
        sweep_at(task.due_at + MINUTE)
    assert told(task) == [("Sociaal werker", 1)]

    later = after_working_days(task.due_at, 1) + 2 * MINUTE
    for _again in range(3):
        sweep_at(later)
    assert told(task) == [("Sociaal werker", 1), ("Coördinator", 2)]


def test_without_deputy_the_coordinator_is_told_at_once(world: World) -> None:
    task = world.referral().task
    end_tenure(world.coordinator, Tenure.objects.get(seat=world.deputy_seat))
    sweep_at(task.due_at + MINUTE)
    assert told(task) == [("Coördinator", 2)]


def test_what_a_coordinator_owes_goes_to_the_board(world: World) -> None:
    board = world.seat(world.welfare, "Bestuur", "Henk", profession="bestuurder", functions=["governs"])
    task = world.referral().task
    Task.objects.filter(pk=task.pk).update(owner=world.coordinator_seat)
    sweep_at(task.due_at + MINUTE)
    assert told(task) == [(board.title, 2)]


def test_the_clock_restarts_at_the_last_action(world: World) -> None:
    referral = world.referral()
    with moved_to(referral.task.due_at - timedelta(hours=3)):
        referral = log_attempt(world.link_worker, take_up(world.link_worker, referral), "no-answer")
    task = Task.objects.get(pk=referral.task_id)
    assert task.due_at == after_working_days(referral.task.last_action_at, 1)
    sweep_at(task.due_at - MINUTE)
    assert told(task) == []


def test_a_new_round_is_told_anew(world: World) -> None:
    referral = world.referral()
    late = referral.task.due_at + MINUTE
    sweep_at(late)
    with moved_to(late):
        referral = log_attempt(world.link_worker, referral, "no-answer")
    sweep_at(referral.task.due_at + MINUTE)
    assert told(referral.task) == [("Sociaal werker", 1), ("Sociaal werker", 1)]


def test_during_a_pause_nobody_is_told_and_after_it_somebody_is(world: World) -> None:
    referral = take_up(world.link_worker, world.referral())
    until = after_working_days(now(), 10)
    task = actions.pause(world.link_worker, referral.task, reason="Op vakantie.", until=until)
    sweep_at(until - MINUTE)
    assert told(task) == []
    sweep_at(until + MINUTE)
    assert told(task) == [("Sociaal werker", 1)]


def test_whoever_was_told_can_take_it_over_and_nobody_else(world: World) -> None:
    task = world.referral().task
    with moved_to(task.due_at + MINUTE):
        sweep()
        with pytest.raises(NotAllowed):
            actions.take_over(world.coordinator, task)
        task = actions.take_over(world.deputy, task)
    assert task.owner == world.deputy_seat
    assert task.due_at > now()


def test_an_emptied_seat_gives_everything_to_whoever_stands_in(world: World) -> None:
    tasks = [world.referral().task for _each in range(3)]
    end_tenure(world.coordinator, Tenure.objects.get(seat=world.link_seat))
    sweep()
    assert {Task.objects.get(pk=task.pk).owner for task in tasks} == {world.deputy_seat}


def test_what_arrives_for_an_empty_seat_starts_above_it(world: World) -> None:
    link_seat = world.link_seat
    end_tenure(world.coordinator, Tenure.objects.get(seat=link_seat))
    task = actions.open_task(
        world.gp, code="fulfill", owner=link_seat, subject=link_seat, due_at=after_working_days(now(), 2)
    )
    assert task.owner == world.deputy_seat


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_tell_once() -> None:
    tasks = [task for world in [World()] for task in (world.referral().task for _each in range(5))]
    moment, start = max(task.due_at for task in tasks) + MINUTE, threading.Barrier(2)

    def work() -> None:
        start.wait()
        sweep_at(moment)
        connection.close()

    workers = [threading.Thread(target=work) for _each in range(2)]
    for each in workers:
        each.start()
    for each in workers:
        each.join()
    assert Escalation.objects.count() == len(tasks)
