"""What people have in their calendar: each app declares what it plans with them, and calendars and planners ask all.

An app that plans something with people (turns of the rota, meetings, walks) adds a diary in its `subscribers.py`:
whoever subscribes to the own calendar then gets it, and whoever looks for a free moment knows of it. No resident ever
stands in a diary.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Engagement:
    """One thing at one time; `kind`, `key` and `day` name it in every calendar, also after it moved."""

    kind: str
    key: UUID
    title: str
    start: datetime
    end: datetime
    stamp: datetime  # when it was last changed
    person: UUID | None = None  # nobody in particular in the calendar of a network
    day: date | None = None  # which one of a row of equal things
    where: str = ""
    url: str = ""  # a path of ours
    point: tuple[float, float] | None = None


class Diary(Protocol):
    """What an app says of one kind of thing that takes people's time."""

    kind: str

    def of_people(self, people: Collection[UUID], first: date, last: date) -> Iterable[Engagement]:
        """What these people have in these days, one for each of them, in a number of queries that does not grow."""

    def of_network(self, network: UUID, first: date, last: date) -> Iterable[Engagement]:
        """What everybody in a network may know of, each once."""


_diaries: dict[str, Diary] = {}


def add_diary(diary: Diary) -> Diary:
    """Declare what an app plans, in its `subscribers.py`."""
    _diaries[diary.kind] = diary
    return diary


def engagements_of(people: Collection[UUID], first: date, last: date) -> list[Engagement]:
    """All that these people have, of every app, in order of time."""
    return _sorted(each for diary in _diaries.values() if people for each in diary.of_people(people, first, last))


def engagements_in(network: UUID, first: date, last: date) -> list[Engagement]:
    """All that a network has, of every app, in order of time."""
    return _sorted(each for diary in _diaries.values() for each in diary.of_network(network, first, last))


def _sorted(found: Iterable[Engagement]) -> list[Engagement]:
    return sorted(found, key=lambda each: (each.start, each.end, each.kind, each.key))
