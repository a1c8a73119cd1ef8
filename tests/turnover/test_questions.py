"""A question to take over is about something that is there, and only the organization itself answers it."""

from collections.abc import Iterator

import pytest
from django.core.exceptions import PermissionDenied

from kortelijn.directory.models import Service
from kortelijn.kernel.actor import SYSTEM
from kortelijn.kernel.clock import moved_to, now, today
from kortelijn.kernel.errors import Refused
from kortelijn.kernel.events import delivered_inline
from kortelijn.parties.actions import begin_tenure, end_tenure, name_deputy
from kortelijn.parties.models import Seat, Tenure
from kortelijn.tasks.jobs import sweep
from kortelijn.tasks.models import Task
from kortelijn.turnover.actions import Choice, plan, stop_here
from kortelijn.turnover.agreeing import add_receiver, answer, ask_all
from kortelijn.turnover.estate import estate_of, offered_to
from kortelijn.turnover.jobs import look_ahead
from kortelijn.turnover.models import ANSWER, Receiver
from tests.factories.sitting import at_work
from tests.factories.world import World, actor_on, person
from tests.turnover.made import Loss
from tests.turnover.test_carrying_out import AFTER, as_offer, offer


@pytest.fixture
def loss(world: World) -> Iterator[Loss]:
    with delivered_inline():
        yield Loss(world)


def page(receiver: Receiver) -> str:
    return f"/netwerk/organisaties/stopt/ontvanger/{receiver.pk}/"


def asked() -> list[object]:
    return [task.owner for task in Task.objects.open().filter(code=ANSWER).select_related("owner")]


def empty(loss: Loss) -> None:
    end_tenure(SYSTEM, Tenure.objects.get(seat=loss.receiver_seat))


def everything(receiver: Receiver) -> set[object]:
    return {each.key for each in offered_to(receiver)}


def test_a_seat_that_closed_is_asked_of_nobody(loss: Loss) -> None:
    service = offer(loss)
    ending = loss.planned(but=frozenset({as_offer(service)})).ending
    other = loss.seat(loss.world.welfare, "Teamleider", "Piet")
    with moved_to(now() + AFTER):
        sweep()
        ending.refresh_from_db()
        receiver = add_receiver(loss.world.coordinator, ending, other)
        plan(loss.world.coordinator, ending, {as_offer(service): Choice(receiver.pk)})
        ask_all(loss.world.coordinator, ending)
        assert asked() == [other]
        assert not ending.moves.filter(taken=None, kind="seat").exists()


def test_a_question_about_what_is_gone_is_owed_no_more(loss: Loss) -> None:
    service = offer(loss)
    receiver = add_receiver(loss.world.coordinator, loss.stop(), loss.receiver_seat)
    plan(loss.world.coordinator, receiver.ending, {as_offer(service): Choice(receiver.pk)})
    ask_all(loss.world.coordinator, receiver.ending)
    assert asked() == [loss.receiver_seat]
    Service.objects.filter(pk=service.pk).delete()
    look_ahead()
    assert asked() == []


def test_nobody_says_yes_for_another_organization(loss: Loss) -> None:
    receiver = loss.planned()
    empty(loss)
    sweep()
    assert asked() == [loss.world.coordinator_seat]
    client = at_work(loss.world.coordinator_seat)
    assert "kan nu niet antwoorden" in client.get("/vandaag/").content.decode()
    shown = client.get(page(receiver)).content.decode()
    assert "Alleen Zuiderhuis zelf" in shown
    assert "Vraag een ander" in shown
    assert client.post(page(receiver), {"alles": "ja"}).status_code == 403
    with pytest.raises(PermissionDenied):
        answer(loss.world.coordinator, receiver, taken=everything(receiver), declined=[])
    begin_tenure(SYSTEM, loss.receiver_seat, person("Bram", "Nieuw"))
    ask_all(loss.world.coordinator, receiver.ending)
    assert asked() == [loss.receiver_seat]


def test_a_deputy_elsewhere_lets_the_coordinator_ask_another(loss: Loss) -> None:
    loss.planned()
    name_deputy(SYSTEM, loss.receiver_seat, loss.world.gp_seat)
    empty(loss)
    sweep()
    sweep()
    assert asked() == [loss.world.coordinator_seat]


def test_nothing_goes_to_whoever_stops_too(loss: Loss) -> None:
    receiver = loss.planned()
    taken = everything(receiver)
    answer(actor_on(loss.receiver_seat), receiver, taken=taken, declined=[])
    ending = receiver.ending
    stop_here(loss.world.coordinator, loss.world.network, loss.new, last_day=today() + AFTER * 3, reason="stops")
    ending.moves.update(taken=True)
    assert len(estate_of(ending).open) == len(estate_of(ending).things)
    with pytest.raises(Refused):
        answer(actor_on(loss.receiver_seat), receiver, taken=taken, declined=[])
    with pytest.raises(Refused):
        plan(loss.world.coordinator, ending, {loss.worker.pk: Choice(receiver.pk, along=True)})
    assert at_work(loss.receiver_seat).get(page(receiver)).status_code == 200
    with moved_to(now() + AFTER):
        sweep()
        assert not Tenure.objects.current().filter(seat__organization=loss.old).exists()
        assert not Seat.objects.filter(organization=loss.new, title=loss.worker.title).exists()


def test_whoever_stops_is_asked_nothing_more(loss: Loss) -> None:
    loss.planned()
    assert asked() == [loss.receiver_seat]
    stop_here(loss.world.coordinator, loss.world.network, loss.new, last_day=today() + AFTER, reason="stops")
    assert asked() == []
