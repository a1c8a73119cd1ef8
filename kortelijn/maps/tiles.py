"""Which tiles lie under the map, when a setting says so: without it nothing is ever asked of another site."""

from dataclasses import dataclass

from django.conf import settings


@dataclass(frozen=True, slots=True)
class Tiles:
    """Where tiles come from, and whose they are."""

    url: str = ""
    credit: str = ""


def tiles() -> Tiles:
    """What was set; empty when the ground is our own."""
    return Tiles(settings.TILES_URL, settings.TILES_CREDIT)
