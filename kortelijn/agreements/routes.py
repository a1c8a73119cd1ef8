"""What comes first in a network: what it agreed for a domain or a need and an age, else what is usual."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Self
from uuid import UUID

from kortelijn.agreements.terms import Agreed as AgreedTerm
from kortelijn.parties.models import Network
from kortelijn.vocabulary.needs import domain_of, need, needs_in
from kortelijn.vocabulary.steps import STEPS, step


@dataclass(frozen=True, slots=True)
class First:
    """The step that comes first, whether this network agreed so, and in which agreement."""

    step: str
    agreed: bool = False
    agreement: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """What comes first for a domain or a need, for everybody or for some ages, and where that was agreed."""

    about: str
    step: str
    minimum_age: int | None = None
    maximum_age: int | None = None
    agreement: str = ""
    level: int = 0

    @property
    def is_for_some(self) -> bool:
        """Whether it holds for some ages only."""
        return self.minimum_age is not None or self.maximum_age is not None

    def holds_for(self, age: int | None) -> bool:
        """Whether it holds at this age; without an age only what holds for everybody."""
        if age is None:
            return not self.is_for_some
        return (self.minimum_age or 0) <= age and (self.maximum_age is None or age <= self.maximum_age)


@dataclass(frozen=True, slots=True)
class Agreed:
    """What one network agreed on what comes first, and on how soon somebody calls."""

    routes: tuple[Standing, ...] = ()
    within: AgreedTerm | None = None

    @classmethod
    def of(cls, rows: Iterable[Sequence[Any]]) -> Self:
        """From rows: about what, which step, the ages, which agreement, and how local that is."""
        return cls(tuple(Standing(*row) for row in rows))

    @classmethod
    def read(cls, network: Network | None, here: dict[str, Any] | None) -> Self:
        """From the value of `ROUTES_HERE`."""
        if network is None or here is None:
            return cls()
        days = here["within"] or [network.first_contact_days]
        return replace(cls.of(here["routes"] or ()), within=AgreedTerm(*days))

    def first(self, code: str, age: int | None) -> First:
        """What comes first for a need or a domain; the more precise goes before the broader, then the more local."""
        fitting = [route for route in self.routes if route.about in (code, domain_of(code)) and route.holds_for(age)]
        if not fitting:
            return First(usual(code))
        best = max(fitting, key=lambda route: (route.about == code, route.is_for_some, route.level))
        return First(best.step, agreed=True, agreement=best.agreement)


NOTHING_AGREED = Agreed()

# What holds for whoever asks from an organization, or from areas, as one value within another statement: the routes
# that the coordinator wrote down or that stand in an agreement in force here, unless something more local replaces that
# part of it; and the term of a first contact, as `terms.term` finds it. Its values are those of `routes_here`.
ROUTES_HERE = """
WITH standing AS MATERIALIZED (
    SELECT article.id, agreement.id AS agreement_id, agreement.title, agreement.level,
        max(agreement.level) OVER (PARTITION BY article.part) = agreement.level AS nearest
    FROM agreements_version version
    JOIN agreements_agreement agreement ON agreement.id = version.agreement_id
    JOIN agreements_article article ON article.version_id = version.id
    WHERE version.network_id = %s AND version.status = 'in-force' AND (
        agreement.level = 1 OR agreement.organization_id = %s OR agreement.area_id IN (
            SELECT unnest(ARRAY[area.id, area.parent_id, district.parent_id]) FROM directory_location place
            JOIN parties_area area ON area.id = place.area_id
            LEFT JOIN parties_area district ON district.id = area.parent_id
            WHERE place.organization_id = %s) OR agreement.area_id = ANY(%s::uuid[]))
)
SELECT json_build_object('routes', json_agg(json_build_array(route.about, route.step, route.minimum_age,
    route.maximum_age, coalesce(standing.title, ''), coalesce(standing.level, 0)) ORDER BY route.id),
    'within', (SELECT json_build_array(term.days, standing.title, standing.agreement_id)
        FROM agreements_term term JOIN standing ON standing.id = term.article_id
        WHERE standing.nearest AND term.code = 'first-contact-days'
        ORDER BY standing.level DESC, standing.agreement_id DESC LIMIT 1))
FROM agreements_route route LEFT JOIN standing ON standing.id = route.article_id
WHERE route.network_id = %s AND (route.article_id IS NULL OR standing.nearest)
"""


def routes_here(network: UUID | None, organization: UUID | None, areas: Iterable[UUID] = ()) -> list[Any]:
    """The values that `ROUTES_HERE` takes; `areas` are those from which is asked when no organization asks."""
    return [network, organization, organization, list(areas), network]


@cache
def usual(code: str) -> str:
    """What mostly comes first: what the vocabulary says of the need, or of most needs of the domain."""
    if "." in code:
        return need(code).step
    steps = [each.step for each in needs_in(code)]
    return max((each.code for each in STEPS), key=lambda each: (steps.count(each), -step(each).order))


def first_steps(agreed: Agreed, domains: Iterable[str], needs: Sequence[str], age: int | None) -> dict[str, First]:
    """For each domain that was heard: what comes first for its clearest need, or else for the domain."""
    clearest = {domain_of(code): code for code in reversed(needs)}
    return {code: agreed.first(clearest.get(code, code), age) for code in domains}
