"""What the page of routes shows: per field of life what comes first, and what this network agreed about it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kortelijn.agreements.models import Route
from kortelijn.agreements.routes import usual
from kortelijn.parties.models import Network
from kortelijn.vocabulary.needs import DOMAINS, Domain, domain_of, is_known, title_of
from kortelijn.vocabulary.steps import STEPS, Step, step


@dataclass(frozen=True, slots=True)
class Agreement:
    """One route as people read it."""

    route: Route

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
        low, high = self.route.minimum_age, self.route.maximum_age
        if low is not None and high is not None:
            return _("{low} tot en met {high} jaar").format(low=low, high=high)
        if low is not None:
            return _("vanaf {low} jaar").format(low=low)
        return _("tot en met {high} jaar").format(high=high) if high is not None else ""


@dataclass(frozen=True, slots=True)
class Row:
    """One field of life: what comes first in it, and the agreements that are more precise than that."""

    domain: Domain
    general: Agreement | None
    closer: tuple[Agreement, ...]

    @property
    def first(self) -> Step:
        """What comes first for most."""
        return self.general.step if self.general else step(usual(self.domain.code))

    @property
    def track(self) -> list[tuple[Step, bool]]:
        """The steps in their order, and which one comes first."""
        return [(each, each == self.first) for each in STEPS]


def rows_of(network: Network) -> list[Row]:
    """All fields of life, in one query; those with an agreement stand first."""
    agreed: dict[str, list[Agreement]] = defaultdict(list)
    for route in Route.objects.filter(network=network):
        if is_known(route.about):
            agreed[domain_of(route.about)].append(Agreement(route))
    rows = [_row(domain, agreed[domain.code]) for domain in DOMAINS]
    return sorted(rows, key=lambda row: not (row.general or row.closer))


def _row(domain: Domain, agreed: Iterable[Agreement]) -> Row:
    general = next((each for each in agreed if each.route.about == domain.code and not each.ages), None)
    return Row(domain, general, tuple(each for each in agreed if each is not general))
