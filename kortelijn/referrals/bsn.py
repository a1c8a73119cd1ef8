"""A BSN has no place here: what looks like one is taken out before anything is kept."""

import re

from django.core.exceptions import ValidationError
from localflavor.nl.validators import NLBSNFieldValidator

# Nine digits with at most a dot, dash or space between two, not part of a longer number such as a telephone number.
NINE_DIGITS = re.compile(r"(?<!\d)(?<!\d[ .-])\d(?:[ .-]?\d){8}(?![ .-]?\d)")
_check = NLBSNFieldValidator()


def has_bsn(text: str) -> bool:
    """Whether the text holds a number that passes the test of a BSN."""
    return any(_is_bsn(match[0]) for match in NINE_DIGITS.finditer(text))


def without_bsn(text: str) -> str:
    """The same text without such numbers."""
    return NINE_DIGITS.sub(lambda match: "" if _is_bsn(match[0]) else match[0], text).strip()


def _is_bsn(written: str) -> bool:
    try:
        _check("".join(sign for sign in written if sign.isdigit()))
    except ValidationError:
        return False
    return True
