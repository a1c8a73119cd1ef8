"""Six kinds of places on the map, each with a shape, a colour and a pictogram: never known by its colour alone."""

from dataclasses import dataclass
from functools import cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CIRCLE = "M20 2a18 18 0 1 1 0 36a18 18 0 1 1 0-36z"
LEAF = "M7 2h13c11 0 18 7 18 18s-7 18-18 18S2 31 2 20V7a5 5 0 0 1 5-5z"
SQUARE = "M9 3h22a6 6 0 0 1 6 6v22a6 6 0 0 1-6 6H9a6 6 0 0 1-6-6V9a6 6 0 0 1 6-6z"
DIAMOND = (
    "M20 .5c1.2 0 2.3.5 3.1 1.3l15.1 15.1a4.4 4.4 0 0 1 0 6.2L23.1 38.2a4.4 4.4 0 0 1-6.2 0L1.8 23.1"
    "a4.4 4.4 0 0 1 0-6.2L16.9 1.8c.8-.8 1.9-1.3 3.1-1.3z"
)
HOUSE = (
    "M17.7 1.6a3.8 3.8 0 0 1 4.6 0l13.9 10.8a4 4 0 0 1 1.5 3.9l-3.5 18a4 4 0 0 1-3.9 3.2H9.7a4 4 0 0 1-3.9-3.2"
    "l-3.5-18a4 4 0 0 1 1.5-3.9z"
)
HEXAGON = (
    "M17.8 1.2a4.4 4.4 0 0 1 4.4 0l12.7 7.3a4.4 4.4 0 0 1 2.2 3.8v15.4a4.4 4.4 0 0 1-2.2 3.8l-12.7 7.3"
    "a4.4 4.4 0 0 1-4.4 0L5.1 31.5a4.4 4.4 0 0 1-2.2-3.8V12.3a4.4 4.4 0 0 1 2.2-3.8z"
)


@dataclass(frozen=True, slots=True)
class Kind:
    """What somebody goes to a place for, in one glance."""

    code: str
    label: str | Promise
    shape: str
    icon: str
    color: str
    domains: tuple[str, ...]


# The colours are those of the style sheet (frontend/css/maps.css); a picture on its own needs them written out.
KINDS = (
    Kind("ontmoeten", _("Ontmoeten en meedoen"), CIRCLE, "users", "#0b5d66",
         ("netwerk", "dagbesteding", "zingeving", "rouw")),
    Kind("bewegen", _("Bewegen en eten"), LEAF, "run", "#2b7340", ("bewegen", "voeding")),
    Kind("gezond", _("Gezondheid en zorg"), SQUARE, "stethoscope", "#a93621",
         ("lichamelijk", "psychisch", "verslaving", "dementie", "mantelzorg")),
    Kind("geld", _("Geld, werk en recht"), DIAMOND, "coin-euro", "#8a6100", ("geld", "werk", "recht", "justitie")),
    Kind("gezin", _("Kind en gezin"), HOUSE, "backpack", "#3d4f9f", ("jeugd", "opvoeding", "relaties")),
    Kind("wonen", _("Wonen, taal en digitaal"), HEXAGON, "home", "#4a636a", ("wonen", "taal")),
)  # fmt: skip


@cache
def kind_numbers() -> dict[str, int]:
    """The number of the kind that each domain belongs to."""
    return {domain: number for number, kind in enumerate(KINDS) for domain in kind.domains}


def kind_of(domain: str) -> Kind:
    """The kind that a domain belongs to; what has none is about meeting people, as most is."""
    return KINDS[kind_numbers().get(domain, 0)]
