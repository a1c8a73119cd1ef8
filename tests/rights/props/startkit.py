"""How a network describes and dresses itself."""

from typing import Any

from kortelijn.ui.theming import Theme


def objects(stage: Any) -> dict[type, Any]:
    """The network itself is there already."""
    return {}


TYPED = {
    "wie-wij-zijn": lambda stage: {"name": "Wijknetwerk", "vision": "Voor elkaar", "way_of_working": "We bellen"},
    "later": lambda stage: {"reason": "Eerst kennismaken."}, "toch": lambda stage: {},
    "huisstijl": lambda stage: {"colour": "#2f4f93", "text": "atkinson", "heading": "schreef"},
}  # fmt: skip
KEYS = {"<slug:mark>": lambda stage: Theme().mark, "<slug:kit_step>": lambda stage: "overleg"}
