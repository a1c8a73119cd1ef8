"""Whether a file is a picture, by what is in it, and that picture drawn anew: small, upright, and without what it told.

What a camera writes beside a picture (where, when, with which telephone) is never kept, and neither are the bytes that
came: what others see was made here.
"""

import warnings
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from kortelijn.kernel.errors import Refused

MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 26_000_000  # more would take hundreds of megabytes to look at
LEAST = 120  # pixels on a side: smaller is no face on a wall
SIDE = 400
QUALITY = 82
KINDS = ("JPEG", "PNG", "WEBP")
EYES = (0.5, 0.35)  # a face is above the middle of a picture more often than below it
BEHIND = (242, 233, 244)  # what shows through a picture with holes
MIME = "image/jpeg"


@dataclass(frozen=True, slots=True)
class Face:
    """A picture of somebody, drawn anew."""

    content: bytes

    @property
    def digest(self) -> str:
        """What tells it from any other."""
        return sha256(self.content).hexdigest()


def face_in(content: bytes) -> Face:
    """The picture in a file, square and small, with nothing beside it; refused when it is anything else."""
    if len(content) > MOST_BYTES:
        raise Refused(too_large())
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what is odd about a file is no news to whoever runs this
            return Face(_drawn_anew(content))
    except Refused:
        raise
    # Whatever is wrong with a stranger's file, and each kind of file has its own way of being wrong.
    except Exception:
        raise Refused(
            _("Dit is geen foto die wij kunnen laten zien. Kies een bestand van het soort jpg of png.")
        ) from None


def too_large() -> str:
    """What is said of a file that is too large."""
    return _("Deze foto is groter dan 10 MB. Kies een kleinere foto.")


def _drawn_anew(content: bytes) -> bytes:
    with Image.open(BytesIO(content), formats=KINDS) as picture:
        width, height = picture.size
        if width * height > MOST_PIXELS:
            raise Refused(_("Deze foto heeft te veel beeldpunten. Maak de foto kleiner, of kies een andere."))
        if min(width, height) < LEAST:
            raise Refused(_("Deze foto is te klein. Kies een foto van minstens 120 bij 120 beeldpunten."))
        picture.draft("RGB", (SIDE * 2, SIDE * 2))  # a large photo is read small at once
        upright = ImageOps.exif_transpose(picture).convert("RGBA")
    square = ImageOps.fit(upright, (SIDE, SIDE), Image.Resampling.LANCZOS, centering=EYES)
    whole = Image.new("RGB", square.size, BEHIND)
    whole.paste(square, mask=square.getchannel("A"))
    drawn = BytesIO()
    Image.Image.save(whole, drawn, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return drawn.getvalue()
