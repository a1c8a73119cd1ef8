"""What may be done to residents."""

from typing import Any

from kortelijn.kernel.actions import action
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import now
from kortelijn.kernel.lifecycle import locked
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


@action
def keep_longer(actor: Actor, resident: Resident) -> None:
    """A line of this resident ended: from now on counts how long the way to reach them is kept."""
    require(actor, "residents.keep_longer")
    Resident.objects.filter(pk=resident.pk).update(last_used_at=now())


@action
def update_reach(actor: Actor, resident: Resident, **how_to_reach: Any) -> Resident:
    """How to reach somebody who is known already; what it is for records the event."""
    require(actor, "residents.register")
    resident = locked(resident)
    for name, value in (how_to_reach | {"last_used_at": now()}).items():
        setattr(resident, name, value)
    resident.clean_fields(exclude=["network"])
    resident.save()
    return resident
