"""A network as a picture: where each dot stands and which lines there are; the page draws it, script or not."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import igraph
import numpy as np

from kortelijn.insights.measures.edges import Edges
from kortelijn.insights.roster import Roster

WIDTH, HEIGHT, MARGIN = 720, 460, 40
# Colour alone says nothing: each part of the field has a shape of its own, around its middle.
SHAPES = {
    "care": "M-8 0a8 8 0 1 0 16 0a8 8 0 1 0 -16 0z", "welfare": "M-7 -7h14v14h-14z", "education": "M0 -9l9 16h-18z",
    "municipality": "M0 -10l10 10l-10 10l-10 -10z", "resident": "M-5 -9h10l5 9l-5 9h-10l-5 -9z",
    "other": "M-3 -9h6v6h6v6h-6v6h-6v-6h-6v-6h6z", "gone": "M-14 0a14 14 0 1 0 28 0a14 14 0 1 0 -28 0z",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Dot:
    """One person."""

    x: int
    y: int
    name: str
    kind: str
    said: bool = False  # whether the name stands beside it

    @property
    def shape(self) -> str:
        """Its outline."""
        return SHAPES[self.kind]


@dataclass(frozen=True, slots=True)
class Line:
    """One tie."""

    x1: int
    y1: int
    x2: int
    y2: int
    lost: bool = False


@dataclass(frozen=True)
class Drawing:
    """Dots and lines within a frame."""

    dots: list[Dot]
    lines: list[Line]
    width: int = WIDTH
    height: int = HEIGHT


def positions(edges: Edges, order: Collection[int]) -> list[tuple[int, int]]:
    """Where everybody stands: near whom they know, the same every time; `order` is the circle from which it begins."""
    if not edges.count:
        return []
    angles = np.empty(edges.count)
    angles[list(order)] = np.arange(edges.count) * 2 * np.pi / edges.count
    start = np.column_stack((np.cos(angles), np.sin(angles)))
    graph: igraph.Graph = edges.undirected().graph
    found = np.asarray(graph.layout_kamada_kawai(seed=start.tolist()).coords, dtype=np.float64)
    low, high = found.min(axis=0), found.max(axis=0)
    spread = np.where(high > low, high - low, 1)
    scaled = (found - low) / spread * (WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN) + MARGIN
    return [(round(x), round(y)) for x, y in scaled.tolist()]


def drawn(
    edges: Edges,
    roster: Roster,
    names: list[str],
    *,
    gone: Collection[int] = (),
    said: Collection[int] = (),
    kinds: Sequence[str] = (),
) -> Drawing:
    """The picture; ties of who is gone are lost, and the names of `said` stand beside their dots."""
    order = sorted(range(len(roster)), key=lambda each: (roster.group_of[each], each))
    place, ties = positions(edges, order), edges.undirected()
    fields = kinds or [member.field for member in roster.members]
    ends = zip(ties.source.tolist(), ties.target.tolist(), strict=True)
    return Drawing(
        [Dot(*place[each], names[each], "gone" if each in gone else fields[each], each in said)
         for each in range(len(roster))],
        [Line(place[a][0], place[a][1], place[b][0], place[b][1], lost=a in gone or b in gone) for a, b in ends],
    )  # fmt: skip
