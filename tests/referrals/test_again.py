"""Following a line up, and handing it to another organization: both only with what the resident agreed to."""

import pytest

from kortelijn.consent.models import Consent
from kortelijn.kernel.errors import NotAllowed, Refused
from kortelijn.referrals.actions import hand_over, record_outcome, send
from kortelijn.residents.models import Resident
from tests.factories.world import World, actor_on

pytestmark = pytest.mark.django_db


def test_a_new_recipe_after_a_returned_one_is_for_the_same_resident() -> None:
    world = World()
    first = world.referral(service=world.service)
    record_outcome(world.link_worker, first, "no-capacity", "Vol tot maart.")
    again = send(world.gp, world.network, world.recipe(based_on=first, reach={"phone": "0612345679"}))
    assert (again.resident, again.based_on) == (first.resident, first)
    assert Resident.objects.get().phone.as_e164 == "+31612345679"


def test_only_who_had_the_line_can_follow_it_up() -> None:
    world = World()
    first = world.referral()
    other = world.seat(world.practice, "POH", "Ilse", profession="praktijkondersteuner-ggz", functions=["prescribes"])
    with pytest.raises(NotAllowed):
        send(actor_on(other), world.network, world.recipe(based_on=first))


def test_another_organization_needs_a_yes_of_its_own() -> None:
    world = World()
    referral = world.referral(service=world.service)
    nurse = world.seat(world.practice, "Wijkverpleegkundige", "Fatima", profession="wijkverpleegkundige")
    with pytest.raises(Refused, match="De Spoorbrug"):
        hand_over(world.link_worker, referral, nurse, "Graag wondzorg.")
    hand_over(world.link_worker, referral, nurse, "Graag wondzorg.", agreed="verbal")
    assert Consent.objects.filter(to_organization=world.practice, resident=referral.resident).count() == 1


def test_within_the_organization_the_first_yes_holds() -> None:
    world = World()
    referral = world.referral(service=world.service)
    assert (
        hand_over(world.link_worker, referral, world.deputy_seat, "Ik ben een week weg.").to_seat == world.deputy_seat
    )
    assert Consent.objects.count() == 1
