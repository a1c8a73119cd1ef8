"""What happened to something, as people read it: the newest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.formats import date_format

from kortelijn.kernel.clock import local
from kortelijn.kernel.events import sentence, timeline

SHOWN = 30


@dataclass(frozen=True, slots=True)
class Told:
    """One event in words: when, what, and by whom unless the words say so."""

    at: str
    sentence: str
    who: str


def told(subject_ids: Sequence[UUID], most: int = SHOWN, *, network: UUID | None = None) -> list[Told]:
    """The last events of these objects, in one query; of what networks share, name the one whose events these are."""
    found = timeline(list(subject_ids)).reverse()
    events = list((found.filter(network_id=network) if network else found)[:most])
    return [
        Told(date_format(local(event.at), "j b Y"), said, "" if event.actor_name in said else event.actor_name)
        for event in events
        if (said := sentence(event))
    ]
