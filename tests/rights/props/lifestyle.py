"""A leefstijlkaart that is out, with the service of the stage on it."""

from typing import Any

from kortelijn.kernel.actor import SYSTEM
from kortelijn.lifestyle.actions import add_entries, make_map, publish_map
from kortelijn.lifestyle.models import LifestyleMap


def objects(stage: Any) -> dict[type, Any]:
    """One published map."""
    world = stage.world
    of = make_map(SYSTEM, world.network, title="Samen eten", theme="leefstijl", contact="Bel Sanne: 070 - 000 12 34")
    add_entries(SYSTEM, of, [world.service], heading="Eten")
    stage.lifestyle_map = publish_map(SYSTEM, of)
    return {LifestyleMap: stage.lifestyle_map}


TYPED = {
    "bewaar": lambda stage: {
        "title": "Samen aan tafel",
        **{f"kop-{group.pk}": "Aan tafel" for group in stage.lifestyle_map.groups.all()},
    },
}
KEYS = {
    "<slug:network>": lambda stage: stage.world.network.slug,
    "<slug:map>": lambda stage: stage.lifestyle_map.slug,
    "<slug:paper>": lambda stage: "a4",
}
