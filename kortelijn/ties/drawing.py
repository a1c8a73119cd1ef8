"""The own picture as lines: oneself in the middle, people by part of the field around, layers beside each other."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import cos, hypot, pi, sin

from kortelijn.ties.picture import Contact, Picture

NEAR, FAR = 112, 146
ONE_RING = 22  # more people than this stand in two rings
GAP = 0.9  # between parts of the field, in places of one person
BESIDE = 4.2  # between the lines of two layers
UPRIGHT = 0.35  # above or below, rather than beside
OFF, WORD, ROW = 24, 74, 18  # from the ring to the name of a part of the field; room for that name


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


@dataclass(slots=True)
class Drawing:
    """What the template writes down; `ring` is how far the outermost people stand."""

    ring: int
    lines: list[Line] = field(default_factory=list)
    dots: list[Dot] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)

    @property
    def width(self) -> int:
        """Room for the names beside it."""
        return 2 * (self.ring + OFF + WORD)

    @property
    def height(self) -> int:
        """Room for the names above and below it."""
        return 2 * (self.ring + OFF + ROW)

    @property
    def middle(self) -> tuple[float, float]:
        """Where I stand."""
        return self.width / 2, self.height / 2

    def around(self, angle: float, far: float) -> tuple[float, float]:
        """A place at a distance from me."""
        return round(self.middle[0] + far * cos(angle), 1), round(self.middle[1] + far * sin(angle), 1)


def drawing_of(picture: Picture) -> Drawing:
    """Everybody at an equal distance from the next, with a gap between parts of the field."""
    two_rings = len(picture.contacts) > ONE_RING
    drawing, groups = Drawing(FAR if two_rings else NEAR), picture.groups
    places = sum(len(people) for _code, _name, people in groups) + GAP * len(groups)
    step, angle = 2 * pi / max(places, 1), -pi / 2
    for code, name, people in groups:
        drawing.labels.append(_label(drawing, name, angle + step * (len(people) - 1) / 2))
        for one in people:
            ring = FAR if two_rings and len(drawing.dots) % 2 else NEAR
            x, y = drawing.around(angle, ring)
            drawing.lines.extend(_lines(one, drawing.middle, (x, y)))
            drawing.dots.append(Dot(x, y, one.who.initials, code))
            angle += step
        angle += step * GAP
    return drawing


def _label(drawing: Drawing, name: str, angle: float) -> Label:
    x, y = drawing.around(angle, drawing.ring + OFF)
    side = cos(angle)
    return Label(x, y + 5, name, "middle" if abs(side) < UPRIGHT else "start" if side > 0 else "end")


def _lines(one: Contact, middle: tuple[float, float], place: tuple[float, float]) -> Iterator[Line]:
    """The layers side by side, none on top of another; thicker is stronger."""
    dx, dy = place[0] - middle[0], place[1] - middle[1]
    long = hypot(dx, dy)
    for number, strand in enumerate(one.strands):
        off = (number - (len(one.strands) - 1) / 2) * BESIDE
        sx, sy = -dy / long * off, dx / long * off
        x1, y1, x2, y2 = (round(value, 1) for value in (middle[0] + sx, middle[1] + sy, place[0] + sx, place[1] + sy))
        yield Line(strand.layer, x1, y1, x2, y2, round(1 + min(strand.strength, 3.0), 1))
