"""A small network that sets its course."""

import pytest

from tests.factories.world import World


@pytest.fixture
def world(db: None) -> World:
    """One network with what it needs."""
    return World()
