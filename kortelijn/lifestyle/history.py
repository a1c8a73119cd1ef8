"""What happened to a map, as people read it: what somebody did many times in a row on one day is told once."""

from dataclasses import dataclass

from django.utils.formats import date_format

from kortelijn.kernel.clock import local
from kortelijn.kernel.events import sentence, timeline
from kortelijn.lifestyle.models import LifestyleMap

SHOWN = 30


@dataclass(frozen=True)
class Told:
    """One line of the history."""

    when: str
    text: str


def history_of(of: LifestyleMap) -> list[Told]:
    """The newest first; one query."""
    told: list[Told] = []
    for event in timeline([of.pk]).reverse()[: SHOWN * 5]:
        line = Told(date_format(local(event.at), "j F Y"), sentence(event))
        if line.text and (not told or told[-1] != line):
            told.append(line)
    return told[:SHOWN]
