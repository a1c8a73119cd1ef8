"""The ground as others use it: whole, as GeoJSON, or what is needed to draw it."""

from dataclasses import dataclass
from typing import Any

from kortelijn.ground.models import Credit, Feature
from kortelijn.parties.models import Network

Geometry = dict[str, Any]


@dataclass(frozen=True)
class Shape:
    """One thing on the ground, without its row."""

    kind: str
    name: str
    geometry: Geometry
    rank: int


@dataclass(frozen=True)
class Ground:
    """All that is needed to draw a network's maps."""

    shapes: list[Shape]
    outlines: list[Geometry]
    credit: str


def ground_of(network: Network) -> Ground:
    """Read it once, in three statements, to draw as often as one likes."""
    return Ground(shapes_of(network), outlines_of(network), credit_of(network))


def features_geojson(network: Network) -> dict[str, Any]:
    """All ground of a network as a GeoJSON FeatureCollection; empty when none was loaded."""
    features = [
        {
            "type": "Feature",
            "properties": {"kind": one.kind, "name": one.name, "rank": one.rank},
            "geometry": one.geometry,
        }
        for one in shapes_of(network)
    ]
    return {"type": "FeatureCollection", "features": features}


def shapes_of(network: Network) -> list[Shape]:
    """What lies on the ground of a network, the most important first; one statement."""
    rows = Feature.objects.filter(network=network).order_by("kind", "rank", "id")
    return [Shape(*row) for row in rows.values_list("kind", "name", "geometry", "rank")]


def outlines_of(network: Network) -> list[Geometry]:
    """The outlines of the areas in which a network works, the smallest kind that it has."""
    areas = list(network.areas.exclude(outline=None).order_by("id").values_list("kind", "outline"))
    small = [outline for kind, outline in areas if outline and kind == "neighbourhood"]
    return small or [outline for _kind, outline in areas if outline]


def credit_of(network: Network) -> str:
    """The line that the source of the ground asks for, or nothing."""
    return Credit.objects.filter(network=network).values_list("text", flat=True).first() or ""
