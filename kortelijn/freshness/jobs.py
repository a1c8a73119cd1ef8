"""Every morning: ask about what is due; safe with two workers, because a network is asked by one at a time."""

import structlog
from procrastinate.contrib.django import app

from kortelijn.freshness.actions import ask_round
from kortelijn.kernel.actor import system_for
from kortelijn.parties.models import Network

log = structlog.get_logger()


@app.periodic(cron="40 6 * * 1-5")
@app.task(name="freshness.ask", queueing_lock="freshness.ask")
def ask_every_morning(timestamp: int) -> None:
    """On working days, when people open their mail."""
    for network in Network.objects.order_by("pk"):
        log.info("freshness", network=str(network.pk), letters=ask_round(system_for(network.pk), network))
