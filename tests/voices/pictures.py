"""Pictures made by code, as telephones and as mischief make them."""

from io import BytesIO
from struct import pack
from zlib import crc32

from PIL import Image

LEFT, RIGHT = (200, 30, 30), (30, 30, 200)


def jpeg(size: tuple[int, int] = (900, 600), *, orientation: int = 1, quality: int = 90) -> bytes:
    """Red on the left and blue on the right, with what a telephone writes beside it."""
    picture = Image.new("RGB", size, LEFT)
    picture.paste(RIGHT, (size[0] // 2, 0, size[0], size[1]))
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Toestel van Sanne"
    exif.get_ifd(0x8825)[1] = "N"  # where it was taken
    exif.get_ifd(0x8825)[2] = (52.0, 3.0, 20.0)
    out = BytesIO()
    picture.save(out, "JPEG", exif=exif, quality=quality, comment=b"thuis bij Sanne")
    return out.getvalue()


def saved(kind: str, mode: str = "RGB", size: tuple[int, int] = (300, 300)) -> bytes:
    """A plain picture of another kind."""
    out = BytesIO()
    Image.new(mode, size).save(out, kind)
    return out.getvalue()


def bomb(side: int = 60_000) -> bytes:
    """A PNG of a few bytes that says it is billions of dots."""
    head = pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", b"\x78\x9c") + _chunk(b"IEND", b"")


def _chunk(name: bytes, content: bytes) -> bytes:
    return pack(">I", len(content)) + name + content + pack(">I", crc32(name + content))
