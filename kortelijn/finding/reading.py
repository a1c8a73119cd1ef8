"""What is read in the text of a service, once, when it is put in the index. The seam of the index to the model."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from kortelijn.understanding import model as learned
from kortelijn.understanding.terms import terms_of
from kortelijn.understanding.understand import needs_of_text

REMEMBERED = 2_000  # texts; the same one comes by again when an edit changes something else


@dataclass(frozen=True, slots=True)
class Reading:
    """The needs that a text speaks of, and its words as they are searched for."""

    needs: Mapping[str, float]
    terms: tuple[str, ...]


@cache
def model() -> str:
    """A mark of what reads; with another mark every text is read again."""
    return learned.model().mark


@lru_cache(maxsize=REMEMBERED)
def read(text: str) -> Reading:
    """Read a text; an unchanged text is read once per process."""
    return Reading({each.code: each.probability for each in needs_of_text(text)}, terms_of(text))


def only_words(text: str) -> Reading:
    """The words of a text, for now: what it speaks of is read later."""
    return Reading({}, terms_of(text))


def digest(text: str) -> str:
    """A mark of the text, so that one that did not change is not read again."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]
