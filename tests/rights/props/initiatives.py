"""Two initiatives that look alike, something that one of them needs and that is offered, and an introduction."""

from typing import Any

from kortelijn.initiatives.actions import introduce, offer
from kortelijn.initiatives.models import Ask, Initiative, Introduction, Offer
from tests.initiatives.made import initiative

TYPED = {
    "wij-hebben": lambda stage: {"note": "Onze zaal is dan vrij."},
    "leg-contact": lambda stage: {"note": "Jullie koken allebei."},
}


def objects(stage: Any) -> dict[type, Any]:
    """All four; the GP offers the room, the coordinator brought the two together."""
    world = stage.world
    one, other = initiative(world), initiative(world, contact=world.gp_seat, name="Eetclub")
    ask = one.asks.get()
    made = offer(world.gp, ask, "Onze wachtkamer is op dinsdagavond vrij.")
    return {Initiative: one, Ask: ask, Offer: made, Introduction: introduce(world.coordinator, one, other)}
