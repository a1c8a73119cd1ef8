"""How much there is of what could be, and between whom: N1 density, N2 density by pair of groups and E-I, N3.

Density says nothing about good or bad: a network may be dense and hang on one person, or sparse and work well. Show it
beside centralization (Provan and Milward 1995).
"""

from dataclasses import dataclass

import numpy as np

from kortelijn.insights.measures.edges import Edges, Real, Whole


def density(edges: Edges) -> float:
    """Return the share, 0 to 1, of all possible ties (arcs when directed) that are there (Wasserman & Faust 1994)."""
    possible = edges.count * (edges.count - 1)
    if not edges.directed:
        possible //= 2
    return edges.size / possible if possible else float("nan")


def reciprocity(edges: Edges) -> float:
    """Return the share, 0 to 1, of arcs whose reverse is there too; directed only (`sna::grecip`, edgewise)."""
    if not edges.directed:
        raise ValueError("reciprocity is a measure of arcs: the edges must be directed")
    return float(edges.mutual.mean()) if edges.size else float("nan")


@dataclass(frozen=True)
class Between:
    """Of each pair of groups: how many ties there are, how many there could be, and the share."""

    ties: Whole
    possible: Whole

    @property
    def density(self) -> Real:
        """Return the share, 0 to 1, of possible ties; not a number where nothing could be."""
        return np.where(self.possible > 0, self.ties / np.maximum(self.possible, 1), np.nan)


def density_between(edges: Edges, group: Whole, groups: int) -> Between:
    """Return the ties within and between groups of people, of those possible (N2; undirected, by the weak rule)."""
    ties = edges.undirected()
    a, b = group[ties.source], group[ties.target]
    counted = np.bincount(np.minimum(a, b) * groups + np.maximum(a, b), minlength=groups * groups)
    upper = counted.reshape(groups, groups)
    found = upper + upper.T - np.diag(np.diag(upper))
    sizes = np.bincount(group, minlength=groups)
    possible = np.outer(sizes, sizes)
    np.fill_diagonal(possible, sizes * (sizes - 1) // 2)
    return Between(found.astype(np.int64), possible.astype(np.int64))


def outward(edges: Edges, group: Whole) -> float:
    """Return E-I, -1 to 1: ties that leave their group minus those that stay, of all ties (Krackhardt & Stern 1988)."""
    ties = edges.undirected()
    if not ties.size:
        return float("nan")
    external = float((group[ties.source] != group[ties.target]).mean())
    return 2 * external - 1
