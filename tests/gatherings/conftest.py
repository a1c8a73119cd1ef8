"""A small network with people who meet."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from kortelijn.kernel.clock import AMSTERDAM, moved_to
from kortelijn.kernel.events import delivered_inline
from tests.factories.world import World

# A Monday of ordinary weeks: no public holiday near.
MONDAY = datetime(2026, 11, 2, 9, 0, tzinfo=AMSTERDAM)


@pytest.fixture
def world(db: None) -> Iterator[World]:
    """One network, on a Monday; what is recorded is delivered at once."""
    with moved_to(MONDAY), delivered_inline():
        made = World()
        _everybody = (made.gp_seat, made.link_seat)
        yield made
