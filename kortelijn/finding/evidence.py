"""What words prove: evidence for needs, learned from every way of saying them.

A small and explainable model in plain Python: naive Bayes that falls back from need to domain, plus
likeness to the nearest sayings. It stands behind `understand`, so that a better one can replace it.
"""

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import TypeVar

from kortelijn.finding.language import DATA, Lexicon, Token, lemma, stop_words, written_out
from kortelijn.finding.sayings import Saying, sayings
from kortelijn.vocabulary.needs import domain_of

# Tuned by cross-validation over the sayings, never on the held-out questions.
WEIGHT_OF_PART = 0.6
WEIGHT_OF_PAIR = 0.6
WEIGHT_OF_LETTERS = 0.25
WEIGHT_OF_NEED = 0.7
WEIGHT_OF_LIKENESS = 16.0
PAIR_REACH = 2
LETTERS = 4
SMOOTHING = 2.0
NEAREST = 3
CLOSEST = 60
LIGHT = {"de", "het", "een", "ik", "mijn", "je", "en", "van", "te", "zijn", "hebben", "er", "dat", "die"}
LIGHT |= {"ze", "hij", "in", "met", "om", "voor"}


Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing seen in a text, how heavy it weighs, and the words that it was seen in."""

    key: str
    weight: float
    words: tuple[str, ...]


@cache
def problem_words() -> frozenset[str]:
    """Return the words that say nothing once they are denied ("geen schulden")."""
    return frozenset(lemma(word) for word in (DATA / "problems.txt").read_text(encoding="utf-8").split())


@cache
def silent_words() -> frozenset[str]:
    """Return the stop words with their dictionary forms."""
    return stop_words() | {lemma(word) for word in stop_words()}


def features(tokens: Sequence[Token]) -> list[Feature]:
    """Return what can be evidence in these words: lemmas, parts, letters, and pairs of words."""
    said = [token for token in tokens if not (token.negated and token.lemma in problem_words())]
    found: dict[str, Feature] = {}
    for feature in (*_of_words(said), *_of_pairs(said)):
        if feature.key not in found or found[feature.key].weight < feature.weight:
            found[feature.key] = feature
    return list(found.values())


def _of_words(tokens: Sequence[Token]) -> Iterator[Feature]:
    for token in tokens:
        if token.lemma in silent_words() or token.lemma.isdigit():
            continue
        yield Feature(f"w:{token.lemma}", 1.0, (token.text,))
        for part in token.parts:
            yield Feature(f"w:{part}", WEIGHT_OF_PART, (token.text,))
        bounded = f"_{token.lemma}_"
        for at in range(len(bounded) - LETTERS + 1 if len(bounded) > LETTERS + 1 else 0):
            yield Feature(f"c:{bounded[at : at + LETTERS]}", WEIGHT_OF_LETTERS, (token.text,))


def _of_pairs(tokens: Sequence[Token]) -> Iterator[Feature]:
    kept = [token for token in tokens if token.lemma not in LIGHT]
    for at, first in enumerate(kept):
        for second in kept[at + 1 : at + 1 + PAIR_REACH]:
            key = f"b:{first.lemma} {second.lemma}"
            yield Feature(key, WEIGHT_OF_PAIR, (first.text, second.text))


class Evidence:
    """Counts of what is said for each need, and the weight that follows from them."""

    def __init__(self, said: Iterable[Saying]) -> None:
        self.said = tuple(said)
        self.lexicon = Lexicon({lemma(word) for each in self.said for word in written_out(each.text)})
        self.codes = tuple(dict.fromkeys(each.code for each in self.said))
        self._domains = {code: domain_of(code) for code in self.codes}
        self._need_count = Counter(each.code for each in self.said)
        self._domain_count = Counter(self._domains[each.code] for each in self.said)
        self._by_need: dict[str, Counter[str]] = defaultdict(Counter)
        self._alike: dict[str, list[tuple[int, float]]] = defaultdict(list)
        self._weights: dict[str, tuple[dict[str, float], dict[str, float]]] = {}
        self._count()

    def _count(self) -> None:
        seen = [features(self.lexicon.tokens(each.text)) for each in self.said]
        for each, found in zip(self.said, seen, strict=True):
            for feature in found:
                self._by_need[feature.key][each.code] += 1
        for number, found in enumerate(map(_spoken, seen)):
            length = self._length(found)
            for feature in found:
                share = feature.weight * self._rarity(feature.key) / length
                self._alike[feature.key].append((number, share))

    def _rarity(self, key: str) -> float:
        return math.log(1 + len(self.said) / self._by_need[key].total())

    def _length(self, found: Iterable[Feature]) -> float:
        return math.sqrt(sum((each.weight * self._rarity(each.key)) ** 2 for each in found)) or 1.0

    def tokens(self, text: str) -> tuple[Token, ...]:
        """Return the words of a text, read against everything that is known to be said."""
        return self.lexicon.tokens(text)

    def known(self, tokens: Sequence[Token]) -> list[Feature]:
        """Return the features of a text that were ever seen before."""
        return [feature for feature in features(tokens) if feature.key in self._by_need]

    def scores(self, found: Sequence[Feature]) -> dict[str, float]:
        """Return for each need how much these features speak for it (log-odds, not yet a probability)."""
        domains: dict[str, float] = defaultdict(float)
        needs: dict[str, float] = defaultdict(float, self._likeness(found))
        for feature in found:
            of_domains, of_needs = self._weight(feature.key)
            for code, weight in of_domains.items():
                domains[code] += feature.weight * weight
            for code, weight in of_needs.items():
                needs[code] += feature.weight * weight
        return {code: domains[self._domains[code]] + needs[code] for code in self.codes}

    def weight(self, key: str, code: str) -> float:
        """Return how much one feature speaks for one need."""
        of_domains, of_needs = self._weight(key)
        return of_domains[self._domains[code]] + of_needs.get(code, 0.0)

    def _weight(self, key: str) -> tuple[dict[str, float], dict[str, float]]:
        if key not in self._weights:
            self._weights[key] = self._weigh(self._by_need[key])
        return self._weights[key]

    def _weigh(self, seen: Counter[str]) -> tuple[dict[str, float], dict[str, float]]:
        in_domain: Counter[str] = Counter()
        for code, times in seen.items():
            in_domain[self._domains[code]] += times
        of_domains = {
            code: _surprise(in_domain[code], seen.total(), count / len(self.said))
            for code, count in self._domain_count.items()
        }
        of_needs = {
            code: WEIGHT_OF_NEED * _surprise(seen[code], in_domain[domain], self._share(code))
            for code, domain in self._domains.items()
            if in_domain[domain]
        }
        return of_domains, of_needs

    def _share(self, code: str) -> float:
        return self._need_count[code] / self._domain_count[self._domains[code]]

    def _likeness(self, found: Sequence[Feature]) -> dict[str, float]:
        found = _spoken(found)
        length = self._length(found)
        alike: dict[int, float] = defaultdict(float)
        for feature in found:
            share = feature.weight * self._rarity(feature.key) / length
            for number, weight in self._alike[feature.key]:
                alike[number] += share * weight
        return self._nearest(alike)

    def _nearest(self, alike: dict[int, float]) -> dict[str, float]:
        likeness: dict[str, float] = defaultdict(float)
        counted: Counter[str] = Counter()
        for number, value in best_of(alike, CLOSEST):
            code = self.said[number].code
            if counted[code] < NEAREST:
                likeness[code] += WEIGHT_OF_LIKENESS * value * (0.5 if counted[code] else 1.0)
                counted[code] += 1
        return dict(likeness)


def _spoken(found: Iterable[Feature]) -> list[Feature]:
    """Return the words and pairs only: letters are alike in sayings that are not."""
    return [each for each in found if not each.key.startswith("c:")]


def _surprise(times: int, total: int, expected: float) -> float:
    """Return the log of how much more often something is seen than by chance, smoothed towards chance."""
    return math.log((times + SMOOTHING * expected) / (total + SMOOTHING) / expected)


def best_of(weights: Mapping[Key, float], most: int | None = None) -> list[tuple[Key, float]]:
    """Return the heaviest entries, the heaviest first; equal ones in the order of the mapping."""
    if most is not None:
        return heapq.nlargest(most, weights.items(), key=itemgetter(1))
    return sorted(weights.items(), key=itemgetter(1), reverse=True)


@cache
def evidence() -> Evidence:
    """Return what is known to be said, counted once for each process."""
    return Evidence(sayings())
