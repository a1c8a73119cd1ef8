"""Maps to test with, made through the actions."""

from typing import Any

from kortelijn.directory.actions import add_location, add_service
from kortelijn.directory.models import Service
from kortelijn.kernel.actor import SYSTEM
from kortelijn.lifestyle.actions import add_entries, make_map, publish_map
from kortelijn.lifestyle.models import LifestyleMap
from tests.factories.world import World


def offer(world: World, name: str, *, at: tuple[float, float] = (52.07, 4.32), **fields: Any) -> Service:
    """Something to go to, on its own place."""
    place = add_location(
        SYSTEM, world.network, name=f"Huis {name}"[:200], address="Rijnstraat 1", latitude=at[0], longitude=at[1]
    )
    hours = [{"rrule": "FREQ=WEEKLY;BYDAY=TU", "opens_at": "10:00", "closes_at": "11:00"}]
    values: dict[str, Any] = {"domains": ["bewegen"], "access": "inloop", "cost_amount": 0} | fields
    return add_service(SYSTEM, world.network, world.welfare, name=name, places=[(place, hours)], contacts=[], **values)


def map_with(world: World, *services: Service, heading: str = "Bewegen", **fields: Any) -> LifestyleMap:
    """A draft with these on it."""
    made = make_map(SYSTEM, world.network, **({"title": "Samen bewegen", "theme": "leefstijl"} | fields))
    if services:
        add_entries(SYSTEM, made, services, heading=heading)
    return made


def published(world: World, *services: Service, **fields: Any) -> LifestyleMap:
    """A map for everybody, with something on it."""
    return publish_map(SYSTEM, map_with(world, *(services or (offer(world, "Wandelclub"),)), **fields))
