"""Draws the ground of a network as SVG, for paper, the wall and pages without a script.

Every colour is a presentation attribute, so that print needs no style sheet, and every layer has a class
(`ground-water`, `ground-street` ...), so that a style sheet may give it other colours.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from kortelijn.ground.labels import labels
from kortelijn.ground.layers import PALETTE, Palette, layers
from kortelijn.ground.queries import Geometry, Ground, Shape, ground_of
from kortelijn.ground.reading import positions
from kortelijn.ground.shapes import Box, Point
from kortelijn.parties.models import Network

Degrees = tuple[float, float]  # latitude, longitude
LEAST_METRES = 450.0  # one place alone is still seen among its streets
STREETS_WIDE, LETTERS = 360, 3.3  # so many of the thinnest streets side by side; a name is so many of them high
EQUATOR = 40_075_016.686
SOMEWHERE: Degrees = (52.156, 5.388)


@dataclass(frozen=True)
class Drawing:
    """A map of `width` by `height` units; what is drawn on it takes its place from `place`."""

    width: float
    height: float
    svg_body: str
    place: Callable[[float, float], Point]
    credit: str = ""
    metres_per_unit: float = 1.0
    is_bare: bool = field(default=False)  # no ground was loaded: only the shape of the neighbourhood

    def holds(self, latitude: float, longitude: float) -> bool:
        """Whether a place falls on the sheet."""
        return Box(0, 0, self.width, self.height).holds(self.place(latitude, longitude))


def draw(
    network: Network, width: float, height: float, *, points: Sequence[Degrees] = (), padding: float = 0.0,
    palette: Palette = PALETTE, letters: float | None = None, ground: Ground | None = None,
) -> Drawing:  # fmt: skip
    """The ground around these points; without points that of the whole neighbourhood.

    `padding` keeps the points away from the edge; `letters` is how high the names of streets are, in units:
    none at zero. Who draws
    more than once brings the `ground`.
    """
    ground = ground or ground_of(network)
    shapes, outlines = ground.shapes, ground.outlines
    frame = _Frame.around(_what_to_show(points, outlines, shapes), width, height, padding)
    unit = math.sqrt(width * height) / STREETS_WIDE
    letters = letters if letters is not None else unit * LETTERS
    sheet = Box(0, 0, width, height)
    taken = [Box(x, y, x, y).grown(unit * 5) for x, y in (frame.place(*point) for point in points)]
    body = layers(shapes, outlines, frame.flat, sheet, unit, palette)
    if letters:
        body += labels(shapes, frame.flat, sheet, letters, palette, taken)
    return Drawing(
        width, height, body, frame.place, ground.credit, frame.metres_per_unit, is_bare=not shapes
    )  # fmt: skip


def _what_to_show(points: Sequence[Degrees], outlines: Iterable[Geometry], shapes: Iterable[Shape]) -> list[Degrees]:
    if points:
        return list(points)
    grounds: list[Any] = list(outlines) or [shape.geometry for shape in shapes]
    return [(latitude, longitude) for one in grounds for longitude, latitude in positions(one)] or [SOMEWHERE]


@dataclass(frozen=True)
class _Frame:
    """Which piece of the world is on the sheet (Mercator), and how large."""

    left: float
    top: float
    scale: float
    latitude: float

    @classmethod
    def around(cls, shown: Sequence[Degrees], width: float, height: float, padding: float) -> "_Frame":
        flat = [_mercator(*one) for one in shown]
        xs, ys = [x for x, _y in flat], [y for _x, y in flat]
        middle = sum(latitude for latitude, _longitude in shown) / len(shown)
        least = LEAST_METRES / (EQUATOR * math.cos(math.radians(middle)))
        room_x, room_y = max(1.0, width - 2 * padding), max(1.0, height - 2 * padding)
        scale = min(room_x / max(max(xs) - min(xs), least), room_y / max(max(ys) - min(ys), least))
        left = (min(xs) + max(xs)) / 2 - width / 2 / scale
        top = (min(ys) + max(ys)) / 2 - height / 2 / scale
        return cls(left, top, scale, middle)

    def place(self, latitude: float, longitude: float) -> Point:
        """Where a place falls on the sheet."""
        x, y = _mercator(latitude, longitude)
        return round((x - self.left) * self.scale, 1), round((y - self.top) * self.scale, 1)

    def flat(self, line: Iterable[Sequence[float]]) -> list[Point]:
        """A line of GeoJSON positions on the sheet."""
        projected = (_mercator(position[1], position[0]) for position in line)
        return [((x - self.left) * self.scale, (y - self.top) * self.scale) for x, y in projected]

    @property
    def metres_per_unit(self) -> float:
        """How many metres one unit of the sheet is."""
        return EQUATOR * math.cos(math.radians(self.latitude)) / self.scale


def _mercator(latitude: float, longitude: float) -> Point:
    """The whole world as a square of one by one, north up."""
    sine = math.sin(math.radians(max(-85.0, min(85.0, latitude))))
    return (longitude + 180) / 360, 0.5 - math.log((1 + sine) / (1 - sine)) / (4 * math.pi)
