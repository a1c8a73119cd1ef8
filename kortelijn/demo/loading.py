"""Loads the demo: plays two years of a neighbourhood through the actions, in one transaction, up to this moment."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, time
from functools import partial
from random import Random

from django.db import connection, transaction

from kortelijn.demo.chapters import CHAPTERS
from kortelijn.demo.content import Content, content
from kortelijn.demo.course import Course
from kortelijn.demo.neighbourhood import Neighbourhood
from kortelijn.demo.plots import plots
from kortelijn.demo.questions import ask_around
from kortelijn.demo.stage import Script, Stage
from kortelijn.demo.today import Today
from kortelijn.finding import index
from kortelijn.kernel.access import write_lines
from kortelijn.kernel.clock import AMSTERDAM, local, now
from kortelijn.kernel.events import delivered_inline
from kortelijn.kernel.working_days import next_working_day
from kortelijn.parties.models import Account, Network
from kortelijn.tasks.jobs import sweep
from kortelijn.tasks.models import Task

SEED = 2515
A_FEW = ("rivierkant", "spoorbrug", "de-brug", "taalhuis")


@dataclass(frozen=True)
class Size:
    """How much of the neighbourhood is loaded."""

    lines: int
    days: int
    organizations: tuple[str, ...] = ()


FULL, SMALL = Size(lines=400, days=730), Size(lines=20, days=150, organizations=A_FEW)


def is_empty() -> bool:
    """Whether nobody has begun here: only then the demo may be loaded."""
    return not Network.objects.exists() and not Account.objects.exists()


def load(size: Size, watch: Callable[[int, int], None]) -> None:
    """Play everything; `watch` hears how many lines of how many were sent."""
    with _all_or_nothing(), delivered_inline(silently=True):
        stage = Stage(present=now(), chance=Random(SEED))
        town = Neighbourhood(stage, _of_size(content(), size))
        town.plan()
        for chapter in CHAPTERS:
            chapter(town)
        today = Today(town)
        number = size.lines - len(today.scenes)
        chosen = plots(town.content, stage.chance, stage.present, days=size.days, number=number, taken=today.taken)
        for count, plot in enumerate(chosen):
            stage.once(plot.at, partial(watch, count, size.lines))
            stage.add(plot.at, Course(town, plot).play())
        stage.add(stage.months_ago(25), _every_afternoon())
        stage.play()
        ask_around(stage, town.network, number=size.lines)
        sweep()
        index.catch_up()  # what was open two years ago is not what is open now
        write_lines(stage.looks)
        watch(size.lines, size.lines)


def _every_afternoon() -> Script:
    """What is late is told upward just after five, when terms end; the worker looks every minute."""
    while True:
        if Task.objects.open().filter(escalate_at__lte=now()).exists():
            sweep()
        yield datetime.combine(next_working_day(local(now()).date()), time(17, 5), AMSTERDAM)


def _of_size(whole: Content, size: Size) -> Content:
    """The whole neighbourhood, or a few of its organizations with all that belongs to them."""
    if not size.organizations:
        return whole
    few = size.organizations
    seats = [entry for entry in whole.seats if entry["organization"] in few]
    keys, organizations = {seat["key"] for seat in seats}, [o for o in whole.organizations if o["key"] in few]
    places = {place for entry in organizations for place in entry["locations"]}
    return replace(
        whole, seats=seats, organizations=organizations,
        locations=[entry for entry in whole.locations if entry["key"] in places],
        people=[
            person | {"tenures": tenures} for person in whole.people
            if (tenures := [tenure for tenure in person["tenures"] if tenure["seat"] in keys])
        ],
        services=[
            entry for entry in whole.services
            if entry["organization"] in few and (entry["intake"] is None or entry["intake"] in keys)
            and all(place["location"] in places for place in entry["locations"])
        ],
    )  # fmt: skip


@contextmanager
def _all_or_nothing() -> Iterator[None]:
    """Half a neighbourhood is of no use: one transaction, whose inner savepoints (a third of the time) are left out."""
    with transaction.atomic():
        connection.features.uses_savepoints = False
        try:
            yield
        finally:
            connection.features.uses_savepoints = True
