"""The own picture as lines: oneself in the middle, people by part of the field around, layers beside each other."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import cos, hypot, pi, sin

from kortelijn.ties.picture import Contact, Picture

WIDTH, HEIGHT = 380, 380
MIDDLE = (WIDTH / 2, HEIGHT / 2)
NEAR, FAR, LABEL = 112, 146, 176
ONE_RING = 22  # more people than this stand in two rings
GAP = 0.9  # between parts of the field, in places of one person
UPRIGHT = 0.35  # above or below, rather than beside
BESIDE = 4.2  # between the lines of two layers


@dataclass(frozen=True, slots=True)
class Line:
    """One layer between me and somebody."""

    layer: str
    x1: float
    y1: float
    x2: float
    y2: float
    width: float


@dataclass(frozen=True, slots=True)
class Dot:
    """Somebody."""

    x: float
    y: float
    initials: str
    domain: str


@dataclass(frozen=True, slots=True)
class Label:
    """The name of a part of the field, on its side of the picture."""

    x: float
    y: float
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """What the template writes down."""

    lines: list[Line]
    dots: list[Dot]
    labels: list[Label]
    width: int = WIDTH
    height: int = HEIGHT
    middle: tuple[float, float] = MIDDLE


def drawing_of(picture: Picture) -> Drawing:
    """Everybody at an equal distance from the next, with a gap between parts of the field."""
    drawing = Drawing([], [], [])
    groups = picture.groups
    places = sum(len(people) for _code, _name, people in groups) + GAP * len(groups)
    step, at = 2 * pi / max(places, 1), -pi / 2
    for code, name, people in groups:
        drawing.labels.append(_label(name, at + step * (len(people) - 1) / 2))
        for one in people:
            ring = FAR if len(picture.contacts) > ONE_RING and len(drawing.dots) % 2 else NEAR
            x, y = _around(at, ring)
            drawing.lines.extend(_lines(one, x, y))
            drawing.dots.append(Dot(x, y, one.who.initials, code))
            at += step
        at += step * GAP
    return drawing


def _around(angle: float, far: float) -> tuple[float, float]:
    return round(MIDDLE[0] + far * cos(angle), 1), round(MIDDLE[1] + far * sin(angle), 1)


def _label(name: str, angle: float) -> Label:
    x, y = _around(angle, LABEL)
    side = cos(angle)
    return Label(x, y + 4, name, "middle" if abs(side) < UPRIGHT else "end" if side > 0 else "start")


def _lines(one: Contact, x: float, y: float) -> Iterator[Line]:
    """The layers side by side, none on top of another; thicker is stronger."""
    dx, dy = x - MIDDLE[0], y - MIDDLE[1]
    long = hypot(dx, dy)
    for number, strand in enumerate(one.strands):
        off = (number - (len(one.strands) - 1) / 2) * BESIDE
        sx, sy = -dy / long * off, dx / long * off
        x1, y1, x2, y2 = (round(value, 1) for value in (MIDDLE[0] + sx, MIDDLE[1] + sy, x + sx, y + sy))
        yield Line(strand.layer, x1, y1, x2, y2, round(1 + min(strand.strength, 3.0), 1))
