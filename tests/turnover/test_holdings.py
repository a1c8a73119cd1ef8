"""What an organization holds in each app: it goes to another, once, or it ends."""

import pytest

from kortelijn.directory.models import Location
from kortelijn.initiatives.models import Party
from kortelijn.kernel.actor import SYSTEM, system_for
from kortelijn.kernel.errors import NotAllowed
from kortelijn.parties.actions import add_organization
from kortelijn.parties.holdings import held_by_organizations
from kortelijn.parties.models import Organization
from kortelijn.upkeep.actions import claim_own
from kortelijn.upkeep.models import Claim
from tests.factories.world import World, actor_on
from tests.initiatives.made import initiative


@pytest.fixture
def other(world: World) -> Organization:
    return add_organization(SYSTEM, world.network, name="Zuiderhuis", kind="welzijn")


def move(world: World, to: Organization) -> None:
    held_by_organizations.move(system_for(world.network.pk), held_by_organizations.of([world.welfare.pk]), to)


def stop(world: World, kind: str) -> None:
    held = [each for each in held_by_organizations.of([world.welfare.pk]) if each.kind == kind]
    kinds = {each.kind: each for each in held_by_organizations.kinds()}
    kinds[kind].stop(system_for(world.network.pk), held, "Zomaar.")  # type: ignore[attr-defined]  # those that may end


def test_a_place_in_an_initiative_goes_over_and_stands_there_once(world: World, other: Organization) -> None:
    both, one = (initiative(world, contact=world.link_seat, name=name) for name in ("Samen", "Alleen"))
    for made, party in ((both, world.welfare), (both, other), (one, world.welfare)):
        Party.objects.get_or_create(initiative=made, organization=party)
    move(world, other)
    assert {(each.initiative, each.organization) for each in Party.objects.exclude(organization=world.practice)} == {
        (both, other), (one, other),
    }  # fmt: skip


def test_a_place_in_an_initiative_may_end(world: World) -> None:
    Party.objects.get_or_create(initiative=initiative(world, contact=world.link_seat, name="Samen"),
                                organization=world.welfare)  # fmt: skip
    stop(world, "initiative-parts")
    assert not Party.objects.filter(organization=world.welfare).exists()


def test_a_location_goes_over_or_is_of_nobody(world: World, other: Organization) -> None:
    place = world.location
    move(world, other)
    assert Location.objects.get(pk=place.pk).organization == other
    Location.objects.update(organization=world.welfare)
    stop(world, "locations")
    assert Location.objects.get(pk=place.pk).organization is None


def test_who_keeps_the_entries_goes_on_unless_the_other_does(world: World, other: Organization) -> None:
    mine = claim_own(world.link_worker, world.welfare, world.network)
    move(world, other)
    assert Claim.objects.granted().get().organization == other
    Claim.objects.filter(pk=mine.pk).update(organization=world.welfare)
    keeper = world.seat(other, "Beheerder", "Bo", profession="welzijnscoach")
    claim_own(actor_on(keeper), other, world.network)
    move(world, other)
    assert Claim.objects.granted().get().seat == keeper


def test_a_colleague_may_not_move_what_is_held(world: World, other: Organization) -> None:
    _place = world.location
    held = held_by_organizations.of([world.welfare.pk])
    with pytest.raises(NotAllowed):
        held_by_organizations.move(world.link_worker, held, other)
