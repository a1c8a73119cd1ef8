"""A sheet that waits for what its columns tell; whoever brings another one gives an address."""

from typing import Any

from kortelijn.interop.actions import ask_columns, bring
from kortelijn.interop.models import Import
from kortelijn.kernel.ids import new_id


def objects(stage: Any) -> dict[type, Any]:
    """The coordinator brought it; nobody explained it yet."""
    world = stage.world
    brought = bring(world.coordinator, world.network, key=new_id(), name="aanbod.csv", format="csv")
    headings = [{"heading": "Naam", "samples": ["Taalcafé"]}]
    return {
        Import: ask_columns(
            world.coordinator, brought, format="csv", size=10, headings=headings, columns={}, organization=""
        )
    }


TYPED = {
    "inlezen": lambda stage: {"adres": "https://voorbeeld.example/services"},
    "kolommen": lambda stage: {"kolom_0": "service.name", "organisatie": "De Haven"},
}
