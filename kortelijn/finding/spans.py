"""The parts of a question that can be about something of their own: people say several things in one breath."""

import re
from collections.abc import Iterator

from kortelijn.finding.evidence import silent_words
from kortelijn.finding.language import CLAUSE_END, lemma

TURN = re.compile(r"\b(?:en|want|sinds|omdat|terwijl|ook|daarna|daardoor|na)\b", re.IGNORECASE)
LONGEST = 3  # words with a meaning of their own


def spans_of(question: str) -> Iterator[str]:
    """Each clause, what stands before and after a turn in it, and every run of three meaningful words in those."""
    for clause in CLAUSE_END.split(question):
        for part in TURN.split(clause):
            yield from _runs(part.split())


def _runs(words: list[str]) -> Iterator[str]:
    meaningful = [place for place, word in enumerate(words) if lemma(word.lower()) not in silent_words()]
    if not meaningful:
        return
    if len(meaningful) <= LONGEST:
        yield " ".join(words)
        return
    for first, last in zip(meaningful, meaningful[LONGEST - 1 :], strict=False):
        yield " ".join(words[first : last + 1])
