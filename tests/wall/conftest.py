"""A network with an evening that goes on."""

from datetime import datetime, timedelta

import pytest

from kortelijn.kernel.clock import AMSTERDAM, moved_to
from kortelijn.wall.actions import Plan, plan_evening
from kortelijn.wall.models import Evening
from tests.factories.world import World

EVENING = datetime(2026, 11, 24, 20, 0, tzinfo=AMSTERDAM)
QUESTION = "Wie staat er in onze wijk alleen voor?"


@pytest.fixture
def world(db: None) -> World:
    return World()


@pytest.fixture
def evening(world: World) -> Evening:
    """It goes on for two more hours, at the moment EVENING."""
    plan = Plan("Wijkavond", QUESTION, EVENING - timedelta(minutes=30), EVENING + timedelta(hours=2))
    with moved_to(EVENING - timedelta(days=7)):
        return plan_evening(world.coordinator, world.network, plan)
