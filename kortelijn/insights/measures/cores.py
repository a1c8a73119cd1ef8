"""The thick middle: N9 coreness, and how large a part of the people is in the innermost core; undirected."""

from dataclasses import dataclass

import numpy as np

from kortelijn.insights.measures.edges import Edges, Whole


@dataclass(frozen=True)
class Core:
    """The innermost core: each in it has at least `least` ties with others in it."""

    least: int
    people: int
    share: float


def coreness(edges: Edges) -> Whole:
    """Return of each person the largest k for which they are in the k-core: all have k ties in it (Seidman 1983)."""
    return np.asarray(edges.undirected().graph.coreness(), dtype=np.int64)


def innermost(edges: Edges) -> Core:
    """Return the k-core with the highest k, and its people as a share, 0 to 1, of all (Seidman 1983)."""
    found = coreness(edges)
    if not len(found):
        return Core(0, 0, float("nan"))
    inside = int((found == found.max()).sum())
    return Core(int(found.max()), inside, inside / edges.count)
