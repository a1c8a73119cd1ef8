"""How far a network has come apart, and who holds it together: N11 F, N12 DF, N13 sets of key players, N15.

Borgatti 2006 (Computational and Mathematical Organization Theory 12:21-34). Undirected, distances in ties. The best
pair need not contain the best single person, so sets are looked for as sets.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations
from math import comb
from typing import Literal

import numpy as np

from kortelijn.insights.measures.cuts import connected_pairs, fragmentation_of_each
from kortelijn.insights.measures.edges import Edges, Real

By = Literal["F", "DF"]
PAIR = 2
TRIES = 2_000  # walks over the network at most to try all sets: pairs of 2,000 people, threesomes of 60
ROUNDS = 20  # of swapping; it stops by itself long before
STARTS, FEWER = 6, 3  # sets that are grown and swapped when not all are tried: greed alone ends at the first hill
CROWD = 1_000  # from so many people on it begins in fewer places, so that 5,000 people take a second or two


def fragmentation(edges: Edges) -> float:
    """Return F, 0 to 1: the share of pairs that cannot reach each other (Borgatti 2006)."""
    possible = edges.count * (edges.count - 1)
    if not possible:
        return float("nan")
    sizes = np.asarray(edges.undirected().graph.connected_components().sizes(), dtype=np.int64)
    return 1 - connected_pairs(sizes) / possible


def distance_fragmentation(edges: Edges) -> float:
    """Return DF, 0 to 1: one minus the mean of 1/distance over all pairs, no path counting as 0 (Borgatti 2006)."""
    if edges.count < PAIR:
        return float("nan")
    return 1 - float(np.mean(edges.undirected().graph.harmonic_centrality(normalized=True)))


def distance_fragmentation_of_each(edges: Edges) -> Real:
    """Return DF of what is left when each person goes alone (N15 is this minus DF of all)."""
    graph = edges.undirected().graph
    if edges.count <= PAIR:
        return np.full(edges.count, np.nan)
    left = []
    for person in range(edges.count):
        rest = graph.copy()
        rest.delete_vertices(person)
        left.append(1 - float(np.mean(rest.harmonic_centrality(normalized=True))))
    return np.asarray(left, dtype=np.float64)


@dataclass(frozen=True)
class KeyPlayers:
    """A set of people, how far the network comes apart without them, and whether all sets were tried."""

    people: tuple[int, ...]
    value: float
    exact: bool


Each = Callable[[Edges], Real]
EACH: dict[By, Each] = {"F": fragmentation_of_each, "DF": distance_fragmentation_of_each}


def key_players(edges: Edges, size: int, by: By = "F", *, tries: int = TRIES) -> KeyPlayers:
    """Return the set whose leaving breaks the network most (KPP-Neg): all sets when few, else greedy with restarts.

    `exact` says whether all sets were tried; without, a better set may exist. Each start begins with somebody
    else (who breaks most alone, and who have most contacts: the best pair may be two who alone break nothing), grows
    by whoever breaks most of what is left, and swaps as long as that breaks more.
    """
    ties = edges.undirected()
    size = min(size, max(ties.count - 2, 0))
    if not size:
        return KeyPlayers((), fragmentation(ties) if by == "F" else distance_fragmentation(ties), exact=True)
    if comb(ties.count, size - 1) <= tries:
        return _best_of_all(ties, size, EACH[by])
    alone = EACH[by](ties)
    starts = dict.fromkeys([int(np.argmax(alone)), *np.argsort(-ties.degrees, kind="stable")[:STARTS].tolist()])
    most = STARTS if ties.count <= CROWD else FEWER
    grown = [growing(ties, size, by, first=alone, start=start)[-1] for start in list(starts)[:most]]
    return max((_swapped(ties, each, EACH[by]) for each in grown), key=lambda each: each.value)


def growing(
    edges: Edges, size: int, by: By = "F", first: Real | None = None, start: int | None = None
) -> list[KeyPlayers]:
    """Return sets of 1 up to `size`, each with the one more whose leaving breaks most of what the last one left.

    `first` is what is left when each goes alone, where that is known already; `start` is with whom it begins.
    """
    ties, sets = edges.undirected(), [KeyPlayers((), -1.0, exact=False)]
    for _step in range(size):
        gone = sets[-1].people
        left = first if first is not None and not gone else EACH[by](ties.without(list(gone)))
        found = int(np.argmax(left)) if gone or start is None else start
        sets.append(KeyPlayers(_with(gone, found), float(left[found]), exact=not gone and start is None))
    return sets[1:]


def _best_of_all(ties: Edges, size: int, each: Each) -> KeyPlayers:
    """All sets: take out all but one by hand, and see all the last ones at once."""
    best = KeyPlayers((), -1.0, exact=True)
    for first in combinations(range(ties.count), size - 1):
        left = each(ties.without(list(first)))
        found = int(np.argmax(left))
        if left[found] > best.value + 1e-12:
            best = KeyPlayers(_with(first, found), float(left[found]), exact=True)
    return best


def _swapped(ties: Edges, best: KeyPlayers, each: Each) -> KeyPlayers:
    """Exchange one for another as long as that breaks more."""
    for _round in range(ROUNDS):
        before = best.value
        for person in best.people:
            others = tuple(other for other in best.people if other != person)
            left = each(ties.without(list(others)))
            found = int(np.argmax(left))
            if left[found] > best.value + 1e-12:
                best = KeyPlayers(_with(others, found), float(left[found]), exact=False)
                break
        if best.value <= before:
            break
    return best


def _with(gone: tuple[int, ...], found: int) -> tuple[int, ...]:
    """The set with one more, whose number was counted without those who had gone."""
    for person in sorted(gone):
        found += person <= found
    return tuple(sorted((*gone, found)))
