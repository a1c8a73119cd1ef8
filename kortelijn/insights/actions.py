"""Measuring: asked for or by the clock, done by the worker, kept as sums; and saying what one looks at people for."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from procrastinate.contrib.django import app

from kortelijn.insights.models import Measurement
from kortelijn.kernel.actions import action
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import now
from kortelijn.kernel.errors import Refused
from kortelijn.kernel.events import kind, record
from kortelijn.kernel.lifecycle import one_at_a_time
from kortelijn.kernel.policy import require
from kortelijn.parties.models import Network

ASKED = kind("insights.measurement-asked", gettext_lazy("{actor} liet het netwerk opnieuw meten"))
MEASURED = kind("insights.measured", gettext_lazy("Het netwerk is gemeten"))
FAILED = kind("insights.measuring-failed", gettext_lazy("Het meten van het netwerk lukte niet"))
PURPOSE = kind("insights.looked-at-people", gettext_lazy("{actor} keek naar namen in het netwerk: {purpose}"))
LONGEST = 200
A_WHILE = timedelta(hours=1)  # a measurement that takes longer was lost, and is asked for anew


@action
def ask_measurement(actor: Actor, network: Network, lens: str) -> Measurement:
    """Have the worker measure; who asks while it does, gets the one under way."""
    require(actor, "insights.measure", network)
    one_at_a_time(f"measure {network.pk}")
    under_way = Measurement.objects.under_way().filter(network=network, lens=lens).first()
    if under_way and now() - under_way.asked_at < A_WHILE:
        return under_way
    made = under_way or Measurement(network=network, lens=lens)
    made.asked_at = now()
    made.save()
    record(actor, ASKED, made)
    app.configure_task("insights.measure").defer(measurement_id=str(made.pk))
    return made


@action
def tell_progress(actor: Actor, measurement: Measurement, progress: int, doing: str) -> None:
    """Say how far it is, in a transaction of its own, so that the page can show it."""
    require(actor, "insights.measure", measurement.network)
    measurement.progress, measurement.doing = progress, doing
    measurement.save(update_fields=["progress", "doing"])


@action
def keep_figures(actor: Actor, measurement: Measurement, figures: dict[str, Any]) -> Measurement:
    """It is measured: the sums are kept, to see later what changed."""
    require(actor, "insights.measure", measurement.network)
    measurement.status, measurement.figures = Measurement.Status.DONE, figures
    measurement.at, measurement.progress, measurement.doing = now(), 100, ""
    measurement.full_clean()
    measurement.save()
    record(actor, MEASURED, measurement, lens=measurement.lens)
    return measurement


@action
def give_up(actor: Actor, measurement: Measurement) -> None:
    """It did not work out; it may be asked for again."""
    require(actor, "insights.measure", measurement.network)
    measurement.status, measurement.doing = Measurement.Status.FAILED, ""
    measurement.save()
    record(actor, FAILED, measurement, lens=measurement.lens)


@action
def state_purpose(actor: Actor, network: Network, purpose: str) -> str:
    """Say what one looks at people for: it is kept with who and when, and everybody may ask for it."""
    require(actor, "insights.see_people", network)
    words = purpose.strip()
    if not words or len(words) > LONGEST:
        raise Refused(_("Schrijf in één zin waarvoor u naar namen kijkt."))
    record(actor, PURPOSE, network, purpose=words)
    return words
