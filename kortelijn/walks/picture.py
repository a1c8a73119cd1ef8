"""The route of a group as a drawing: the ground, a dotted line on foot, and the stops by number."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from kortelijn.ground.drawing import draw
from kortelijn.ground.layers import joined
from kortelijn.parties.models import Network
from kortelijn.ui.theming import Theme
from kortelijn.walks.models import Visit

RADIUS, EDGE = 17.0, 70.0
FONT = "Atkinson Hyperlegible Next, sans-serif"


@dataclass(frozen=True)
class Picture:
    """The SVG and who is to be thanked for the ground."""

    svg: SafeString
    credit: str


def picture_of(network: Network, visits: Sequence[Visit], width: int, height: int, *, label: str) -> Picture:
    """The way from the first door to the last; straight, for the product knows no streets to walk."""
    points = [
        (host.location.latitude, host.location.longitude) for host in (visit.host for visit in visits)
        if host.location.latitude is not None and host.location.longitude is not None
    ]  # fmt: skip
    drawing = draw(network, width, height, points=points, padding=EDGE)
    spots = [drawing.place(*point) for point in points]
    path = " ".join(f"{'L' if number else 'M'}{x} {y}" for number, (x, y) in enumerate(spots))
    line = Theme.of(network.theme).step("500")
    marks = joined(_mark(number, x, y, line) for number, (x, y) in enumerate(_apart(spots), start=1))
    svg = format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {1}" width="{0}" height="{1}" role="img"'
        ' aria-label="{2}" class="wk-map">{3}'
        '<path d="{4}" fill="none" stroke="#FFFFFF" stroke-width="9" stroke-linecap="round" stroke-linejoin="round"/>'
        '<path d="{4}" fill="none" stroke="{5}" stroke-width="5" stroke-linecap="round" stroke-linejoin="round"'
        ' stroke-dasharray="0.1 10"/>{6}</svg>',
        width, height, label, drawing.svg_body, path, line, marks,
    )  # fmt: skip
    return Picture(svg, drawing.credit)


def _apart(spots: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Stops at one address stand beside each other."""
    found: list[tuple[float, float]] = []
    for x, y in spots:
        here = x
        while any(abs(here - a) < RADIUS * 2 and abs(y - b) < RADIUS * 2 for a, b in found):
            here += RADIUS * 2.1
        found.append((here, y))
    return found


def _mark(number: int, x: float, y: float, colour: str) -> SafeString:
    return format_html(
        '<circle cx="{}" cy="{}" r="{}" fill="{}" stroke="#FFFFFF" stroke-width="3"/><text x="{}" y="{}"'
        ' font-family="{}" font-size="20" font-weight="700" text-anchor="middle" fill="#FFFFFF">{}</text>',
        x, y, RADIUS, colour, x, y + 7, FONT, number,
    )  # fmt: skip
