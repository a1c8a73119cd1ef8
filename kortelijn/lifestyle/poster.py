"""A leefstijlkaart on paper, A4 to A0: one page as long as it can be read, else the list goes on on the next."""

import json
import re
from dataclasses import asdict, dataclass, field
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import urlsplit

import typst
from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kortelijn.ground.queries import Ground, ground_of
from kortelijn.kernel.clock import local
from kortelijn.lifestyle.picture import TONES, Picture, picture_of
from kortelijn.lifestyle.sheet import NO_BREAK, Line, Section, Sheet
from kortelijn.ui.print import pdf, qr
from kortelijn.ui.theming import Theme

PAPER = Path(__file__).parent / "papers" / "poster.typ"
SHORTEST = {"a4": 210, "a3": 297, "a2": 420, "a1": 594, "a0": 841}
LONGEST = {"a4": 297, "a3": 420, "a2": 594, "a1": 841, "a0": 1189}
# How high the map is against its width, the largest first: the paper takes the first with which the list is well read.
PORTRAIT, LANDSCAPE = (0.95, 0.74, 0.58, 0.46), (0.72, 0.86, 1.0, 1.16)
WIDTH, LETTERS = 1000, 9.6
RADII = ((16, 21.0), (32, 18.0), (1000, 15.0))  # up to so many entries the numbers are so large
DIGITS = re.compile(r"(?<=\d) (?=[\d-])|(?<=-) (?=\d)")  # within a telephone number
KEPT = 16  # posters that lately were asked for
PLACES = Lock()


@dataclass(frozen=True)
class Format:
    """A sheet of paper."""

    size: str
    landscape: bool = False

    @property
    def name(self) -> str:
        """As it stands in an address: `a4`, `a4-liggend`."""
        return f"{self.size}-liggend" if self.landscape else self.size

    @property
    def label(self) -> str:
        """As people call it."""
        return _("{size} liggend").format(size=self.size.upper()) if self.landscape else self.size.upper()

    @property
    def millimetres(self) -> tuple[int, int]:
        """Width and height."""
        short, long = SHORTEST[self.size], LONGEST[self.size]
        return (long, short) if self.landscape else (short, long)


FORMATS = (
    Format("a4"), Format("a4", landscape=True), Format("a3"), Format("a3", landscape=True), Format("a2"), Format("a1"),
    Format("a0"),
)  # fmt: skip


def format_named(name: str) -> Format | None:
    """The sheet with this name."""
    return next((each for each in FORMATS if each.name == name), None)


@dataclass
class _Place:
    """Where one poster is kept; who comes while it is made, waits for that one."""

    lock: Lock = field(default_factory=Lock)
    made: bytes = b""


@lru_cache(maxsize=KEPT)
def _place_of(_key: str) -> _Place:
    return _Place()


def poster(sheet: Sheet, paper: Format, at: datetime) -> bytes:
    """The PDF; the same one again is neither drawn nor set."""
    words, ground = _words(sheet, paper, at), ground_of(sheet.map.network)
    theme = Theme.of(sheet.map.network.theme)
    with PLACES:
        place = _place_of(_key(words, sheet, ground, theme))
    with place.lock:
        place.made = place.made or _made(words | _drawn(sheet, paper, ground), theme)
    return place.made


def _key(words: dict[str, Any], sheet: Sheet, ground: Ground, theme: Theme) -> str:
    """All that the paper is made of: the looks, the words, the points and the ground under them."""
    of = json.dumps(
        [theme.mark, words, [[asdict(spot) for spot in line.spots] for line in sheet.lines]], sort_keys=True
    )
    return sha256(f"{of}{ground}".encode()).hexdigest()


def _made(data: dict[str, Any], theme: Theme) -> bytes:
    try:
        return pdf(PAPER, data, theme=theme)
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise
        # A sign that no letter of ours has: PDF/UA forbids it, a neighbour's name may have it.
        return pdf(PAPER, data, strict=False, theme=theme)


def poster_data(sheet: Sheet, paper: Format, at: datetime) -> dict[str, Any]:
    """Everything that the paper shows, in words and pictures."""
    return _words(sheet, paper, at) | _drawn(sheet, paper, ground_of(sheet.map.network))


def _drawn(sheet: Sheet, paper: Format, ground: Ground) -> dict[str, Any]:
    pictures = [_picture(sheet, ratio, ground) for ratio in (LANDSCAPE if paper.landscape else PORTRAIT)]
    return {
        "maps": [{"svg": each.svg, "ratio": each.height / each.width} for each in pictures],
        "outside": _outside(pictures[0]), "credit": pictures[0].credit,
    }  # fmt: skip


def _words(sheet: Sheet, paper: Format, at: datetime) -> dict[str, Any]:
    width, height = paper.millimetres
    address = settings.PUBLIC_URL + sheet.map.get_absolute_url()
    checked = sheet.map.checked_at or at
    return {
        "width": width, "height": height, "landscape": paper.landscape,
        "kind": _("Leefstijlkaart"), "network": sheet.map.network.name,
        "title": sheet.map.title, "intro": sheet.map.intro,
        "map_alt": _alt(sheet), "tones": list(TONES),
        "groups": [_group(section) for section in sheet.sections if section.lines],
        "contact": DIGITS.sub(NO_BREAK, sheet.map.contact),
        "checked": _("Nagekeken op {day}").format(day=date_format(local(checked), "j F Y")),
        "qr": qr(address), "qr_alt": _("QR-code naar {address}").format(address=_short(address)),
        "address": _short(address), "qr_hint": _("Met alle tijden op uw telefoon:"),
        "next_page": _("Het vervolg staat op de volgende bladzijde."),
    }  # fmt: skip


def _picture(sheet: Sheet, ratio: float, ground: Ground) -> Picture:
    radius = next(radius for most, radius in RADII if len(sheet.lines) <= most)
    return picture_of(sheet, WIDTH, round(WIDTH * ratio), radius=radius, letters=LETTERS, ground=ground)


def _alt(sheet: Sheet) -> str:
    """What the map shows, for who hears it: the list beside it says the same, place by place."""
    return _(
        "Kaart van de buurt met {number} genummerde plekken. De lijst noemt ze op volgorde van hun nummer."
    ).format(number=len(sheet.lines))


def _group(section: Section) -> dict[str, Any]:
    return {"title": section.title, "tone": section.tone, "lines": [_line(line) for line in section.lines]}


def _line(line: Line) -> dict[str, Any]:
    walk_in = line.service.access == line.service.Access.WALK_IN  # most of them; the map says it once, above
    calls = bool(line.phone) and not walk_in and not line.service.needs_referral
    return {
        "number": line.number, "name": line.name, "facts": line.facts, "own": line.own, "where": line.where,
        "how": "" if walk_in or calls else line.how, "call": [_("Bel"), line.phone] if calls else [],
        "note": _("nu tijdelijk niet") if line.is_paused else "",
    }  # fmt: skip


def _outside(picture: Picture) -> str:
    """Which numbers one does not find on the map."""
    if not picture.outside:
        return ""
    numbers = ", ".join(str(line.number) for line in picture.outside)
    return _("Niet op de kaart: {numbers}").format(numbers=numbers)


def _short(address: str) -> str:
    parts = urlsplit(address)
    return (parts.netloc + parts.path).rstrip("/")
