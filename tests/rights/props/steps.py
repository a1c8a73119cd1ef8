"""A step that the link worker promised."""

from datetime import timedelta
from typing import Any

from kortelijn.kernel.clock import today
from kortelijn.steps.actions import set_step
from kortelijn.steps.models import Step


def objects(stage: Any) -> dict[type, Any]:
    """On the board, of the link worker."""
    world = stage.world
    return {
        Step: set_step(
            world.coordinator, world.network, what="De praktijk belt over een spreekuur.", owner=world.link_seat,
            due_on=today() + timedelta(days=14),
        )
    }  # fmt: skip


TYPED: dict[str, Any] = {
    "begin": lambda stage: {},
    "klaar": lambda stage: {"result": "Hij hangt er."},
    "opschuiven": lambda stage: {"until": str(today() + timedelta(days=40))},
    "laat-vallen": lambda stage: {"reason": "Geen geld"},
}
