"""Reads ground from a file: our own GeoJSON, GeoJSON with OpenStreetMap's tags, or an Overpass answer (`out geom`).

What has no tag that we draw is passed over; what is wrong is named and nothing is taken in.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from kortelijn.ground.models import LEAST, MOST, Feature
from kortelijn.kernel.errors import Refused

MEGABYTES, FEATURES, POINTS = 25, 50_000, 600_000
OSM_CREDIT = "© OpenStreetMap-bijdragers"
FURTHEST_EAST, FURTHEST_NORTH = 180.0, 85.0
DEPTH = {"LineString": 1, "Polygon": 2, "MultiLineString": 2, "MultiPolygon": 3}
LEAST_POINTS = {"LineString": 2, "MultiLineString": 2, "Polygon": 4, "MultiPolygon": 4}
FAR, NEAR, BESIDE = MOST, 2, LEAST
STREETS = {
    "motorway": FAR, "trunk": FAR, "primary": FAR, "secondary": FAR, "tertiary": NEAR, "unclassified": NEAR,
    "residential": BESIDE, "living_street": BESIDE, "service": BESIDE,
}  # fmt: skip
PATHS = ("footway", "path", "cycleway", "pedestrian", "steps", "track")
GREENS = {
    "leisure": ("park", "garden", "pitch", "playground", "nature_reserve", "sports_centre"),
    "landuse": ("grass", "forest", "meadow", "cemetery", "allotments", "recreation_ground", "village_green"),
    "natural": ("wood", "grassland", "scrub", "heath"),
}
Tags = Mapping[str, Any]


@dataclass(frozen=True)
class Found:
    """One thing that a file holds, in our words."""

    kind: str
    name: str
    geometry: dict[str, Any]
    rank: int


@dataclass(frozen=True)
class Ground:
    """All that a file holds, and whom it is owed to."""

    found: list[Found]
    credit: str


class Wrong(ValueError):
    """One thing in the file that cannot be drawn."""


def read_file(path: Path) -> Ground:
    """Read a file from disk, not larger than we take."""
    try:
        if path.stat().st_size > MEGABYTES * 1_000_000:
            raise Refused(_("Dit bestand is groter dan {number} MB. Knip het kleiner.").format(number=MEGABYTES))
        content = path.read_bytes()
    except OSError as error:
        raise Refused(_("Het bestand {name} kan niet worden gelezen.").format(name=path.name)) from error
    return read(content)


def read(content: bytes) -> Ground:
    """Read the text of a file; refuses it with a reason that says where."""
    document = _document(content)
    from_osm = "elements" in document
    rows = document.get("elements" if from_osm else "features")
    if not isinstance(rows, list):
        raise Refused(_("Dit is geen GeoJSON en geen Overpass JSON: er is geen lijst met vormen."))
    if len(rows) > FEATURES:
        raise Refused(_("Er zijn meer dan {number} vormen. Knip het kleiner.").format(number=FEATURES))
    found, tagged = _all_found(rows)
    if not found:
        raise Refused(_("Er staat niets in dat wij kunnen tekenen: geen straat, water, groen, gebouw of spoor."))
    credit = str(document.get("credit") or document.get("attribution") or (OSM_CREDIT if tagged or from_osm else ""))
    return Ground(found, credit)


def _document(content: bytes) -> dict[str, Any]:
    try:
        document = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Refused(_("Dit bestand is geen leesbare JSON.")) from error
    if not isinstance(document, dict):
        raise Refused(_("Dit is geen GeoJSON en geen Overpass JSON: er is geen lijst met vormen."))
    return document


def _all_found(rows: Sequence[Any]) -> tuple[list[Found], bool]:
    found, tagged, points = [], False, 0
    for number, row in enumerate(rows, start=1):
        try:
            one, from_tags = _read_one(row)
        except Wrong as wrong:
            raise Refused(_("Vorm {number}: {reason}").format(number=number, reason=wrong)) from wrong
        if one is None:
            continue
        points += sum(1 for _point in positions(one.geometry))
        if points > POINTS:
            raise Refused(_("Er zijn meer dan {number} punten. Knip het kleiner.").format(number=POINTS))
        found.append(one)
        tagged = tagged or from_tags
    return found, tagged


def _read_one(row: Any) -> tuple[Found | None, bool]:
    if not isinstance(row, dict):
        raise Wrong(_("dit is geen vorm."))
    properties = row.get("properties") or row
    if not isinstance(properties, dict):
        raise Wrong(_("de eigenschappen zijn niet te lezen."))
    tags = properties.get("tags") if isinstance(properties.get("tags"), dict) else properties
    meant = _meaning(tags or {})
    geometry = row.get("geometry") if "geometry" in row and row.get("type") == "Feature" else _overpass(row)
    if meant is None or not isinstance(geometry, dict) or geometry.get("type") not in DEPTH:
        return None, False
    kind, rank, from_tags = meant
    name = " ".join(str((tags or {}).get("name") or "").split())[:120]
    return Found(kind, name, _checked(geometry), rank), from_tags


def _meaning(tags: Tags) -> tuple[str, int, bool] | None:
    """Our kind and rank; those that say it in our own words are taken at their word."""
    own = tags.get("kind")
    if isinstance(own, str) and own in Feature.Kind.values:
        rank = tags.get("rank")
        return own, rank if rank in (FAR, NEAR, BESIDE) else NEAR, False
    told = _from_tags({key: value for key, value in tags.items() if isinstance(value, str)})
    return (*told, True) if told else None


def _from_tags(tags: Mapping[str, str]) -> tuple[str, int] | None:
    kinds, highway = Feature.Kind, tags.get("highway", "")
    if highway in STREETS:
        return kinds.STREET, STREETS[highway]
    if highway in PATHS:
        return (kinds.SQUARE if tags.get("area") == "yes" else kinds.PATH), BESIDE
    if tags.get("railway") in ("rail", "light_rail", "tram"):
        return kinds.RAIL, BESIDE if tags["railway"] == "tram" else FAR
    return _surface(tags)


def _surface(tags: Mapping[str, str]) -> tuple[str, int] | None:
    kinds = Feature.Kind
    if "waterway" in tags or tags.get("natural") == "water":
        return kinds.WATER, FAR
    if tags.get("place") == "square":
        return kinds.SQUARE, NEAR
    if any(tags.get(key) in values for key, values in GREENS.items()):
        return kinds.GREEN, NEAR
    return (kinds.BUILDING, BESIDE) if tags.get("building", "no") != "no" else None


def _overpass(row: Mapping[str, Any]) -> dict[str, Any] | None:
    """An Overpass way or relation as GeoJSON; a way that ends where it began is a surface."""
    if row.get("type") == "relation":
        members = row.get("members")
        outer = [one for one in members if isinstance(one, dict)] if isinstance(members, list) else []
        rings = [ring for one in outer if one.get("role") == "outer" and _is_closed(ring := _line(one))]
        return {"type": "MultiPolygon", "coordinates": [[ring] for ring in rings]} if rings else None
    line = _line(row)
    if not line:
        return None
    surface = _is_closed(line) and "highway" not in (row.get("tags") or {})
    return {"type": "Polygon", "coordinates": [line]} if surface else {"type": "LineString", "coordinates": line}


def _line(row: Mapping[str, Any]) -> list[Any]:
    points = row.get("geometry")
    if not isinstance(points, list):
        return []
    return [[point.get("lon"), point.get("lat")] for point in points if isinstance(point, dict)]


def _is_closed(line: Sequence[Any]) -> bool:
    return len(line) >= LEAST_POINTS["Polygon"] and line[0] == line[-1]


def _checked(geometry: Mapping[str, Any]) -> dict[str, Any]:
    """The geometry with nothing in it but numbers on earth."""
    form = str(geometry["type"])
    nested = _nested(geometry.get("coordinates"), DEPTH[form], LEAST_POINTS[form])
    return {"type": form, "coordinates": nested}


def _nested(coordinates: Any, depth: int, least: int) -> list[Any]:
    if not isinstance(coordinates, list) or not coordinates:
        raise Wrong(_("de coördinaten ontbreken."))
    if depth > 1:
        return [_nested(part, depth - 1, least) for part in coordinates]
    if len(coordinates) < least:
        raise Wrong(_("een lijn heeft twee punten nodig, een vlak vier."))
    return [_position(point) for point in coordinates]


def _position(point: Any) -> list[float]:
    match point:
        case [int() | float() as longitude, int() | float() as latitude, *_rest]:
            if abs(longitude) <= FURTHEST_EAST and abs(latitude) <= FURTHEST_NORTH:
                return [round(float(longitude), 6), round(float(latitude), 6)]
            raise Wrong(_("een punt ligt niet op aarde. Zijn het graden, en staat de lengte voor de breedte?"))
    raise Wrong(_("een punt is geen paar getallen."))


def positions(geometry: Mapping[str, Any]) -> Iterator[tuple[float, float]]:
    """Every point of a geometry as (longitude, latitude)."""
    for line in lines(geometry):
        for longitude, latitude, *_rest in line:
            yield longitude, latitude


def lines(geometry: Mapping[str, Any]) -> Iterator[list[Any]]:
    """Every line or ring of a geometry."""
    waiting = [(geometry["coordinates"], DEPTH[geometry["type"]])]
    while waiting:
        coordinates, depth = waiting.pop()
        if depth == 1:
            yield coordinates
        else:
            waiting += [(part, depth - 1) for part in reversed(coordinates)]
