"""A neighbourhood on a Monday morning, in which every mail is read by a stranger at the end."""

from collections.abc import Iterator

import pytest

from kortelijn.kernel.events import delivered_inline
from tests.factories.world import World
from tests.finding.offer import neighbourhood
from tests.stories.mails import leaks
from tests.stories.week import on


@pytest.fixture
def wijk(db: None) -> Iterator[World]:
    """A practice and a welfare organization with everybody at work; what is recorded is delivered at once."""
    with on("Monday", "08:00"):
        world = neighbourhood()
    with delivered_inline():
        yield world
    assert leaks() == []
