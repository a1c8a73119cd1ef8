"""A network as arrays: who is in it, by number, and who is tied to whom.

Every measure says whether it looks at arcs (directed) or at ties (undirected). Undirected means: `weak`, a tie is there
when either of the two says so; `strong`, only when both do. Isolates count everywhere: they are people too.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import igraph
import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]
Real = NDArray[np.float64]
Rule = Literal["weak", "strong"]


@dataclass(frozen=True)
class Edges:
    """`count` people, numbered from 0, and for each tie its two ends and its weight; `of` makes them simple."""

    count: int
    source: Whole
    target: Whole
    weight: Real
    directed: bool = False

    @classmethod
    def of(
        cls, count: int, source: Whole, target: Whole, weight: Real | None = None, *, directed: bool = False
    ) -> "Edges":
        """Every pair once: what is said twice is added up, a tie with oneself falls away."""
        weight = np.ones(len(source)) if weight is None else weight
        if not directed:
            source, target = np.minimum(source, target), np.maximum(source, target)
        other = source != target
        key, weight = (source * count + target)[other], weight[other]
        pairs, place = np.unique(key, return_inverse=True)
        added = np.bincount(place, weights=weight, minlength=len(pairs)).astype(np.float64)
        divisor = max(count, 1)
        return cls(count, pairs // divisor, pairs % divisor, added, directed)

    @classmethod
    def of_pairs(cls, count: int, pairs: list[tuple[int, int]], *, directed: bool = False) -> "Edges":
        """From a short list of pairs."""
        ends = np.asarray(pairs, dtype=np.int64).reshape(-1, 2)
        return cls.of(count, ends[:, 0], ends[:, 1], directed=directed)

    @property
    def size(self) -> int:
        """How many ties, or arcs when directed."""
        return len(self.source)

    def undirected(self, rule: Rule = "weak") -> "Edges":
        """Ties instead of arcs: either of the two says so (weak), or both do (strong); weights are added up."""
        if not self.directed:
            return self
        weak = Edges.of(self.count, self.source, self.target, self.weight)
        if rule == "weak":
            return weak
        both = self.mutual & (self.source < self.target)
        keep = np.isin(weak.source * self.count + weak.target, (self.source * self.count + self.target)[both])
        return Edges(self.count, weak.source[keep], weak.target[keep], weak.weight[keep])

    @cached_property
    def is_even(self) -> bool:
        """Whether all ties weigh the same."""
        return bool(np.all(self.weight == self.weight[:1]))

    @cached_property
    def mutual(self) -> NDArray[np.bool_]:
        """Of each arc, whether its reverse is there as well."""
        there = np.isin(self.target * self.count + self.source, self.source * self.count + self.target)
        return np.asarray(there, dtype=np.bool_)

    @cached_property
    def degrees(self) -> Whole:
        """Of each person, how many others: ties, or arcs in and out together when directed."""
        ends = np.bincount(self.source, minlength=self.count) + np.bincount(self.target, minlength=self.count)
        return ends.astype(np.int64)

    @cached_property
    def graph(self) -> igraph.Graph:
        """The same for igraph, handed over as one array and never as a list."""
        ends = np.column_stack((self.source, self.target)).astype(np.int64)
        return igraph.Graph(n=self.count, edges=ends, directed=self.directed)

    def without(self, gone: list[int]) -> "Edges":
        """Who stays when these leave, numbered anew in the same order."""
        stays = np.ones(self.count, dtype=np.bool_)
        stays[gone] = False
        number = np.cumsum(stays) - 1
        keep = stays[self.source] & stays[self.target]
        return Edges(
            int(stays.sum()), number[self.source[keep]], number[self.target[keep]], self.weight[keep], self.directed
        )
