"""What may be done to residents."""

from typing import Any

from django.utils.translation import gettext_lazy

from kortelijn.kernel.actions import action
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.events import kind, record
from kortelijn.kernel.policy import require
from kortelijn.parties.models import Network
from kortelijn.residents.models import Resident

REGISTERED = kind("resident.registered", gettext_lazy("{actor} schreef op hoe de inwoner te bereiken is"))


@action
def register_resident(actor: Actor, network: Network, **how_to_reach: Any) -> Resident:
    """Write down somebody and how to reach them; nothing more is known of a resident than that."""
    require(actor, "residents.register")
    resident = Resident(network=network, **how_to_reach)
    resident.clean_fields()
    resident.save()
    record(actor, REGISTERED, resident)
    return resident
