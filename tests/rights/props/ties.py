"""A wave that runs, in which the GP was asked; what one tap is about."""

from datetime import timedelta
from typing import Any

from kortelijn.kernel.clock import today
from kortelijn.parties.models import Tenure
from kortelijn.ties.actions import start_wave
from kortelijn.ties.models import Round, Wave

TYPED = {
    "nog": lambda stage: {"person": str(_sits(stage.world.link_seat))},
    "ruimte": lambda stage: {"contacts": "20"},
    "rondes": lambda stage: {"purpose": "Om te zien wie wie kent.", "closes_on": str(today() + timedelta(days=14))},
    "vervagen": lambda stage: {"days": "180"},
    "vragen": lambda stage: {"stap": "begin"},
}
KEYS = {"banden/<str:key>": lambda stage: f"banden/{stage.props[Round].key}"}


def _sits(seat: Any) -> Any:
    return Tenure.objects.current().get(seat=seat).person_id


def objects(stage: Any) -> dict[type, Any]:
    """The wave, and the round of the GP in it."""
    world = stage.world
    wave = start_wave(world.coordinator, world.network, purpose="Om te zien wie wie kent.",
                      closes_on=today() + timedelta(days=14))  # fmt: skip
    return {Wave: wave, Round: Round.objects.get(wave=wave, person=_sits(world.gp_seat))}
