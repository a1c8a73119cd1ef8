"""MP4 by its own structure (ISO/IEC 14496-12): boxes that account for every byte, without what was written beside."""

from collections.abc import Iterator
from dataclasses import dataclass

from kortelijn.voices.broken import Broken

TOP = {
    b"ftyp", b"styp", b"moov", b"moof", b"mdat", b"mfra", b"sidx", b"ssix", b"prft", b"emsg", b"free", b"skip",
    b"wide", b"uuid", b"meta", b"udta", b"pdin",
}  # fmt: skip
INSIDE = {b"moov", b"trak", b"moof", b"traf", b"mdia", b"minf"}
# Names, the place where it was recorded, a picture: none of it is sound. `free` is space that a player skips.
WRITTEN_BESIDE = {b"free", b"skip", b"wide", b"uuid", b"meta", b"udta", b"emsg", b"prft", b"pdin"}
DEEP = 6


@dataclass(frozen=True, slots=True)
class Box:
    """What kind, where it begins, where what is in it begins, and where it ends."""

    kind: bytes
    start: int
    body: int
    end: int


def _boxes(data: bytes, at: int, end: int) -> Iterator[Box]:
    while at < end:
        if at + 8 > end:
            raise Broken
        size, kind, body = int.from_bytes(data[at : at + 4]), data[at + 4 : at + 8], at + 8
        if size == 1:
            size, body = int.from_bytes(data[at + 8 : at + 16]), at + 16
        stop = end if size == 0 else at + size
        if stop < body or stop > end:
            raise Broken
        yield Box(kind, at, body, stop)
        at = stop


def clean_mp4(data: bytes) -> bytes:
    """The same sound in the same places, and nothing that was written beside it."""
    found = list(_boxes(data, 0, len(data)))
    kinds = [box.kind for box in found]
    if kinds[:1] != [b"ftyp"] or set(kinds) - TOP or b"moov" not in kinds or b"mdat" not in kinds:
        raise Broken
    wiped = bytearray(data)
    for box in found:
        _wipe(data, box, wiped, 0)
    return bytes(wiped)


def _wipe(data: bytes, box: Box, wiped: bytearray, depth: int) -> None:
    if box.kind in WRITTEN_BESIDE:
        wiped[box.start + 4 : box.start + 8] = b"free"
        wiped[box.body : box.end] = bytes(box.end - box.body)
    elif box.kind in INSIDE and depth < DEEP:
        for each in _boxes(data, box.body, box.end):
            _wipe(data, each, wiped, depth + 1)
