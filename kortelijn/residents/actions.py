"""What may be done to residents."""

from typing import Any

from kortelijn.kernel.actions import action
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.policy import require
from kortelijn.parties.models import Network
from kortelijn.residents.models import Resident


@action
def register_resident(actor: Actor, network: Network, **how_to_reach: Any) -> Resident:
    """Write down somebody and how to reach them, which is all that is known; what it is for records the event."""
    require(actor, "residents.register")
    resident = Resident(network=network, **how_to_reach)
    resident.clean_fields(exclude=["network"])
    resident.save(force_insert=True)
    return resident
