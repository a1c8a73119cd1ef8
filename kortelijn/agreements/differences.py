"""What changed between two texts, word by word, and between two versions, article by article."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from kortelijn.agreements.models import Article
from kortelijn.agreements.words import works

A_FEW = 3
WORDS = re.compile(r"\w+|\s+|[^\w\s]")
SAME, GONE, NEW, CHANGED = "same", "gone", "new", "changed"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words: the same in both, gone, or new."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One article in two versions."""

    kind: str
    heading: str
    before: tuple[Piece, ...]  # what was, with what went
    after: tuple[Piece, ...]  # what is, with what came
    works_gone: tuple[str, ...] = ()
    works_new: tuple[str, ...] = ()


def pieces(before: str, after: str) -> list[Piece]:
    """The words of both, in order: what stayed, what went and what came."""
    one, other = WORDS.findall(before), WORDS.findall(after)
    found: list[Piece] = []
    changed_to = (0, 0)
    for a, b, size in _blocks(one, other):
        gone, came = "".join(one[changed_to[0] : a]), "".join(other[changed_to[1] : b])
        stayed = "".join(one[a : a + size])
        found += [Piece(kind, text) for kind, text in ((GONE, gone), (NEW, came), (SAME, stayed)) if text]
        changed_to = (a + size, b + size)
    return found


def _blocks(one: list[str], other: list[str]) -> Iterator[tuple[int, int, int]]:
    """What is the same in both; a word or two between changes is part of the change, so that one reads on."""
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    for a, b, size in blocks:
        at_an_edge = (a, b) == (0, 0) or (a + size, b + size) == (len(one), len(other))
        if at_an_edge or sum(word.isalnum() for word in one[a : a + size]) >= A_FEW:
            yield a, b, size


def difference(before: Article | None, after: Article | None) -> Difference:
    """How an article differs from the one that it replaces."""
    old, new = (before.text if before else ""), (after.text if after else "")
    both = pieces(old, new)
    was, works_now = (works(each) if each else [] for each in (before, after))
    heading = (after or before or Article()).heading
    gone, came = (tuple(line for line in one if line not in other) for one, other in
                  ((was, works_now), (works_now, was)))  # fmt: skip
    if before is None or after is None:
        kind = NEW if before is None else GONE
    else:
        kind = CHANGED if old != new or gone or came or before.heading != after.heading else SAME
    was_said, is_said = (tuple(each for each in both if each.kind != other) for other in (NEW, GONE))
    return Difference(kind, heading, was_said, is_said, gone, came)


def differences(before: Sequence[Article], after: Sequence[Article]) -> list[Difference]:
    """Every article of two versions, in the order of the later one; what is gone stands at the end."""
    old = {article.part: article for article in before}
    kept = {article.part for article in after}
    changed = [difference(old.get(article.part), article) for article in after]
    return changed + [difference(article, None) for article in before if article.part not in kept]
