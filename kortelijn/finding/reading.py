"""What is read in the text of a service, once, when it is put in the index. The seam of the index to the model."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from kortelijn.finding import model as learned
from kortelijn.finding.terms import terms_of
from kortelijn.finding.understand import needs_of_text

REMEMBERED = 2_000  # texts; the same one comes by again when an edit changes something else


@dataclass(frozen=True, slots=True)
class Reading:
    """The needs that a text speaks of, its words as they are searched for, and its place among other texts."""

    needs: Mapping[str, float]
    terms: tuple[str, ...]
    vector: bytes = b""


@cache
def model() -> str:
    """A mark of what reads; with another mark every text is read again."""
    return learned.model().mark


def vector(text: str) -> bytes | None:
    """The place of a text among other texts, as signed bytes (each number of a vector of length one, times 127)."""
    return None


@lru_cache(maxsize=REMEMBERED)
def read(text: str) -> Reading:
    """Read a text; an unchanged text is read once per process."""
    needs = {each.code: each.probability for each in needs_of_text(text)}
    return Reading(needs, terms_of(text), vector(text) or b"")


def only_words(text: str) -> Reading:
    """The words of a text, for now: what it speaks of is read later."""
    return Reading({}, terms_of(text))


def digest(text: str) -> str:
    """A mark of the text, so that one that did not change is not read again."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]
