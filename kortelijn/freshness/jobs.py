"""Every morning: ask about what is due; safe with two workers, because a network is asked by one at a time."""

import structlog
from procrastinate.contrib.django import app

from kortelijn.freshness.actions import ask_round
from kortelijn.freshness.queries import waiting_checks
from kortelijn.kernel.actor import system_for
from kortelijn.parties.models import Network

log = structlog.get_logger()


@app.periodic(cron="40 6 * * 1-5")
@app.task(name="freshness.ask", queueing_lock="freshness.ask")
def ask_every_morning(timestamp: int) -> None:
    """On working days, when people open their mail."""
    failed = [str(network.pk) for network in Network.objects.order_by("pk") if not _is_asked(network)]
    if failed:
        raise RuntimeError(f"not everything was asked in {', '.join(failed)}")


def ask_all(network: Network) -> int:
    """Portion after portion, each a transaction of its own; returns how many letters were written."""
    actor = system_for(network.pk)
    letters = ask_round(actor, network)
    while waiting_checks(network.pk).exists():
        letters += ask_round(actor, network)
    return letters


def _is_asked(network: Network) -> bool:
    """Whether all went well; where it does not, the other networks are asked all the same."""
    try:
        letters = ask_all(network)
    except Exception as error:  # whatever it is, the job ends as failed
        log.error("freshness", network=str(network.pk), error=type(error).__name__)
        return False
    log.info("freshness", network=str(network.pk), letters=letters)
    return True
