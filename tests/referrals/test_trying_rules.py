"""What counts as a try, when a moment can be true, and what a question to another organization leaves behind."""

from datetime import UTC, datetime, timedelta

import pytest

from kortelijn.consent.models import Consent
from kortelijn.kernel.clock import moved_to, now
from kortelijn.kernel.errors import Refused
from kortelijn.kernel.events import delivered_inline
from kortelijn.referrals.actions import correct_phone, hand_over, log_attempt, plan
from kortelijn.referrals.models import Referral
from kortelijn.tasks.actions import decline_handover
from tests.factories.world import World, actor_on

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
MOMENTS = [MONDAY + timedelta(hours=hours) for hours in (2, 6, 26)]  # morning, afternoon, the next morning


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def referral(world: World) -> Referral:
    with moved_to(MONDAY):
        return world.referral(service=world.service)


def tried(world: World, referral: Referral, moments: list[datetime], result: str = "no-answer") -> Referral:
    for moment in moments:
        with moved_to(moment):
            referral = log_attempt(world.link_worker, referral, result)
    return referral


def test_three_moments_on_more_than_one_part_of_the_day_send_it_back(world: World, referral: Referral) -> None:
    assert tried(world, referral, MOMENTS).outcome == "not-reached"
    referral.refresh_from_db()
    assert "3 pogingen" in referral.outcome_line


def test_after_a_contact_vain_calls_send_nothing_back(world: World, referral: Referral) -> None:
    spoken = tried(world, referral, MOMENTS[:1], "spoke")
    later = [moment + timedelta(days=2) for moment in MOMENTS]
    assert tried(world, spoken, later).outcome == ""


def test_a_wrong_number_makes_the_count_begin_anew(world: World, referral: Referral) -> None:
    asked = tried(world, referral, MOMENTS[:1], "wrong-number")
    with moved_to(MOMENTS[0]):
        correct_phone(world.gp, asked, "+31612345670")
    later = [moment + timedelta(days=2) for moment in MOMENTS]
    assert tried(world, asked, later[:2]).outcome == ""
    assert tried(world, asked, later[2:]).outcome == "not-reached"


def test_the_same_number_is_no_answer(world: World, referral: Referral) -> None:
    with pytest.raises(Refused, match="hetzelfde nummer"):
        correct_phone(world.gp, referral, "+31612345678")


def test_the_first_contact_carries_the_moment_that_was_entered(world: World, referral: Referral) -> None:
    with moved_to(MONDAY + timedelta(days=2)):
        spoken = log_attempt(world.link_worker, referral, "spoke", at=MOMENTS[0])
    assert spoken.first_contact_at == MOMENTS[0]


@pytest.mark.parametrize("at", [MONDAY - timedelta(days=1), datetime(1826, 11, 20, tzinfo=UTC)])
def test_nobody_tried_before_it_was_sent(world: World, referral: Referral, at: datetime) -> None:
    with pytest.raises(Refused, match="voor het versturen"):
        log_attempt(world.link_worker, referral, "no-answer", at=at)


@pytest.mark.parametrize("days", [-1, 400, 365 * 1000])
def test_an_appointment_is_within_a_year(world: World, referral: Referral, days: int) -> None:
    with pytest.raises(Refused, match="binnen een jaar"):
        plan(world.link_worker, referral, at=now() + timedelta(days=days))


def test_a_declined_question_ends_the_yes_that_was_given_for_it(world: World, referral: Referral) -> None:
    nurse = world.seat(world.practice, "Wijkverpleegkundige", "Fatima", profession="wijkverpleegkundige")
    with delivered_inline():
        asked = hand_over(world.link_worker, referral, nurse, "Graag wondzorg.", agreed="verbal")
        decline_handover(actor_on(nurse), asked, "Geen tijd.")
    assert not Consent.objects.in_force().filter(to_organization=world.practice).exists()
    assert Consent.objects.in_force().filter(pk=referral.consent_id).exists()
