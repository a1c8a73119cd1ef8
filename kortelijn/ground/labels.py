"""The names on a drawn map: along their street, in their water and green, never over each other or over a place."""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from kortelijn.ground.layers import Palette
from kortelijn.ground.queries import Shape
from kortelijn.ground.reading import lines
from kortelijn.ground.shapes import TRIANGLE, Box, Line, Point, clipped_line, clipped_ring, simplified

Flat = Callable[[Iterable[Any]], Line]
FONT = "Atkinson Hyperlegible Next, sans-serif"
PLACE = 1.2  # how much larger the names of water and greens are than those of streets
LETTER = 0.56  # how wide a letter is, on average, of its height
STRAIGHT = 0.9  # a name follows a stretch that bends less than this many letters
TRIES = 5


def labels(
    shapes: Sequence[Shape], flat: Flat, sheet: Box, letters: float, palette: Palette, taken: Sequence[Box]
) -> SafeString:
    """Names as SVG text, water and green first, then streets by their rank."""
    inner, full = sheet.grown(-letters * 0.6), list(taken)
    order = {"water": 0, "green": 1, "square": 2, "street": 3}
    named = [shape for shape in shapes if shape.name and shape.kind in order]
    named.sort(key=lambda shape: (order[shape.kind], shape.rank))
    drawn, seen = [], set[str]()
    for shape in named:
        if shape.name in seen:
            continue
        size = letters if shape.kind == "street" else letters * PLACE
        spot = next(
            (one for one in _spots(shape, flat, sheet, size) if _is_free(one, shape.name, size, inner, full)), None
        )
        if spot is None:
            continue
        seen.add(shape.name)
        full += _boxes(spot, shape.name, size)
        drawn.append(_text(shape, spot, size, palette))
    return mark_safe("".join(drawn))  # noqa: S308 - only elements made with format_html come here


Spot = tuple[float, float, float]  # where the middle of the name stands, and how it leans (in degrees)


def _spots(shape: Shape, flat: Flat, sheet: Box, size: float) -> Iterator[Spot]:
    """Where a name may stand: along the longest straight stretches of a line, or in the middle of a surface."""
    wanted = len(shape.name) * size * LETTER
    if shape.kind == "street" or not str(shape.geometry["type"]).endswith("Polygon"):
        yield from _along(shape, flat, sheet, size, wanted)
        return
    for ring in lines(shape.geometry):
        kept = clipped_ring(flat(ring), sheet)
        if len(kept) >= TRIANGLE:
            x, y = _centre(kept)
            if max(one[0] for one in kept) - min(one[0] for one in kept) > wanted * 0.6:
                yield x, y, 0.0
        return


def _along(shape: Shape, flat: Flat, sheet: Box, size: float, wanted: float) -> Iterator[Spot]:
    pieces = [piece for line in lines(shape.geometry) for piece in clipped_line(flat(line), sheet)]
    legs = [leg for piece in pieces for leg in pairwise(simplified(piece, size * STRAIGHT))]
    for start, end in sorted(legs, key=_length, reverse=True)[:TRIES]:
        spare = _length((start, end)) - wanted
        if spare < 0:
            return
        first, last = sorted((start, end))  # from left to right, so that no name stands on its head
        lean = math.degrees(math.atan2(last[1] - first[1], last[0] - first[0]))
        for part in (0.5, 0.3, 0.7, 0.15, 0.85):
            along = (wanted / 2 + part * spare) / (spare + wanted)
            yield start[0] + along * (end[0] - start[0]), start[1] + along * (end[1] - start[1]), lean


def _length(leg: tuple[Point, Point]) -> float:
    return math.dist(*leg)


def _centre(ring: Sequence[Point]) -> Point:
    """The centre of gravity of a surface; of one without any the middle of its points."""
    area = x = y = 0.0
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = x1 * y2 - x2 * y1
        area, x, y = area + cross, x + (x1 + x2) * cross, y + (y1 + y2) * cross
    if abs(area) < 1:
        return sum(one[0] for one in ring) / len(ring), sum(one[1] for one in ring) / len(ring)
    return x / (3 * area), y / (3 * area)


def _boxes(spot: Spot, name: str, size: float) -> list[Box]:
    """A leaning name as a row of small boxes."""
    x, y, lean = spot
    steps = max(1, math.ceil(len(name) * LETTER))
    cos, sin = math.cos(math.radians(lean)) * size, math.sin(math.radians(lean)) * size
    offsets = [number - (steps - 1) / 2 for number in range(steps)]
    return [Box(x + o * cos, y + o * sin, x + o * cos, y + o * sin).grown(size * 0.6) for o in offsets]


def _is_free(spot: Spot, name: str, size: float, inner: Box, full: Sequence[Box]) -> bool:
    boxes = _boxes(spot, name, size)
    inside = all(inner.holds((box.left, box.top)) and inner.holds((box.right, box.bottom)) for box in boxes)
    return inside and not any(box.meets(other) for box in boxes for other in full)


def _text(shape: Shape, spot: Spot, size: float, palette: Palette) -> SafeString:
    x, y, lean = (round(value, 1) for value in spot)
    colour = {"water": palette.water_label, "green": palette.green_label}.get(shape.kind, palette.label)
    turned = format_html(' transform="rotate({} {} {})"', lean, x, y) if lean else ""
    slant = "italic" if shape.kind == "water" else "normal"
    return format_html(
        '<text class="ground-name ground-name-{}" x="{}" y="{}" dy="{}" font-family="{}" font-size="{}" '
        'text-anchor="middle" fill="{}" font-style="{}"{}>{}</text>',
        shape.kind, x, y, round(size * 0.33, 1), FONT, round(size, 1), colour, slant, turned, shape.name,
    )  # fmt: skip
