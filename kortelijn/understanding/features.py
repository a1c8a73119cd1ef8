"""What can be seen in a text: its words, its pairs of words and the letters within them.

Letters of two to five within a word stand in for stems, compounds and slips of the pen, which people who type in need
make many of. Which of these tell anything is learned, not decided here.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise

from kortelijn.understanding.language import CLAUSE_END, DATA, NEGATION_REACH, NEGATIONS, folded, lemma

WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
FEWEST, MOST = 2, 5  # letters
REMEMBERED = 50_000  # words
GOES_ON = frozenset({"of", "en"})  # "geen alcohol of drugs"


def words_of(text: str) -> list[str]:
    """Return the words of a text, folded; a problem that is denied ("geen schulden") is not among them."""
    return [word for clause in CLAUSE_END.split(text) for word in _undenied(WORD.findall(folded(clause)))]


def _undenied(words: list[str]) -> Iterator[str]:
    denied_for = 0
    for word in words:
        if word in NEGATIONS:
            denied_for = NEGATION_REACH
        elif denied_for and lemma(word) in problem_words():
            continue
        elif word not in GOES_ON:
            denied_for -= denied_for > 0
        yield word


@cache
def problem_words() -> frozenset[str]:
    """Return the words that say nothing once they are denied."""
    return frozenset(lemma(word) for word in (DATA / "problems.txt").read_text(encoding="utf-8").split())


def features(text: str) -> list[str]:
    """Return everything seen in a text, as often as it is seen."""
    words = words_of(text)
    letters = (each for word in words for each in letters_of(word))
    return [*words, *letters, *(pair_of(*both) for both in pairwise(words))]


def pair_of(first: str, second: str) -> str:
    """Return the feature that two words are together."""
    return f"{first} {second}"


@lru_cache(maxsize=REMEMBERED)
def letters_of(word: str) -> tuple[str, ...]:
    """Return the runs of letters within a word; a bar marks where it begins and ends."""
    bounded = f"|{word}|"
    return tuple(
        f"~{bounded[at : at + length]}"
        for length in range(FEWEST, min(MOST, len(bounded) - 1) + 1)
        for at in range(len(bounded) - length + 1)
    )
