"""The list as rows of a spreadsheet."""

from collections.abc import Iterable, Iterator

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from kortelijn.initiatives.models import Initiative
from kortelijn.initiatives.overlap import theme_titles

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def rows_of(initiatives: Iterable[Initiative]) -> Iterator[list[str]]:
    """A head, and a row per initiative; no cell is ever a formula."""
    yield [_("Naam"), _("Doel"), _("Thema’s"), _("Voor wie"), _("Fase"), _("Buurt"), _("Plek"), _("Begint op"),
           _("Duurt tot en met"), _("Contact"), _("Wie doen mee"), _("Geld"), _("Nodig")]  # fmt: skip
    for each in initiatives:
        yield [safe(cell) for cell in _cells(each)]


def safe(cell: str) -> str:
    """A text that begins as a formula does is made text again."""
    return f"'{cell}" if cell.startswith(STARTS_A_FORMULA) else cell


def _cells(each: Initiative) -> list[str]:
    parties = [f"{one.organization.name} ({one.get_role_display()})" for one in each.parties.all()]
    money = [
        f"{one.source}: {number_format(one.amount) if one.amount is not None else '?'}" for one in each.money.all()
    ]
    asks = [f"{one.get_kind_display()}: {one.what}" for one in each.open_asks]
    groups = [str(Initiative.Group(code).label) for code in each.groups]
    return [
        each.name, each.aim, _list(theme_titles(each.themes)), _list(groups), str(each.get_phase_display()),
        str(each.area or ""), str(each.location or ""), str(each.starts_on or ""), str(each.ends_on or ""),
        str(each.contact), _list(parties), _list(money), _list(asks),
    ]  # fmt: skip


def _list(words: Iterable[str]) -> str:
    return ", ".join(words)
