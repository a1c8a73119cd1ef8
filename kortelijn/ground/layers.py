"""The layers of a drawn map, from the land up to the rails."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from kortelijn.ground.queries import Geometry, Shape
from kortelijn.ground.reading import lines
from kortelijn.ground.shapes import TRIANGLE, Box, Line, clipped_line, clipped_ring, path, simplified

Flat = Callable[[Iterable[Any]], Line]
SURFACES = ("green", "water", "square", "building")
LINES = ("path", "street", "rail")
TOLERANCE = 0.35  # in thinnest streets: nobody sees less
STREET_WIDTHS = {1: 3.4, 2: 2.2, 3: 1.3}
WATER_WIDTH, PATH_WIDTH, RAIL_WIDTH = 4.0, 0.5, 1.9


@dataclass(frozen=True)
class Palette:
    """The colours of a map."""

    land: str = "#F1E9DA"
    home: str = "#EFE3CC"
    water: str = "#BBDCE2"
    green: str = "#CDE3C4"
    square: str = "#F8F1E2"
    building: str = "#E3D5BA"
    street: str = "#FFFFFF"
    path: str = "#B9AE93"
    rail: str = "#857C6C"
    edge: str = "#D3C2A0"
    label: str = "#6A6250"
    water_label: str = "#2F6F7A"
    green_label: str = "#3B6B43"


PALETTE = Palette()


def layers(
    shapes: Sequence[Shape], outlines: Sequence[Geometry], flat: Flat, sheet: Box, unit: float, palette: Palette
) -> SafeString:
    """Everything but the names, as SVG elements."""
    wide = sheet.grown(unit * 6)
    parts = [
        format_html(
            '<rect class="ground-land" width="{}" height="{}" fill="{}"/>', sheet.right, sheet.bottom, palette.land
        ),
        _home(outlines, flat, wide, unit, palette, bare=not shapes),
    ]
    parts += [_surface(kind, shapes, flat, wide, unit, palette) for kind in SURFACES]
    parts += [_lines(kind, shapes, flat, wide, unit, palette) for kind in LINES]
    return joined(parts)


def joined(parts: Iterable[SafeString]) -> SafeString:
    """Elements that were escaped where they were made."""
    return mark_safe("".join(parts))  # noqa: S308 - only elements made with format_html come here


def _home(
    outlines: Sequence[Geometry], flat: Flat, wide: Box, unit: float, palette: Palette, *, bare: bool
) -> SafeString:
    """The neighbourhood itself, a little warmer than what lies around it; with an edge where nothing else is drawn."""
    d = "".join(_closed(outline, flat, wide, unit) for outline in outlines)
    if not d:
        return joined([])
    stroke = palette.edge if bare else palette.home
    return format_html(
        '<path class="ground-home" d="{}" fill="{}" stroke="{}" stroke-width="{}" stroke-linejoin="round"/>',
        d, palette.home, stroke, round(unit * (2 if bare else 1), 2),
    )  # fmt: skip


def _surface(kind: str, shapes: Sequence[Shape], flat: Flat, wide: Box, unit: float, palette: Palette) -> SafeString:
    mine = [shape for shape in shapes if shape.kind == kind]
    surfaces = "".join(_closed(one.geometry, flat, wide, unit) for one in mine if _is_surface(one))
    streams = "".join(_open(one.geometry, flat, wide, unit) for one in mine if not _is_surface(one))
    colour, parts = getattr(palette, kind), []
    if surfaces:
        parts.append(
            format_html('<path class="ground-{}" d="{}" fill="{}" fill-rule="evenodd"/>', kind, surfaces, colour)
        )
    if streams:
        parts.append(_stroke(kind, streams, colour, unit * WATER_WIDTH))
    return joined(parts)


def _lines(kind: str, shapes: Sequence[Shape], flat: Flat, wide: Box, unit: float, palette: Palette) -> SafeString:
    by_rank: dict[int, str] = {}
    for one in shapes:
        if one.kind == kind:
            by_rank[one.rank] = by_rank.get(one.rank, "") + _open(one.geometry, flat, wide, unit)
    drawn = [(rank, d) for rank, d in sorted(by_rank.items(), reverse=True) if d]
    if kind == "street":
        return joined(_stroke(kind, d, palette.street, unit * STREET_WIDTHS[rank]) for rank, d in drawn)
    if kind == "path":
        dots = f"{round(unit * 0.05, 2)} {round(unit * 1.3, 2)}"
        return joined(_stroke(kind, d, palette.path, unit * PATH_WIDTH, dots) for _rank, d in drawn)
    return joined(_rail(d, unit, palette) for _rank, d in drawn)


def _rail(d: str, unit: float, palette: Palette) -> SafeString:
    """A rail as maps have drawn it for a century: a dark line with light sleepers in it."""
    sleepers = f"{round(unit * 4, 2)} {round(unit * 3, 2)}"
    return format_html(
        '<path class="ground-rail-bed" d="{}" fill="none" stroke="{}" stroke-width="{}"/>'
        '<path class="ground-rail" d="{}" fill="none" stroke="{}" stroke-width="{}" stroke-dasharray="{}"/>',
        d, palette.land, round(unit * RAIL_WIDTH * 1.9, 2), d, palette.rail, round(unit * RAIL_WIDTH, 2), sleepers,
    )  # fmt: skip


def _stroke(kind: str, d: str, colour: str, width: float, dashes: str = "") -> SafeString:
    dashed = format_html(' stroke-dasharray="{}"', dashes) if dashes else ""
    return format_html(
        '<path class="ground-{}" d="{}" fill="none" stroke="{}" stroke-width="{}" stroke-linecap="round" '
        'stroke-linejoin="round"{}/>',
        kind, d, colour, round(width, 2), dashed,
    )  # fmt: skip


def _is_surface(shape: Shape) -> bool:
    return str(shape.geometry["type"]).endswith("Polygon")


def _closed(geometry: Geometry, flat: Flat, wide: Box, unit: float) -> str:
    rings = (simplified(clipped_ring(flat(ring)[:-1], wide), unit * TOLERANCE) for ring in lines(geometry))
    return "".join(path(ring, closed=True) for ring in rings if len(ring) >= TRIANGLE)


def _open(geometry: Geometry, flat: Flat, wide: Box, unit: float) -> str:
    pieces = (piece for line in lines(geometry) for piece in clipped_line(flat(line), wide))
    return "".join(path(simplified(piece, unit * TOLERANCE)) for piece in pieces)
