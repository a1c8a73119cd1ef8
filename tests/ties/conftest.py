"""A network of a dozen people from several parts of the field, and one who is asked about them."""

from dataclasses import dataclass, field

import pytest

from kortelijn.kernel.actor import Actor
from kortelijn.parties.models import Person, Seat, Tenure
from tests.factories.world import World, actor_on

PROFESSIONS = ("huisarts", "welzijnscoach", "maatschappelijk-werker", "wijkverpleegkundige", "leerkracht")


@dataclass
class Town:
    """The world with `seats` besides the four it knows; all have somebody on them."""

    world: World
    seats: list[Seat] = field(default_factory=list)

    def person(self, seat: Seat) -> Person:
        """Who sits there."""
        return Tenure.objects.current().select_related("person").get(seat=seat).person

    def actor(self, number: int) -> Actor:
        """Somebody at work."""
        return actor_on(self.seats[number])

    @property
    def people(self) -> list[Person]:
        """Everybody, in the order of the seats."""
        return [self.person(seat) for seat in self.seats]


@pytest.fixture
def town() -> Town:
    """The GP first, then the link worker, the coordinator, the deputy, and twelve others."""
    world = World()
    first = [world.gp_seat, world.link_seat, world.coordinator_seat, world.deputy_seat]
    rest = [
        world.seat(world.welfare, f"Plek {number}", f"Persoon{number}", profession=PROFESSIONS[number % 5])
        for number in range(12)
    ]
    return Town(world, first + rest)
