"""Whether somebody's contacts know each other: N7 constraint, N8 effective size; of an isolate it is not a number.

Arcs are read as Burt does: what i and j say of each other is added up.
"""

import numpy as np
from scipy import sparse

from kortelijn.insights.measures.edges import Edges, Real


def constraint(edges: Edges, *, weighted: bool = False) -> Real:
    """Return how much of each one's ties lead back to the same people; no unit, may exceed 1 (Burt 2004, p. 362).

    A triangle has 1.125 each: constraint is not a share. With one contact it is 1, with none there is nothing to say.
    """
    ties = _both_ways(edges, weighted)
    weights = None if ties.is_even else ties.weight.tolist()  # igraph takes lists only
    found = np.asarray(ties.graph.constraint(weights=weights), dtype=np.float64)
    found[ties.degrees == 0] = np.nan
    return found


def effective_size(edges: Edges, *, weighted: bool = False) -> Real:
    """Return how many of each one's contacts are not already reached by another of them (Burt 1992; Borgatti 1997)."""
    ties = _both_ways(edges, weighted)
    degrees = ties.degrees.astype(np.float64)
    degrees[degrees == 0] = np.nan
    if weighted:
        return degrees - _redundancy_by_weight(ties)
    return degrees - redundancy(edges)


def redundancy(edges: Edges) -> Real:
    """Return 2t/k: of the k contacts of each, how many others of them one contact knows on average (Borgatti 1997)."""
    ties = edges.undirected()
    degrees = ties.degrees.astype(np.float64)
    closed = np.asarray(ties.graph.transitivity_local_undirected(mode="zero"), dtype=np.float64)
    return np.where(degrees > 0, closed * (degrees - 1), np.nan)


def efficiency(edges: Edges) -> Real:
    """Return effective size as a share of the number of contacts (Burt 1992)."""
    degrees = edges.undirected().degrees.astype(np.float64)
    degrees[degrees == 0] = np.nan
    return effective_size(edges) / degrees


def _both_ways(edges: Edges, weighted: bool) -> Edges:
    """Ties with w = a_ij + a_ji."""
    if weighted or (not edges.directed and edges.is_even):
        return edges.undirected()
    plain = Edges(edges.count, edges.source, edges.target, np.ones(edges.size), edges.directed)
    return plain.undirected()


def _redundancy_by_weight(ties: Edges) -> Real:
    """The sum over j and q of p_iq m_jq, where m is the weight as a share of the strongest tie of j."""
    shape = (ties.count, ties.count)
    half = sparse.csr_array((ties.weight, (ties.source, ties.target)), shape=shape)
    both = (half + half.T).tocsr()
    total, strongest = np.asarray(both.sum(axis=1)).ravel(), both.max(axis=1).toarray().ravel()
    total[total == 0] = strongest[strongest == 0] = 1
    p = sparse.diags_array(1 / total) @ both
    m = sparse.diags_array(1 / strongest) @ both
    there = both.astype(bool).astype(np.float64)
    return np.asarray(p.multiply(there @ m).sum(axis=1)).ravel()
