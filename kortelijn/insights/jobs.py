"""The worker measures: when a coordinator asks, and every week, so that it shows what changed."""

from uuid import UUID

import structlog
from procrastinate.contrib.django import app

from kortelijn.insights.actions import ask_measurement, give_up, keep_figures, tell_progress
from kortelijn.insights.figures import measured
from kortelijn.insights.models import CONTACT, KNOWS, Measurement
from kortelijn.kernel.actor import system_for
from kortelijn.parties.models import Network

log = structlog.get_logger()


@app.task(name="insights.measure", retry=2, pass_context=False)
def measure(measurement_id: str) -> None:
    """One network through one lens; safe to run twice, for what is done is left alone."""
    found = Measurement.objects.under_way().select_related("network").filter(pk=UUID(measurement_id)).first()
    if found:
        measure_now(found)


def measure_now(measurement: Measurement) -> None:
    """Measure and keep; each step of progress is a transaction of its own, seen while it goes on."""
    actor = system_for(measurement.network_id)
    try:
        figures, _detail = measured(
            measurement.network, measurement.lens, lambda done, what: tell_progress(actor, measurement, done, what)
        )
        keep_figures(actor, measurement, figures)
    except Exception as error:
        log.error("insights.measure", network=str(measurement.network_id), error=type(error).__name__)
        give_up(actor, measurement)
        return
    log.info("insights.measured", network=str(measurement.network_id), people=figures["people"])


@app.periodic(cron="20 4 * * 1")
@app.task(name="insights.measure_all", queueing_lock="insights.measure_all")
def measure_every_week(timestamp: int) -> None:
    """On Monday mornings every network is measured, through what was seen and through what people say."""
    for network in Network.objects.order_by("pk"):
        for lens in (CONTACT, KNOWS):
            ask_measurement(system_for(network.pk), network, lens)
