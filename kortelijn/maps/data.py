"""What the map in the browser draws, as small as it can be: places by their marks, and the ground as whole numbers."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from kortelijn.ground.queries import Geometry, credit_of, outlines_of, shapes_of
from kortelijn.maps.kinds import KINDS
from kortelijn.maps.spots import Spot
from kortelijn.parties.models import Network

BUILDING = "building"
PRECISION = 100_000  # a hundred-thousandth of a degree is about a metre

Line = Sequence[Sequence[float]]


def places_json(spots: Iterable[Spot]) -> bytes:
    """The marks: key, where (in hundred-thousandths of a degree), kind, pictogram, how many, open now, its words."""
    icons: dict[str, int] = {}
    rows = [_row(spot, icons.setdefault(spot.domain.pictogram, len(icons))) for spot in spots]
    kinds = [[kind.code, kind.shape] for kind in KINDS]
    return _compact({"kinds": kinds, "icons": list(icons), "places": rows})


def _row(spot: Spot, icon: int) -> list[object]:
    point = spot.point
    where = [_whole(point.latitude), _whole(point.longitude)] if point else [None, None]
    kind = KINDS.index(spot.kind)
    return [str(spot.location.pk), *where, kind, icon, len(spot.offers), int(spot.is_open), spot.label]


def ground_json(network: Network, *, near: bool) -> bytes:
    """Streets, water and greens, and the outline of the neighbourhood: each line as steps from point to point.

    `near` gives what is only seen from nearby: the buildings, which weigh more than all the rest.
    """
    shapes = [
        [shape.kind, shape.rank, shape.name, is_surface(shape.geometry), [_steps(line) for line in lines]]
        for shape in shapes_of(network)
        if (shape.kind == BUILDING) == near and (lines := list(lines_of(shape.geometry)))
    ]
    if near:
        return _compact({"shapes": shapes})
    outlines = [[_steps(line) for line in lines_of(outline)] for outline in outlines_of(network)]
    return _compact({"shapes": shapes, "outlines": outlines, "credit": credit_of(network)})


def is_surface(geometry: Geometry) -> int:
    """1 for what is filled, 0 for what is only a line."""
    return int("Polygon" in geometry["type"])


def lines_of(geometry: Geometry) -> Iterator[Line]:
    """The lines of a GeoJSON geometry: outer rings and lines; holes are drawn over, as on paper."""
    found: Any = geometry["coordinates"]
    match geometry["type"]:
        case "LineString":
            yield found
        case "MultiLineString":
            yield from found
        case "Polygon":
            yield found[0]
        case "MultiPolygon":
            yield from (polygon[0] for polygon in found)


def _steps(line: Line) -> list[int]:
    """Latitude and longitude of the first point, and from there what is added at each next one."""
    points = [(_whole(position[1]), _whole(position[0])) for position in line]
    before = [(0, 0), *points[:-1]]
    return [part for here, last in zip(points, before, strict=True) for part in (here[0] - last[0], here[1] - last[1])]


def _whole(degrees: float) -> int:
    return round(degrees * PRECISION)


def _compact(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
