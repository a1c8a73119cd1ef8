"""What somebody types while leaving: the five answers and the words of goodbye, kept as they go."""

from collections.abc import Mapping

from kortelijn.kernel.actions import action
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.errors import NotNow
from kortelijn.kernel.lifecycle import locked
from kortelijn.kernel.policy import require
from kortelijn.succession.models import Departure


@action
def keep_told(actor: Actor, departure: Departure, told: Mapping[str, str]) -> Departure:
    """Keep what was answered so far."""
    require(actor, "succession.prepare", departure)
    departure = locked(departure)
    if departure.status == Departure.Status.CANCELLED:
        raise NotNow
    departure.told = departure.told | dict(told)
    departure.save(update_fields=["told"])
    return departure


@action
def keep_goodbye(actor: Actor, departure: Departure, words: str) -> Departure:
    """Keep the words of goodbye."""
    require(actor, "succession.prepare", departure)
    departure = locked(departure)
    departure.goodbye = words
    departure.save(update_fields=["goodbye"])
    return departure
