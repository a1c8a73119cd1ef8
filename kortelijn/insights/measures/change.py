"""How a network changed and what would change it: N21 turnover and what-if, N22 coverage."""

from dataclasses import dataclass

import numpy as np

from kortelijn.insights.measures.cuts import connected_pairs
from kortelijn.insights.measures.edges import Edges, Whole
from kortelijn.insights.measures.fragmentation import distance_fragmentation, fragmentation

WALKS = 20_000_000  # people times ties at most for distances: above, those take seconds
ENOUGH = 0.7  # below this share of answers, figures of who knows whom are provisional


def turnover(before: set[object], after: set[object]) -> float:
    """Return who left plus who joined, as a share of twice the mean number of people (N21)."""
    mean = (len(before) + len(after)) / 2
    return len(before ^ after) / (2 * mean) if mean else float("nan")


def coverage(answered: int, asked: int) -> float:
    """Return the share, 0 to 1, of those on the roster who answered (N22)."""
    return answered / asked if asked else float("nan")


def is_provisional(share: float) -> bool:
    """Whether too few answered to say more than `voorlopig` (N22; a rule of practice, not of literature)."""
    return not share >= ENOUGH  # not a number: nobody was asked


@dataclass(frozen=True)
class Shock:
    """What is left when some go (N21): F and DF before and after, and the islands of who stays.

    DF is not a number where there are too many people to look at all distances while somebody waits.
    """

    fragmentation: tuple[float, float]
    distance: tuple[float, float]
    islands: list[list[int]]  # numbers as they were, largest first; those who were apart already as well
    lost_pairs: int  # pairs of who stays that reached each other, and do not any more

    @property
    def more_apart(self) -> float:
        """Return the change of F."""
        return self.fragmentation[1] - self.fragmentation[0]

    @property
    def farther(self) -> float:
        """Return the change of DF."""
        return self.distance[1] - self.distance[0]


def without(edges: Edges, gone: list[int]) -> Shock:
    """Return what falls apart when these people go (N21; undirected)."""
    ties = edges.undirected()
    rest = ties.without(gone)
    stays = np.delete(np.arange(ties.count), gone)
    island = np.asarray(ties.graph.connected_components().membership, dtype=np.int64)
    after = np.asarray(rest.graph.connected_components().membership, dtype=np.int64)
    lost = (_pairs(island[stays]) - _pairs(after)) // 2
    order = np.argsort(after, kind="stable")
    ends = np.cumsum(np.bincount(after, minlength=1))[:-1]
    pieces = [stays[piece].tolist() for piece in np.split(order, ends) if len(piece)]
    return Shock(
        (fragmentation(ties), fragmentation(rest)),
        (_far(ties), _far(rest)),
        sorted(pieces, key=lambda piece: (-len(piece), piece)),
        lost,
    )


def _far(ties: Edges) -> float:
    return distance_fragmentation(ties) if ties.count * ties.size <= WALKS else float("nan")


def _pairs(island: Whole) -> int:
    return connected_pairs(np.bincount(island).astype(np.int64))
