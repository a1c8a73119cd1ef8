"""Every morning: seats of the rota on which nobody sits since today; safe with two workers."""

from procrastinate.contrib.django import app

from kortelijn.kernel.actor import system_for
from kortelijn.parties.models import Network
from kortelijn.rota.actions import look_for_empty_seats


@app.periodic(cron="20 6 * * *")
@app.task(name="rota.empty_seats", queueing_lock="rota.empty_seats")
def look_every_morning(timestamp: int) -> None:
    """Who announced to leave is gone from a day on, without anything else happening that day."""
    for network in Network.objects.order_by("pk"):
        look_for_empty_seats(system_for(network.pk), network)
