"""WebM by its own structure (EBML, RFC 8794; Matroska, RFC 9559): every byte accounted for, and how long it takes.

A browser that records writes no duration, because it does not know the end when it begins. Without one a player shows
no time and cannot seek, so the duration that we count is written into the file.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from kortelijn.voices.broken import Broken

EBML, DOCTYPE, SEGMENT, INFO, SCALE, DURATION = 0x1A45DFA3, 0x4282, 0x18538067, 0x1549A966, 0x2AD7B1, 0x4489
CLUSTER, TIMESTAMP, SIMPLE_BLOCK, BLOCK_GROUP, BLOCK = 0x1F43B675, 0xE7, 0xA3, 0xA0, 0xA1
SEEK_HEAD, CUES, VOID, TAGS, TRACKS, CHAPTERS = 0x114D9B74, 0x1C53BB6B, 0xEC, 0x1254C367, 0x1654AE6B, 0x1043A770
TOP = {INFO, CLUSTER, SEEK_HEAD, CUES, VOID, TAGS, TRACKS, CHAPTERS}
WRITTEN_BESIDE = {VOID, TAGS, CHAPTERS}  # names, places and whatever else is no sound
POSITIONS = {SEEK_HEAD, CUES}  # where things stand in bytes; a player does without
UNKNOWN = -1
MILLISECOND = 1_000_000  # in nanoseconds: the usual scale
MOST_OF_A_NUMBER = 8  # bytes
LAST_BLOCK = 20  # milliseconds in one packet of Opus as browsers write it


@dataclass(frozen=True, slots=True)
class Element:
    """Where an element begins, where what is in it begins, and where it ends."""

    code: int
    start: int
    body: int
    end: int


def _number(data: bytes, at: int, *, keep_marker: bool) -> tuple[int, int]:
    """A number of variable length, and where it ends."""
    first = data[at] if at < len(data) else 0
    length = 9 - first.bit_length()
    if not first or at + length > len(data):
        raise Broken
    value = int.from_bytes(data[at : at + length])
    if keep_marker:
        return value, at + length
    value &= (1 << 7 * length) - 1
    return (UNKNOWN if value == (1 << 7 * length) - 1 else value), at + length


def _whole(data: bytes) -> int:
    """A whole number without a sign, at most eight bytes long (RFC 8794 7.2)."""
    if len(data) > MOST_OF_A_NUMBER:
        raise Broken
    return int.from_bytes(data)


def _element(data: bytes, at: int, end: int) -> Element:
    code, after = _number(data, at, keep_marker=True)
    size, body = _number(data, after, keep_marker=False)
    stop = end if size == UNKNOWN else body + size
    if (size == UNKNOWN and code not in (SEGMENT, CLUSTER)) or stop > end:
        raise Broken
    if size == UNKNOWN and code == CLUSTER:
        stop = _end_of_cluster(data, body, end)
    return Element(code, at, body, stop)


def _end_of_cluster(data: bytes, at: int, end: int) -> int:
    """A cluster of unknown size lasts until something that stands beside clusters, not in them."""
    while at < end:
        code, after = _number(data, at, keep_marker=True)
        if code in TOP - {VOID}:
            return at
        size, body = _number(data, after, keep_marker=False)
        if size == UNKNOWN or body + size > end:
            raise Broken
        at = body + size
    return end


def _elements(data: bytes, at: int, end: int) -> Iterator[Element]:
    while at < end:
        found = _element(data, at, end)
        yield found
        at = found.end


def clean_webm(data: bytes) -> tuple[bytes, float]:
    """The file with its duration in it and nothing else than sound, and that duration in seconds."""
    head, segment = _two(list(_elements(data, 0, len(data))))
    doctype = [data[each.body : each.end] for each in _elements(data, head.body, head.end) if each.code == DOCTYPE]
    if doctype != [b"webm"]:
        raise Broken
    parts = list(_elements(data, segment.body, segment.end))
    if {part.code for part in parts} - TOP:
        raise Broken
    info = next((part for part in parts if part.code == INFO), None)
    if info is None:
        raise Broken
    inside = {each.code: data[each.body : each.end] for each in _elements(data, info.body, info.end)}
    scale = _whole(inside.get(SCALE, b"")) or MILLISECOND
    seconds = (_last_moment(data, parts) * scale / MILLISECOND + LAST_BLOCK) / 1000
    if DURATION in inside:
        return _without(data, parts, WRITTEN_BESIDE), seconds
    return _with_duration(_without(data, parts, WRITTEN_BESIDE | POSITIONS), segment, info, seconds, scale), seconds


def _two(found: list[Element]) -> tuple[Element, Element]:
    """A head and one segment: what comes after is no sound."""
    if [each.code for each in found] != [EBML, SEGMENT]:
        raise Broken
    return found[0], found[1]


def _last_moment(data: bytes, parts: list[Element]) -> int:
    last = -1
    for cluster in (part for part in parts if part.code == CLUSTER):
        begins = 0
        for each in _elements(data, cluster.body, cluster.end):
            if each.code == TIMESTAMP:
                begins = _whole(data[each.body : each.end])
            elif each.code == SIMPLE_BLOCK:
                last = max(last, begins + _offset(data, each))
            elif each.code == BLOCK_GROUP:
                blocks = [one for one in _elements(data, each.body, each.end) if one.code == BLOCK]
                last = max([last, *(begins + _offset(data, one) for one in blocks)])
    if last < 0:
        raise Broken
    return last


def _offset(data: bytes, block: Element) -> int:
    _track, at = _number(data, block.body, keep_marker=False)
    if at + 2 > block.end:
        raise Broken
    return int.from_bytes(data[at : at + 2], signed=True)


def _without(data: bytes, parts: list[Element], codes: set[int]) -> bytes:
    """These parts become empty space; nothing moves."""
    wiped = bytearray(data)
    for part in parts:
        if part.code in codes:
            wiped[part.start : part.end] = _void(part.end - part.start)
    return bytes(wiped)


def _void(length: int) -> bytes:
    """An empty element of so many bytes, head included (RFC 8794 11.3.2)."""
    wide = min(8, length - 1)
    return bytes([VOID]) + (length - 1 - wide | 1 << 7 * wide).to_bytes(wide) + bytes(length - 1 - wide)


def _with_duration(data: bytes, segment: Element, info: Element, seconds: float, scale: int) -> bytes:
    """With the duration as the last thing in what is said about the file; what is counted in bytes stays right."""
    ticks = seconds * 1000 * MILLISECOND / scale
    inside = data[info.body : info.end] + DURATION.to_bytes(2) + b"\x88" + struct.pack(">d", ticks)
    written = INFO.to_bytes(4) + (len(inside) | 1 << 56).to_bytes(8) + inside
    grown = len(written) - (info.end - info.start)
    head = _longer(data, segment, grown)
    return data[: segment.start] + head + data[segment.body : info.start] + written + data[info.end :]


def _longer(data: bytes, segment: Element, grown: int) -> bytes:
    """The head of the segment; one of known size says that it is longer now."""
    _code, at = _number(data, segment.start, keep_marker=True)
    size, _body = _number(data, at, keep_marker=False)
    if size == UNKNOWN:
        return data[segment.start : segment.body]
    return SEGMENT.to_bytes(4) + (size + grown | 1 << 56).to_bytes(8)
