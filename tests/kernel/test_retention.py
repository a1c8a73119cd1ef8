"""What was kept long enough ends by itself, in the right order, and the log of who looked outlives it."""

from datetime import timedelta

import pytest

from kortelijn.consent.models import Consent
from kortelijn.kernel.access import log_access
from kortelijn.kernel.clock import moved_to, now
from kortelijn.kernel.jobs import end_what_expired
from kortelijn.kernel.models import AccessLog, Event
from kortelijn.referrals.actions import log_attempt, record_outcome
from kortelijn.referrals.models import ContactAttempt, Draft, Referral
from kortelijn.residents.models import Resident
from kortelijn.tasks.models import Task
from tests.factories.world import World

pytestmark = pytest.mark.django_db
PERSONAL = (Referral, Resident, Consent, ContactAttempt, Task)


def a_line_of_long_ago(world: World, days: int) -> Referral:
    with moved_to(now() - timedelta(days=days)):
        referral = log_attempt(world.link_worker, world.referral(), "spoke")
        log_access(world.link_worker, "referrals.see", [referral])
        return record_outcome(world.link_worker, referral, "helped", "Gaat elke dinsdag.")


def test_after_two_years_the_line_and_the_resident_are_gone() -> None:
    a_line_of_long_ago(World(), days=800)
    end_what_expired(0)
    assert [model.__name__ for model in PERSONAL if model.objects.exists()] == []
    assert Event.objects.filter(kind="referral.completed").exists()
    assert AccessLog.objects.exists()


def test_before_that_all_stays_and_a_resident_with_a_newer_line_stays_longer() -> None:
    world = World()
    a_line_of_long_ago(world, days=700)
    end_what_expired(0)
    assert all(model.objects.exists() for model in PERSONAL)


def test_a_line_that_is_still_open_is_kept() -> None:
    world = World()
    with moved_to(now() - timedelta(days=700)):
        world.referral()
    end_what_expired(0)
    assert Referral.objects.exists()


def test_the_access_log_ends_after_five_years_and_a_draft_after_a_week() -> None:
    world = World()
    a_line_of_long_ago(world, days=365 * 5 + 10)
    account = world.gp_seat.tenures.get().person.account
    Draft.objects.create(account=account, seat=world.gp_seat, updated_at=now() - timedelta(days=8))
    end_what_expired(0)
    assert not AccessLog.objects.exists()
    assert not Draft.objects.exists()
