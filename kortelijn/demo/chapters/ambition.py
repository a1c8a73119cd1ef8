"""Two years of setting a course: its versions and goals, what parties bring and get, what boards said, the terms."""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any, cast
from uuid import UUID

from dateutil.relativedelta import relativedelta

from kortelijn.ambition import actions, meeting
from kortelijn.ambition.committing import actions as committing
from kortelijn.ambition.models import Commitment, Condition, Goal, Interest
from kortelijn.ambition.speaking import actions as speaking
from kortelijn.demo.content import DATA, Entry
from kortelijn.demo.neighbourhood import COORDINATOR, Neighbourhood
from kortelijn.kernel.actor import SYSTEM, Actor
from kortelijn.kernel.clock import now, today
from kortelijn.steps.actions import finish_step, set_step
from kortelijn.steps.models import Step
from kortelijn.vocabulary.loading import read_yaml

A_DAY, LATELY = timedelta(days=1), timedelta(days=25)
TEN_MONTHS = 10


class Ambition:
    """Plans it, and remembers what was made; never by the stage's own chance."""

    def __init__(self, town: Neighbourhood, content: dict[str, Any]) -> None:
        self.town, self.content = town, content

    def plan(self) -> None:
        """Each at its own moment."""
        present = self.town.stage.present
        for entry in self.content["versions"]:
            self._at(entry["months_ago"], self._settle, entry)
        for entry in self.content["goals"]:
            self._at(entry["months_ago"], self._goal, entry)
        for entry in self.content["interests"]:
            self._at(TEN_MONTHS, self._speak, entry)
        for entry in self.content["points"]:
            self._at(entry["months_ago"], self._point, entry)
        for entry in self.content["commitments"]:
            self._at(entry["months_ago"], self._commit, entry)
        for entry in self.content["conditions"]:
            self._once(present - LATELY, self._term, entry)
        self._once(present - LATELY + A_DAY, self._work, self.content["work"])
        for entry in self.content["meets"]:
            self._once(present - entry["days_ago"] * A_DAY, self._meet, entry)
        for entry in self.content["noted"]:
            self._once(present - entry["days_ago"] * A_DAY, self._note, entry)
        self._once(present - self.content["draft"]["days_ago"] * A_DAY, self._draft, self.content["draft"])

    def _at(self, months: int, act: Callable[[Any], object], entry: Any) -> None:
        self._once(self.town.stage.months_ago(months), act, entry)

    def _once(self, when: datetime, act: Callable[[Any], object], entry: Any) -> None:
        self.town.stage.once(when, partial(act, entry))

    def _on(self, key: str | None) -> Actor | None:
        seat = self.town.seats.get(key or "")
        return self._sits(seat.pk) if seat else None

    def _sits(self, seat_id: UUID) -> Actor | None:
        return next(iter(self.town.stage.seated.get(seat_id, [])), None)

    @property
    def _coordinator(self) -> Actor:
        return self._on(COORDINATOR) or SYSTEM

    # What is done

    def _settle(self, entry: Entry) -> None:
        self._draft(entry)
        course = self.town.network.courses.drafts().get()
        actions.settle_course(self._coordinator, course, entry["decided_in"])

    def _draft(self, entry: Entry) -> None:
        words = {name: entry[name] for name in ("aim", "for_whom", "why") if name in entry}
        actions.draft_course(self._coordinator, self.town.network, **words)

    def _goal(self, entry: Entry) -> None:
        words = {name: entry[name] for name in ("what", "seen_by", "unit", "domains", "means")}
        goal = actions.set_goal(
            self._coordinator, self.town.network, began=Decimal(entry["began"]), target=Decimal(entry["target"]),
            began_on=today(), by=today() + relativedelta(months=entry["months"]), **words,
        )  # fmt: skip
        for months, value, told_by in entry["readings"]:
            self._at(months, partial(self._read, goal), (value, told_by))

    def _read(self, goal: Goal, entry: tuple[int, str]) -> None:
        value, told_by = entry
        actions.read_goal(self._coordinator, goal, on=today(), value=Decimal(value), told_by=told_by)

    def _speak(self, entry: list[Any]) -> None:
        party, seat, side, text, domains, means = entry
        organization = self.town.organizations.get(party)
        who = self._on(seat) if seat else self._coordinator
        if organization and who:
            speaking.speak(who, self.town.network, organization, side=side, text=text, domains=domains, means=means)

    def _point(self, entry: Entry) -> None:
        point = actions.note_point(
            self._on(entry["by"]) or self._coordinator, self.town.network, kind=entry["kind"], what=entry["what"]
        )
        if "step" in entry:
            self._step(entry["step"], point)

    def _step(self, entry: Entry, origin: Any) -> None:
        if self._on(entry["seat"]) is None:
            return
        step = set_step(
            self._coordinator, self.town.network, what=entry["what"], owner=self.town.seats[entry["seat"]],
            due_on=today() + entry["days"] * A_DAY, origin=origin,
        )  # fmt: skip
        if result := entry.get("result"):
            self._once(now() + LATELY, partial(self._finish, step), result)

    def _finish(self, step: Step, result: str) -> None:
        step = Step.objects.with_task().get(pk=step.pk)
        if step.task.is_open and step.task.owner_id and (who := self._sits(step.task.owner_id)):
            finish_step(who, step, result)

    def _commit(self, entry: Entry) -> None:
        who = self._on(entry["seat"])
        if who is None:
            return
        until = today() + (entry["days"] * A_DAY if "days" in entry else relativedelta(months=entry["months"]))
        made = committing.commit(who, self.town.network, what=entry["what"], answer_on=until)
        for answer in entry.get("answers", ()):
            self._at(answer[0], partial(self._answer, made), answer)

    def _answer(self, made: Commitment, entry: list[Any]) -> None:
        _months, outcome, text, *again = entry
        if who := self._sits(made.seat_id):
            committing.answer(who, made, outcome=outcome, text=text)
            for months in again:
                committing.ask_again(self._coordinator, made, today() + relativedelta(months=months))

    def _note(self, entry: Entry) -> None:
        if self._on(entry["seat"]):
            committing.note_commitment(
                self._coordinator, self.town.network, seat=self.town.seats[entry["seat"]], what=entry["what"],
                since=today() - A_DAY, said_at=entry["said_at"], answer_on=today() + entry["days"] * A_DAY,
            )  # fmt: skip

    def _term(self, entry: list[Any]) -> None:
        party, kind, met, text, seat = entry
        organization, who = self.town.organizations.get(party), self._on(seat)
        if organization and who:
            speaking.set_condition(
                who, self.town.network, organization, kind=kind, met=met, text=text, owner=self.town.seats[seat]
            )

    def _work(self, entry: Entry) -> None:
        party = self.town.organizations.get(entry["party"])
        if found := Condition.objects.filter(organization=party, kind=entry["kind"]).first():
            self._step(entry, found)

    def _meet(self, entry: Entry) -> None:
        rows = list(Interest.objects.standing().filter(network=self.town.network).select_related("organization"))
        chance = next((each for each in meeting.chances(rows) if each.wish.text == entry["wish"]), None)
        if chance:
            point = actions.note_point(
                self._coordinator, self.town.network, kind="chance", what=chance.sentence, interest=chance.wish
            )
            self._step(entry | {"days": entry["due"]}, point)


def plan(town: Neighbourhood) -> None:
    """Put the course on the stage of the town."""
    Ambition(town, cast(dict[str, Any], read_yaml(DATA / "ambition.yaml"))).plan()
