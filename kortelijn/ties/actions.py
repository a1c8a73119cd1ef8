"""What may be done to ties: they are seen to happen, and people say who they know."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from kortelijn.kernel.actions import action
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import now
from kortelijn.kernel.policy import require
from kortelijn.parties.models import Network
from kortelijn.ties.fading import count_contacts, in_order
from kortelijn.ties.models import Layer
from kortelijn.ties.queries import half_life_of


@action
def observe(
    actor: Actor, network: Network, layer: Layer | str, pairs: Iterable[tuple[UUID, UUID]], at: datetime | None = None
) -> int:
    """These people met, spoke or worked on something together; each pair counts once per call."""
    require(actor, "ties.observe", network)
    once = in_order(Layer(layer), pairs)
    if once:
        count_contacts(network.pk, layer, once, at or now(), half_life_of(network))
    return len(once)
