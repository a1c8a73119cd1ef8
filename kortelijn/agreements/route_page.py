"""What the page of routes shows: per field of life what comes first, and what this network agreed about it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kortelijn.agreements.here import Place, what_holds
from kortelijn.agreements.models import Agreement, Route
from kortelijn.agreements.routes import usual
from kortelijn.agreements.words import ages
from kortelijn.parties.models import Network
from kortelijn.vocabulary.needs import DOMAINS, Domain, domain_of, is_known, title_of
from kortelijn.vocabulary.steps import STEPS, Step, step


@dataclass(frozen=True, slots=True)
class Agreed:
    """One route as people read it, and the agreement that it stands in; none when the coordinator wrote it down."""

    route: Route
    agreement: Agreement | None = None

    @property
    def title(self) -> str:
        """About what."""
        return title_of(self.route.about)

    @property
    def step(self) -> Step:
        """What comes first."""
        return step(self.route.step)

    @property
    def ages(self) -> str:
        """For whom, when it is not for everybody."""
        return ages(self.route.minimum_age, self.route.maximum_age)

    @property
    def about(self) -> tuple[str, int | None, int | None]:
        """What it says something about: of two that say something about the same, one holds."""
        return self.route.about, self.route.minimum_age, self.route.maximum_age

    @property
    def level(self) -> int:
        """How local it is; what stands in no agreement gives way."""
        return self.agreement.level if self.agreement else 0


@dataclass(frozen=True, slots=True)
class Row:
    """One field of life: what comes first in it, and the agreements that are more precise than that."""

    domain: Domain
    general: Agreed | None
    closer: tuple[Agreed, ...]

    @property
    def first(self) -> Step:
        """What comes first for most."""
        return self.general.step if self.general else step(usual(self.domain.code))

    @property
    def track(self) -> list[tuple[Step, bool]]:
        """The steps in their order, and which one comes first."""
        return [(each, each == self.first) for each in STEPS]


def rows_of(network: Network, place: Place) -> list[Row]:
    """All fields of life as they hold in a place; those with an agreement stand first."""
    found = [Agreed(route) for route in Route.objects.loose().filter(network=network)]
    for held in what_holds(network.pk, place):
        found += [Agreed(route, held.agreement) for route in held.article.routes.all()]
    holds: dict[tuple[str, int | None, int | None], Agreed] = {}
    for each in sorted(found, key=lambda agreed: agreed.level):
        holds[each.about] = each
    agreed: dict[str, list[Agreed]] = defaultdict(list)
    for each in sorted(holds.values(), key=lambda one: (one.route.about, one.route.minimum_age or 0, one.route.pk)):
        if is_known(each.route.about):
            agreed[domain_of(each.route.about)].append(each)
    rows = [_row(domain, agreed[domain.code]) for domain in DOMAINS]
    return sorted(rows, key=lambda row: not (row.general or row.closer))


def _row(domain: Domain, agreed: Iterable[Agreed]) -> Row:
    general = next((each for each in agreed if each.route.about == domain.code and not each.ages), None)
    return Row(domain, general, tuple(each for each in agreed if each is not general))
