"""Where finding is tested: the small offer of `offer.py`, and somebody who asks."""

import pytest
from django.test import Client

from tests.factories.world import World
from tests.finding.offer import neighbourhood, signed_in


@pytest.fixture
def world(db: None) -> World:
    return neighbourhood()


@pytest.fixture
def gp(world: World) -> Client:
    return signed_in(world.gp_seat)
