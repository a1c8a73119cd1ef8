"""A file with everything that the second coordinator asked for."""

from typing import Any

from kortelijn.archive.actions import ask_export
from kortelijn.archive.models import Export
from tests.factories.world import actor_on


def objects(stage: Any) -> dict[type, Any]:
    """In the making, and hers alone."""
    asked = ask_export(
        actor_on(stage.second_coordinator), stage.world.network, purpose="Naar een andere beheerder.",
        passphrase="invented",
    )  # fmt: skip
    return {Export: asked}


TYPED: dict[str, Any] = {
    "meenemen": lambda stage: {"purpose": "Naar een andere beheerder.", "knows": "on"},
    "ophalen": lambda stage: {}, "weg": lambda stage: {},
}  # fmt: skip
