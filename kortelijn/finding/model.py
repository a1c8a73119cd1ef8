"""The learned reading of a text: one table of weights, looked up with numpy; `training` makes it from the corpus.

Each column is a logistic regression over the same features: the needs as a question says them, the needs as a service
describes them, and the kinds of danger. What a word adds to a column can be read from the table, so every chip can say
which words led to it.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kortelijn.finding.features import counted

BUILT = Path(__file__).parent / "built"
CURRENT = "current"  # names the folder of the table that runs
Floats = NDArray[np.float32]


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
    bias: tuple[float, ...]

    @property
    def columns(self) -> slice:
        """Return where these columns stand in the table."""
        return slice(self.start, self.start + len(self.codes))


@dataclass(frozen=True)
class Seen:
    """The known features of a text: their rows in the table and how much each weighs; together of length one."""

    rows: NDArray[np.intp]
    weights: Floats

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
        known = [(self.rows[key], times) for key, times in counted(text).items() if key in self.rows]
        rows = np.array([row for row, _times in known], np.intp)
        weights = self.rarity[rows] * np.array([1 + math.log(times) for _row, times in known], np.float32)
        length = float(np.linalg.norm(weights))
        return Seen(rows, weights / length if length else weights)

    def logits(self, found: Seen, group: str) -> Floats:
        """Return how much what was seen speaks for each code of a group."""
        its = self.groups[group]
        there: Floats = found.weights @ self.table[found.rows, its.columns].astype(np.float32)
        return there + np.array(its.bias, np.float32)

    def shares(self, found: Seen, group: str) -> Floats:
        """Return the probability of each code of a group, of which one is meant."""
        scores = self.logits(found, group) / self.groups[group].temperature
        odds = np.exp(scores - scores.max())
        shares: Floats = odds / odds.sum()
        return shares

    def chances(self, found: Seen, group: str) -> Floats:
        """Return the probability of each code of a group, each by itself."""
        chances: Floats = 1 / (1 + np.exp(-self.logits(found, group) / self.groups[group].temperature))
        return chances


@cache
def model() -> Model:
    """Return the learned reading, loaded once for each process; the table is shared between processes."""
    if not (BUILT / CURRENT).exists():
        raise NotTrained
    folder = BUILT / (BUILT / CURRENT).read_text(encoding="utf-8")
    told = json.loads((folder / "reading.json").read_text(encoding="utf-8"))
    return Model(
        mark=told["mark"], rows={key: row for row, key in enumerate(told["features"])},
        rarity=np.load(folder / "rarity.npy"), table=np.load(folder / "table.npy", mmap_mode="r"),
        groups={name: Group(each["start"], tuple(each["codes"]), each["temperature"], tuple(each["bias"]))
                for name, each in told["groups"].items()},
    )  # fmt: skip
