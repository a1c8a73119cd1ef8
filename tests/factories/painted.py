"""What a PDF is painted with."""

import re
import zlib

STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)


def is_painted_with(pdf: bytes, colour: str) -> bool:
    """Whether any page of it uses this colour, written as `#rrggbb`."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    wanted = " ".join(f"{part:.4f}"[:-1].rstrip("0") + r"\d*" for part in parts)
    return any(re.search(wanted.encode(), _plain(stream)) for stream in STREAM.findall(pdf))


def _plain(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:  # a font or a picture in a form of its own
        return b""
