"""Who worked with whom in two years, and two waves in which the network was asked who knows whom."""

from collections import defaultdict
from datetime import timedelta
from functools import partial
from random import Random
from typing import Any, cast
from uuid import UUID

from kortelijn.demo.content import DATA, Entry
from kortelijn.demo.neighbourhood import COORDINATOR, Neighbourhood
from kortelijn.kernel.actor import SYSTEM, Actor
from kortelijn.kernel.clock import today
from kortelijn.ties import actions
from kortelijn.ties.asking import together_left
from kortelijn.ties.models import TRUST, VALUE, Knows, Layer, Round, Wave
from kortelijn.ties.roster import Colleague, roster
from kortelijn.vocabulary.loading import read_yaml

SEED = 1805
DAY = timedelta(days=1)
FIRST_WAVE, FIRST_SHARE, FIRST_DAYS = 11, 0.6, 14  # months ago, and which part of the network answers
NOW_DAYS_AGO, NOW_SHARE, NOW_DAYS = 9, 0.56, 12
IN_DEPTH = 2  # about how many somebody says how working together is
CLOSE = (Knows.WORKS_WITH, Knows.WORKS_WITH, Knows.CAN_FIND)
NEAR = (Knows.CAN_FIND, Knows.BY_NAME, Knows.NOT)
FAR = (Knows.NOT, Knows.NOT, Knows.BY_NAME, Knows.CAN_FIND)
GRADES = (2, 3, 3, 3, 4, 4)


class Ties:
    """Plans who meets whom and who answers what; its own chance, so that other chapters stay as they are."""

    def __init__(self, town: Neighbourhood, content: Entry) -> None:
        self.town, self.content = town, content
        self.chance = Random(SEED)
        self.together: dict[UUID, set[UUID]] = defaultdict(set)
        self.wave: Wave | None = None
        self.people: dict[UUID, Colleague] = {}

    def plan(self) -> None:
        """Cases through the months, two waves, and what some say about their load."""
        stage = self.town.stage
        for case in self.content["cases"]:
            for months in case["months_ago"]:
                day = self.chance.randrange(28) * DAY
                stage.once(stage.months_ago(months) + day, partial(self._case, case["seats"]))
        begin = stage.months_ago(FIRST_WAVE)
        self._plan_wave(begin, "purpose_first", FIRST_SHARE, FIRST_DAYS)
        stage.once(begin + (FIRST_DAYS + 1) * DAY, self._close)
        self._plan_wave(stage.present - NOW_DAYS_AGO * DAY, "purpose_now", NOW_SHARE, NOW_DAYS)
        stage.once(stage.present - 2 * DAY, self._capacities)

    def _plan_wave(self, begin: Any, purpose: str, share: float, days: int) -> None:
        stage = self.town.stage
        stage.once(begin, partial(self._ask, self.content[purpose], days))
        for key in sorted(entry["key"] for entry in self.town.content.seats):
            after = self.chance.uniform(0.1, min(days, NOW_DAYS_AGO) - 0.5) * DAY
            if self.chance.random() < share:
                stage.once(begin + after, partial(self._answer, key))

    def _case(self, keys: list[str]) -> None:
        seats = self.town.seats_of(keys)
        people = [who.person_id for seat in seats if (who := self._sits(seat.pk)) and who.person_id]
        for one in people:
            self.together[one] |= set(people) - {one}
        pairs = [(one, other) for one in people for other in people]
        if pairs:  # somebody is there, so the network is
            actions.observe(SYSTEM, self.town.network, Layer.CASE, pairs)

    def _ask(self, purpose: str, days: int) -> None:
        coordinator = self._coordinator()
        if coordinator:
            until = today() + timedelta(days=days)
            self.people = roster(self.town.network)
            self.wave = actions.start_wave(coordinator, self.town.network, purpose=purpose, closes_on=until)

    def _close(self) -> None:
        coordinator = self._coordinator()
        if self.wave and coordinator:
            actions.close_wave(coordinator, self.wave)

    def _answer(self, key: str) -> None:
        seat = self.town.seats.get(key)
        who = self._sits(seat.pk) if seat else None
        if self.wave is None or who is None:
            return
        asked = actions.begin_own(who, self.town.network)
        people = self.people
        about = list(asked.people.values_list("about", flat=True))
        known = {
            other: self._knows(people[asked.person_id], people[other])
            for other in about
            if {other, asked.person_id} <= people.keys()
        }
        if known:
            self._in_depth(who, actions.say_known(who, asked, known))

    def _in_depth(self, who: Actor, asked: Round) -> None:
        for row in together_left(asked)[:IN_DEPTH]:
            grades = {name: self.chance.choice(GRADES) for name in TRUST + VALUE}
            actions.say_together(who, asked, row.about_id, grades)

    def _knows(self, one: Colleague, other: Colleague) -> int:
        if other.pk in self.together[one.pk] or other.organization == one.organization:
            return int(self.chance.choice(CLOSE))
        return int(self.chance.choice(NEAR if other.domain == one.domain else FAR))

    def _capacities(self) -> None:
        for key, contacts in self.content["capacity"].items():
            seat = self.town.seats.get(key)
            if seat and (who := self._sits(seat.pk)):
                actions.state_capacity(who, self.town.network, contacts)

    def _coordinator(self) -> Actor | None:
        """Who coordinates most hours, or whoever does."""
        seat = self.town.seats.get(COORDINATOR)
        who = self._sits(seat.pk) if seat else None
        return who or (self.town.setter if self.town.setter.seated else None)

    def _sits(self, seat: UUID) -> Actor | None:
        """The first on a seat: choosing by the stage's own chance would shift what others play."""
        return next(iter(self.town.stage.seated.get(seat, [])), None)


def plan(town: Neighbourhood) -> None:
    """All of it."""
    Ties(town, cast(Entry, read_yaml(DATA / "ties.yaml"))).plan()
