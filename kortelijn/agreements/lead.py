"""Who leads here in a situation, as was agreed: what plans and referrals ask and name."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from kortelijn.agreements.here import Place, place_of
from kortelijn.agreements.lead_table import Decision, Leader, Rule, Situation, decide
from kortelijn.agreements.models import Agreement, Article, LeadRule, Version
from kortelijn.agreements.words import leader_title
from kortelijn.parties.models import Network, Seat

__all__ = ["Lead", "Situation", "lead_for", "rules_here"]

Where = tuple[UUID, int, UUID | None, UUID | None]
AREAS = (Agreement.Level.MUNICIPALITY, Agreement.Level.DISTRICT, Agreement.Level.NEIGHBOURHOOD)


@dataclass(frozen=True, slots=True)
class Lead:
    """Who leads, which agreement says so; and who else, when the agreements do not agree."""

    leader: Leader
    agreement: Agreement
    rule: LeadRule
    others: tuple["Lead", ...] = ()

    @property
    def title(self) -> str:
        """Who leads, in words."""
        return leader_title(self.leader)

    @property
    def all(self) -> tuple["Lead", ...]:
        """This one, and who else, where it was not agreed which of them."""
        return self, *self.others


def lead_for(network: Network, situation: Situation, organization: UUID | None = None) -> Lead | None:
    """Who leads in this situation, as it was agreed for whoever asks from this organization; None if nowhere.

    One query where no rule is agreed at all, two or three where there is.
    """
    rows = _in_force(network.pk)
    if not rows:
        return None
    where = _where(network.pk, {row.article.part for row in rows})
    local = any(level in AREAS for _part, level, _area, _of in where)
    place = place_of(organization) if local else Place(organization)
    return _lead(decide(_rules(rows, where, place), situation))


def rules_here(network: UUID, place: Place) -> list[Rule]:
    """All lead rules that hold in a place, as the decision table reads them."""
    rows = _in_force(network)
    return _rules(rows, _where(network, {row.article.part for row in rows}), place)


def _in_force(network: UUID) -> list[LeadRule]:
    rows = LeadRule.objects.filter(network=network, article__version__status=Version.Status.IN_FORCE)
    return list(rows.select_related("article__version__agreement", "organization").order_by("id"))


def _where(network: UUID, parts: set[UUID]) -> list[Where]:
    """Where each article in force with one of these parts holds: a local one without rules replaces the base too."""
    rows = Article.objects.filter(network=network, version__status=Version.Status.IN_FORCE, part__in=parts)
    agreement = "version__agreement"
    return list(rows.order_by("id").values_list(
        "part", f"{agreement}__level", f"{agreement}__area", f"{agreement}__organization"
    ))  # fmt: skip


def _rules(rows: Iterable[LeadRule], where: Iterable[Where], place: Place) -> list[Rule]:
    nearest: dict[UUID, int] = {}
    for part, level, area, organization in where:
        if place.has(level, area, organization):
            nearest[part] = max(level, nearest.get(part, 0))
    found = []
    for row in rows:
        agreement = row.article.version.agreement
        here = place.has(agreement.level, agreement.area_id, agreement.organization_id)
        if here and nearest[row.article.part] == agreement.level:
            found.append(as_rule(row, agreement.level))
    return found


def _lead(decision: Decision | None) -> Lead | None:
    if decision is None:
        return None
    others = {rule.leader: _named(rule) for rule in decision.others}
    return replace(_named(decision.rule), others=tuple(others.values()))


def _named(rule: Rule) -> Lead:
    row: LeadRule = rule.source
    return Lead(rule.leader, row.article.version.agreement, row)


def as_rule(row: LeadRule, level: int = Agreement.Level.NETWORK) -> Rule:
    """One row of the decision table."""
    organization = row.organization.name if row.organization else ""
    return Rule(
        Leader(row.profession, organization, row.organization_id), frozenset(row.needs), row.minimum_age,
        row.maximum_age, frozenset(row.circumstances), level, row,
    )  # fmt: skip


def seats_of(network: UUID, leader: Leader) -> list[Seat]:
    """Who that may be here today: the occupied seats of this profession, of this organization."""
    seats = Seat.objects.filter(network=network).occupied().select_related("organization")
    seats = seats.filter(profession=leader.profession) if leader.profession else seats
    seats = seats.filter(organization=leader.organization_id) if leader.organization_id else seats
    return list(seats.order_by("organization__name", "title", "id"))
