"""A practice with rooms in which colleagues of elsewhere sit, on a fixed Sunday in November."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cached_property
from typing import Any

import pytest

from kortelijn.directory.actions import add_location
from kortelijn.directory.models import Location
from kortelijn.kernel.actor import SYSTEM
from kortelijn.kernel.clock import moved_to
from kortelijn.parties.models import Seat
from kortelijn.rota import actions
from kortelijn.rota.models import Room, Shift
from tests.factories.world import World

SUNDAY = datetime(2026, 11, 22, 9, tzinfo=UTC)
MONDAY, TUESDAY, WEDNESDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 25)


@dataclass
class Practice(World):
    """Everything in it is made on first use."""

    @cached_property
    def house(self) -> Location:
        """The GP practice as a place."""
        return add_location(SYSTEM, self.network, name="De Spoorbrug", organization=self.practice)

    @cached_property
    def room(self) -> Room:
        """The room that is shared."""
        return actions.add_room(SYSTEM, self.house, "Deelkamer")

    @cached_property
    def other_room(self) -> Room:
        """Another one."""
        return actions.add_room(SYSTEM, self.house, "Kamer 5")

    @cached_property
    def sport_seat(self) -> Seat:
        """The sport coach, of another organization, with the coordinator above."""
        _above = self.coordinator_seat
        return self.seat(self.welfare, "Sportcoach", "Omar", profession="buurtsportcoach")

    def shift(self, seat: Seat | None = None, **fields: Any) -> Shift:
        """A turn on Tuesday morning."""
        values: dict[str, Any] = {
            "room": self.room, "service": None, "rrule": "FREQ=WEEKLY;BYDAY=TU", "first_day": date(2026, 11, 2),
            "last_day": None, "opens_at": time(9), "closes_at": time(11, 30), "walk_in": True, "anyway": False,
        }  # fmt: skip
        return actions.add_shift(SYSTEM, self.house, seat=seat or self.link_seat, **(values | fields))


@pytest.fixture
def practice(db: None) -> Iterator[Practice]:
    """It is Sunday 22 November 2026, ten in the morning."""
    with moved_to(SUNDAY):
        yield Practice()
