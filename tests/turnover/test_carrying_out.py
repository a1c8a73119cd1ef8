"""The day after: what was agreed goes at once, the rest is somebody's task, and a crash leaves all as it was."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid5

import pytest

from kortelijn.directory.actions import add_service
from kortelijn.directory.models import Service
from kortelijn.directory.organizations import survivors_of
from kortelijn.finding.models import Listing
from kortelijn.kernel.actor import SYSTEM
from kortelijn.kernel.clock import moved_to, now
from kortelijn.kernel.events import delivered_inline
from kortelijn.parties.models import Membership, Seat, Tenure
from kortelijn.referrals.models import Referral
from kortelijn.tasks.invariants import violations
from kortelijn.tasks.jobs import sweep
from kortelijn.tasks.models import Task
from kortelijn.turnover import moving
from kortelijn.turnover.actions import Choice, plan
from kortelijn.turnover.agreeing import add_receiver, answer
from kortelijn.turnover.estate import SEAT, estate_of
from kortelijn.turnover.models import LEFT, STAYS, Ending
from tests.factories.sitting import at_work
from tests.factories.world import World, actor_on
from tests.turnover.made import DAYS, Loss

AFTER = timedelta(days=DAYS + 1, hours=2)


@pytest.fixture
def loss(world: World) -> Iterator[Loss]:
    with delivered_inline():
        yield Loss(world)


def offer(loss: Loss, name: str = "Meidengroep") -> Service:
    return add_service(SYSTEM, loss.world.network, loss.old, name=name, domains=["netwerk"], intake=loss.worker,
                       places=[], contacts=[])  # fmt: skip


def as_offer(service: Service) -> UUID:
    """What names a service in a plan."""
    return uuid5(service.pk, "services")


def line_of(loss: Loss) -> Referral:
    """A resident on the way to the youth worker."""
    return loss.world.referral(service=offer(loss, "Huiswerkhulp"))


def test_services_and_work_go_to_the_successor_and_old_names_lead_on(loss: Loss) -> None:
    service, line = offer(loss), line_of(loss)
    assert line.task.owner == loss.worker
    ending = loss.agreed()
    with moved_to(now() + AFTER):
        sweep()
        service.refresh_from_db()
        assert (service.organization, service.intake, service.status) == (loss.new, loss.receiver_seat, "active")
        assert Task.objects.get(pk=line.task_id).owner == loss.receiver_seat
        assert not Tenure.objects.current().filter(seat__organization=loss.old).exists()
        membership = Membership.objects.get(organization=loss.old)
        assert (membership.phase, list(membership.successors.all())) == ("ended", [loss.new])
        assert survivors_of([loss.old.pk]) == {loss.old.pk: loss.new.pk}
        ending.refresh_from_db()
        assert ending.is_done
        assert not Task.objects.open().filter(code=LEFT).exists()
        assert not list(violations())


def test_before_the_day_nothing_moves_and_twice_is_once(loss: Loss) -> None:
    service = offer(loss)
    loss.agreed()
    sweep()
    service.refresh_from_db()
    assert service.organization == loss.old
    with moved_to(now() + AFTER):
        sweep()
        told = Ending.objects.get().carried_out_at
        sweep()
        assert Ending.objects.get().carried_out_at == told


def test_residents_are_asked_before_the_successor_sees_a_line(loss: Loss) -> None:
    line = line_of(loss)
    loss.agreed()
    with moved_to(now() + AFTER):
        sweep()
        assert not Referral.objects.visible_to(actor_on(loss.receiver_seat)).exists()
        asked = Task.objects.open().get(subject_id=line.pk, code="ask-consent")
        assert asked.owner == loss.world.gp_seat


def test_people_who_go_along_sit_at_the_successor_and_still_need_a_yes(loss: Loss) -> None:
    line = line_of(loss)
    sits = Tenure.objects.get(seat=loss.worker).person
    loss.agreed(along=True)
    with moved_to(now() + AFTER):
        sweep()
        tenure = Tenure.objects.current().get(person=sits)
        assert (tenure.seat.organization, tenure.seat.title) == (loss.new, "Jongerenwerker")
        task = Task.objects.get(pk=line.task_id)
        assert (task.owner, task.came_from) == (tenure.seat, None)
        assert not Referral.objects.visible_to(actor_on(tenure.seat)).exists()
        assert line.service.organization == loss.old
        assert Service.objects.get(name="Huiswerkhulp").intake == tenure.seat


def test_what_nobody_took_rests_and_is_a_task_of_the_coordinator_the_same_day(loss: Loss) -> None:
    service = offer(loss)
    loss.agreed(but=frozenset({as_offer(service)}))
    with moved_to(now() + AFTER):
        sweep()
        service.refresh_from_db()
        assert service.status == "inactive"
        assert "Jong Den Haag is gestopt" in service.alert
        assert not Listing.objects.filter(service=service).exists()
        ending = Ending.objects.get()
        assert Task.objects.open().get(subject_id=ending.pk).owner == loss.world.coordinator_seat
        _give(loss, ending, service)
        service.refresh_from_db()
        assert (service.organization, service.status, service.alert) == (loss.new, "active", "")
        assert not Task.objects.open().filter(subject_id=ending.pk).exists()


def _give(loss: Loss, ending: Ending, service: Service) -> None:
    """After the day too it goes only when it is taken, and then at once."""
    receiver = add_receiver(loss.world.coordinator, ending, loss.receiver_seat)
    plan(loss.world.coordinator, ending, {as_offer(service): Choice(receiver.pk)})
    assert Service.objects.get(pk=service.pk).organization == loss.old
    answer(actor_on(loss.receiver_seat), receiver, taken=[as_offer(service)], declined=[])


def test_what_stops_says_why(loss: Loss) -> None:
    service = offer(loss)
    ending = loss.agreed(but=frozenset({as_offer(service)}))
    plan(loss.world.coordinator, ending, {as_offer(service): Choice(stops_because="Er kwamen te weinig meiden.")})
    with moved_to(now() + AFTER):
        sweep()
        service.refresh_from_db()
        assert (service.status, service.alert) == ("defunct", "Er kwamen te weinig meiden.")


def test_the_last_coordinator_keeps_the_seat_until_there_is_another(world: World) -> None:
    loss = Loss(world)
    Tenure.objects.filter(seat=world.coordinator_seat).delete()
    own = loss.world.seat(loss.old, "Coördinator", "Ine", profession="netwerkcoordinator", functions=["coordinates"])
    world.__dict__["coordinator_seat"] = own
    loss.stop()
    with moved_to(now() + AFTER):
        sweep()
        assert Tenure.objects.current().filter(seat=own).exists()
        assert not Tenure.objects.current().filter(seat=loss.worker).exists()
        assert Task.objects.open().get(code=STAYS).owner == own
        assert not Task.objects.open().filter(code=LEFT).exists()
        stops = f"/netwerk/organisaties/stopt/{Ending.objects.get().pk}/"
        assert "Hier zit de enige coördinator" in at_work(own).get(stops).content.decode()
        assert "Zet iemand anders op een coördinatorsplek" in at_work(own).get("/vandaag/").content.decode()
        after = world.seat(loss.new, "Coördinator", "Bo", profession="netwerkcoordinator", functions=["coordinates"])
        sweep()
        assert not Tenure.objects.current().filter(seat__organization=loss.old).exists()
        assert not Task.objects.open().filter(code=STAYS).exists()
        assert "Hier zit de enige coördinator" not in at_work(after).get(stops).content.decode()


def test_placing_the_last_thing_does_not_free_the_last_coordinator(world: World) -> None:
    loss = Loss(world)
    Tenure.objects.filter(seat=world.coordinator_seat).delete()
    own = loss.world.seat(loss.old, "Coördinator", "Ine", profession="netwerkcoordinator", functions=["coordinates"])
    world.__dict__["coordinator_seat"] = own
    service = offer(loss)
    ending = loss.agreed(but=frozenset({as_offer(service)}))
    with moved_to(now() + AFTER):
        sweep()
        assert {task.code for task in Task.objects.open().filter(subject_id=ending.pk)} == {LEFT, STAYS}
        ending.refresh_from_db()
        _give(loss, ending, service)
        sweep()
        assert {task.code for task in Task.objects.open().filter(subject_id=ending.pk)} == {STAYS}


@pytest.mark.parametrize("breaks", ["_move_own", "close_seats", "let_rest"])
def test_a_crash_in_the_middle_moves_nothing(loss: Loss, breaks: str, monkeypatch: pytest.MonkeyPatch) -> None:
    service, line = offer(loss), line_of(loss)
    loss.agreed()

    def crash(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("the power went out")

    with moved_to(now() + AFTER):
        with monkeypatch.context() as broken:
            broken.setattr(moving, breaks, crash)
            broken.setattr("kortelijn.turnover.actions." + breaks, crash, raising=False)
            sweep()
        service.refresh_from_db()
        assert service.organization == loss.old
        assert Tenure.objects.current().filter(seat=loss.worker).exists()
        assert Task.objects.get(pk=line.task_id).owner == loss.worker
        assert Membership.objects.get(organization=loss.old).phase == "ending"
        assert any(each.what == "Einde van een organisatie" for each in violations())
        sweep()
        service.refresh_from_db()
        assert service.organization == loss.new


def test_many_things_cost_as_many_questions_as_few(loss: Loss, django_assert_max_num_queries: Any) -> None:
    ending = loss.stop()
    few = _counted(ending, django_assert_max_num_queries)
    for number in range(20):
        offer(loss, f"Groep {number}")
        loss.world.seat(loss.old, f"Werker {number}", f"Naam{number}", profession="jongerenwerker")
    assert _counted(ending, django_assert_max_num_queries) == few
    assert len([each for each in estate_of(ending).things if each.kind == SEAT]) == 22


def _counted(ending: Ending, counter: Any) -> int:
    with counter(60) as asked:
        estate_of(ending)
    return len(asked)


def test_a_seat_that_nobody_takes_leaves_its_holdings_to_the_coordinator(loss: Loss) -> None:
    service = add_service(SYSTEM, loss.world.network, loss.world.welfare, name="Samen", intake=loss.worker,
                          places=[], contacts=[])  # fmt: skip
    loss.stop()
    with moved_to(now() + AFTER):
        sweep()
        assert Task.objects.open().get(subject_id=loss.worker.pk).owner == loss.world.coordinator_seat
        assert Service.objects.get(pk=service.pk).intake == loss.worker
        assert Seat.objects.filter(pk=loss.worker.pk).exists()
