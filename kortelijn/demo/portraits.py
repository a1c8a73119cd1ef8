"""Faces of people who do not exist: drawn from a few lines in the colours of the house, the same every time."""

from collections.abc import Callable
from dataclasses import dataclass

import typst

SIDE = 480
SKINS = {"licht": ("#f3cfb3", "#e2b192"), "warm": ("#dca77d", "#c48c61"), "bruin": ("#a8714a", "#8d5a37"),
         "donker": ("#7a4c33", "#613a25")}  # fmt: skip
INK = "#2b2430"
PAGE = (
    '#set page(width: 240pt, height: 240pt, margin: 0pt)\n#image(bytes(sys.inputs.drawing), format: "svg", width: 100%)'
)


@dataclass(frozen=True, slots=True)
class Look:
    """What somebody looks like."""

    skin: str
    hair: str
    style: str
    clothes: str
    behind: str
    glasses: bool = False
    beard: bool = False


def portrait(look: Look) -> bytes:
    """The picture, as PNG."""
    drawing = {"drawing": drawn(look)}
    picture = typst.compile(PAGE.encode(), format="png", ppi=72 * SIDE / 240, sys_inputs=drawing)
    if not isinstance(picture, bytes):
        raise TypeError("a portrait is one page")
    return picture


def drawn(look: Look) -> str:
    """Shoulders, neck, head, hair and a calm look, from the back to the front."""
    skin, shade = SKINS[look.skin]
    at_back, in_front = STYLES[look.style](look.hair)
    parts = [
        f'<rect width="240" height="240" fill="{look.behind}"/>',
        '<circle cx="186" cy="52" r="74" fill="#ffffff" opacity="0.28"/>',
        at_back,
        f'<path d="M26 240c2-44 38-60 70-64h48c32 4 68 20 70 64z" fill="{look.clothes}"/>',
        f'<path d="M98 150h44v30c0 16-44 16-44 0z" fill="{shade}"/>',
        '<path d="M96 176c4 22 44 22 48 0l6 4c-6 32-54 32-60 0z" fill="#ffffff" opacity="0.35"/>',
        f'<circle cx="73" cy="112" r="10" fill="{shade}"/><circle cx="167" cy="112" r="10" fill="{shade}"/>',
        f'<path d="M74 96c0-62 92-62 92 0v22c0 32-24 52-46 52s-46-20-46-52z" fill="{skin}"/>',
        '<g fill="#d9705a" opacity="0.24"><circle cx="87" cy="130" r="9"/><circle cx="153" cy="130" r="9"/></g>',
        _beard(look.hair) if look.beard else "",
        _eyes(shade),
        in_front,
        _glasses() if look.glasses else "",
    ]
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 240">{"".join(parts)}</svg>'


def _shape(path: str, color: str) -> str:
    return f'<path d="{path}" fill="{color}"/>'


def _eyes(shade: str) -> str:
    brow = f'fill="none" stroke="{INK}" stroke-width="3.4" stroke-linecap="round"'
    return (
        f'<path d="M89 99q9-6 18-1M133 98q9-5 18 1" {brow} opacity="0.75"/>'
        f'<circle cx="99" cy="111" r="4.2" fill="{INK}"/><circle cx="141" cy="111" r="4.2" fill="{INK}"/>'
        f'<path d="M121 112q6 14 0 18q-3 2-6 0" fill="none" stroke="{shade}" stroke-width="4" stroke-linecap="round"/>'
        f'<path d="M103 142q17 14 34 0" fill="none" stroke="#8c3b33" stroke-width="4.2" stroke-linecap="round"/>'
    )


def _glasses() -> str:
    rim = f'fill="#ffffff" fill-opacity="0.18" stroke="{INK}" stroke-width="3.4"'
    return (
        f'<circle cx="99" cy="111" r="16" {rim}/><circle cx="141" cy="111" r="16" {rim}/>'
        f'<path d="M115 108q5-4 10 0M83 108l-8-3M157 108l8-3" fill="none" stroke="{INK}" stroke-width="3.4"/>'
    )


def _beard(hair: str) -> str:
    around = "M74 112c2 10 8 16 16 17c10-5 20 1 30 1s20-6 30-1c8-1 14-7 16-17v8c0 34-24 56-46 56s-46-22-46-56z"
    return _shape(around, hair) + '<path d="M101 139q19 12 38 0q-19 18-38 0z" fill="#ffffff" opacity="0.9"/>'


def _short(hair: str) -> tuple[str, str]:
    cap = "M70 104c-8-56 24-70 52-70c34 0 56 24 48 70c-6-6-6-20-10-28c-20 4-54 4-74-6c-8 8-10 24-16 34z"
    return "", _shape(cap, hair)


def _bob(hair: str) -> tuple[str, str]:
    back = _shape("M62 150c-10-70 0-118 58-118s68 48 58 118c-10 16-106 16-116 0z", hair)
    return back, _shape("M72 108c-2-42 18-62 48-62s50 20 48 62c-12-10-20-24-24-36c-16 16-44 26-72 36z", hair)


def _bun(hair: str) -> tuple[str, str]:
    back = f'<circle cx="120" cy="26" r="21" fill="{hair}"/>'
    return back, _shape("M71 106c-4-46 18-66 49-66s53 20 49 66c-8-16-20-34-49-34s-41 18-49 34z", hair)


def _curls(hair: str) -> tuple[str, str]:
    spots = ((78, 76, 21), (92, 54, 22), (120, 44, 24), (148, 54, 22), (162, 76, 21), (70, 100, 15), (170, 100, 15))
    round_ = "".join(f'<circle cx="{x}" cy="{y}" r="{r}"/>' for x, y, r in spots)
    fringe = '<circle cx="100" cy="68" r="15"/><circle cx="121" cy="62" r="20"/><circle cx="142" cy="69" r="14"/>'
    return f'<g fill="{hair}">{round_}</g>', f'<g fill="{hair}">{fringe}</g>'


def _long(hair: str) -> tuple[str, str]:
    back = _shape("M58 206c-8-70-10-174 62-174s70 104 62 174c-30 10-94 10-124 0z", hair)
    return back, _shape("M71 112c-4-46 16-68 49-68s53 22 49 68c-10-12-30-26-38-42c-16 10-48 22-60 42z", hair)


STYLES: dict[str, Callable[[str], tuple[str, str]]] = {
    "kort": _short, "bob": _bob, "knot": _bun, "krullen": _curls, "lang": _long,
}  # fmt: skip
