"""A network's own looks: eight brand steps and two fonts over the tokens, made from one colour.

The steps keep hue and colourfulness in OKLCH (B. Ottosson, 2020) and take the lightness that text needs: whatever is
chosen, every pair that the product draws keeps the contrast of WCAG 2.2 AA (success criteria 1.4.3 and 1.4.11).
"""

import hashlib
import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Self

from coloraide import Color

STEPS = ("50", "100", "200", "300", "400", "500", "600", "700")
HOUSE = "#0b5d66"
HOUSE_STEPS = ("#eff6f6", "#dcecec", "#c6dfe0", "#9fc0c3", HOUSE, HOUSE, "#084a52", "#06383e")
# For each light step its lightness, and the share of the colourfulness that is left so near to white.
LIGHT = {"50": (0.968, 0.1), "100": (0.931, 0.22), "200": (0.886, 0.36), "300": (0.784, 0.5)}
DARKER = {"600": 0.065, "700": 0.125}
LIGHTEST, DARKEST, MOST_CHROMA = 0.52, 0.26, 0.19
PAPER, WHITE, INK = "#faf6ef", "#ffffff", "#14323a"
TEXT = 4.5
ALARM_HUE, ALARM_CHROMA, NEAR = 32.0, 0.1, 20.0  # of `steen`, the red of danger and of what is late
# What is drawn on what, as text: (step or colour, step or colour).
PAIRS = (
    ("500", WHITE), ("500", PAPER), ("500", "50"), ("500", "100"), ("600", WHITE), ("600", "100"), ("600", "200"),
    ("700", "200"), (INK, "50"), (INK, "100"), (INK, "200"), (WHITE, "500"), (WHITE, "600"), (WHITE, "700"),
)  # fmt: skip
ATKINSON = '"Atkinson Hyperlegible Next Variable", "Atkinson Hyperlegible Next", "Noto Sans", system-ui, sans-serif'
FONTS = {
    "atkinson": ATKINSON,
    "systeem": 'system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif',
    "schreef": 'Charter, "Bitstream Charter", "Sitka Text", Cambria, Georgia, serif',
}
HEX = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True, slots=True)
class Theme:
    """How a network looks: its brand from light to dark, and its fonts by name."""

    colour: str = HOUSE
    steps: tuple[str, ...] = HOUSE_STEPS
    text: str = "atkinson"
    heading: str = "atkinson"

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Self:
        """From what a network keeps; what was never chosen, or is damaged, is the house's own."""
        colour = str(kept.get("colour", "")).lower()
        if not HEX.fullmatch(colour):
            colour = HOUSE
        fonts = {name: str(kept.get(name, "")) for name in ("text", "heading")}
        return cls(colour, steps_from(colour), **{name: each for name, each in fonts.items() if each in FONTS})

    @property
    def is_house(self) -> bool:
        """Whether nothing differs from the house's own looks."""
        return self == Theme()

    @property
    def mark(self) -> str:
        """Changes with what is seen, so that a browser may keep the sheet for ever."""
        return hashlib.sha256(json.dumps([self.steps, self.text, self.heading]).encode()).hexdigest()[:12]

    @property
    def sheet(self) -> str:
        """The style sheet that lays it over the tokens."""
        brand = [f"--kortelijn-brand-{step}:{value}" for step, value in zip(STEPS, self.steps, strict=True)]
        fonts = [f"--kortelijn-font-text:{FONTS[self.text]}", f"--kortelijn-font-heading:{FONTS[self.heading]}"]
        return f"html.kortelijn-theme{{{';'.join([*brand, *fonts])}}}\n"

    @property
    def looks_like_alarm(self) -> bool:
        """Whether links and buttons come near the red that means danger or too late."""
        _lightness, chroma, hue = _oklch(self.step("500"))
        return chroma > ALARM_CHROMA and min(abs(hue - ALARM_HUE), 360 - abs(hue - ALARM_HUE)) < NEAR

    def step(self, name: str) -> str:
        """One step of the brand by its name (`500` is the colour of links and buttons)."""
        return self.steps[STEPS.index(name)]

    @property
    def shown(self) -> list[dict[str, Any]]:
        """The steps beside each other for a drawing 320 wide; the two that are the same count once."""
        colours = [colour for step, colour in zip(STEPS, self.steps, strict=True) if step not in ("400", "50")]
        return [{"x": place * 54, "colour": colour} for place, colour in enumerate(colours)]

    @property
    def paper(self) -> dict[str, str]:
        """What papers take of it; their fonts travel inside, so those stay the house's own."""
        return {"kanaal": self.step("500"), "kanaal-tint": self.step("100")}


@cache
def steps_from(colour: str) -> tuple[str, ...]:
    """Eight steps from one colour, light to dark; too light a colour is darkened until text on it can be read."""
    if colour == HOUSE:
        return HOUSE_STEPS
    _lightness, chroma, hue = _oklch(colour)
    chroma = min(chroma, MOST_CHROMA)
    light = [_hex(level, chroma * share, hue) for level, share in LIGHT.values()]
    main = _readable(_lightness, chroma, hue, light[1])
    dark = [_hex(main - by, chroma * 0.85, hue) for by in DARKER.values()]
    brand = _hex(main, chroma, hue)
    return (*light, brand, brand, *dark)


def was_changed(colour: str) -> bool:
    """Whether the colour had to be made darker, lighter or calmer to be read."""
    return steps_from(colour)[STEPS.index("500")] != colour


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2, from 1 to 21."""
    return float(Color(one).contrast(Color(other), method="wcag21"))


def too_faint(steps: Sequence[str]) -> list[tuple[str, str]]:
    """The pairs that cannot be read as text."""
    named = dict(zip(STEPS, steps, strict=True))
    pairs = [(named.get(one, one), named.get(other, other)) for one, other in PAIRS]
    return [pair for pair in pairs if contrast(*pair) < TEXT]


def _readable(lightness: float, chroma: float, hue: float, tint: str) -> float:
    """The lightest that is not lighter than was asked and can be read on the tint, white and paper."""
    level = max(DARKEST, min(LIGHTEST, lightness))
    while level > DARKEST and min(contrast(_hex(level, chroma, hue), each) for each in (tint, PAPER)) < TEXT:
        level -= 0.005
    return level


def _oklch(colour: str) -> tuple[float, float, float]:
    lightness, chroma, hue = Color(colour).convert("oklch").coords()
    return lightness, chroma, 0.0 if math.isnan(hue) else hue  # grey has none


def _hex(lightness: float, chroma: float, hue: float) -> str:
    made = Color("oklch", [max(lightness, 0.0), chroma, hue]).fit("srgb")
    return str(made.convert("srgb").to_string(hex=True))
