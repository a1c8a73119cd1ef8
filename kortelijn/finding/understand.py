"""The question behind the question: from somebody's own words to needs, questions to ask on, and danger.

This is the seam of finding. Everything that ranks, shows or counts uses only what is defined here, so
that what stands behind it can be replaced without anybody noticing but by the better answers.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kortelijn.finding.ages import age_in
from kortelijn.finding.evidence import Feature, best_of, evidence, silent_words
from kortelijn.finding.language import CLAUSE_END, Token
from kortelijn.finding.languages import languages_in
from kortelijn.finding.redaction import redact
from kortelijn.finding.safety import Contact, OutOfScope, Safety, dangers_in, gentle_question_in, out_of_scope_of
from kortelijn.finding.spans import spans_of
from kortelijn.finding.worry import question_about, worry_about
from kortelijn.vocabulary.needs import DOMAINS, domain, domain_of, need

__all__ = [
    "AskOn",
    "Chip",
    "Contact",
    "OutOfScope",
    "Recognized",
    "Safety",
    "Understanding",
    "needs_of_text",
    "redact",
    "understand",
]

TEMPERATURE = 4.0  # flattens the log-odds until what is said with 60% comes true 60% of the time
SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+|;")
WEIGHT_OF_CLAUSES = 0.6
MOST_NEEDS = 12
LEAST_NEED = 0.02
MOST_CERTAIN, CERTAIN = 4, 0.18
MOST_MAYBE, MAYBE = 2, 0.03
HEARD_APART, WEIGHT_APART = 0.55, 0.5  # how sure a part must be to stand beside the whole, and how much it counts then
MOST_WORDS = 4
MOST_QUESTIONS = 3
SURE_OF_SCOPE = 0.8
LONGEST = 2000  # characters; nobody reads on, and time must stay bounded


Sure = dict[str, float]  # the probability of each need


@dataclass(frozen=True, slots=True)
class Recognized:
    """One need that the words point to, how sure that is, and the words that led to it."""

    code: str
    probability: float
    words: tuple[str, ...] = ()

    @property
    def domain(self) -> str:
        """Return the code of the domain of this need."""
        return domain_of(self.code)

    @property
    def title(self) -> str:
        """Return what to call this need on a screen."""
        return need(self.code).title


@dataclass(frozen=True, slots=True)
class Chip:
    """One domain that the words point to, as something to confirm or take away."""

    code: str
    probability: float
    words: tuple[str, ...]
    certain: bool

    @property
    def title(self) -> str:
        """Return what to call this domain on a screen."""
        return domain(self.code).title


@dataclass(frozen=True, slots=True)
class AskOn:
    """One question to ask next, and the code (of a domain or a need) that a yes adds."""

    question: str
    need: str

    @property
    def domain(self) -> str:
        """Return the code of the domain that a yes adds."""
        return domain_of(self.need)


@dataclass(frozen=True, slots=True)
class Understanding:
    """Everything that was understood from one question."""

    needs: tuple[Recognized, ...] = ()
    domains: tuple[Chip, ...] = ()
    ask_on: tuple[AskOn, ...] = ()
    age: int | None = None
    languages: tuple[str, ...] = ()
    safety: tuple[Safety, ...] = ()
    out_of_scope: OutOfScope | None = None
    terms: tuple[str, ...] = ()

    @property
    def nothing(self) -> bool:
        """Say whether no need was recognized at all, so that a screen can say so honestly."""
        return not self.domains


def understand(question: str) -> Understanding:
    """Return what a question is about; the same question gives the same answer, and no question is kept."""
    question = question[:LONGEST]
    tokens = evidence().tokens(question)
    found = evidence().known(tokens)
    sure = _sure_of(question, found)
    needs = _recognized(sure, found)
    chips = _chips(_heard(question, sure), needs)
    worry = worry_about(question)
    outside = _out_of_scope(question, chips)
    return Understanding(
        needs=needs,
        domains=chips,
        ask_on=() if outside else _ask_on(gentle_question_in(question) or question_about(worry), chips),
        age=age_in(question),
        languages=languages_in(question),
        safety=dangers_in(question, worry),
        out_of_scope=outside,
        terms=_terms(tokens),
    )


def terms_of(text: str) -> tuple[str, ...]:
    """Return the dictionary forms and parts of the words of a text that can be searched for."""
    return _terms(evidence().tokens(text))


def _terms(tokens: Iterable[Token]) -> tuple[str, ...]:
    terms: dict[str, None] = {}
    for token in tokens:
        if token.lemma not in silent_words():
            terms.update(dict.fromkeys((token.lemma, *token.parts)))
    return tuple(terms)


def needs_of_text(text: str) -> tuple[Recognized, ...]:
    """Return the needs that a service answers, read from its own text sentence by sentence."""
    sentences = [part for part in SENTENCE.split(text[: 2 * LONGEST]) if part.strip()]
    # The first line is the name or the gist, so it counts twice.
    shares = best_of(_mean_over([*sentences[:1], *sentences]), MOST_NEEDS)
    return tuple(Recognized(code, round(share, 3)) for code, share in shares if share >= LEAST_NEED)


def _found_in(text: str) -> list[Feature]:
    return evidence().known(evidence().tokens(text))


def _sure_of(question: str, found: Sequence[Feature]) -> Sure:
    """Return how sure each need is: of the whole and of each clause, so that a second need is heard too."""
    whole = _probabilities(found)
    clauses = [clause for clause in CLAUSE_END.split(question) if len(clause.split()) > 1]
    apart = _mean_over(clauses) if len(clauses) > 1 else {}
    if not apart:
        return whole
    return {code: (1 - WEIGHT_OF_CLAUSES) * value + WEIGHT_OF_CLAUSES * apart[code] for code, value in whole.items()}


def _mean_over(parts: Iterable[str]) -> Sure:
    """Return the probabilities over all parts, those with more known words weighing more."""
    total: dict[str, float] = defaultdict(float)
    weights = 0.0
    for found in map(_found_in, parts):
        weight = math.sqrt(sum(feature.weight for feature in found if feature.key.startswith("w:")))
        weights += weight
        for code, probability in _probabilities(found).items():
            total[code] += weight * probability
    return {code: value / weights for code, value in total.items()} if weights else {}


def _probabilities(found: Sequence[Feature]) -> Sure:
    """Turn log-odds into probabilities; without any known word there is nothing to say."""
    if not any(feature.key.startswith(("w:", "b:")) for feature in found):
        return {}
    scores = evidence().scores(found)
    highest = max(scores.values())
    odds = {code: math.exp((score - highest) / TEMPERATURE) for code, score in scores.items()}
    total = sum(odds.values())
    return {code: value / total for code, value in odds.items()}


def _recognized(sure: Sure, found: Sequence[Feature]) -> tuple[Recognized, ...]:
    best = best_of(sure, MOST_NEEDS)
    return tuple(
        Recognized(code, round(probability, 3), _words(found, code))
        for code, probability in best
        if probability >= LEAST_NEED
    )


def _words(found: Iterable[Feature], code: str) -> tuple[str, ...]:
    """Return the words that spoke most for this need, in the order in which they were said."""
    spoke: dict[str, float] = defaultdict(float)
    for feature in found:
        share = feature.weight * evidence().weight(feature.key, code) / len(feature.words)
        for word in feature.words:
            spoke[word] += share
    best = {word for word, value in best_of(spoke, MOST_WORDS) if value > 1.0}
    return tuple(word for word in spoke if word in best)


def _heard(question: str, sure: Sure) -> dict[str, float]:
    """Return how clearly each domain was heard: in the whole, or apart in a few words beside something else."""
    heard = _by_domain(sure)
    for span in spans_of(question):
        for code, value in _by_domain(_probabilities(_found_in(span))).items():
            if value >= HEARD_APART:
                heard[code] = max(heard[code], WEIGHT_APART * value)
    return heard


def _by_domain(sure: Sure) -> dict[str, float]:
    total: dict[str, float] = defaultdict(float)
    for code, probability in sure.items():
        total[domain_of(code)] += probability
    return total


def _chips(heard: dict[str, float], needs: Iterable[Recognized]) -> tuple[Chip, ...]:
    """Return the domains as chips: what is certain first, then what it may also be about."""
    words = {each.domain: each.words for each in reversed(tuple(needs))}
    ranked = [(code, value) for code, value in best_of(heard) if value >= MAYBE]
    certain = [pair for pair in ranked if pair[1] >= CERTAIN][:MOST_CERTAIN]
    maybe = [pair for pair in ranked if pair[1] < CERTAIN][:MOST_MAYBE]
    return tuple(
        Chip(code, round(value, 3), words.get(code, ()), value >= CERTAIN) for code, value in (*certain, *maybe)
    )


def _ask_on(worrying: tuple[str, str] | None, chips: Sequence[Chip]) -> tuple[AskOn, ...]:
    """Return what to ask next: what is worrying, what it may also be about, what often goes together with it."""
    first = (AskOn(*worrying),) if worrying else ()
    return (*first, *_ask_about_life(chips))[:MOST_QUESTIONS]


def _ask_about_life(chips: Sequence[Chip]) -> tuple[AskOn, ...]:
    weights: dict[str, float] = defaultdict(float)
    weights.update({chip.code: 1 + chip.probability for chip in chips if not chip.certain})
    certain = [chip for chip in chips if chip.certain] or list(chips[:1])
    for chip in certain:
        for place, neighbour in enumerate(domain(chip.code).neighbours):
            weights[neighbour] += chip.probability / (1 + place)
    for chip in certain:
        weights.pop(chip.code, None)
    order = {each.code: place for place, each in enumerate(DOMAINS)}
    best = sorted(weights, key=lambda code: (-weights[code], order[code]))
    return tuple(AskOn(domain(code).ask, code) for code in best[:MOST_QUESTIONS])


def _out_of_scope(question: str, chips: Sequence[Chip]) -> OutOfScope | None:
    """Only what is about nothing else is out of scope: "hij houdt mijn paspoort" is about violence."""
    if chips and chips[0].probability >= SURE_OF_SCOPE:
        return None
    return out_of_scope_of(question)
