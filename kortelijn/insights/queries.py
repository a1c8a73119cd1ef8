"""What the pages of vitality read: figures of now or of the last measurement, and those of before."""

from datetime import timedelta
from typing import Any

from kortelijn.insights.figures import LIVE, Detail, measured
from kortelijn.insights.models import CONTACT, Measurement, lens_choices
from kortelijn.insights.page import parts_of
from kortelijn.insights.shown import View
from kortelijn.insights.top import stats_of
from kortelijn.kernel.clock import now
from kortelijn.parties.models import Network, Tenure

A_WHILE = timedelta(days=20)  # a change is told against a measurement at least this old


def lens_named(code: str) -> str:
    """The lens of an address, or any contact."""
    return code if code in dict(lens_choices()) else CONTACT


def is_small(network: Network) -> bool:
    """Whether the page can measure by itself while somebody waits."""
    return people_in(network) <= LIVE


def people_in(network: Network) -> int:
    """How many people sit on a seat of this network today."""
    rows = Tenure.objects.current().filter(seat__network=network).order_by()
    return rows.values("person").distinct().count()


def page_of(network: Network, lens: str, *, everything: bool, people: bool) -> dict[str, Any]:
    """All that the page shows; of a large network that was never measured only that."""
    kept = list(Measurement.objects.filter(network=network, lens=lens).order_by("-asked_at")[:12])
    under_way = next((each for each in kept if each.status == Measurement.Status.WAITING), None)
    done = [each for each in kept if each.status == Measurement.Status.DONE]
    found = _figures(network, lens, done)
    if found is None:
        return {"parts": [], "stats": [], "under_way": under_way, "figures": None, "older": None, "measured_at": None}
    figures, detail, moment = found
    older = next((each for each in done if each.at and each.at <= moment - A_WHILE), None)
    view = View(figures, lens, older.figures if older else None, detail if people else None, everything)
    return {
        "parts": parts_of(view), "stats": stats_of(view), "figures": figures, "under_way": under_way,
        "older": older, "measured_at": None if detail else moment,
    }  # fmt: skip


def _figures(network: Network, lens: str, done: list[Measurement]) -> tuple[dict[str, Any], Detail | None, Any] | None:
    if is_small(network):
        return *measured(network, lens), now()
    return (done[0].figures, None, done[0].at) if done else None
