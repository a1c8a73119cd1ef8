"""What a figure of vitality is made of on the page: its sentence, its table, its step, and who may see it how far."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kortelijn.insights.figures import Detail
from kortelijn.insights.roster import FIELD_WORDS
from kortelijn.ui.shell import optional_url

FEW = 5  # smaller groups and counts are not shown to who does not coordinate: somebody might be recognized
Figures = dict[str, Any]
Words = str | Promise


@dataclass(frozen=True)
class Table:
    """What is behind a figure, as rows under heads."""

    caption: Words
    head: Sequence[Words]
    rows: Sequence[Sequence[Words]]


@dataclass(frozen=True)
class Cell:
    """The share of ties between two groups, or why there is none."""

    text: str
    shade: int | None = None


@dataclass
class Part:
    """One figure on the page."""

    key: str
    title: Words
    sentence: Words
    note: Words = ""
    provisional: bool = False
    tables: list[Table] = field(default_factory=list)
    matrix: Sequence[tuple[Words, list[Cell]]] = ()
    heads: Sequence[Words] = ()
    names: list[tuple[str, str]] = field(default_factory=list)
    lists: list[tuple[Words, list[tuple[str, str]]]] = field(default_factory=list)
    step: str = ""
    step_url: str = ""

    def with_step(self, what: str) -> "Part":
        """A button that puts it on the board; the address names nobody."""
        url = optional_url("steps:new")
        if url:
            self.step, self.step_url = what, f"{url}?{urlencode({'what': what, 'why': str(self.sentence)[:300]})}"
        return self


@dataclass(frozen=True)
class View:
    """What this page shows to whom: the sums, the sums of last time, and the people only to whom may see them."""

    figures: Figures
    lens: str
    before: Figures | None = None
    detail: Detail | None = None
    everything: bool = False  # small counts too

    def count(self, number: int) -> str:
        """A count of people, or `minder dan 5` where one of them might be recognized."""
        if number == 0:
            return _("niemand")
        if number < FEW and not self.everything:
            return _("minder dan 5 mensen")
        return ngettext("{count} mens", "{count} mensen", number).format(count=number)


def percent(share: float | None) -> str:
    """`38%`, or that there is nothing to say."""
    return _("n.v.t.") if share is None or math.isnan(share) else f"{round(100 * share)}%"


def number(figure: float | None) -> str:
    """`0,38` as the language of the page writes it, or that there is nothing to say."""
    return _("n.v.t.") if figure is None or math.isnan(figure) else str(number_format(figure, decimal_pos=2))


def word(group: str) -> str:
    """A part of the field as people call it."""
    return str(FIELD_WORDS[group])
