"""What `find` reads: the offer of a network with all that a result shows, and who looks along."""

from collections.abc import Sequence

from django.db.models import Avg, Prefetch

from kortelijn.directory.distance import Point
from kortelijn.directory.models import Location, Schedule, Service, ServiceAtLocation
from kortelijn.parties.models import Network, Seat


def offer(network: Network) -> Sequence[Service]:
    """Every service that one can go to now, with organization, places and hours: three queries, however many."""
    places = Prefetch("at_locations", ServiceAtLocation.objects.select_related("location").order_by("id"))
    hours = Prefetch("schedules", Schedule.objects.select_related("at__location").order_by("id"))
    rows = Service.objects.active().filter(network=network).select_related("organization")
    return list(rows.prefetch_related(places, hours).order_by("id"))


def pool(network: Network) -> list[Seat]:
    """The seats of those who look along, with somebody on them."""
    seats = Seat.objects.filter(network=network).with_function(Seat.Function.LINK_WORKER).occupied()
    return list(seats.select_related("organization").order_by("id"))


def place_of_postcode(network: Network, pc4: str) -> Point | None:
    """The middle of the places that the network knows in a postcode area."""
    rows = Location.objects.filter(network=network, postal_code__startswith=pc4)
    middle = rows.aggregate(latitude=Avg("latitude"), longitude=Avg("longitude"))
    return Point(**middle) if middle["latitude"] is not None else None
