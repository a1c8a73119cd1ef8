"""One small network per test."""

import pytest

from tests.factories.world import World


@pytest.fixture
def world(db: None) -> World:
    return World()
