"""Whom to tell so that everybody hears: N14 KPP-Pos, reach by distance (Borgatti 2006; undirected, in ties)."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb

import numpy as np

from kortelijn.insights.measures.edges import Edges, Real

TRIES = 200  # looks over all distances at most to try all sets: pairs of 200 people; above, one by one with swaps
LARGEST = 1_000  # up to so many people the distances of all pairs are looked at


@dataclass(frozen=True)
class Told:
    """A set of people, how far word goes from them (R, 0 to 1), and whether all sets were tried."""

    people: tuple[int, ...]
    value: float
    exact: bool


def nearness(edges: Edges) -> Real:
    """Return 1/distance of each pair: 0 where there is no path, and 1 of somebody with themselves."""
    if not edges.count:
        return np.zeros((0, 0))
    away = np.asarray(edges.undirected().graph.distances(), dtype=np.float64)
    np.fill_diagonal(away, 1)
    return np.asarray(1 / away, dtype=np.float64)


def reach(edges: Edges, people: Sequence[int]) -> float:
    """Return R, 0 to 1: the mean over everybody of 1/distance to the nearest of these; they themselves count as 1."""
    return _reach(nearness(edges), people) if edges.count else float("nan")


def within(edges: Edges, people: Sequence[int], steps: int) -> int:
    """Return how many hear of it in so many steps, those who are told included."""
    near = nearness(edges)[list(people)]
    return int((near.max(axis=0, initial=0) >= 1 / steps).sum())


def best_told(edges: Edges, size: int, *, tries: int = TRIES) -> Told:
    """Return the set of this size from which word goes farthest (KPP-Pos): of few sets the best, else a good one."""
    near = nearness(edges)
    size = min(size, edges.count)
    if not size:
        return Told((), 0.0, exact=True)
    if comb(edges.count, size - 1) <= tries:
        return _best_of_all(near, size)
    return _swapped(near, _grown(near, size))


def _reach(near: Real, people: Sequence[int]) -> float:
    return float(near[list(people)].max(axis=0, initial=0).mean())


def _best_of_all(near: Real, size: int) -> Told:
    """All sets: choose all but one by hand, and see all the last ones at once."""
    best = Told((), -1.0, exact=True)
    for first in combinations(range(len(near)), size - 1):
        far = _with_each(near, list(first))
        far[list(first)] = -1  # nobody twice
        found = int(np.argmax(far))
        if far[found] > best.value + 1e-12:
            best = Told(tuple(sorted((*first, found))), float(far[found]), exact=True)
    return best


def _with_each(near: Real, people: list[int]) -> Real:
    """How far word goes from these and one more, for each one more."""
    return np.asarray(np.maximum(near, near[people].max(axis=0, initial=0)).mean(axis=1), dtype=np.float64)


def _grown(near: Real, size: int) -> tuple[int, ...]:
    """Each time the one more from whom word goes farthest beyond those who hear already."""
    people: list[int] = []
    for _step in range(size):
        far = _with_each(near, people)
        far[people] = -1
        people.append(int(np.argmax(far)))
    return tuple(people)


def _swapped(near: Real, people: tuple[int, ...]) -> Told:
    """Exchange one for another as long as word goes farther; each exchange is better, so it ends."""
    best, better = people, True
    while better:
        better = False
        for person in best:
            others = [each for each in best if each != person]
            far = _with_each(near, others)
            found = int(np.argmax(far))
            if far[found] > _reach(near, best) + 1e-12:
                best, better = (*others, found), True
                break
    return Told(tuple(sorted(best)), _reach(near, best), exact=False)
