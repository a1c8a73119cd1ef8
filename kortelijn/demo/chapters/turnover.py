"""Who pays whom until when, an organization that lost its tender and is gone, and one that prepares to stop."""

from datetime import date, timedelta
from functools import partial
from typing import cast

from dateutil.relativedelta import relativedelta

from kortelijn.demo.content import DATA, Entry
from kortelijn.demo.neighbourhood import Neighbourhood
from kortelijn.directory.actions import add_service
from kortelijn.kernel.actor import SYSTEM, Actor
from kortelijn.kernel.clock import local, today
from kortelijn.parties import actions as parties
from kortelijn.parties.models import Organization, Person, Seat
from kortelijn.turnover import actions, agreeing
from kortelijn.turnover.actions import Choice
from kortelijn.turnover.contracting import actions as contracts
from kortelijn.turnover.estate import SEAT, estate_of, offered_to
from kortelijn.turnover.jobs import look_ahead
from kortelijn.turnover.models import Contract, Ending, Receiver
from kortelijn.vocabulary.loading import read_yaml

A_DAY = timedelta(days=1)


class Turnover:
    """Plans what comes and goes, and remembers what is being prepared."""

    def __init__(self, town: Neighbourhood, content: Entry) -> None:
        self.town, self.content = town, content
        self.gone: Organization
        self.seats: list[Seat] = []
        self.ends: dict[str, Ending] = {}
        self.asked: dict[str, Receiver] = {}

    def plan(self) -> None:
        """Each at its own moment."""
        stage, gone, ending = self.town.stage, self.content["gone"], self.content["ending"]
        stage.once(stage.months_ago(gone["joined_months"]), self._join)
        stage.once(stage.months_ago(gone["said_months"]), self._lose)
        stage.once(stage.months_ago(gone["said_months"]) + 6 * A_DAY, self._give_away)
        stage.once(stage.months_ago(gone["said_months"]) + 9 * A_DAY, self._take)
        stage.once(stage.months_ago(gone["ended_months"]) + 4 * A_DAY, self._go)
        stage.once(stage.months_ago(gone["ended_months"]) + 6 * A_DAY, self._introduce)
        for entry in self.content["contracts"]:
            stage.once(stage.months_ago(2), partial(self._pay, entry))
        said = stage.present - ending["said_days_ago"] * A_DAY
        stage.once(said, self._prepare)
        stage.once(said + 3 * A_DAY, self._answer)
        stage.once(stage.present - 2 * A_DAY, look_ahead)

    def _day(self, months: int) -> date:
        """So many months before the day of loading, as the last of its month."""
        return local(self.town.stage.present).date().replace(day=1) - relativedelta(months=months) - A_DAY

    def _on(self, key: str) -> tuple[Seat, Actor] | None:
        seat = self.town.seats.get(key)
        who = self.town.stage.on(seat.pk) if seat else None
        return (seat, who) if seat and who else None

    def _pay(self, entry: Entry) -> None:
        if organization := self.town.organizations.get(entry["organization"]):
            self._contract(organization, entry)

    def _contract(self, organization: Organization, entry: Entry) -> Contract:
        financier = self.town.organizations.get(entry.get("financier", ""))
        made = contracts.add_contract(
            self.town.setter, self.town.network, organization, law=entry["law"], what=entry["what"],
            financier=financier, financier_name="" if financier else entry.get("outside", "Gemeente"),
            starts_on=self._day(entry["from_months"]) + A_DAY, ends_on=self._day(entry["to_months"]),
            tender=entry["tender"], won_by=entry.get("won_by", ""),
        )  # fmt: skip
        if settlement := entry.get("settlement"):
            contracts.settle_contract(self.town.setter, made, settlement)
        return made

    def _join(self) -> None:
        entry, town = self.content["gone"], self.town
        self.gone = parties.add_organization(
            town.setter, town.network, name=entry["name"], description=entry["description"], kind=entry["kind"]
        )
        self._contract(self.gone, entry["contract"])
        for each in entry["seats"]:
            seat = parties.open_seat(SYSTEM, town.network, self.gone, title=each["title"],
                                     profession=each["profession"], functions=["receives"])  # fmt: skip
            names = {name: each[name] for name in ("given_name", "family_name", "email")}
            parties.invite_to_seat(town.setter, seat, **names)
            self.seats.append(seat)
        for each in entry["services"]:
            add_service(SYSTEM, town.network, self.gone, name=each["name"], description=each["description"],
                        domains=each["domains"], intake=self.seats[0], places=[], contacts=[])  # fmt: skip

    def _lose(self) -> None:
        last = self._day(self.content["gone"]["ended_months"])
        self.ends["gone"] = actions.stop_here(
            self.town.setter, self.town.network, self.gone, last_day=last, reason=Ending.Reason.TENDER
        )

    def _give_away(self) -> None:
        entry, ending = self.content["gone"], self.ends["gone"]
        if not (found := self._on(entry["receiver"])):
            return
        receiver = agreeing.add_receiver(self.town.setter, ending, found[0])
        self.asked["gone"] = receiver
        stops = {each["name"]: each["stops"] for each in entry["services"] if "stops" in each}
        along = {each["title"] for each in entry["seats"] if each["goes"] == "along"}
        actions.plan(self.town.setter, ending, {
            thing.key: Choice(stops_because=stops[thing.title]) if thing.title in stops
            else Choice(receiver.pk, along=thing.kind == SEAT and thing.title in along)
            for thing in estate_of(ending).things if thing.of_seat is None
        })  # fmt: skip
        agreeing.ask_all(self.town.setter, ending)

    def _take(self) -> None:
        receiver, found = self.asked.get("gone"), self._on(self.content["gone"]["receiver"])
        if receiver and found:
            taken = {thing.key for thing in offered_to(receiver)}
            agreeing.answer(found[1], receiver, taken=taken, declined=[], note=self.content["gone"]["note"])

    def _go(self) -> None:
        ending = self.ends["gone"]
        if ending.last_day < today():
            self.ends["gone"] = actions.carry_out(self.town.system, ending)

    def _introduce(self) -> None:
        entry, ending, receiver = self.content["gone"], self.ends["gone"], self.asked.get("gone")
        people = [found[1].person_id for key in entry["meets"] if (found := self._on(key)) and found[1].person_id]
        if receiver is None or not people:
            return
        met = list(Person.objects.filter(pk__in=people).order_by("pk"))
        actions.plan_introductions(self.town.setter, ending, receiver.seat, met, due_on=today() + timedelta(days=30))
        for introduction in ending.introductions.order_by("id"):
            actions.meet(SYSTEM, introduction)

    def _prepare(self) -> None:
        entry, town = self.content["ending"], self.town
        organization, found = town.organizations.get(entry["organization"]), self._on(entry["receiver"])
        if not organization or not found:
            return
        self.ends["ending"] = ending = actions.stop_here(
            town.setter, town.network, organization, last_day=self._day(-entry["in_months"]),
            reason=Ending.Reason.TENDER,
        )  # fmt: skip
        receiver = agreeing.add_receiver(town.setter, ending, found[0])
        self.asked["ending"] = receiver
        if second := self._on(entry["second"]):
            agreeing.add_receiver(town.setter, ending, second[0])
        things = [thing for thing in estate_of(ending).things if thing.of_seat is None]
        actions.plan(town.setter, ending, {thing.key: Choice(receiver.pk, along=thing.kind == SEAT)
                                           for thing in things[:-2]})  # fmt: skip
        agreeing.ask_all(town.setter, ending)

    def _answer(self) -> None:
        entry, receiver = self.content["ending"], self.asked.get("ending")
        if receiver and (found := self._on(entry["receiver"])):
            keys = [thing.key for thing in offered_to(receiver) if thing.of_seat is None]
            agreeing.answer(found[1], receiver, taken=keys[: -entry["declines"]], declined=keys[-entry["declines"] :],
                            note=entry["note"])  # fmt: skip


def plan(town: Neighbourhood) -> None:
    """Put it on the stage of the town."""
    Turnover(town, cast(Entry, read_yaml(DATA / "turnover.yaml"))).plan()
