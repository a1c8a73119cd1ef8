"""Networks whose measures are published, and ours as networkx has them."""

from typing import Any

import networkx as nx
import numpy as np

from kortelijn.insights.measures.edges import Edges

# Burt and Borgatti, Connections 20(1): seven people and how strong each tie is; H has no ties.
BURT = {"AB": 2, "AF": 3, "AG": 5, "AE": 2, "EG": 8, "FG": 3, "BG": 4, "BD": 1, "DG": 3, "GC": 10}
BURT_PEOPLE = "ABCDEFGH"
# Padgett's marriages among sixteen families of Florence (Wasserman & Faust 1994, appendix B): Pucci married nobody.
FLO = [
    "Acciaiuoli", "Albizzi", "Barbadori", "Bischeri", "Castellani", "Ginori", "Guadagni", "Lamberteschi", "Medici",
    "Pazzi", "Peruzzi", "Pucci", "Ridolfi", "Salviati", "Strozzi", "Tornabuoni",
]  # fmt: skip
MARRIAGES = [
    ("Acciaiuoli", "Medici"), ("Castellani", "Peruzzi"), ("Castellani", "Strozzi"), ("Castellani", "Barbadori"),
    ("Medici", "Barbadori"), ("Medici", "Ridolfi"), ("Medici", "Tornabuoni"), ("Medici", "Albizzi"),
    ("Medici", "Salviati"), ("Salviati", "Pazzi"), ("Peruzzi", "Strozzi"), ("Peruzzi", "Bischeri"),
    ("Strozzi", "Ridolfi"), ("Strozzi", "Bischeri"), ("Ridolfi", "Tornabuoni"), ("Tornabuoni", "Guadagni"),
    ("Albizzi", "Ginori"), ("Albizzi", "Guadagni"), ("Bischeri", "Guadagni"), ("Guadagni", "Lamberteschi"),
]  # fmt: skip


def of(graph: Any) -> Edges:
    """The edges of a networkx graph, numbered in its own order."""
    number = {node: place for place, node in enumerate(graph)}
    pairs = [(number[a], number[b]) for a, b in graph.edges()]
    return Edges.of_pairs(len(number), pairs, directed=graph.is_directed())


def kite() -> Edges:
    return of(nx.krackhardt_kite_graph())


def florentine() -> tuple[Edges, list[str]]:
    graph = nx.florentine_families_graph()
    return of(graph), list(graph)


def flo() -> Edges:
    return Edges.of_pairs(len(FLO), [(FLO.index(a), FLO.index(b)) for a, b in MARRIAGES])


def karate() -> Edges:
    return of(nx.karate_club_graph())


def les_miserables() -> tuple[Edges, list[str]]:
    graph = nx.les_miserables_graph()
    return of(graph), list(graph)


def burt() -> Edges:
    ends = np.asarray([[BURT_PEOPLE.index(one) for one in pair] for pair in BURT], dtype=np.int64)
    return Edges.of(len(BURT_PEOPLE), ends[:, 0], ends[:, 1], np.asarray([*BURT.values()], dtype=np.float64))
