"""The network measured through the year, so that the page of vitality shows what changed."""

from functools import partial

from kortelijn.demo.neighbourhood import Neighbourhood
from kortelijn.insights.actions import ask_measurement
from kortelijn.insights.jobs import measure_now
from kortelijn.insights.models import CONTACT, KNOWS
from kortelijn.kernel.actor import system_for

MONTHS_AGO = (12, 9, 6, 3, 1)


def plan(town: Neighbourhood) -> None:
    """Now and then instead of every week: loading the demo must stay short."""
    for months in MONTHS_AGO:
        town.stage.once(town.stage.months_ago(months), partial(_measure, town))


def _measure(town: Neighbourhood) -> None:
    for lens in (CONTACT, KNOWS):
        measure_now(ask_measurement(system_for(town.network.pk), town.network, lens))
