"""Our own theme meets the contrast that WCAG asks: 4.5 for text, 3 for shapes that carry meaning."""

import re

import pytest

from kortelijn.config.settings import BASE_DIR

THEME = (BASE_DIR / "frontend/css/theme.css").read_text()
DECLARED = dict(re.findall(r"--((?:kl|kortelijn-brand)-[\w-]+):\s*([^;]+);", THEME))
INKS, GROUNDS = ("ink", "ink-soft", "kanaal", "kanaal-dark"), ("papier", "wit", "kanaal-tint")
TEXT = [
    *[(ink, ground) for ink in INKS for ground in GROUNDS],
    *[(f"{tone}-ink", f"{tone}-tint") for tone in ("zon", "blad", "steen", "stem")],
    *[(tone, "wit") for tone in ("blad", "steen", "stem")],
    *[("wit", ground) for ground in ("kanaal", "kanaal-dark", "blad", "stem", "ink")],
    *[("ink", ground) for ground in ("zon", "zon-tint", "blad-tint", "steen-tint", "stem-tint")],
    ("zand-ink", "zand"), ("stem", "stem-tint"), ("ink-soft", "zon-tint"), ("steen-ink", "wit"),
]  # fmt: skip
SHAPES = [(shape, ground) for shape in ("vorm", "kanaal", "blad", "steen") for ground in ("wit", "papier")]


def hexadecimal(name: str) -> str:
    value = DECLARED[name].strip()
    reference = re.fullmatch(r"var\(--([\w-]+)\)", value)
    return hexadecimal(reference[1]) if reference else value


def luminance(color: str) -> float:
    channels = [int(color[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_can_be_read(ink: str, ground: str) -> None:
    assert contrast(hexadecimal(f"kl-{ink}"), hexadecimal(f"kl-{ground}")) >= 4.5


@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_shapes_can_be_seen(shape: str, ground: str) -> None:
    assert contrast(hexadecimal(f"kl-{shape}"), hexadecimal(f"kl-{ground}")) >= 3


def test_too_little_contrast_is_found() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast(hexadecimal("kl-zon"), hexadecimal("kl-wit")) < 3
