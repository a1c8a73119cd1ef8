"""The map as one picture, for a page without a script: the ground with a numbered mark for each place of the list."""

from collections.abc import Sequence

from django.template.loader import get_template

from kortelijn.ground.drawing import draw
from kortelijn.maps.spots import Spot
from kortelijn.parties.models import Network

WIDTH, HEIGHT, EDGE = 800, 620, 40


def picture_of(network: Network, spots: Sequence[Spot]) -> str:
    """An SVG that stands by itself."""
    points = [(spot.point.latitude, spot.point.longitude) for spot in spots if spot.point]
    drawing = draw(network, WIDTH, HEIGHT, points=points, padding=EDGE)
    marks = [
        {"number": number, "kind": spot.kind, "name": spot.location.name, "x": place[0], "y": place[1]}
        for number, (spot, point) in enumerate(zip(spots, points, strict=True), start=1)
        for place in [drawing.place(*point)]
    ]
    values = {"drawing": drawing, "marks": marks[::-1], "network": network}
    return get_template("maps/picture.svg").render(values)
