"""Whether the table still holds was asked by mail, of the welfare organization; another entry looks like it."""

from typing import Any

from kortelijn.directory.actions import add_service
from kortelijn.freshness.actions import ask_now
from kortelijn.freshness.models import Check, Letter
from kortelijn.kernel.actor import SYSTEM

DOUBLE = "De Brug eettafel"


def objects(stage: Any) -> dict[type, Any]:
    """The question; its letter and the entry that looks like it are found by their addresses."""
    world = stage.world
    add_service(SYSTEM, world.network, world.practice, name=DOUBLE, places=[], contacts=[])
    return {Check: ask_now(SYSTEM, world.service)}


TYPED = {"ritme": lambda stage: {"months": "3"}}
KEYS = {
    "<uuid:other>": lambda stage: str(stage.world.network.services.get(name=DOUBLE).pk),
    "<uuid:keep>": lambda stage: str(stage.world.welfare.pk),
    "<uuid:drop>": lambda stage: str(stage.world.practice.pk),
    "klopt-nog/<str:key>": lambda stage: f"klopt-nog/{Letter.objects.get().key}",
}
