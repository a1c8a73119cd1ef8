"""An organization that stopped begins here again: nothing old ends it once more, and what rested goes on."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils.translation import override

from kortelijn.directory.models import Service
from kortelijn.kernel.actor import SYSTEM
from kortelijn.kernel.clock import moved_to, now, today
from kortelijn.kernel.errors import NotNow
from kortelijn.kernel.events import delivered_inline
from kortelijn.parties.models import Membership, Organization
from kortelijn.tasks.jobs import sweep
from kortelijn.tasks.models import Task
from kortelijn.turnover.actions import Choice, begin_later, plan, settle_rest
from kortelijn.turnover.agreeing import answer
from kortelijn.turnover.contracting.actions import add_contract
from kortelijn.turnover.jobs import begin_due
from kortelijn.turnover.models import LEFT, Contract, Ending, Receiver
from tests.factories.sitting import at_work
from tests.factories.world import World, actor_on
from tests.turnover.made import DAYS, Loss
from tests.turnover.test_carrying_out import AFTER, as_offer, offer


@pytest.fixture
def loss(world: World) -> Iterator[Loss]:
    with delivered_inline():
        yield Loss(world)


@pytest.fixture
def rests(loss: Loss) -> Iterator[Service]:
    """The day after: nobody took this over."""
    service = offer(loss)
    loss.agreed(but=frozenset({as_offer(service)}))
    with moved_to(now() + AFTER):
        sweep()
        service.refresh_from_db()
        assert service.status == "inactive"
        yield service


def back(loss: Loss, days: int = 0) -> Membership:
    membership = Membership.objects.get(organization=loss.old)
    return begin_later(loss.world.coordinator, membership, today() + timedelta(days=days))


def receiver_of(service: Service) -> Receiver:
    return Ending.objects.get(organization=service.organization).receivers.get()


def test_what_is_left_of_an_old_ending_ends_nothing_again(loss: Loss, rests: Service) -> None:
    receiver = receiver_of(rests)
    plan(loss.world.coordinator, receiver.ending, {as_offer(rests): Choice(receiver.pk)})
    back(loss)
    ending = Ending.objects.get()
    assert ending.status == "returned"
    assert not Task.objects.open().filter(subject_id__in=[ending.pk, receiver.pk]).exists()
    assert not ending.moves.filter(moved_at=None).exists()
    with pytest.raises(NotNow):
        plan(loss.world.coordinator, ending, {as_offer(rests): Choice(receiver.pk)})
    with pytest.raises(NotNow):
        answer(actor_on(loss.receiver_seat), receiver, taken=[as_offer(rests)], declined=[])
    settle_rest(SYSTEM, ending)
    assert Membership.objects.get(organization=loss.old).phase == "active"
    page = at_work(loss.world.coordinator_seat).get(f"/netwerk/organisaties/stopt/{ending.pk}/").content.decode()
    assert "Weer begonnen" in page
    assert "verdelen/" not in page


def test_what_rested_goes_on_when_it_begins_again(loss: Loss, rests: Service) -> None:
    back(loss, days=3)
    rests.refresh_from_db()
    assert rests.status == "inactive"
    with moved_to(now() + timedelta(days=3)):
        begin_due()
        rests.refresh_from_db()
        assert (rests.status, rests.alert) == ("active", "")


def test_a_contract_after_the_return_is_warned_of(loss: Loss, rests: Service) -> None:
    def unsettled() -> bool:
        return Contract.objects.unsettled().exists()

    add_contract(loss.world.coordinator, loss.world.network, loss.old, law="wmo", financier_name="Gemeente",
                 starts_on=today(), ends_on=today() + timedelta(days=60))  # fmt: skip
    assert not unsettled()
    back(loss)
    assert unsettled()


def test_a_successor_who_reads_english_wakes_what_rested(loss: Loss, rests: Service) -> None:
    receiver = receiver_of(rests)
    Organization.objects.filter(pk=loss.old.pk).update(name="Jong")
    plan(loss.world.coordinator, receiver.ending, {as_offer(rests): Choice(receiver.pk)})
    with override("en"):
        answer(actor_on(loss.receiver_seat), receiver, taken=[as_offer(rests)], declined=[])
    rests.refresh_from_db()
    assert (rests.organization, rests.status, rests.alert) == (loss.new, "active", "")
    assert not Task.objects.open().filter(code=LEFT).exists()


def test_why_it_rests_is_written_in_the_language_of_the_network(loss: Loss) -> None:
    service = offer(loss)
    loss.agreed(but=frozenset({as_offer(service)}))
    with moved_to(now() + timedelta(days=DAYS + 1, hours=2)), override("en"):
        sweep()
    service.refresh_from_db()
    assert service.alert.startswith("Jong Den Haag is gestopt op")
