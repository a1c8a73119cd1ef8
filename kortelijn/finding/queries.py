"""What `find` reads beside the index: where a postcode is, and who looks along."""

from django.db.models import Avg

from kortelijn.directory.distance import Point
from kortelijn.finding.ground import on_earth
from kortelijn.finding.models import Listing
from kortelijn.parties.models import Network, Seat

AREA = 3  # digits of a postcode that neighbouring ones share


def pool(network: Network) -> list[Seat]:
    """The seats of those who look along, with somebody on them."""
    seats = Seat.objects.filter(network=network).with_function(Seat.Function.LINK_WORKER).occupied()
    return list(seats.select_related("organization").order_by("id"))


def place_of_postcode(pc4: str, network: Network | None = None) -> Point | None:
    """The middle of the offer in a postcode area, of a network or of all, or else around it."""
    for first, last in ((pc4, pc4), (f"{pc4[:AREA]}0", f"{pc4[:AREA]}9")):
        rows = Listing.objects.filter(postcode__gte=first, postcode__lte=last, east__isnull=False)
        rows = rows.filter(network=network) if network else rows
        middle = rows.aggregate(east=Avg("east"), north=Avg("north"))
        if middle["east"] is not None:
            return on_earth(**middle)
    return None
