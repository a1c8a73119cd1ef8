"""What the worker does for the index."""

import structlog
from procrastinate.contrib.django import app

from kortelijn.finding import index

log = structlog.get_logger()


@app.periodic(cron="* * * * *")
@app.task(name="finding.catch_up", queueing_lock="finding.catch_up")
def catch_up(timestamp: int = 0) -> None:
    """Every minute, and after an import: read what was not read yet, and look at hours that changed with the day."""
    if done := index.repair() if index.is_missing() else index.catch_up():
        log.info("index", rows=done)


@app.periodic(cron="41 3 * * *")
@app.task(name="finding.repair", queueing_lock="finding.repair")
def repair(timestamp: int = 0) -> None:
    """Every night: nothing may be missing in the index, whatever happened."""
    if done := index.repair():
        log.warning("index.repaired", rows=done)
