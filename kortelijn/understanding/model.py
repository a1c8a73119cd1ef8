"""The learned reading of a text: one table of weights, looked up with numpy; `training` makes it from the corpus.

Each column is a logistic regression over the same features: the needs as a question says them, the needs as a service
describes them, and the kinds of danger. What a word adds to a column can be read from the table, so every chip can say
which words led to it.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kortelijn.understanding.features import REMEMBERED, letters_of, pair_of, words_of

BUILT = Path(__file__).parent / "built"
CURRENT = "current"  # names the folder of the table that runs
Floats = NDArray[np.float32]
Rows = NDArray[np.intp]


class NotTrained(RuntimeError):
    """The table is not there yet; installing makes it."""

    def __init__(self) -> None:
        super().__init__("The reading of questions was not learned yet: run `kortelijn train-needs`, or make install.")


@dataclass(frozen=True)
class Group:
    """Columns that belong together, and how they become probabilities."""

    start: int
    codes: tuple[str, ...]
    temperature: float
    bias: Floats

    @property
    def columns(self) -> slice:
        """Return where these columns stand in the table."""
        return slice(self.start, self.start + len(self.codes))


@dataclass(frozen=True)
class Seen:
    """What is known of a text: where in the table it stands, how much each weighs, and what all of it says."""

    words: tuple[str, ...]
    rows: Rows
    weights: Floats  # together of length one
    told: Floats  # for every column

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(frozen=True)
class Model:
    """The table with what is needed to look things up in it."""

    mark: str  # of the corpus and the program that made it
    rows: Mapping[str, int]
    rarity: Floats
    table: NDArray[np.float16]
    groups: Mapping[str, Group]

    def see(self, text: str) -> Seen:
        """Return what is known of a text; sublinear counts times rarity, as in the corpus (Salton and Buckley 1988)."""
        words = tuple(words_of(text))
        found = [*map(self.rows_in, words), self.rows_of(pair_of(*both) for both in pairwise(words))]
        rows, times = np.unique(np.concatenate(found), return_counts=True)
        weights = self.rarity[rows] * (1 + np.log(times)).astype(np.float32)
        weights = weights / (float(np.linalg.norm(weights)) or 1.0)
        return Seen(words, rows, weights, weights @ self.table[rows].astype(np.float32))

    def rows_of(self, features: Iterable[str]) -> Rows:
        """Return where these features stand in the table, of those that are known."""
        return np.array([self.rows[each] for each in features if each in self.rows], np.intp)

    @cached_property
    def rows_in(self) -> Callable[[str], Rows]:
        """Return where a word stands and the letters within it; people use the same words again and again."""
        return lru_cache(REMEMBERED)(lambda word: self.rows_of((word, *letters_of(word))))

    def logits(self, found: Seen, group: str) -> Floats:
        """Return how much what was seen speaks for each code of a group."""
        its = self.groups[group]
        return found.told[its.columns] + its.bias

    def shares(self, found: Seen, group: str) -> Floats:
        """Return the probability of each code of a group, of which one is meant."""
        scores = self.logits(found, group) / self.groups[group].temperature
        odds = np.exp(scores - scores.max())
        shares: Floats = odds / odds.sum()
        return shares


@cache
def model() -> Model:
    """Return the learned reading, loaded once for each process; the table is shared between processes."""
    if not (BUILT / CURRENT).exists():
        raise NotTrained
    folder = BUILT / (BUILT / CURRENT).read_text(encoding="utf-8")
    told = json.loads((folder / "reading.json").read_text(encoding="utf-8"))
    return Model(
        mark=told["mark"], rows={key: row for row, key in enumerate(told["features"])},
        rarity=np.load(folder / "rarity.npy"), table=np.asarray(np.load(folder / "table.npy", mmap_mode="r")),
        groups={name: _group(each) for name, each in told["groups"].items()},
    )  # fmt: skip


def _group(told: Mapping[str, Any]) -> Group:
    bias = np.array(told["bias"], np.float32)
    return Group(told["start"], tuple(told["codes"]), told["temperature"], bias)
