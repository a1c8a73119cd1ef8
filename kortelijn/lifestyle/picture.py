"""The picture of a leefstijlkaart: the drawn ground with the numbers on it, none over another."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from kortelijn.ground.drawing import Degrees, Drawing, draw
from kortelijn.ground.queries import Ground
from kortelijn.ground.shapes import Point
from kortelijn.lifestyle.sheet import Line, Sheet

# White letters on each are at least 4.5 to 1; the number says the same without the colour.
TONES = ("#0B5D66", "#A93621", "#2B7340", "#8A5600", "#2F4F93", "#6B4237")
FONT = "Atkinson Hyperlegible Next, sans-serif"
FAR = 4.0  # times the middle distance to the heart of the map: further away it is named beside the map
AT_LEAST = 0.03  # degrees: in a small neighbourhood nothing is far
STEPS = 80
SHORT = 9.0  # radii of a number
FEW = 14  # up to so many numbers the lines between those of one heading help; more would be a web


@dataclass
class Mark:
    """One number on the map: where it is, and where it is drawn."""

    line: Line
    anchor: Point
    x: float = field(init=False)
    y: float = field(init=False)

    def __post_init__(self) -> None:
        self.x, self.y = self.anchor


@dataclass(frozen=True)
class Picture:
    """The SVG elements, their size, and what is too far away to stand on it."""

    width: int
    height: int
    body: SafeString
    outside: list[Line]
    credit: str

    @property
    def svg(self) -> str:
        """A whole SVG document, for paper."""
        return format_html(
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" width="{}" height="{}">{}</svg>',
            self.width, self.height, self.width, self.height, self.body,
        )  # fmt: skip


def picture_of(
    sheet: Sheet, width: int, height: int, *, radius: float, linked: bool = False, letters: float | None = None,
    ground: Ground | None = None,
) -> Picture:  # fmt: skip
    """Draw it; `linked` makes each number lead to its entry in the list on the same page."""
    near = within_reach(sheet.lines)
    drawing = draw(
        sheet.map.network,
        width,
        height,
        points=[at for _line, at in near],
        padding=radius * 2.6,
        letters=letters,
        ground=ground,
    )
    marks = _marks(near, drawing)
    _spread(marks, radius, width, height)
    parts = [drawing.svg_body, *_short_lines(marks, radius), *(_leader(mark, radius) for mark in marks)]
    parts += [_mark(mark, radius, linked=linked) for mark in marks]
    on_map = {mark.line.pk for mark in marks}
    outside = [line for line in sheet.lines if line.pk not in on_map]
    body = mark_safe("".join(parts))  # noqa: S308 - only elements made with format_html come here
    return Picture(width, height, body, outside, drawing.credit)


def within_reach(lines: Sequence[Line]) -> list[tuple[Line, Degrees]]:
    """Every place of every entry, without those so far away that the neighbourhood would shrink to a dot."""
    placed = [
        (line, (spot.latitude, spot.longitude))
        for line in lines for spot in line.spots
        if spot.latitude is not None and spot.longitude is not None
    ]  # fmt: skip
    if not placed:
        return []
    heart = (median(at[0] for _line, at in placed), median(at[1] for _line, at in placed))
    away = [_away(heart, at) for _line, at in placed]
    limit = max(AT_LEAST, FAR * median(away))
    return [each for each, distance in zip(placed, away, strict=True) if distance <= limit]


def _away(heart: Degrees, at: Degrees) -> float:
    return math.hypot(at[0] - heart[0], (at[1] - heart[1]) * math.cos(math.radians(heart[0])))


def _marks(near: Sequence[tuple[Line, Degrees]], drawing: Drawing) -> list[Mark]:
    """A number once per place, also when an entry names a place twice."""
    seen: dict[tuple[int, Point], Mark] = {}
    for line, at in near:
        anchor = drawing.place(*at)
        seen.setdefault((line.number, anchor), Mark(line, anchor))
    return list(seen.values())


def _spread(marks: Sequence[Mark], radius: float, width: float, height: float) -> None:
    """Push numbers apart that would cover each other, each as near to its place as it can be; always the same way."""
    apart = radius * 2.12
    for number, mark in enumerate(marks):  # what lies on one point leaves it in different directions
        turn = number * 2.39996
        mark.x, mark.y = mark.x + 0.01 * math.cos(turn), mark.y + 0.01 * math.sin(turn)
    for _step in range(STEPS):
        for mark in marks:
            mark.x += (mark.anchor[0] - mark.x) * 0.06
            mark.y += (mark.anchor[1] - mark.y) * 0.06
        pushed = [_push(one, other, apart) for place, one in enumerate(marks) for other in marks[place + 1 :]]
        if not any(pushed):
            break
    for mark in marks:
        mark.x = round(min(width - radius * 1.2, max(radius * 1.2, mark.x)), 1)
        mark.y = round(min(height - radius * 1.2, max(radius * 1.2, mark.y)), 1)


def _push(one: Mark, other: Mark, apart: float) -> bool:
    dx, dy = other.x - one.x, other.y - one.y
    if abs(dx) >= apart or abs(dy) >= apart or (distance := math.hypot(dx, dy)) >= apart:
        return False
    step = (apart - distance) / 2 / max(distance, 1e-6)
    one.x, one.y = one.x - dx * step, one.y - dy * step
    other.x, other.y = other.x + dx * step, other.y + dy * step
    return True


def _leader(mark: Mark, radius: float) -> SafeString:
    """A short line from a number that had to move to its place."""
    if math.dist((mark.x, mark.y), mark.anchor) < radius * 0.8:
        return format_html("{}", "")
    colour = TONES[mark.line.tone]
    return format_html(
        '<path class="kaart-pin" d="M{} {}L{} {}" stroke="{}" stroke-width="{}"/>'
        '<circle class="kaart-pin" cx="{}" cy="{}" r="{}" fill="{}" stroke="#FFFFFF" stroke-width="{}"/>',
        mark.x, mark.y, *mark.anchor, colour, round(radius * 0.14, 1), *mark.anchor, round(radius * 0.24, 1), colour,
        round(radius * 0.08, 1),
    )  # fmt: skip


def _short_lines(marks: Sequence[Mark], radius: float) -> list[SafeString]:
    """The short lines of the house: dots from one number to the next near it under the same heading.

    A long one would read as a route to walk.
    """
    if len(marks) > FEW:
        return []
    by_tone: dict[int, list[Mark]] = {}
    for mark in marks:
        by_tone.setdefault(mark.line.tone, []).append(mark)
    pairs = [pair for row in by_tone.values() for pair in pairwise(row)]
    return [_arc(one, other, radius) for one, other in pairs if _between(one, other) <= SHORT * radius]


def _between(one: Mark, other: Mark) -> float:
    return math.dist((one.x, one.y), (other.x, other.y))


def _arc(one: Mark, other: Mark, radius: float) -> SafeString:
    middle = ((one.x + other.x) / 2, (one.y + other.y) / 2)
    bend = ((other.y - one.y) * 0.16, (one.x - other.x) * 0.16)
    return format_html(
        '<path class="kaart-lijn" d="M{} {}Q{} {} {} {}" fill="none" stroke="{}" stroke-width="{}" '
        'stroke-linecap="round" stroke-dasharray="0.01 {}"/>',
        one.x, one.y, round(middle[0] + bend[0], 1), round(middle[1] + bend[1], 1), other.x, other.y,
        TONES[one.line.tone], round(radius * 0.2, 2), round(radius * 0.46, 2),
    )  # fmt: skip


def _mark(mark: Mark, radius: float, *, linked: bool) -> SafeString:
    """A coloured circle with its number; white around it keeps it apart from the ground."""
    number = str(mark.line.number)
    size = round(radius * (1.15 if len(number) == 1 else 1.0), 1)
    drawn = format_html(
        '<circle cx="{}" cy="{}" r="{}" fill="{}" stroke="#FFFFFF" stroke-width="{}"/><text x="{}" y="{}" '
        'font-family="{}" font-size="{}" font-weight="700" text-anchor="middle" fill="#FFFFFF">{}</text>',
        mark.x, mark.y, radius, TONES[mark.line.tone], round(radius * 0.16, 1),
        mark.x, round(mark.y + size * 0.35, 1), FONT, size, number,
    )  # fmt: skip
    if not linked:
        return drawn
    label = f"{number}: {mark.line.name}"
    return format_html('<a class="kaart-nummer" href="#plek-{}" aria-label="{}">{}</a>', number, label, drawn)
