"""Somebody who leaves, made through the actions."""

from datetime import timedelta

from kortelijn.kernel.clock import today
from kortelijn.parties.models import Seat, Tenure
from kortelijn.succession.actions import announce
from kortelijn.succession.models import Departure
from tests.factories.world import World, actor_on

DAYS = 10


def departure(world: World, seat: Seat | None = None, days: int = DAYS) -> Departure:
    """Whoever sits on this seat (else the link worker) says that they leave in so many days."""
    seat = seat or world.link_seat
    return announce(actor_on(seat), Tenure.objects.current().get(seat=seat), on=today() + timedelta(days=days))


def colleague(world: World, name: str = "Ilse") -> Seat:
    """Somebody else at the same organization."""
    return world.seat(world.welfare, f"Ouderenwerker {name}", name, profession="maatschappelijk-werker",
                      functions=["receives"])  # fmt: skip
