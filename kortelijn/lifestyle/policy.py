"""Who makes a leefstijlkaart: the coordinator. Everybody on a seat sees what there is; the public what is published."""

from typing import Any

from kortelijn.kernel.actor import Actor
from kortelijn.kernel.policy import allow, predicate
from kortelijn.parties.policy import coordinates_here, is_seated, is_system


@predicate
def of_this_network(actor: Actor, obj: Any = None) -> bool:
    """What belongs to the network from which somebody acts; asked without an object it is about the own network."""
    return obj is None or actor.kind == "system" or actor.network_id == obj.network_id


coordinator = is_system | (coordinates_here & of_this_network)

allow("lifestyle.see_list", is_seated)
allow("lifestyle.make", is_system | coordinates_here)
allow("lifestyle.change", coordinator)
allow("lifestyle.publish", coordinator)
allow("lifestyle.withdraw", coordinator)
allow("lifestyle.share", is_seated & of_this_network)
