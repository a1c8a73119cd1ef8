"""An action happens whole and at most once per key."""

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from kortelijn.kernel.errors import NotAllowed, NotNow, Refused
from kortelijn.kernel.models import Event, IdempotencyKey
from kortelijn.referrals.actions import send, take_up
from kortelijn.referrals.models import Referral
from kortelijn.residents.models import Resident
from kortelijn.tasks.models import Task
from tests.factories.world import World, actor_on

pytestmark = pytest.mark.django_db


def test_the_same_key_gives_the_same_referral_once() -> None:
    world, key = World(), uuid4()
    assert world.link_seat
    first = send(world.gp, world.network, world.recipe(), key=key)
    again = send(world.gp, world.network, world.recipe(wish="anders"), key=key)
    assert again == first
    assert (Referral.objects.count(), Resident.objects.count(), Task.objects.count()) == (1, 1, 1)


def test_a_key_belongs_to_the_account_that_used_it() -> None:
    world, key = World(), uuid4()
    assert world.link_seat
    send(world.gp, world.network, world.recipe(), key=key)
    other = world.seat(world.practice, "POH", "Ilse", profession="praktijkondersteuner-ggz", functions=["prescribes"])
    with pytest.raises(Refused):
        send(actor_on(other), world.network, world.recipe(), key=key)


def test_when_a_part_fails_nothing_is_written() -> None:
    world = World()
    assert world.link_seat
    gp, before = world.gp, Event.objects.count()
    with pytest.raises(ValidationError):
        send(gp, world.network, world.recipe(reach={"birth_year": -3}), key=uuid4())
    assert Event.objects.count() == before
    assert not IdempotencyKey.objects.exists()
    assert not Resident.objects.exists()


def test_only_who_may_and_only_when_it_can() -> None:
    world = World()
    referral = world.referral()
    with pytest.raises(NotAllowed):
        take_up(world.gp, referral)
    take_up(world.link_worker, referral)
    with pytest.raises(NotNow):
        take_up(world.link_worker, referral)
