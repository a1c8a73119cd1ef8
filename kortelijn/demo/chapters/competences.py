"""What people can, what the neighbourhood wants of them, what they learn together, and who learns here."""

from datetime import datetime, time, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from kortelijn.competences import actions
from kortelijn.competences.actions import Said
from kortelijn.competences.jobs import new_day
from kortelijn.competences.learning.actions import (
    confirm_learned,
    hold_training,
    join_training,
    plan_training,
    stop_training,
)
from kortelijn.competences.models import Placement, Training
from kortelijn.competences.placing.actions import Newcomer, place, settle
from kortelijn.demo.content import DATA, Entry
from kortelijn.demo.neighbourhood import Neighbourhood
from kortelijn.kernel.actor import SYSTEM, Actor
from kortelijn.kernel.clock import AMSTERDAM, local, today
from kortelijn.kernel.working_days import next_working_day
from kortelijn.vocabulary.loading import read_yaml

SAID_MONTHS_AGO, HIDDEN = 10, 4  # every fourth shows nothing to colleagues
A_DAY, AFTERNOON, LASTS = timedelta(days=1), time(13, 30), timedelta(hours=3)


def plan(town: Neighbourhood) -> None:
    """First what everybody can, then what is wanted and learned."""
    content: Any = read_yaml(DATA / "competences.yaml")
    learning, stage = _Learning(town), town.stage
    stage.once(stage.months_ago(SAID_MONTHS_AGO), partial(_say, town, content["by_profession"]))
    stage.once(stage.months_ago(SAID_MONTHS_AGO), partial(_ask, town, content["asks"]))
    for entry in content["wanted"]:
        stage.once(stage.months_ago(entry["months_ago"]), partial(_want, town, entry))
    for entry in content["trainings"]:
        stage.once(stage.months_ago(entry["months_ago"]), partial(learning.wish, entry))
    for entry in content["learners"]:
        stage.once(stage.months_ago(entry["since_months_ago"]), partial(_place, town, entry))
    stage.once(stage.present - A_DAY, new_day)


def _sits(town: Neighbourhood, key: str) -> Actor | None:
    """Who sits there, never by the stage's own chance."""
    seat = town.seats.get(key)
    return next(iter(town.stage.seated.get(seat.pk, [])), None) if seat else None


def _say(town: Neighbourhood, by_profession: dict[str, dict[str, str]]) -> None:
    said: set[object] = set()
    for number, key in enumerate(sorted(town.seats)):
        who = _sits(town, key)
        levels = by_profession.get(town.seats[key].profession)
        if who and levels and who.person_id not in said:
            said.add(who.person_id)
            mine = {code: Said(level, shown=number % HIDDEN > 0) for code, level in levels.items()}
            actions.say_skills(who, town.network, mine)


def _ask(town: Neighbourhood, asks: dict[str, list[str]]) -> None:
    for key, codes in asks.items():
        if seat := town.seats.get(key):
            actions.ask_of_seat(SYSTEM, seat, codes)


def _want(town: Neighbourhood, entry: Entry) -> None:
    actions.want(town.setter, town.network, competence=entry["competence"], people=entry["people"],
                 reason=entry["reason"])  # fmt: skip


class _Learning:
    """Trainings from wish to what they brought."""

    def __init__(self, town: Neighbourhood) -> None:
        self.town = town

    def wish(self, entry: Entry) -> None:
        """Those who are there join; what follows is put on the stage."""
        training, stage = None, self.town.stage
        for key in entry["join"]:
            if who := _sits(self.town, key):
                training = join_training(who, self.town.network, entry["competence"])
        if training is None:
            return
        for name, verb in (("planned", self._plan), ("stopped", self._stop)):
            if told := entry.get(name):
                stage.once(stage.months_ago(told["months_ago"]), partial(verb, training.pk, entry))

    def _plan(self, key: UUID, entry: Entry) -> None:
        training, told, stage = _fresh(key), entry["planned"], self.town.stage
        if "on_days" in told:
            day = local(stage.present).date() + timedelta(days=told["on_days"])
        else:
            day = local(stage.months_ago(told["on_months_ago"])).date()
        starts_at = datetime.combine(next_working_day(day), AFTERNOON, AMSTERDAM)
        plan_training(self.town.setter, training, starts_at=starts_at, ends_at=starts_at + LASTS,
                      place=told["place"], teacher=told["teacher"])  # fmt: skip
        if "held" in entry:
            stage.once(starts_at + LASTS + A_DAY, partial(self._hold, key, entry["held"]))

    def _hold(self, key: UUID, told: Entry) -> None:
        training, absent = _fresh(key), _sits(self.town, told["absent"])
        joined = list(training.joined.select_related("training__network"))
        came = [each.person_id for each in joined if absent is None or each.person_id != absent.person_id]
        hold_training(self.town.setter, training, came=came, result=told["result"])
        for each in training.joined.filter(came=True).select_related("training__network", "person"):
            who = Actor(name=each.person.name, kind="person", person_id=each.person_id)
            confirm_learned(who, each, "well")

    def _stop(self, key: UUID, entry: Entry) -> None:
        stop_training(self.town.setter, _fresh(key), entry["stopped"]["reason"])


def _fresh(key: UUID) -> Training:
    return Training.objects.with_lead().get(pk=key)


def _place(town: Neighbourhood, entry: Entry) -> None:
    supervisor = town.seats.get(entry["supervisor"])
    if supervisor is None or _sits(town, entry["supervisor"]) is None:
        return
    stage = town.stage
    until = local(stage.months_ago(entry["until_months_ago"]) if "until_months_ago" in entry
                  else stage.present + entry["until_days"] * A_DAY).date()  # fmt: skip
    names = ("given_name", "family_name", "title", "kind", "school", "goal", "may_do")
    who = Newcomer(
        **{name: entry[name] for name in names}, profession="student", since=today(), until=until,
        email=f"{entry['given_name']}.{entry['family_name']}@opleiding.example".lower(),
    )  # fmt: skip
    placement = place(town.setter, town.network, supervisor, who)
    if after := entry.get("after"):
        ends = datetime.combine(until - 3 * A_DAY, AFTERNOON, AMSTERDAM)
        stage.once(ends, partial(_settle, placement.pk, after))


def _settle(key: UUID, after: str) -> None:
    settle(SYSTEM, Placement.objects.with_people().get(pk=key), after)
