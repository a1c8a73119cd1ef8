"""How a task reads in a list: the app that owes it says so, and the list, a floor above or below, only asks."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import models

from kortelijn.tasks.models import Task


@dataclass(frozen=True)
class Telling:
    """What is owed in one line, where it is done, and the word on the button."""

    title: str
    url: str = ""
    act: str = ""


Teller = Callable[[list[Task]], Mapping[UUID, Telling]]
_tellers: dict[str, Teller] = {}


def tells(model: type[models.Model]) -> Callable[[Teller], Teller]:
    """Say in `subscribers.py` how tasks about this model read; the teller gets them all at once, by key of the task."""

    def register(teller: Teller) -> Teller:
        _tellers[model._meta.label_lower] = teller
        return teller

    return register


def tellings(tasks: Iterable[Task]) -> dict[UUID, Telling]:
    """How each of these tasks reads, of those whose app says so; each app is asked once."""
    of_a_kind: dict[str, list[Task]] = defaultdict(list)
    for task in tasks:
        of_a_kind[task.subject_type].append(task)
    told: dict[UUID, Telling] = {}
    for subject_type, some in of_a_kind.items():
        if subject_type in _tellers:
            told |= _tellers[subject_type](some)
    return told
