"""What a seat keeps and signed, and what is agreed for an organization, goes along to whoever comes after."""

from datetime import timedelta
from typing import Any

import pytest

from kortelijn.agreements import agreeing, drafts
from kortelijn.agreements.models import Agreement, LeadRule, Signature
from kortelijn.agreements.terms import term
from kortelijn.kernel.actor import system_for
from kortelijn.kernel.clock import today
from kortelijn.kernel.models import Event
from kortelijn.parties.holdings import held_by_organizations, held_by_seats
from tests.agreements.made import article, draft, in_force, settle
from tests.factories.world import World

pytestmark = pytest.mark.django_db
KINDS = {"agreements", "signatures", "local-agreements", "lead-rules"}


def signed(world: World) -> Signature:
    version = draft(world)
    article(world, version)
    agreeing.ask_signatures(
        world.coordinator, version, [world.gp_seat], valid_from=today(), review_on=today() + timedelta(days=99)
    )
    return agreeing.sign(world.gp, Signature.objects.get())


def test_a_seat_hands_on_what_it_keeps_and_signed(world: World) -> None:
    given = signed(world)
    system = system_for(world.network.pk)
    held = [each for each in held_by_seats.of([world.coordinator_seat.pk, world.gp_seat.pk]) if each.kind in KINDS]
    assert [(each.kind, each.holder) for each in held] == [
        ("agreements", world.coordinator_seat.pk), ("signatures", world.gp_seat.pk),
    ]  # fmt: skip
    held_by_seats.move(system, held, world.link_seat)
    assert Agreement.objects.get().owner == world.link_seat
    moved = Signature.objects.get()
    assert moved.seat == world.link_seat
    assert moved.answered_by == given.answered_by  # who signed then stays who signed then
    assert not [each for each in held_by_seats.of([world.gp_seat.pk]) if each.kind in KINDS]
    kinds = set(Event.objects.values_list("kind", flat=True))
    assert {"agreement.passed-on", "agreement.signature-passed"} <= kinds


def test_what_holds_for_an_organization_moves_to_its_successor(world: World) -> None:
    version = draft(world, "Bij de Spoorbrug", organization=world.practice)
    one = article(world, version)
    drafts.set_term(world.coordinator, one, "first-contact-days", 5)
    drafts.add_lead_rule(world.coordinator, one, needs=["geld"], organization=world.practice)
    settle(world, version)
    held = [each for each in held_by_organizations.of([world.practice.pk]) if each.kind in KINDS]
    assert sorted(each.kind for each in held) == ["lead-rules", "local-agreements"]
    held_by_organizations.move(system_for(world.network.pk), held, world.welfare)
    assert LeadRule.objects.get().organization == world.welfare
    assert term(world.network, "first-contact-days", organization=world.welfare.pk).value == 5
    assert term(world.network, "first-contact-days", organization=world.practice.pk).value == 2


def test_what_the_successor_has_of_its_own_stays_and_the_other_ends(world: World) -> None:
    base = in_force(world).version.agreement
    for title, organization in (("Bij de Spoorbrug", world.practice), ("Bij Rivierkant", world.welfare)):
        version = draft(world, title, base=base, organization=organization)
        article(world, version)
        settle(world, version)
    held = [each for each in held_by_organizations.of([world.practice.pk]) if each.kind in KINDS]
    held_by_organizations.move(system_for(world.network.pk), held, world.welfare)
    ended = Agreement.objects.get(title="Bij de Spoorbrug")
    assert ended.ended_at
    assert ended.end_reason == "Rivierkant heeft hiervan een eigen versie."
    assert ended.organization == world.practice
    assert Agreement.objects.going().get(organization=world.welfare).title == "Bij Rivierkant"


def test_many_move_in_a_fixed_number_of_queries(world: World, django_assert_max_num_queries: Any) -> None:
    for number in range(6):
        in_force(world, f"Afspraak {number}")
    held = [each for each in held_by_seats.of([world.coordinator_seat.pk]) if each.kind in KINDS]
    assert len(held) == 6
    system, to = system_for(world.network.pk), world.link_seat
    with django_assert_max_num_queries(5):
        held_by_seats.move(system, held, to)
    assert {each.owner_id for each in Agreement.objects.all()} == {world.link_seat.pk}
