"""An organization in two networks: what is done with it in one stays there."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from kortelijn.kernel.clock import today
from kortelijn.kernel.events import delivered_inline
from kortelijn.parties.models import Membership, Network, Seat, Tenure
from kortelijn.turnover.contracts import add_contract
from tests.factories.sitting import at_work
from tests.factories.world import World, person
from tests.turnover.made import Loss


@pytest.fixture
def loss(world: World) -> Iterator[Loss]:
    with delivered_inline():
        yield Loss(world)


def elsewhere(loss: Loss, phase: str = "active") -> Seat:
    """The organization takes part in another network as well, with somebody on a seat."""
    network = Network.objects.create(name="Duinoord", slug="duinoord")
    Membership.objects.create(network=network, organization=loss.old, phase=phase)
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
