"""Read Dutch as people write it: words, lemmas, compounds, shorthand, slips of the pen and ages."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import simplemma

from kortelijn.vocabulary.loading import VocabularyError, read_yaml

DATA = Path(__file__).parent / "data"
WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*")
SHORTEST_PART = 4  # shorter parts of compounds ("in", "op", "les") match by accident more than by meaning
CLAUSE_END = re.compile(r"[,;:!?()]|\.(?=\s|$)|\bmaar\b")
SENTENCE_END = re.compile(r"[,;:!?]|\.(?=\s|$)|\n\s*\n")
LINKS = ("", "s", "en", "e", "n")
SHORTEST_MISSPELLED = 6
NEGATIONS = frozenset({"geen", "niet", "nooit", "zonder", "ontkennen", "ontkent"})
NEGATION_REACH = 3


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a question: as written, as dictionary form, and the words it is composed of."""

    text: str
    lemma: str
    parts: tuple[str, ...] = ()
    negated: bool = False


@lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    """Return a word in lower case without accents; words are remembered, whole texts are not."""
    return folded(word)


def folded(text: str) -> str:
    """Return the text in lower case without accents, so that spelling habits do not matter."""
    plain = text.replace("’", "'").replace("‘", "'").replace("`", "'").casefold()
    apart = unicodedata.normalize("NFKD", plain).casefold()  # once more: what was a sign can now be a capital
    return "".join(c for c in apart if not unicodedata.combining(c))


@lru_cache(maxsize=50_000)
def lemma(word: str) -> str:
    """Return the dictionary form of a word, folded; separable verbs are written as one word."""
    return fold(simplemma.lemmatize(word, lang="nl").replace("_", ""))


@lru_cache(maxsize=50_000)
def is_dutch(word: str) -> bool:
    """Say whether the dictionary has this word."""
    return simplemma.is_known(word, lang="nl")


@cache
def stop_words() -> frozenset[str]:
    """Return the words that say nothing about a need by themselves."""
    return frozenset((DATA / "stopwords.txt").read_text(encoding="utf-8").split())


@cache
def silent_words() -> frozenset[str]:
    """Return the stop words with their dictionary forms."""
    return stop_words() | {lemma(word) for word in stop_words()}


@cache
def shorthand() -> dict[str, str]:
    """Return what surgeries, youngsters and dialects write short, with what it stands for."""
    entries = read_yaml(DATA / "shorthand.yaml")
    if not isinstance(entries, dict):
        raise VocabularyError("shorthand.yaml: this must be short: long")
    return {fold(str(short)): str(long) for short, long in entries.items()}


def words(text: str) -> list[str]:
    """Return the words of a text in lower case, accents kept, hyphens as spaces."""
    plain = text.replace("’", "'").replace("‘", "'").replace("-", " ").casefold()
    return WORD.findall(plain)


def written_out(text: str) -> list[str]:
    """Return the words of a text with shorthand written out, the longest match first."""
    found, known, result = words(text), shorthand(), []
    at = 0
    while at < len(found):
        pair = fold(" ".join(found[at : at + 2]))
        if at + 1 < len(found) and pair in known:
            result += known[pair].split()
            at += 2
            continue
        result += known.get(fold(found[at]), found[at]).split()
        at += 1
    return result


def normalized(text: str) -> str:
    """Return the text as patterns expect it: folded words with single spaces, shorthand written out."""
    return " ".join(fold(word) for word in written_out(text))


def with_breaks(text: str) -> str:
    """Return the normalized text with a bar wherever a clause ends, so that patterns do not run on."""
    clauses = (normalized(clause) for clause in SENTENCE_END.split(text))
    return " | ".join(clause for clause in clauses if clause)


class Lexicon:
    """The words that mean something here, against which compounds and misspellings are read."""

    def __init__(self, known: Iterable[str]) -> None:
        self.known = frozenset(known)
        self._slips = _deletions(self.known)
        self._corrected: dict[str, str] = {}
        self._parts: dict[str, tuple[str, ...]] = {}

    def tokens(self, text: str) -> tuple[Token, ...]:
        """Return the words of a text, each with its lemma, its parts and whether it is denied."""
        return tuple(token for clause in CLAUSE_END.split(text) for token in self._clause(clause))

    def _clause(self, clause: str) -> list[Token]:
        found: list[Token] = []
        denied_for = 0
        for word in written_out(clause):
            base = self.corrected(word)
            found.append(Token(fold(word), base, self.parts(base), denied_for > 0))
            if base in NEGATIONS:
                denied_for = NEGATION_REACH
            elif base not in {"of", "en"}:
                denied_for -= 1
        return found

    def corrected(self, word: str) -> str:
        """Return the lemma of a word, or of the known word that it is one slip away from."""
        if word not in self._corrected:
            self._corrected[word] = self._correct(word)
        return self._corrected[word]

    def _correct(self, word: str) -> str:
        base = lemma(word)
        if base in self.known or len(base) < SHORTEST_MISSPELLED or is_dutch(word):
            return base
        return self._one_slip_away(base) or base

    def _one_slip_away(self, word: str) -> str:
        candidates: set[str] = set()
        for form in {word, *_without_one(word)}:
            candidates |= self._slips.get(form, set())
        close = sorted(each for each in candidates if _is_one_slip(word, each))
        return close[0] if close else ""

    def parts(self, base: str) -> tuple[str, ...]:
        """Return the known words that a compound is made of, or nothing."""
        if base not in self._parts:
            self._parts[base] = self._split(base)
        return self._parts[base]

    def _split(self, base: str) -> tuple[str, ...]:
        best: tuple[str, ...] = ()
        for at in range(SHORTEST_PART - 1, len(base) - SHORTEST_PART + 1):
            head = self._word(base[at:])
            tail = self._before_link(base[:at]) if head else ()
            parts = tuple(part for part in (*tail, head) if part in self.known)
            if tail and len(parts) > len(best):
                best = parts
        return best

    def _before_link(self, text: str) -> tuple[str, ...]:
        for link in LINKS:
            bare = text.removesuffix(link)
            if text.endswith(link) and (word := self._word(bare)):
                return (word,)
        return self.parts(text) if len(text) > 2 * SHORTEST_PART else ()

    def _word(self, text: str) -> str:
        if len(text) < SHORTEST_PART:
            return text if text in self.known else ""
        base = lemma(text)
        return base if base in self.known or is_dutch(text) else ""


def _without_one(word: str) -> set[str]:
    return {word[:at] + word[at + 1 :] for at in range(len(word))}


def _deletions(known: Iterable[str]) -> dict[str, set[str]]:
    slips: dict[str, set[str]] = {}
    for word in known:
        if len(word) >= SHORTEST_MISSPELLED:
            for form in {word, *_without_one(word)}:
                slips.setdefault(form, set()).add(word)
    return slips


def _is_one_slip(one: str, other: str) -> bool:
    """Say whether two words differ by one letter added, dropped, changed or swapped with its neighbour."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    rest, rest_other = one[start:], other[start:]
    swapped = rest[1:2] + rest[:1] + rest[2:]
    return rest_other in {rest[1:], swapped} or rest in {rest_other[1:]} or rest[1:] == rest_other[1:]
