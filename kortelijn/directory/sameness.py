"""How two ways of writing the same phone number, address or website are brought to one, in Python and in the database.

The database keeps indexes of these forms (see the models), so that looking for them is quick however much there is.
"""

import re
from typing import Any

from django.db.models import CharField, F, Func, Value
from django.db.models.functions import Lower, Replace, Right, Upper

PHONE_DIGITS = 9  # of a Dutch number without its nought or +31
HOUSE_NUMBER = re.compile(r"\b(\d{1,5})\b")
BEFORE_HOST = r"^(https?://)?(www\.)?"
AFTER_PATH = r"/+$"


class Replaced(Func):
    """`regexp_replace(text, pattern, '', 'g')`."""

    function = "regexp_replace"
    template = "%(function)s(%(expressions)s)"
    output_field = CharField()

    def __init__(self, text: Any, pattern: str) -> None:
        super().__init__(text, Value(pattern), Value(""), Value("g"))


def phone_key(field: str) -> Func:
    """The last nine digits of a phone number, as the database computes them."""
    return Right(Replaced(F(field), r"\D"), PHONE_DIGITS)


def phone_of(text: str) -> str:
    """The same of a number at hand; what is too short to know anybody by is nothing."""
    digits = re.sub(r"\D", "", text)[-PHONE_DIGITS:]
    return digits if len(digits) == PHONE_DIGITS else ""


def postcode_key(field: str) -> Func:
    """A postcode without spaces in capitals, as the database computes it."""
    return Upper(Replace(F(field), Value(" "), Value("")))


def postcode_of(text: str) -> str:
    """The same of a postcode at hand."""
    return text.replace(" ", "").upper()


def house_number_of(address: str) -> str:
    """The first number of an address; of `2e Daalsedijk 8` that is the eight."""
    found: list[str] = HOUSE_NUMBER.findall(address)
    return found[0] if found else ""


def site_key(field: str) -> Func:
    """A web address without what may differ between two ways of writing it, as the database computes it."""
    return Replaced(Replaced(Lower(F(field)), BEFORE_HOST), AFTER_PATH)


def site_of(url: str) -> str:
    """The same of a web address at hand."""
    return re.sub(AFTER_PATH, "", re.sub(BEFORE_HOST, "", url.strip().lower()))
