"""What was given out under a key of ours is known by it when it comes back."""

from collections.abc import Iterable

from django.db.models import CharField, F
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy

from kortelijn.directory.models import Location, Service
from kortelijn.interop.hsds.former import is_ours
from kortelijn.kernel.actions import action
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.events import kind, record
from kortelijn.kernel.policy import require
from kortelijn.parties.models import Network, Organization

KEYS_KEPT = kind("directory.keys-kept", gettext_lazy("{actor} las aanbod terug dat hier gemaakt is: {number} rijen"))


@action
def keep_keys(actor: Actor, network: Network, keys: Iterable[str]) -> int:
    """Let what was made here be found by its own key, as by the id of a source."""
    require(actor, "directory.import", network)
    own = [key for key in keys if is_ours(key)]
    if not own:
        return 0
    rows = (
        Service.objects.filter(network=network, pk__in=own, source_id=""),
        Location.objects.filter(network=network, pk__in=own, source_id=""),
        Organization.objects.filter(networks=network, pk__in=own, source_id=""),
    )
    number = sum(each.update(source_id=Cast(F("id"), CharField())) for each in rows)
    if number:
        record(actor, KEYS_KEPT, network, number=number)
    return number
