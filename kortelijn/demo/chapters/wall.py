"""Evenings around the wall: what was said, which steps came of it, and a question that is open now."""

from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from kortelijn.demo.content import DATA, Entry
from kortelijn.demo.neighbourhood import Neighbourhood
from kortelijn.kernel.actor import PUBLIC, Actor
from kortelijn.kernel.clock import AMSTERDAM, local
from kortelijn.parties.models import Seat
from kortelijn.steps.actions import drop_step, finish_step
from kortelijn.vocabulary.loading import read_yaml
from kortelijn.wall import actions
from kortelijn.wall.models import Contribution, Evening

BEGINS, ENDS, TODAY_BEGINS = time(19, 30), time(22, 0), time(9, 0)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
PLANNED_BEFORE = timedelta(days=12)


def plan(town: Neighbourhood) -> None:
    """Each evening is planned, happens, and has its aftermath."""
    evenings: Any = read_yaml(DATA / "evenings.yaml")
    for entry in evenings:
        told = _Evening(town, entry)
        town.stage.once(told.plan.opens_at - PLANNED_BEFORE, told.begin)


class _Evening:
    """One evening from its plan to its last step."""

    def __init__(self, town: Neighbourhood, entry: Entry) -> None:
        self.town, self.entry = town, entry
        self.day = local(town.stage.present).date() - timedelta(days=entry["days_ago"])
        self.plan = self._plan()
        self.evening: Evening
        self.said: list[Contribution] = []

    def _plan(self) -> actions.Plan:
        """From half past seven to ten; the one of today is open all day, so that it can be tried."""
        title, question, present = self.entry["title"], self.entry["question"], self.town.stage.present
        if self.entry["days_ago"]:
            return actions.Plan(title, question, _at(self.day, BEGINS), _at(self.day, ENDS))
        opens_at = min(_at(self.day, TODAY_BEGINS), present - HOUR)
        return actions.Plan(title, question, opens_at, max(_at(self.day, ENDS), present + 3 * HOUR))

    def begin(self) -> None:
        """The coordinator plans it, and puts what will happen on the stage."""
        stage = self.town.stage
        self.evening = actions.plan_evening(self.town.setter, self.town.network, self.plan)
        moment = self.plan.opens_at + 10 * MINUTE
        for said in self.entry["said"]:
            stage.once(moment, partial(self._say, said))
            moment += 4 * MINUTE
        for step in self.entry.get("steps", ()):
            stage.once(self.plan.closes_at - 20 * MINUTE, partial(self._promise, step))

    def _say(self, entry: Entry) -> None:
        said = actions.say(PUBLIC, self.evening, entry["text"])
        leader = self.town.setter
        if entry.get("hide"):
            said = actions.hide_contribution(leader, said)
        elif said.status == Contribution.Status.HELD:
            said = actions.show_contribution(leader, said)
        if entry.get("heading"):
            actions.place_contribution(leader, said, heading=entry["heading"], hands=entry.get("hands", 0))
        self.said.append(said)

    def _promise(self, entry: Entry) -> None:
        """A step has an owner who is there; in a small neighbourhood some steps are never made."""
        seat = self.town.seats.get(entry["seat"])
        if seat is None or self._on(seat) is None:
            return
        step = actions.make_step(
            self.town.setter, self.evening, what=entry["title"], owner=seat,
            due_on=self.day + timedelta(days=entry["due_days"]), contribution=self.said[entry["said"] - 1],
        )  # fmt: skip
        days = entry.get("done_days") or entry.get("dropped_days")
        if days is None:
            return

        def end() -> None:
            step.refresh_from_db()
            who = self._on(step.task.owner) if step.task.owner else None
            if who is None or not step.task.is_open:
                return
            act = finish_step if "done_days" in entry else drop_step
            act(who, step, entry["result"])

        self.town.stage.once(_at(self.day + timedelta(days=days), time(15, 20)), end)

    def _on(self, seat: Seat) -> Actor | None:
        """The first who sits there; by no chance, so that what else is drawn by lot stays as it is."""
        return next(iter(self.town.stage.seated.get(seat.pk, [])), None)


def _at(day: date, moment: time) -> datetime:
    return datetime.combine(day, moment, AMSTERDAM)
