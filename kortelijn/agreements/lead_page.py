"""What the page of who leads shows: every rule in words, the table of fields of life and ages, overlaps and gaps."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from uuid import UUID

from django.utils.translation import gettext as _

from kortelijn.agreements.lead import seats_of
from kortelijn.agreements.lead_mending import mend_gap, mend_overlap
from kortelijn.agreements.lead_table import OLDEST, Cell, Overlap, Rule, Situation, decide, gaps, overlaps, table
from kortelijn.agreements.models import Agreement
from kortelijn.agreements.words import ages, in_words, leader_title, situation_words, topic, when
from kortelijn.parties.models import Person, Seat
from kortelijn.parties.queries import holders_of


@dataclass(frozen=True, slots=True)
class Told:
    """A rule in words."""

    when: str
    leader: str
    agreement: Agreement


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the table: who leads or that nobody does, for which needs somebody does, where it is mended."""

    leader: str
    only: str = ""
    is_gap: bool = False
    gap: str = ""
    mend: str = ""
    span: int = 1  # over how many ages it is the same


@dataclass(frozen=True, slots=True)
class Row:
    """A field of life, with who leads at each age."""

    title: str
    cells: tuple["Field", ...]


@dataclass(frozen=True, slots=True)
class Clash:
    """Two rules that name somebody else."""

    situation: str
    one: Told
    other: Told
    mend: str = ""  # where the rule is begun that goes before both


@dataclass(frozen=True, slots=True)
class Page:
    """All of it."""

    rules: tuple[Told, ...]
    ages: tuple[str, ...]
    rows: tuple[Row, ...]
    clashes: tuple[Clash, ...]
    gaps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tried:
    """Who would lead in a made-up situation, and why; who else, where the rules do not agree."""

    situation: str
    told: Told | None
    others: tuple[Told, ...]
    seats: tuple[tuple[Seat, Person | None], ...]


def lead_page(rules: Sequence[Rule]) -> Page:
    """The decision table as people read it."""
    cells, holes = table(rules), gaps(rules)
    ordered = sorted(rules, key=lambda rule: (*(-int(part) for part in rule.precision), when(rule.source)))
    return Page(
        tuple(_told(rule) for rule in ordered),
        tuple(ages(cell.low, cell.high) or _("alle leeftijden") for cell in cells[0]),
        tuple(Row(topic(row[0].domain), _joined(_field(cell, holes) for cell in row)) for row in cells),
        tuple(_clash(each) for each in overlaps(rules)),
        tuple(_gap(cell) for cell in holes) if rules else (),
    )


def tried(network: UUID, rules: Sequence[Rule], situation: Situation) -> Tried:
    """Who leads in this situation, and who that may be here."""
    decision = decide(rules, situation)
    if decision is None:
        return Tried(situation_words(situation), None, (), ())
    seats = seats_of(network, decision.rule.leader)
    holders = holders_of(seat.pk for seat in seats)
    others = {rule.leader: _told(rule) for rule in decision.others}
    return Tried(
        situation_words(situation), _told(decision.rule), tuple(others.values()),
        tuple((seat, holders.get(seat.pk)) for seat in seats),
    )  # fmt: skip


def _told(rule: Rule) -> Told:
    return Told(when(rule.source), leader_title(rule.leader), rule.source.article.version.agreement)


def _clash(overlap: Overlap) -> Clash:
    said = situation_words(overlap.situation)
    return Clash(said, _told(overlap.one), _told(overlap.other), mend_overlap(overlap))


def _field(cell: Cell, holes: Sequence[Cell]) -> Field:
    if cell.decision is not None:
        leaders = dict.fromkeys(leader_title(each.leader) for each in (cell.decision.rule, *cell.decision.others))
        return Field(in_words(leaders, _("of")))
    hole = next(each for each in holes if each.domain == cell.domain and each.low <= cell.low <= each.high)
    finer = in_words([topic(code) for code in cell.only_for], _("en"))
    only = _("wel geregeld: {needs}").format(needs=finer) if finer else ""
    return Field(_("niemand"), only, is_gap=True, gap=_gap(hole), mend=mend_gap(hole))


def _joined(fields: Iterable[Field]) -> tuple[Field, ...]:
    """What is the same at ages that follow each other is one field."""
    same = [list(some) for _first, some in groupby(fields)]
    return tuple(replace(some[0], span=len(some)) for some in same)


def _gap(cell: Cell) -> str:
    some = "" if (cell.low, cell.high) == (0, OLDEST) else ages(cell.low, cell.high)
    return ", ".join(part for part in (topic(cell.domain), some) if part)
