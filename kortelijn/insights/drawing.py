"""A network as a picture: where each dot stands and which lines there are; the page draws it, script or not."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import igraph
import numpy as np

from kortelijn.insights.measures.edges import Edges
from kortelijn.insights.roster import Roster
from kortelijn.vocabulary.professions import FIELDS

WIDTH, HEIGHT, MARGIN = 720, 520, 40
PER_ROW, STEP = 22, 30  # of who has no ties
LINE, LETTER = 16, 8  # how much room a name takes, per line and per letter
EVEN = 0.6  # how far a crowd is spread
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
    """Where everybody stands: near whom they know, the same every time; `order` is the circle from which it begins.

    Who has no ties stands in a row below; a crowd in the middle is spread, so that dots can be told apart.
    """
    ties = edges.undirected()
    tied = [each for each in order if ties.degrees[each]]
    alone = [each for each in order if not ties.degrees[each]]
    place: dict[int, tuple[int, int]] = {}
    rows = -(-len(alone) // PER_ROW)
    for number, each in enumerate(alone):
        place[each] = MARGIN + number % PER_ROW * STEP, HEIGHT - MARGIN // 2 - (rows - 1 - number // PER_ROW) * STEP
    room = (WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN - rows * STEP)
    for each, (x, y) in zip(sorted(tied), _spread(ties, tied), strict=True):
        place[each] = round(MARGIN + x * room[0]), round(MARGIN + y * room[1])
    return [place[each] for each in range(ties.count)]


def _spread(ties: Edges, tied: list[int]) -> list[list[float]]:
    """From 0 to 1 across and down, of those with ties in the order of their numbers."""
    if not tied:
        return []
    known = sorted(tied)
    circle = {each: number * 2 * np.pi / len(tied) for number, each in enumerate(tied)}
    start = [[float(np.cos(circle[each])), float(np.sin(circle[each]))] for each in known]
    graph: igraph.Graph = ties.graph.induced_subgraph(known)
    found = np.asarray(graph.layout_kamada_kawai(seed=start).coords, dtype=np.float64)
    low, high = found.min(axis=0), found.max(axis=0)
    scaled = (found - low) / np.where(high > low, high - low, 1)
    ranks = scaled.argsort(axis=0, kind="stable").argsort(axis=0) / max(len(known) - 1, 1)
    spread: list[list[float]] = (EVEN * ranks + (1 - EVEN) * scaled).tolist()
    return spread


def readable(place: Sequence[tuple[int, int]], names: Sequence[str], said: Collection[int]) -> set[int]:
    """Of these the names that do not stand over each other; of the others the list beside the picture tells."""
    shown: set[int] = set()
    for each in sorted(said):
        x, y = place[each]
        if all(
            abs(y - place[other][1]) >= LINE
            or abs(x - place[other][0]) >= LETTER * (len(names[each]) + len(names[other])) / 2
            for other in shown
        ):
            shown.add(each)
    return shown


def drawn(
    edges: Edges,
    roster: Roster,
    names: list[str],
    *,
    gone: Collection[int] = (),
    said: Collection[int] = (),
    kinds: Sequence[str] = (),
) -> Drawing:
    """The picture; ties of who is gone are lost, and the names of `said` stand by their dots where there is room."""
    fields = kinds or [member.field for member in roster.members]
    order = sorted(range(len(roster)), key=lambda each: (FIELDS.index(fields[each]), each))  # as shown: no more is told
    place, ties = positions(edges, order), edges.undirected()
    beside = readable(place, names, said)
    ends = zip(ties.source.tolist(), ties.target.tolist(), strict=True)
    lines = [Line(place[a][0], place[a][1], place[b][0], place[b][1], lost=a in gone or b in gone) for a, b in ends]
    return Drawing(
        [Dot(*place[each], names[each], "gone" if each in gone else fields[each], each in beside)
         for each in range(len(roster))],
        sorted(lines, key=lambda line: line.lost),  # what is lost lies on top
    )  # fmt: skip
