"""What comes first in a network: what it agreed for a domain or a need and an age, else what is usual."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Self

from kortelijn.vocabulary.needs import domain_of, need, needs_in
from kortelijn.vocabulary.steps import STEPS, step


@dataclass(frozen=True, slots=True)
class First:
    """The step that comes first, and whether this network agreed so."""

    step: str
    agreed: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """What comes first for a domain or a need, for everybody or for some ages."""

    about: str
    step: str
    minimum_age: int | None = None
    maximum_age: int | None = None

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
    """All that one network agreed."""

    terms: tuple[Term, ...] = ()

    @classmethod
    def of(cls, rows: Iterable[Sequence[Any]]) -> Self:
        """From rows: about what, which step, and the ages."""
        return cls(tuple(Term(*row) for row in rows))

    def first(self, code: str, age: int | None) -> First:
        """What comes first for a need or a domain; what was agreed more precisely goes before what is broader."""
        fitting = [term for term in self.terms if term.about in (code, domain_of(code)) and term.holds_for(age)]
        if not fitting:
            return First(usual(code))
        return First(max(fitting, key=lambda term: (term.about == code, term.is_for_some)).step, agreed=True)


NOTHING_AGREED = Agreed()


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
