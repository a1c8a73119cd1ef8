"""Where a network comes apart: islands, cut points, bridges (N10), and N11 for every single person in linear time.

Undirected. The forest of blocks and cut points (Tarjan 1972) tells of each cut point how large the pieces are that it
holds together; so F of all people costs one walk over it.
"""

from dataclasses import dataclass

import igraph
import numpy as np

from kortelijn.insights.measures.edges import Edges, Real, Whole

TWO = 2
UNSEEN = -2


@dataclass(frozen=True)
class Blocks:
    """Islands, blocks and cut points of a network."""

    island: Whole  # of each person, the number of their island
    island_sizes: Whole
    members: list[list[int]]  # of each block (two people or more) who is in it
    cut_points: Whole

    @property
    def block_sizes(self) -> list[int]:
        """Return the sizes of the blocks, largest first."""
        return sorted((len(each) for each in self.members), reverse=True)


def blocks(edges: Edges) -> Blocks:
    """Return islands (components), blocks and cut points (Tarjan 1972).

    Asked of igraph's core: what igraph wraps around the answer costs more than the answer, and pairs ask it often.
    """
    graph = edges.undirected().graph
    island = np.asarray(igraph.GraphBase.connected_components(graph), dtype=np.int64)
    trees, cuts = igraph.GraphBase.biconnected_components(graph, True)
    ends = graph.get_edgelist()
    members = [list({person for tie in tree for person in ends[tie]}) for tree in trees]
    return Blocks(island, np.bincount(island).astype(np.int64), members, np.asarray(sorted(cuts), dtype=np.int64))


def bridges(found: Blocks) -> list[tuple[int, int]]:
    """Return the ties without which an island comes apart: the blocks of two (Tarjan 1972)."""
    pairs = (sorted(each) for each in found.members if len(each) == TWO)
    return sorted((one, other) for one, other in pairs)


def connected_pairs(sizes: Whole) -> int:
    """Return how many ordered pairs can reach each other in islands of these sizes."""
    return int((sizes * (sizes - 1)).sum())


def fragmentation_of_each(edges: Edges, found: Blocks | None = None) -> Real:
    """Return F, 0 to 1, of what is left when each person goes alone (Borgatti 2006); linear in people and ties."""
    found = found or blocks(edges)
    left = edges.count - 1
    possible = left * (left - 1)
    if possible <= 0:
        return np.full(edges.count, np.nan)
    before = connected_pairs(found.island_sizes)
    sizes = found.island_sizes[found.island]
    after = before - sizes * (sizes - 1) + (sizes - 1) * (sizes - 2)
    if len(found.cut_points):
        pairs, whole = _pairs_after(found), sizes[found.cut_points]
        after[found.cut_points] = before - whole * (whole - 1) + pairs
    return np.asarray(1 - after / possible, dtype=np.float64)


def _pairs_after(found: Blocks) -> Whole:
    """Of each cut point: the ordered pairs that still reach each other in the pieces of its island."""
    cuts = {int(person): number for number, person in enumerate(found.cut_points)}
    inside = [[cuts[person] for person in block if person in cuts] for block in found.members]
    around: list[list[int]] = [[] for _cut in cuts]
    for block, members in enumerate(inside):
        for cut in members:
            around[cut].append(block)
    own = [len(block) - len(members) for block, members in zip(found.members, inside, strict=True)]
    order, parent = _downward(inside, around)
    below = _sizes_below(order, parent, own, len(inside))
    whole = found.island_sizes[found.island[found.cut_points]].tolist()
    pairs = [0] * len(cuts)
    for cut, near in enumerate(around):
        for block in near:
            under = parent[len(inside) + cut] != block
            piece = below[block] if under else whole[cut] - below[len(inside) + cut]
            pairs[cut] += piece * (piece - 1)
    return np.asarray(pairs, dtype=np.int64)


def _downward(inside: list[list[int]], around: list[list[int]]) -> tuple[list[int], list[int]]:
    """Walk the forest from a root in each tree: the order, and above each node its parent (-1 for a root).

    Blocks are numbered from 0, cut points after them.
    """
    blocks_here = len(inside)
    parent, order = [UNSEEN] * (blocks_here + len(around)), []
    for root in range(blocks_here):
        if parent[root] != UNSEEN:
            continue
        parent[root] = -1
        todo = [root]
        while todo:
            node = todo.pop()
            order.append(node)
            near = [blocks_here + cut for cut in inside[node]] if node < blocks_here else around[node - blocks_here]
            for each in near:
                if each != parent[node]:
                    parent[each] = node
                    todo.append(each)
    return order, parent


def _sizes_below(order: list[int], parent: list[int], own: list[int], blocks_here: int) -> list[int]:
    """How many people there are in each node and all under it."""
    below = [own[node] if node < blocks_here else 1 for node in range(len(parent))]
    for node in reversed(order):
        if parent[node] >= 0:
            below[parent[node]] += below[node]
    return below
