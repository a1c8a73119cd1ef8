"""The decision table of who leads: which rules match a situation, which wins, where they overlap and where none is.

More circumstances go before fewer; then the need that is clearest; then a need before a field of life before anything;
then a rule for some ages. Of rules that are equal in this, one that is wholly within another wins, then the more local.
Nothing depends on the order in which rules were written down.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kortelijn.vocabulary.needs import DOMAINS, domain_of

SEVERAL_DOMAINS = "several-domains"
CIRCUMSTANCES = {
    "children": _("er zijn kinderen in huis"),
    "danger": _("er is gevaar of geweld"),
    "several-organizations": _("er zijn meer dan twee organisaties betrokken"),
    SEVERAL_DOMAINS: _("het gaat over meer dan één leefgebied"),
    "informal-carer": _("een mantelzorger heeft het zwaar"),
    "alone": _("iemand woont alleen"),
}
OLDEST = 120
STAGES = (0, 18, 65)  # where the table always has a border


@dataclass(frozen=True, slots=True)
class Leader:
    """Who leads: somebody of a profession, of an organization, or of both."""

    profession: str = ""
    organization: str = ""
    organization_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Situation:
    """What is going on: the needs or fields of life, the clearest first, an age, and circumstances."""

    needs: tuple[str, ...] = ()
    age: int | None = None
    circumstances: frozenset[str] = frozenset()

    @property
    def holds(self) -> frozenset[str]:
        """The circumstances, with the one that the needs tell themselves."""
        several = len({domain_of(code) for code in self.needs}) > 1
        return self.circumstances | ({SEVERAL_DOMAINS} if several else set())


@dataclass(frozen=True, slots=True)
class Rule:
    """In which situation who leads; what is empty is about everything."""

    leader: Leader
    needs: frozenset[str] = frozenset()
    minimum_age: int | None = None
    maximum_age: int | None = None
    circumstances: frozenset[str] = frozenset()
    level: int = 1
    source: Any = None  # the row that it was read from

    @property
    def ages(self) -> tuple[int, int]:
        """From and up to which age."""
        return self.minimum_age or 0, OLDEST if self.maximum_age is None else self.maximum_age

    @property
    def is_for_some(self) -> bool:
        """Whether it is for some ages only."""
        return self.minimum_age is not None or self.maximum_age is not None

    @property
    def precision(self) -> tuple[int, int, bool]:
        """How precise it is by itself: circumstances, a need or a field of life, some ages."""
        about = min((1 + ("." in code) for code in self.needs), default=0)
        return len(self.circumstances), about, self.is_for_some

    def is_about(self, code: str) -> bool:
        """Whether it speaks of this need or field of life."""
        return not self.needs or code in self.needs or domain_of(code) in self.needs

    def fits_age(self, age: int | None) -> bool:
        """Whether it holds at this age; without an age only what holds for everybody."""
        return not self.is_for_some if age is None else self.ages[0] <= age <= self.ages[1]

    def matches(self, situation: Situation) -> bool:
        """Whether it is about this situation."""
        about = not self.needs or any(self.is_about(code) for code in situation.needs)
        return about and self.fits_age(situation.age) and self.circumstances <= situation.holds

    def is_within(self, other: "Rule") -> bool:
        """Whether the other is about every situation that this one is about."""
        about = not other.needs or (bool(self.needs) and all(other.is_about(code) for code in self.needs))
        ages = not other.is_for_some or (
            self.is_for_some and other.ages[0] <= self.ages[0] and self.ages[1] <= other.ages[1]
        )
        return about and ages and other.circumstances <= self.circumstances


@dataclass(frozen=True, slots=True)
class Decision:
    """The rule that wins, and those that are as good and name somebody else."""

    rule: Rule
    others: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two rules that name somebody else in one situation, and the situation."""

    one: Rule
    other: Rule
    situation: Situation


@dataclass(frozen=True, slots=True)
class Cell:
    """A field of life and ages: who leads there, or nobody, and for which needs in it somebody does."""

    domain: str
    low: int
    high: int
    decision: Decision | None
    only_for: tuple[str, ...] = ()


def decide(rules: Iterable[Rule], situation: Situation) -> Decision | None:
    """Who leads in this situation; nobody when no rule is about it."""
    best = best_of(rules, situation)
    if not best:
        return None
    return Decision(best[0], tuple(rule for rule in best if rule.leader != best[0].leader))


def best_of(rules: Iterable[Rule], situation: Situation) -> list[Rule]:
    """The rules that are about this situation and that no other goes before."""
    matching = [rule for rule in rules if rule.matches(situation)]
    most = max((_weight(rule, situation) for rule in matching), default=None)
    best = [rule for rule in matching if _weight(rule, situation) == most]
    best = [rule for rule in best if not any(_narrower(other, rule) for other in best)]
    local = max((rule.level for rule in best), default=0)
    return sorted((rule for rule in best if rule.level == local), key=_sorted)


def _weight(rule: Rule, situation: Situation) -> tuple[int, int, int, bool]:
    flags, about, some = rule.precision
    places = [place for place, code in enumerate(situation.needs) if rule.needs and rule.is_about(code)]
    return flags, -min(places, default=len(situation.needs)), about, some


def _narrower(one: Rule, other: Rule) -> bool:
    return one.is_within(other) and not other.is_within(one)


def overlaps(rules: Sequence[Rule]) -> list[Overlap]:
    """Every two rules that, in some situation with one need, are equally good and name somebody else."""
    found = []
    borders = _borders(rules)
    for one, other in combinations(sorted(rules, key=_sorted), 2):
        if one.leader != other.leader and (situation := _contested(one, other, rules, borders)):
            found.append(Overlap(one, other, situation))
    return found


def between(one: Rule, other: Rule, leader: Leader) -> Rule | None:
    """The rule that goes before two that overlap, wherever they do; nothing when they are about just the same."""
    if one.is_within(other) and other.is_within(one):
        return None
    low, high = max(one.ages[0], other.ages[0]), min(one.ages[1], other.ages[1])
    some = one.is_for_some or other.is_for_some
    return Rule(
        leader, frozenset(code for needs in _shared(one, other) for code in needs), low if some and low else None,
        high if some and (high < OLDEST or not low) else None, one.circumstances | other.circumstances,
    )  # fmt: skip


def _contested(one: Rule, other: Rule, rules: Sequence[Rule], borders: Sequence[int]) -> Situation | None:
    """A situation in which both are among the best, if there is any."""
    if one.precision[0] != other.precision[0]:
        return None
    for needs in _shared(one, other):
        for age in (None, *borders):
            situation = Situation(needs, age, one.circumstances | other.circumstances)
            if {id(one), id(other)} <= {id(rule) for rule in best_of(rules, situation)}:
                return situation
    return None


def _shared(one: Rule, other: Rule) -> list[tuple[str, ...]]:
    """With which single need both may be meant."""
    if not one.needs or not other.needs:
        return [(code,) for code in sorted(one.needs or other.needs)] or [()]
    return [(code,) for code in sorted(one.needs | other.needs) if one.is_about(code) and other.is_about(code)]


def _sorted(rule: Rule) -> tuple[Any, ...]:
    leader = rule.leader
    named = leader.profession, leader.organization, str(leader.organization_id or "")
    return (*named, sorted(rule.needs), rule.ages, sorted(rule.circumstances), rule.level)


def _borders(rules: Iterable[Rule]) -> list[int]:
    """The ages at which something may change."""
    edges = {*STAGES}
    for rule in rules:
        edges |= {rule.ages[0], rule.ages[1] + 1}
    return sorted(edge for edge in edges if edge <= OLDEST)


def table(rules: Sequence[Rule]) -> list[list[Cell]]:
    """Per field of life, and per ages between which nothing changes: who leads when nothing else is going on."""
    borders = [*_borders([rule for rule in rules if not rule.circumstances]), OLDEST + 1]
    return [[_cell(rules, domain.code, low, high - 1) for low, high in pairwise(borders)] for domain in DOMAINS]


def _cell(rules: Sequence[Rule], domain: str, low: int, high: int) -> Cell:
    decision = decide(rules, Situation((domain,), low))
    finer = {
        code for rule in rules for code in rule.needs
        if "." in code and domain_of(code) == domain and rule.fits_age(low) and not rule.circumstances
    }  # fmt: skip
    return Cell(domain, low, high, decision, tuple(sorted(finer)))


def gaps(rules: Sequence[Rule]) -> list[Cell]:
    """Where nobody leads when nothing else is going on; ages that follow each other are one gap."""
    found: list[Cell] = []
    for row in table(rules):
        for cell in row:
            before = found[-1] if found else None
            if cell.decision is not None:
                continue
            if before and (before.domain, before.high + 1, before.only_for) == (cell.domain, cell.low, cell.only_for):
                found[-1] = Cell(cell.domain, before.low, cell.high, None, cell.only_for)
            else:
                found.append(cell)
    return found
