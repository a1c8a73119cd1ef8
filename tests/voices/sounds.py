"""Pieces of sound made by code: a tone of two seconds and a half that a browser recorded, and silence by hand."""

from pathlib import Path

HERE = Path(__file__).parent
MP3_FRAME = b"\xff\xfb\x90\x00" + bytes(413)  # 26 ms of silence: MPEG 1, layer III, 128 kbit/s, 44.1 kHz


def webm() -> bytes:
    """As MediaRecorder makes it: one segment of unknown size, without a duration."""
    return (HERE / "tone.webm").read_bytes()


def m4a() -> bytes:
    """The same in MP4."""
    return (HERE / "tone.m4a").read_bytes()


def mp3(seconds: float = 3) -> bytes:
    """So many seconds of silence."""
    return MP3_FRAME * round(seconds * 44_100 / 1152)


def ogg(seconds: int = 3) -> bytes:
    """One stream of Opus: its head, its tags, and a page of silence for each second."""
    head = b"OpusHead\x01\x01" + (312).to_bytes(2, "little") + (48_000).to_bytes(4, "little") + b"\x00\x00\x00"
    tags = b"OpusTags" + (4).to_bytes(4, "little") + b"test" + bytes(4)
    silence = [b"\xf8\xff\xfe"] * 50  # 20 ms each
    pages = [page([head], 0, flags=2, number=0), page([tags], 0, number=1)]
    pages += [page(silence, second * 48_000, number=second + 1) for second in range(1, seconds + 1)]
    return b"".join(pages)


def page(packets: list[bytes], moment: int, *, number: int, flags: int = 0, stream: int = 7) -> bytes:
    """A page of Ogg with its check."""
    head = b"OggS\x00" + bytes([flags]) + moment.to_bytes(8, "little") + stream.to_bytes(4, "little")
    head += number.to_bytes(4, "little")
    rest = bytes([len(packets), *map(len, packets)]) + b"".join(packets)
    return head + _check(head + bytes(4) + rest).to_bytes(4, "little") + rest


def _check(data: bytes) -> int:
    value = 0
    for byte in data:
        value ^= byte << 24
        for _bit in range(8):
            value = (value << 1 ^ (0x04C11DB7 if value & 0x80000000 else 0)) & 0xFFFFFFFF
    return value
