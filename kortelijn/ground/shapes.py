"""Lines and surfaces on a flat sheet: cutting to a box, leaving out what nobody sees, writing as an SVG path."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

Point = tuple[float, float]
Line = list[Point]
TRIANGLE = 3  # the fewest points that enclose anything


@dataclass(frozen=True)
class Box:
    """A rectangle on the sheet."""

    left: float
    top: float
    right: float
    bottom: float

    def grown(self, by: float) -> "Box":
        """The same with a margin around it."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def holds(self, point: Point) -> bool:
        """Whether a point lies in it."""
        return self.left <= point[0] <= self.right and self.top <= point[1] <= self.bottom

    def meets(self, other: "Box") -> bool:
        """Whether two overlap."""
        apart = self.right < other.left or other.right < self.left
        return not (apart or self.bottom < other.top or other.bottom < self.top)


def clipped_line(line: Sequence[Point], box: Box) -> Iterator[Line]:
    """The pieces of a line inside a box (Liang and Barsky, leg by leg)."""
    piece: Line = []
    for start, end in pairwise(line):
        leg = _leg(start, end, box)
        if leg is None:
            continue
        if piece and piece[-1] == leg[0]:
            piece.append(leg[1])
            continue
        if len(piece) > 1:
            yield piece
        piece = list(leg)
    if len(piece) > 1:
        yield piece


def _leg(start: Point, end: Point, box: Box) -> tuple[Point, Point] | None:
    (x, y), (dx, dy) = start, (end[0] - start[0], end[1] - start[1])
    enter, leave = 0.0, 1.0
    for step, room in ((-dx, x - box.left), (dx, box.right - x), (-dy, y - box.top), (dy, box.bottom - y)):
        if step == 0:
            if room < 0:
                return None
            continue
        part = room / step
        enter, leave = (max(enter, part), leave) if step < 0 else (enter, min(leave, part))
    if enter > leave:
        return None
    first = start if enter == 0 else (x + enter * dx, y + enter * dy)
    return first, (end if leave == 1 else (x + leave * dx, y + leave * dy))


def clipped_ring(ring: Sequence[Point], box: Box) -> Line:
    """What of a surface lies inside a box (Sutherland and Hodgman, side by side)."""
    kept = list(ring)
    for axis, limit, sign in ((0, box.left, 1), (0, box.right, -1), (1, box.top, 1), (1, box.bottom, -1)):
        kept = _one_side(kept, axis, limit, sign)
    return kept


def _one_side(ring: Line, axis: int, limit: float, sign: int) -> Line:
    kept: Line = []
    for before, point in zip([ring[-1], *ring[:-1]] if ring else [], ring, strict=True):
        inside, was_inside = sign * (point[axis] - limit) >= 0, sign * (before[axis] - limit) >= 0
        if inside != was_inside:
            part = (limit - before[axis]) / (point[axis] - before[axis])
            kept.append((before[0] + part * (point[0] - before[0]), before[1] + part * (point[1] - before[1])))
        if inside:
            kept.append(point)
    return kept


def simplified(line: Sequence[Point], tolerance: float) -> Line:
    """The same line with only the points that matter (Douglas and Peucker, without recursion)."""
    if len(line) < TRIANGLE:
        return list(line)
    keep = {0, len(line) - 1}
    waiting = [(0, len(line) - 1)]
    while waiting:
        first, last = waiting.pop()
        furthest, distance = first, tolerance
        for number in range(first + 1, last):
            if (away := _away(line[number], line[first], line[last])) > distance:
                furthest, distance = number, away
        if furthest != first:
            keep.add(furthest)
            waiting += [(first, furthest), (furthest, last)]
    return [line[number] for number in sorted(keep)]


def _away(point: Point, start: Point, end: Point) -> float:
    """How far a point lies from the leg between two others."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = dx * dx + dy * dy
    along = 0.0 if length == 0 else ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / length
    along = min(1.0, max(0.0, along))
    x, y = point[0] - start[0] - along * dx, point[1] - start[1] - along * dy
    return float((x * x + y * y) ** 0.5)


def path(line: Sequence[Point], *, closed: bool = False) -> str:
    """A line as the `d` of an SVG path, with one decimal and steps relative to the last point: small."""
    rounded = [(round(x, 1), round(y, 1)) for x, y in line]
    steps = [(round(b[0] - a[0], 1), round(b[1] - a[1], 1)) for a, b in pairwise(rounded)]
    start = f"M{_number(rounded[0][0])} {_number(rounded[0][1])}"
    moves = "".join(f"l{_number(x)} {_number(y)}" for x, y in steps if x or y)
    return start + moves + ("z" if closed else "")


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
