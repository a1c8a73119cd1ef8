"""A small network in which organizations come and go."""

import pytest

from tests.factories.world import World


@pytest.fixture
def world(db: None) -> World:
    """One network with what it needs."""
    return World()
