"""A task changes hands only when the receiver says yes, and no question about it is left behind."""

from datetime import timedelta

import pytest

from kortelijn.kernel.clock import moved_to, now
from kortelijn.kernel.errors import NotAllowed, NotNow, Refused
from kortelijn.kernel.events import delivered_inline
from kortelijn.parties.actions import end_tenure
from kortelijn.parties.models import Tenure
from kortelijn.referrals.actions import record_outcome, take_up
from kortelijn.referrals.models import Referral
from kortelijn.tasks import actions
from kortelijn.tasks.jobs import sweep
from kortelijn.tasks.models import Handover, Task
from tests.factories.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def referral(world: World) -> Referral:
    return take_up(world.link_worker, world.referral())


def asked(world: World, referral: Referral) -> Handover:
    return actions.ask_handover(world.link_worker, referral.task, world.deputy_seat, "Spreekt liever een man.")


def owed_answer(handover: Handover) -> Task:
    return Task.objects.get(subject_id=handover.pk, code="answer-handover")


def test_the_owner_changes_only_when_the_receiver_accepts(world: World, referral: Referral) -> None:
    handover = asked(world, referral)
    assert Task.objects.get(pk=referral.task_id).owner == world.link_seat
    assert owed_answer(handover).owner == world.deputy_seat

    actions.accept_handover(world.deputy, handover)
    assert Task.objects.get(pk=referral.task_id).owner == world.deputy_seat
    assert not owed_answer(handover).is_open


def test_accepting_starts_the_clock_again(world: World, referral: Referral) -> None:
    before = referral.task.round
    actions.accept_handover(world.deputy, asked(world, referral))
    task = Task.objects.get(pk=referral.task_id)
    assert task.round == before + 1
    assert task.due_at > now()


def test_declined_with_a_reason_it_stays_where_it_was(world: World, referral: Referral) -> None:
    handover = actions.decline_handover(world.deputy, asked(world, referral), "Ik zit vol tot januari.")
    assert handover.reason == "Ik zit vol tot januari."
    assert Task.objects.get(pk=referral.task_id).owner == world.link_seat
    assert not owed_answer(handover).is_open


def test_only_the_asked_seat_answers(world: World, referral: Referral) -> None:
    handover = asked(world, referral)
    for stranger in (world.gp, world.coordinator, world.link_worker):
        with pytest.raises(NotAllowed):
            actions.accept_handover(stranger, handover)


def test_there_is_one_open_question_at_a_time(world: World, referral: Referral) -> None:
    asked(world, referral)
    with pytest.raises(Exception, match="Er loopt al een overdracht"):
        actions.ask_handover(world.link_worker, referral.task, world.coordinator_seat, "Of u?")


def test_nobody_is_asked_on_an_empty_seat(world: World, referral: Referral) -> None:
    empty = world.seat(world.welfare, "Lege plek", profession="welzijnscoach")
    with pytest.raises(Refused, match="zit nu niemand"):
        actions.ask_handover(world.link_worker, referral.task, empty, "Graag")


def test_an_answer_cannot_be_given_twice(world: World, referral: Referral) -> None:
    handover = asked(world, referral)
    actions.accept_handover(world.deputy, handover)
    with pytest.raises(NotNow):
        actions.decline_handover(world.deputy, handover, "Toch niet")


def test_when_the_asked_seat_empties_whoever_stands_in_answers(world: World, referral: Referral) -> None:
    handover = asked(world, referral)
    with delivered_inline():
        end_tenure(world.coordinator, Tenure.objects.get(seat=world.deputy_seat))
    assert owed_answer(handover).owner == world.coordinator_seat
    assert Handover.objects.visible_to(world.coordinator).filter(pk=handover.pk).exists()
    assert Referral.objects.visible_to(world.coordinator).filter(pk=referral.pk).exists()

    actions.accept_handover(world.coordinator, handover)
    assert Task.objects.get(pk=referral.task_id).owner == world.coordinator_seat


def test_whoever_takes_a_late_task_over_leaves_no_question_behind(world: World, referral: Referral) -> None:
    other = world.seat(
        world.practice, "Praktijkondersteuner", "Lies", profession="praktijkondersteuner-ggz", functions=["receives"]
    )
    handover = actions.ask_handover(world.link_worker, referral.task, other, "Past beter bij u.")
    with moved_to(referral.task.due_at + timedelta(minutes=1)):
        sweep()
        actions.take_over(world.deputy, Task.objects.get(pk=referral.task_id))
    handover = Handover.objects.get(pk=handover.pk)
    assert handover.status == Handover.Status.CANCELLED
    assert not owed_answer(handover).is_open


def test_a_line_that_ends_leaves_no_question_behind(world: World, referral: Referral) -> None:
    handover = asked(world, referral)
    record_outcome(world.link_worker, referral, "helped", "Gaat elke dinsdag.")
    assert Handover.objects.get(pk=handover.pk).status == Handover.Status.CANCELLED
    assert not Task.objects.open().exists()


def test_the_giver_can_take_the_question_back(world: World, referral: Referral) -> None:
    handover = actions.withdraw_handover(world.link_worker, asked(world, referral))
    assert handover.status == Handover.Status.CANCELLED
    assert not owed_answer(handover).is_open
