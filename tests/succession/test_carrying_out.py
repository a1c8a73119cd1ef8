"""On the day: what was accepted moves at once, the rest goes up, and a crash in the middle leaves all as it was."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from kortelijn.consent.models import Consent
from kortelijn.kernel.actor import SYSTEM, Actor
from kortelijn.kernel.clock import moved_to, now
from kortelijn.kernel.events import delivered_inline
from kortelijn.kernel.models import Event
from kortelijn.parties.actions import add_organization
from kortelijn.parties.holdings import Holding, held_by_seats
from kortelijn.parties.models import Seat
from kortelijn.succession.actions import answer, propose
from kortelijn.succession.items import estate_of
from kortelijn.succession.models import Departure
from kortelijn.tasks.invariants import violations
from kortelijn.tasks.jobs import sweep
from kortelijn.tasks.models import Task
from tests.factories.world import World, actor_on
from tests.initiatives.made import initiative
from tests.succession.made import DAYS, colleague, departure

AFTER = timedelta(days=DAYS, hours=2)


@pytest.fixture(autouse=True)
def inline(world: World) -> Iterator[None]:
    _ready = world.link_seat
    with delivered_inline():
        yield


def accept(world: World, leaving: Departure, seat: Seat, but: int = 0) -> set[UUID]:
    """This seat takes all but so many of it; gives what it declined."""
    leaving = propose(actor_on(leaving.seat), leaving, seat)
    keys = sorted(estate_of(SYSTEM, leaving.seat_id).keys)
    answer(actor_on(seat), leaving, taken=keys[but:], declined=keys[:but], takes_new=not but)
    return set(keys[:but])


def test_what_was_accepted_moves_and_each_task_tells_so(world: World) -> None:
    lines = [world.referral().task for _ in range(3)]
    to, leaving = colleague(world), departure(world)
    accept(world, leaving, to)
    with moved_to(now() + AFTER):
        sweep()
        moved = Task.objects.filter(pk__in=[each.pk for each in lines])
        assert {task.owner for task in moved} == {to}
        assert {task.came_from for task in moved} == {leaving.person}
        assert all(task.escalate_at == task.due_at > now() for task in moved)
    told = Event.objects.filter(kind="task.handed-on", subject_id__in=[each.pk for each in lines])
    assert told.count() == 3


def test_what_came_after_a_yes_to_all_goes_along(world: World) -> None:
    to, leaving = colleague(world), departure(world)
    world.referral()
    accept(world, leaving, to)
    later = world.referral().task
    with moved_to(now() + AFTER):
        sweep()
    assert Task.objects.get(pk=later.pk).owner == to


def test_what_was_declined_goes_up_and_the_coordinator_knew(world: World) -> None:
    for _ in range(2):
        world.referral()
    to, leaving = colleague(world), departure(world)
    declined = accept(world, leaving, to, but=1)
    known = Task.objects.open().get(subject_id=leaving.pk)
    assert (known.code, known.owner) == ("find-successor", world.coordinator_seat)
    with moved_to(now() + AFTER):
        sweep()
        assert {task.owner for task in Task.objects.filter(pk__in=declined)} == {world.deputy_seat}
        assert not Task.objects.open().filter(owner=world.link_seat).exists()


def test_without_a_successor_all_goes_up_and_is_known(world: World) -> None:
    task = world.referral().task
    project = initiative(world, contact=world.link_seat)
    leaving = departure(world)
    with moved_to(now() + AFTER):
        sweep()
        assert Task.objects.get(pk=task.pk).owner == world.deputy_seat
        owed = Task.objects.open().filter(owner=world.coordinator_seat).values_list("code", "subject_id")
        assert set(owed) == {("find-successor", leaving.pk), ("place-holdings", world.link_seat.pk)}
        project.refresh_from_db()
        assert project.contact == world.link_seat
        assert list(violations()) == []


class Stubborn:
    """A kind of holding that cannot move."""

    kind, title = "stubborn", "Wat niet wil"

    def of(self, holders: Any) -> list[Holding]:
        return [Holding(self.kind, holder, holder, "Wat niet wil") for holder in holders]

    def move(self, actor: Actor, holdings: Sequence[Holding], to: Seat) -> None:
        raise RuntimeError("halfway")


def test_a_crash_in_the_middle_leaves_all_as_it_was(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [world.referral().task for _ in range(3)]
    to, leaving = colleague(world), departure(world)
    with monkeypatch.context() as patched:
        patched.setattr(held_by_seats, "_kinds", held_by_seats._kinds | {"stubborn": Stubborn()})
        accept(world, leaving, to)
        with moved_to(now() + AFTER):
            assert "is voorbij, en wat werd overgenomen is niet verhuisd" in {each.sentence for each in violations()}
            sweep()
    assert not Event.objects.filter(kind="task.handed-on").exists()
    assert Departure.objects.get(pk=leaving.pk).is_planned
    owners = {task.owner for task in Task.objects.filter(pk__in=[each.pk for each in lines])}
    assert owners == {world.deputy_seat}  # nothing waits in silence: what could not be handed on went up

    # And once it can, it is carried out as far as it still lies there, and the promise is kept again
    with moved_to(now() + AFTER):
        sweep()
        assert list(violations()) == []


def test_it_is_carried_out_once(world: World) -> None:
    world.referral()
    accept(world, departure(world), colleague(world))
    with moved_to(now() + AFTER):
        sweep()
        sweep()
    assert Event.objects.filter(kind="departure.carried-out").count() == 1


def test_another_organization_sees_no_line_before_a_yes(world: World) -> None:
    task = world.referral().task
    other = add_organization(SYSTEM, world.network, name="Zuiderhuis", kind="welzijn")
    to = world.seat(other, "Buurtwerker", "Lotte", profession="welzijnscoach", functions=["receives"])
    leaving = departure(world)
    accept(world, leaving, to)
    with moved_to(now() + AFTER):
        sweep()
        assert Task.objects.get(pk=task.pk).owner == to
        assert Task.objects.open().filter(code="ask-consent", owner=world.gp_seat).count() == 1
        assert not Consent.objects.to(other.pk, task.subject_id).exists()


def test_the_number_of_statements_does_not_grow_with_the_tasks(
    world: World, django_assert_max_num_queries: Any
) -> None:
    from kortelijn.succession.actions import carry_out  # noqa: PLC0415 - beside what it is measured with

    for _ in range(12):
        world.referral()
    leaving = departure(world)
    accept(world, leaving, colleague(world))
    kinds = len(held_by_seats.kinds())  # each is asked what is held twice: to move it, and whether something is left
    with moved_to(now() + AFTER), django_assert_max_num_queries(40 + 2 * kinds):
        carry_out(SYSTEM, leaving)
