"""What the worker does: an agreement goes into force on its day."""

import structlog
from procrastinate.contrib.django import app

from kortelijn.agreements.agreeing import enter
from kortelijn.agreements.models import Version
from kortelijn.kernel.actor import system_for
from kortelijn.kernel.clock import today

log = structlog.get_logger()


@app.periodic(cron="2 * * * *")
@app.task(name="agreements.enter", queueing_lock="agreements.enter")
def enter_on_their_day(timestamp: int) -> None:
    """Every hour."""
    log.info("agreements", entered=enter_due())


def enter_due() -> int:
    """Put into force what was settled for today or before; returns how many."""
    due = list(
        Version.objects.filter(status=Version.Status.AGREED, valid_from__lte=today()).order_by("valid_from", "id")
    )
    for version in due:
        enter(system_for(version.network_id), version)
    return len(due)
