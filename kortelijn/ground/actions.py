"""What may be done to the ground: it is laid as a whole."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy

from kortelijn.ground.models import Credit, Feature
from kortelijn.ground.reading import Found
from kortelijn.kernel.actions import action
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.events import kind, record
from kortelijn.kernel.lifecycle import one_at_a_time
from kortelijn.kernel.policy import require
from kortelijn.parties.models import Network

GROUND_LOADED = kind("ground.loaded", gettext_lazy("{actor} legde de ondergrond van de kaart: {number} vormen"))


@action
def load_ground(actor: Actor, network: Network, found: Sequence[Found], *, credit: str = "") -> int:
    """Put this ground in the place of what was there; all of it or nothing."""
    require(actor, "ground.load", network)
    one_at_a_time(f"ground.load_ground {network.pk}")
    Feature.objects.filter(network=network).delete()
    Feature.objects.bulk_create(
        [Feature(network=network, kind=one.kind, name=one.name, geometry=one.geometry, rank=one.rank) for one in found],
        batch_size=1000,
    )
    Credit.objects.update_or_create(network=network, defaults={"text": credit.strip()[:200]})
    record(actor, GROUND_LOADED, network, number=len(found))
    return len(found)
