"""Whether a file is a short piece of sound, by what is in it: the name and the type that it came with say nothing."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from kortelijn.kernel.errors import Refused
from kortelijn.voices.broken import Broken
from kortelijn.voices.mp3 import clean_mp3
from kortelijn.voices.mp4 import clean_mp4
from kortelijn.voices.ogg import seconds_of_ogg
from kortelijn.voices.webm import clean_webm

MOST_BYTES = 12 * 1024 * 1024
MOST_SECONDS = 180
A_BREATH = 3  # a recorder that stops at three minutes is a moment late
PROBE = Path(__file__).with_name("probe.py")
PATIENCE = 20


@dataclass(frozen=True, slots=True)
class Sound:
    """A piece of sound that was looked into."""

    content: bytes
    mime: str
    seconds: int

    @property
    def digest(self) -> str:
        """What tells it from any other."""
        return sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: how it begins, what it is called, and what may be in it."""

    begins: Callable[[bytes], bool]
    mime: str
    endings: frozenset[str]
    holds: frozenset[str]
    clean: Callable[[bytes], tuple[bytes, float]]


KINDS = (
    Kind(lambda head: head.startswith(b"\x1a\x45\xdf\xa3"), "audio/webm", frozenset({"webm", "weba"}),
         frozenset({"Opus", "Vorbis"}), clean_webm),
    Kind(lambda head: head[4:8] == b"ftyp", "audio/mp4", frozenset({"mp4", "m4a"}),
         frozenset({"AAC", "Opus", "MPEG Audio"}), lambda data: (clean_mp4(data), 0.0)),
    Kind(lambda head: head.startswith(b"OggS"), "audio/ogg", frozenset({"ogg", "oga", "opus"}),
         frozenset({"Opus", "Vorbis"}), lambda data: (data, seconds_of_ogg(data))),
    Kind(lambda head: head.startswith(b"ID3") or (head[:1] == b"\xff" and head[1:2] >= b"\xe0"), "audio/mpeg",
         frozenset({"mp3"}), frozenset({"MPEG Audio"}), clean_mp3),
)  # fmt: skip
MIMES = tuple(kind.mime for kind in KINDS)


def sound_in(content: bytes, name: str = "") -> Sound:
    """The sound in a file, without what was written beside it; refused when it is anything else or too long."""
    if not content:
        raise Refused(_("Dit bestand is leeg. Neem het verhaal opnieuw op, of kies een ander bestand."))
    if len(content) > MOST_BYTES:
        raise Refused(too_large())
    kind = next((each for each in KINDS if each.begins(content[:16])), None)
    if kind is None:
        raise Refused(
            _("Dit is geen geluid dat wij kunnen afspelen. Kies een bestand van het soort mp3, m4a, ogg of webm.")
        )
    _must_be_called(kind, name)
    try:
        cleaned, seconds = kind.clean(content)
    except Broken:
        raise Refused(_("Dit bestand is stuk, of er zit iets anders in dan geluid. Neem het opnieuw op.")) from None
    return Sound(cleaned, kind.mime, _short_enough(max(seconds, _looked_into(cleaned, kind))))


def too_large() -> str:
    """What is said of a file that is too large."""
    return _("Dit bestand is groter dan 12 MB. Drie minuten geluid past daar ruim in: kies een kleiner bestand.")


def _must_be_called(kind: Kind, name: str) -> None:
    _stem, dot, ending = name.rpartition(".")
    if dot and ending.lower() not in kind.endings:
        raise Refused(
            _(
                "De naam van dit bestand eindigt op .{ending}, maar er zit iets anders in. Kies het juiste bestand."
            ).format(ending=ending[:10])
        )


def _short_enough(seconds: float) -> int:
    if seconds > MOST_SECONDS + A_BREATH:
        raise Refused(_("Dit verhaal is langer dan drie minuten. Maak het korter: dan luisteren mensen het af."))
    if seconds < 1:
        raise Refused(_("Hier is niets op te horen. Neem het verhaal opnieuw op."))
    return min(round(seconds), MOST_SECONDS)


def _looked_into(content: bytes, kind: Kind) -> float:
    """How long MediaInfo says that it takes; refused unless there is one track, and that of sound."""
    tracks = [each for each in _tracks(content) if each["kind"] not in ("General", "Menu")]
    if any(each["kind"] in ("Video", "Image") for each in tracks):
        raise Refused(_("In dit bestand zit ook beeld. Kies een bestand met alleen geluid."))
    if [each["kind"] for each in tracks] != ["Audio"] or tracks[0]["format"] not in kind.holds:
        raise Refused(
            _("Dit geluid speelt niet in elke browser. Kies een bestand van het soort mp3, m4a, ogg of webm.")
        )
    return float(tracks[0]["duration"] or 0) / 1000


def _tracks(content: bytes) -> list[dict[str, Any]]:
    command = [sys.executable, "-I", str(PROBE)]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=PATIENCE, check=True)  # noqa: S603 - our own program
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        raise Refused(_("Dit bestand konden wij niet bekijken. Neem het opnieuw op.")) from None
    tracks: list[dict[str, Any]] = json.loads(done.stdout)
    return tracks
