"""What is tried in the neighbourhood: eight initiatives, some of which work past each other, with what followed."""

from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import cast

from dateutil.relativedelta import relativedelta

from kortelijn.demo.content import DATA, Entry
from kortelijn.demo.neighbourhood import Neighbourhood
from kortelijn.initiatives import actions
from kortelijn.initiatives.editing import standing_now
from kortelijn.initiatives.entry import AskEntry, MoneyEntry
from kortelijn.initiatives.entry import Entry as Described
from kortelijn.initiatives.models import Ask, Initiative
from kortelijn.kernel.actor import SYSTEM
from kortelijn.kernel.clock import local
from kortelijn.vocabulary.loading import read_yaml

A_DAY = timedelta(days=1)
FROM, TO, BUS = "beweegkade-rondje", "praatwandeling", "buurtbus"
NOT_FIELDS = ("partij", "geld", "nodig", "version")
STOPPED = "Na een half jaar waren er te weinig chauffeurs. De ritten gaan nu via de vrijwilligers van Rivierkant."


class Initiatives:
    """Plans what is tried and remembers what was made under its key."""

    def __init__(self, town: Neighbourhood, content: list[Entry]) -> None:
        self.town, self.content = town, content
        self.made: dict[str, Initiative] = {}

    def plan(self) -> None:
        """Each at its own moment, and then what came of it."""
        stage = self.town.stage
        for entry in self.content:
            stage.once(stage.months_ago(entry["months_ago"]), partial(self._add, entry))
        stage.once(stage.months_ago(5), self._stop_bus)
        stage.once(stage.months_ago(1), partial(self._offer, "aan-tafel", 1, "wijkverpleging-1", answered=True))
        stage.once(stage.present - 4 * A_DAY, self._introduce)
        stage.once(
            stage.present - 3 * A_DAY, partial(self._offer, "eettafel-kerk", 0, "beheer-de-brug", answered=False)
        )

    def _add(self, entry: Entry) -> None:
        contact = self.town.seats.get(entry["contact"])
        if contact is None:
            return
        who = self.town.stage.on(contact.pk) or SYSTEM
        fields = {name: entry[name] for name in ("name", "aim", "themes", "groups", "phase")}
        fields |= {"contact": contact, "location": self.town.locations.get(entry["location"] or "")}
        fields["area"] = next((area for area in self.town.areas.values() if area.code == entry["area"]), None)
        parties = [(self.town.organizations[key], role) for key, role in entry["parties"].items()
                   if key in self.town.organizations]  # fmt: skip
        described = Described(fields, parties, [self._money(*one) for one in entry["money"]],
                              [AskEntry(*one) for one in entry["asks"]])  # fmt: skip
        self.made[entry["key"]] = actions.add_initiative(who, self.town.network, described)

    def _money(self, source: str, what: str, amount: int, months: int) -> MoneyEntry:
        until: date = local(self.town.stage.present).date() + relativedelta(months=months)
        return MoneyEntry(f"{source}, {what}" if what else source, Decimal(amount), until)

    def _stop_bus(self) -> None:
        if (bus := self.made.get(BUS)) is None:
            return
        fields = {name: value for name, value in standing_now(bus).items() if name not in NOT_FIELDS}
        parties = [(each.organization, each.role) for each in bus.parties.all()]
        asks = [AskEntry(each.kind, each.what, each.met, each.pk) for each in bus.asks.all()]
        stopped = Described(fields | {"phase": "gestopt", "stopped_because": STOPPED}, parties, [], asks)
        actions.change_initiative(self.town.stage.on(bus.contact_id) or SYSTEM, bus, stopped)

    def _offer(self, key: str, number: int, seat: str, *, answered: bool) -> None:
        initiative, from_seat = self.made.get(key), self.town.seats.get(seat)
        who = self.town.stage.on(from_seat.pk) if from_seat else None
        contact = self.town.stage.on(initiative.contact_id) if initiative else None
        if initiative is None or who is None or contact is None:
            return
        ask = Ask.objects.filter(initiative=initiative).order_by("id")[number]
        if answered:
            made = actions.offer(who, ask, "Wij hebben er een over. Hij staat schoon in onze keuken.")
            actions.answer_offer(contact, made, accepted=True, words="Heel graag. Wij halen hem donderdag op.")
        else:
            actions.offer(who, ask, "In juli en augustus is onze keuken op vrijdag vrij.")

    def _introduce(self) -> None:
        first, second = self.made.get(FROM), self.made.get(TO)
        coordinator = self.town.setter
        if first and second and coordinator.seated:
            actions.introduce(coordinator, first, second, "Jullie lopen hetzelfde rondje, op dezelfde ochtend.")


def plan(town: Neighbourhood) -> None:
    """All of it."""
    Initiatives(town, cast(list[Entry], read_yaml(DATA / "initiatives.yaml"))).plan()
