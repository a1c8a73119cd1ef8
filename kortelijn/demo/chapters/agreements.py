"""What the network agreed in two years: a base and its second version, two local ones, and what is being made now."""

from collections.abc import Iterable
from datetime import timedelta
from functools import partial
from typing import Any, cast

from dateutil.relativedelta import relativedelta

from kortelijn.agreements import actions, agreeing, drafts
from kortelijn.agreements.models import Agreement, Article, Signature, Version
from kortelijn.demo.content import DATA, Entry
from kortelijn.demo.neighbourhood import COORDINATOR, Neighbourhood
from kortelijn.kernel.actor import SYSTEM, Actor
from kortelijn.kernel.clock import today
from kortelijn.parties.models import Seat
from kortelijn.vocabulary.loading import read_yaml

A_DAY = timedelta(days=1)
A_YEAR = relativedelta(years=1)


class Agreements:
    """Plans how agreements came about and remembers their parts under their keys."""

    def __init__(self, town: Neighbourhood, content: dict[str, Any]) -> None:
        self.town, self.content = town, content
        self.base: Agreement | None = None
        self.parts: dict[str, Article] = {}

    def plan(self) -> None:
        """Each at its own moment."""
        stage, base = self.town.stage, self.content["base"]
        second = stage.months_ago(base["second"]["months_ago"])
        stage.once(stage.months_ago(base["first"]["months_ago"]), partial(self._first, base))
        for days, step in ((28, self._second), (20, self._comment), (10, self._ask), (0, self._sign)):
            stage.once(second - days * A_DAY, partial(step, base["second"]))
        for entry in self.content["local"]:
            stage.once(stage.months_ago(entry["months_ago"]), partial(self._local, entry))
        for name, steps in (("discussed", (self._put, self._talk)), ("signing", (self._put, self._answer))):
            entry = self.content[name]
            for step, later in zip(steps, (0, 2), strict=True):
                stage.once(stage.present - (entry["days_ago"] - later) * A_DAY, partial(step, entry))

    @property
    def _keeper(self) -> Seat:
        return self.town.seats[COORDINATOR]

    def _who(self, seat: Seat | None) -> Actor | None:
        return self.town.stage.on(seat.pk) if seat else None

    @property
    def _coordinator(self) -> Actor:
        return self._who(self._keeper) or SYSTEM

    def _present(self, keys: Iterable[str]) -> list[tuple[Seat, Actor]]:
        seats = [self.town.seats[key] for key in keys if key in self.town.seats]
        return [(seat, who) for seat in seats if (who := self._who(seat))]

    def _begin(self, title: str, keeper: Seat, **where: Any) -> Version:
        return drafts.begin_agreement(self._coordinator, self.town.network, title=title, owner=keeper, **where)

    def _decide(self, version: Version, decided_in: str) -> None:
        day = today()
        agreeing.settle_together(
            self._coordinator, version, decided_in=decided_in, valid_from=day, review_on=day + A_YEAR
        )

    def _works(self, article: Article, entry: Entry) -> None:
        for code, days in entry.get("terms", ()):
            drafts.set_term(self._coordinator, article, code, days)
        for about, first, low, high in entry.get("routes", ()):
            drafts.set_route(self._coordinator, article, about, first, minimum_age=low, maximum_age=high)
        for rule in entry.get("leads", ()):
            drafts.add_lead_rule(
                self._coordinator, article, needs=rule.get("needs", ()), circumstances=rule.get("circumstances", ()),
                minimum_age=rule.get("min"), maximum_age=rule.get("max"), profession=rule["profession"],
            )  # fmt: skip

    def _write(self, version: Version, entry: Entry) -> Article:
        made = drafts.write_article(self._coordinator, version, heading=entry["heading"], text=entry["text"])
        self._works(made, entry)
        self.parts[entry.get("key", "")] = made
        return made

    def _first(self, entry: Entry) -> None:
        version = self._begin(entry["title"], self._keeper)
        for article in entry["first"]["articles"]:
            self._write(version, article)
        self._decide(version, entry["first"]["decided_in"])
        self.base = version.agreement

    def _second(self, entry: Entry) -> None:
        if self.base is None:
            return
        version = drafts.new_version(self._coordinator, self.base, entry["why"])
        for key, old in list(self.parts.items()):
            self.parts[key] = version.articles.get(part=old.part)
        for key, text in entry["changes"].items():
            drafts.change_article(self._coordinator, self.parts[key], heading=self.parts[key].heading, text=text)
        self._write(version, entry["article"])
        self._works(self.parts["routes"], {"routes": entry["routes"]})
        self._works(self.parts["leiding"], {"leads": entry["leads"]})
        agreeing.ask_comments(self._coordinator, version, today() + 14 * A_DAY)

    def _comment(self, entry: Entry) -> None:
        for key, part, text, answer in entry["comments"]:
            for _seat, who in self._present([key]):
                said = actions.comment(who, self.parts[part], text)
                actions.resolve(self._coordinator, said, answer)

    def _ask(self, entry: Entry) -> None:
        version = self._making()
        signers = [seat for seat, _who in self._present(entry["signers"])]
        if version and signers:
            day = today()
            agreeing.ask_signatures(self._coordinator, version, signers, valid_from=day, review_on=day + A_YEAR)
        elif version:
            self._decide(version, "Netwerkoverleg")

    def _sign(self, entry: Entry) -> None:
        if version := self._making():
            for given in Signature.objects.waiting().filter(version=version).select_related("seat"):
                if who := self._who(given.seat):
                    agreeing.sign(who, given)

    def _making(self) -> Version | None:
        return Version.objects.in_the_making().filter(agreement=self.base).first() if self.base else None

    def _local(self, entry: Entry) -> None:
        organization = self.town.organizations.get(entry.get("organization", ""))
        area = next((each for each in self.town.areas.values() if each.code == entry.get("area")), None)
        base = self.parts.get(entry["part"])
        in_force = Article.objects.filter(version__agreement=self.base, version__status=Version.Status.IN_FORCE)
        if self.base is None or base is None or (organization is None and area is None):
            return
        version = self._begin(
            entry["title"], self.town.seats.get(entry.get("keeper", ""), self._keeper), base=self.base,
            area=None if organization else area, organization=organization,
        )  # fmt: skip
        made = drafts.adapt_article(self._coordinator, version, in_force.get(part=base.part))
        drafts.change_article(self._coordinator, made, heading=made.heading, text=entry["text"])
        self._works(made, entry)
        self._decide(version, entry["decided_in"])

    def _put(self, entry: Entry) -> None:
        version = self._begin(entry["title"], self.town.seats.get(entry["keeper"], self._keeper))
        for article in entry["articles"]:
            self._write(version, article)
        if "until_days" in entry:
            agreeing.ask_comments(self._coordinator, version, today() + entry["until_days"] * A_DAY)
        elif signers := [seat for seat, _who in self._present(entry["signers"])]:
            first = today() + 14 * A_DAY
            agreeing.ask_signatures(self._coordinator, version, signers, valid_from=first, review_on=first + A_YEAR)

    def _talk(self, entry: Entry) -> None:
        articles = list(Article.objects.filter(version__agreement__title=entry["title"]))
        for key, number, text in entry["comments"]:
            for _seat, who in self._present([key]):
                actions.comment(who, articles[number], text)

    def _answer(self, entry: Entry) -> None:
        given = Signature.objects.waiting().filter(version__agreement__title=entry["title"])
        key, reason = entry["declined"]
        for seat, who in self._present(entry["signed"]):
            for one in given.filter(seat=seat):
                agreeing.sign(who, one)
        for seat, who in self._present([key]):
            for one in given.filter(seat=seat):
                agreeing.decline(who, one, reason)


def plan(town: Neighbourhood) -> None:
    """Put what was agreed on the stage of the town."""
    Agreements(town, cast(dict[str, Any], read_yaml(DATA / "agreements.yaml"))).plan()
