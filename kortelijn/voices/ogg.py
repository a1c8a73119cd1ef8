"""Ogg by its own structure (RFC 3533): one stream of pages, Opus (RFC 7845) or Vorbis, and how long it takes."""

from collections.abc import Iterator
from dataclasses import dataclass

from kortelijn.voices.broken import Broken

HEAD = 27
OPUS_RATE = 48_000
NO_MOMENT = (1 << 64) - 1


@dataclass(frozen=True, slots=True)
class Page:
    """One page: what it holds, of which stream, and the moment at which it ends."""

    flags: int
    moment: int
    stream: bytes
    body: bytes


def _pages(data: bytes) -> Iterator[Page]:
    at = 0
    while at < len(data):
        if data[at : at + 5] != b"OggS\x00" or at + HEAD > len(data):
            raise Broken
        segments = data[at + HEAD : at + HEAD + data[at + 26]]
        body = at + HEAD + len(segments)
        if len(segments) != data[at + 26] or body + sum(segments) > len(data):
            raise Broken
        moment = int.from_bytes(data[at + 6 : at + 14], "little")
        yield Page(data[at + 5], moment, data[at + 14 : at + 18], data[body : body + sum(segments)])
        at = body + sum(segments)


def seconds_of_ogg(data: bytes) -> float:
    """How long it takes; one stream of sound only, with no byte left over."""
    pages = list(_pages(data))
    begins = [page for page in pages if page.flags & 2]
    if len(begins) != 1 or pages[0] is not begins[0] or len({page.stream for page in pages}) != 1:
        raise Broken
    rate, skipped = _rate(begins[0].body)
    last = max((page.moment for page in pages if page.moment != NO_MOMENT), default=0)
    return max(0, last - skipped) / rate


def _rate(head: bytes) -> tuple[int, int]:
    """How many samples are counted in a second, and how many at the beginning are not heard."""
    if head.startswith(b"OpusHead") and len(head) >= 19:  # noqa: PLR2004 - RFC 7845 5.1
        return OPUS_RATE, int.from_bytes(head[10:12], "little")
    if head.startswith(b"\x01vorbis") and len(head) >= 30 and any(head[12:16]):  # noqa: PLR2004 - Vorbis I 4.2.2
        return int.from_bytes(head[12:16], "little"), 0
    raise Broken
