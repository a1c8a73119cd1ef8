"""An organization in two networks: what is done with it in one stays there."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid5

import pytest

from kortelijn.directory.actions import add_service
from kortelijn.directory.organizations import survivors_of
from kortelijn.kernel.actor import SYSTEM
from kortelijn.kernel.clock import moved_to, now, today
from kortelijn.kernel.events import delivered_inline
from kortelijn.parties.models import Membership, Network, Seat, Tenure
from kortelijn.tasks.jobs import sweep
from kortelijn.turnover.actions import Choice, plan
from kortelijn.turnover.agreeing import add_receiver, answer
from kortelijn.turnover.contracting.actions import add_contract
from tests.factories.sitting import at_work
from tests.factories.world import World, actor_on, person
from tests.turnover.made import DAYS, Loss

AFTER = timedelta(days=DAYS + 1, hours=2)


@pytest.fixture
def loss(world: World) -> Iterator[Loss]:
    with delivered_inline():
        yield Loss(world)


def elsewhere(loss: Loss, phase: str = "active") -> Seat:
    """The organization takes part in another network as well, with somebody on a seat."""
    network = Network.objects.create(name="Duinoord", slug="duinoord")
    last = today() if phase == "ended" else None
    Membership.objects.create(network=network, organization=loss.old, phase=phase, ends_on=last)
    seat = Seat.objects.create(network=network, organization=loss.old, title="Werker elders", functions=["receives"],
                               profession="jongerenwerker")  # fmt: skip
    Tenure.objects.create(seat=seat, person=person("Elsa", "Duin"), period=(today(), None))
    return seat


def test_a_colleague_of_another_network_reads_nothing_of_what_happened_here(loss: Loss) -> None:
    add_contract(
        loss.world.coordinator, loss.world.network, loss.old, law="wmo", financier_name="Gemeente Waterstad",
        starts_on=today(), ends_on=today() + timedelta(days=60),
    )  # fmt: skip
    loss.stop()
    path = f"/netwerk/organisaties/{loss.old.pk}/"
    here = at_work(loss.world.coordinator_seat).get(path).content.decode()
    there = at_work(elsewhere(loss)).get(path).content.decode()
    for said in ("Gemeente Waterstad", "stopt hier na", loss.world.coordinator.name):
        assert said in here
        assert said not in there


@pytest.mark.parametrize(("phase", "leads"), [("ended", True), ("active", False)])
def test_an_old_key_leads_on_when_it_stopped_earlier_elsewhere(loss: Loss, phase: str, leads: bool) -> None:
    elsewhere(loss, phase)
    loss.agreed()
    with moved_to(now() + AFTER):
        sweep()
    assert survivors_of([loss.old.pk]) == ({loss.old.pk: loss.new.pk} if leads else {})


def test_an_old_key_leads_nowhere_when_a_second_takes_the_rest(loss: Loss) -> None:
    service = add_service(SYSTEM, loss.world.network, loss.old, name="Meidengroep", places=[], contacts=[])
    key, coordinator = uuid5(service.pk, "services"), loss.world.coordinator
    ending = loss.agreed(but=frozenset({key}))
    with moved_to(now() + AFTER):
        sweep()
        assert survivors_of([loss.old.pk])
        receiver = add_receiver(coordinator, ending, loss.world.link_seat)
        plan(coordinator, ending, {key: Choice(receiver.pk)})
        answer(actor_on(loss.world.link_seat), receiver, taken=[key], declined=[])
    assert Membership.objects.get(network=loss.world.network, organization=loss.old).successors.count() == 2
    assert survivors_of([loss.old.pk]) == {}
