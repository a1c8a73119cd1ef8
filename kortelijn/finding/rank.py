"""How well a service fits a question: a first measure that can be explained in one sentence per factor.

fit      what the question is about against what the service is for: domains, finer needs, and shared words
factors  step of care, walking distance, when it is open, room, and how long ago the entry was checked
age      who is too young or too old is not sent there

It knows no database and no page: `find` feeds it, and the next measure takes its place.
"""

import hashlib
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from kortelijn.directory.distance import walking_minutes
from kortelijn.directory.facts import STALE_MONTHS
from kortelijn.directory.models import Service
from kortelijn.finding.understand import needs_of_text, terms_of
from kortelijn.vocabulary.needs import domain_of
from kortelijn.vocabulary.steps import step

DOMAINS, NEEDS, WORDS = 0.35, 0.25, 0.4  # what each part of the fit counts for
SECOND_DOMAIN = 0.75  # a service that has the domain, but not as its main one
READ_DOMAIN, LIKELY = 0.5, 0.35  # a service without domains has those that its text mostly speaks of
SAME_WORDS = 0.25  # without a shared domain, this share of the question must stand in the text
CLEAR = 0.1  # from this share on a text, or a question, clearly speaks of a finer need
AGAIN, SHOWN = 0.85, 10  # what one more result for the same domain is worth, among as many as a page shows
STEP_AWAY = (1.0, 0.9, 0.75)
FAR_MINUTES, FAR_COSTS = 45, 0.3
SOON, LATER = timedelta(days=2), timedelta(days=8)
REMEMBERED = 20_000  # texts: the whole offer of many networks

Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the question asks for, with how much each part weighs."""

    domains: Weights = field(default_factory=dict)
    needs: Weights = field(default_factory=dict)
    terms: frozenset[str] = frozenset()
    age: int | None = None
    step: str = "informal"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A service with the few facts that depend on who asks, and when."""

    service: Service
    metres: float | None = None
    opens_in: timedelta | None = None
    months_unconfirmed: int = 0

    @property
    def text(self) -> str:
        """What its organization says about it."""
        return f"{self.service.name}. {self.service.description}"


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a candidate fits, on which domains of the question, and on which finer need most."""

    candidate: Candidate
    score: float
    codes: tuple[str, ...] = ()
    closest: str = ""


def rank(candidates: Sequence[Candidate], wanted: Wanted, day: date) -> list[Fit]:
    """The candidates that fit, best first; equals take turns from day to day, and keep their place within one."""
    rare = _rarity(candidates)
    fits = [_fit(candidate, wanted, rare) for candidate in candidates if suits_age(candidate.service, wanted.age)]
    best = sorted((fit for fit in fits if fit.score > 0), key=lambda fit: (-round(fit.score, 2), _turn(fit, day)))
    return _spread(best, wanted)


def _spread(best: list[Fit], wanted: Wanted) -> list[Fit]:
    """Let all that was heard have a turn: a domain weighs a little less each time that something for it is shown."""
    left, shown = list(best), Counter[str]()
    chosen: list[Fit] = []
    while left and len(chosen) < SHOWN:
        following = max(left, key=lambda fit: fit.score * _still(fit, wanted, shown))
        left.remove(following)
        chosen.append(following)
        shown.update(following.codes)
    return chosen + left


def _still(fit: Fit, wanted: Wanted, shown: Mapping[str, int]) -> float:
    """What a result adds to what is shown; one that only shares words never goes before one that is about it."""
    if not fit.codes:
        return AGAIN ** max(shown.values(), default=0)
    total = sum(wanted.domains[code] for code in fit.codes)
    return sum(wanted.domains[code] * AGAIN ** shown.get(code, 0) for code in fit.codes) / total


def suits_age(service: Service, age: int | None) -> bool:
    """Whether somebody of this age may go there; without age everybody may."""
    if age is None:
        return True
    return (service.minimum_age or 0) <= age and (service.maximum_age is None or age <= service.maximum_age)


@lru_cache(maxsize=REMEMBERED)
def needs_read(text: str) -> Weights:
    """The finer needs that a text speaks of; an unchanged text is read once per process."""
    return {each.code: each.probability for each in needs_of_text(text)}


@lru_cache(maxsize=REMEMBERED)
def terms_read(text: str) -> frozenset[str]:
    """The words of a text as they are searched for."""
    return frozenset(terms_of(text))


def _fit(candidate: Candidate, wanted: Wanted, rare: Weights) -> Fit:
    about, said = _domains(candidate, wanted), _words(candidate, wanted, rare)
    if not about and said < SAME_WORDS:
        return Fit(candidate, 0.0)
    fit = DOMAINS * about + NEEDS * _needs(candidate, wanted) + WORDS * said
    codes = tuple(code for code in wanted.domains if _has(candidate, code))
    return Fit(candidate, fit * _factors(candidate, wanted), codes, _closest(candidate, wanted))


def _domains(candidate: Candidate, wanted: Wanted) -> float:
    """The share of the wanted domains that the service has; what was heard first weighs most."""
    total = sum(wanted.domains.values())
    return sum(weight * _has(candidate, code) for code, weight in wanted.domains.items()) / total if total else 0.0


def _has(candidate: Candidate, domain: str) -> float:
    declared = candidate.service.domains
    if declared:
        return 0.0 if domain not in declared else 1.0 if declared[0] == domain else SECOND_DOMAIN
    share = sum(weight for code, weight in needs_read(candidate.text).items() if domain_of(code) == domain)
    return READ_DOMAIN if share >= LIKELY else 0.0


def _needs(candidate: Candidate, wanted: Wanted) -> float:
    """How much the finer needs of question and text point the same way (the cosine between them)."""
    read = needs_read(candidate.text)
    length = math.hypot(*wanted.needs.values()) * math.hypot(*read.values())
    return sum(weight * read.get(code, 0.0) for code, weight in wanted.needs.items()) / length if length else 0.0


def _closest(candidate: Candidate, wanted: Wanted) -> str:
    """The finer need that question and text both clearly speak of."""
    read = needs_read(candidate.text)
    shared = {code: min(weight, read.get(code, 0.0)) for code, weight in wanted.needs.items()}
    best = max(shared, key=lambda code: shared[code], default="")
    return best if shared.get(best, 0.0) >= CLEAR else ""


def _words(candidate: Candidate, wanted: Wanted, rare: Weights) -> float:
    """The share of the question's words that stand in the text, the rare ones first."""
    shared = wanted.terms & terms_read(candidate.text)
    total = sum(rare.get(term, 1.0) for term in wanted.terms)
    return sum(rare.get(term, 1.0) for term in shared) / total if total else 0.0


def _rarity(candidates: Iterable[Candidate]) -> Weights:
    """How telling a word is in this offer: what every entry says, says nothing."""
    texts = [terms_read(candidate.text) for candidate in candidates]
    counted = Counter(term for terms in texts for term in terms)
    return {term: math.log(1 + len(texts) / count) / math.log(1 + len(texts)) for term, count in counted.items()}


def _factors(candidate: Candidate, wanted: Wanted) -> float:
    service = candidate.service
    away = abs(step(service.step).order - step(wanted.step).order)
    full = 0.6 if service.capacity_available == 0 else 1.0
    stale = 0.9 if candidate.months_unconfirmed >= STALE_MONTHS else 1.0
    return STEP_AWAY[away] * _near(candidate.metres) * _open(candidate.opens_in) * full * stale


def _near(metres: float | None) -> float:
    minutes = FAR_MINUTES / 2 if metres is None else min(walking_minutes(metres), FAR_MINUTES)
    return 1 - FAR_COSTS * minutes / FAR_MINUTES


def _open(opens_in: timedelta | None) -> float:
    if opens_in is None:
        return 0.94
    return 1.0 if opens_in <= SOON else 0.97 if opens_in <= LATER else 0.9


def _turn(fit: Fit, day: date) -> str:
    return hashlib.sha256(f"{day}{fit.candidate.service.pk}".encode()).hexdigest()
