"""A network in which every travelling model has a row."""

import pytest

from tests.factories.world import World


@pytest.fixture
def world(db: None) -> World:
    """One network with what it needs."""
    return World()
