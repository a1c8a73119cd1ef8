"""Who has many ties and who stands between others (N4, N6), and how much the whole leans on few (N5); undirected."""

import numpy as np

from kortelijn.insights.measures.edges import Edges, Real, Whole

MANY = 20  # to 26 contacts is already much to keep up (Blanken and others 2022)
LEAST = 3  # with fewer people nobody stands between two others


def overloaded(contacts: Whole, capacity: Real) -> Whole:
    """Return who has more contacts than they say they can keep up; not a number: they did not say (N4)."""
    return np.flatnonzero(contacts > np.where(np.isnan(capacity), np.inf, capacity))


def betweenness(edges: Edges) -> Real:
    """Return of each person the shortest paths between others that run over them, in pairs (Freeman 1977)."""
    return np.asarray(edges.undirected().graph.betweenness(), dtype=np.float64)


def normalized_betweenness(edges: Edges) -> Real:
    """Return betweenness as a share, 0 to 1, of all pairs of others."""
    pairs = (edges.count - 1) * (edges.count - 2) / 2
    return betweenness(edges) / pairs if pairs > 0 else np.full(edges.count, np.nan)


def degree_centralization(edges: Edges) -> float:
    """Return 0 to 1: how far the number of contacts is from equal, 1 for a star (Freeman 1979)."""
    if edges.count < LEAST:
        return float("nan")
    degrees = edges.undirected().degrees
    return float((degrees.max() - degrees).sum() / ((edges.count - 1) * (edges.count - 2)))


def betweenness_centralization(edges: Edges) -> float:
    """Return 0 to 1: how far all paths run over one person, 1 for a star (Freeman 1979)."""
    if edges.count < LEAST:
        return float("nan")
    shares = normalized_betweenness(edges)
    return float((shares.max() - shares).sum() / (edges.count - 1))
