"""Sets of people on the page of vitality: who together hold it together, and whom to tell so that all hear."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kortelijn.insights.figures import STEPS_TOLD, Detail
from kortelijn.insights.models import KNOWS
from kortelijn.insights.shown import Part, Table, View, number, percent


def key_players(view: View) -> Part | None:
    """Sets, never a ranking: who together hold it together need not be who have most contacts."""
    sets = view.figures["key_sets"]
    if not sets or view.lens == KNOWS:
        return None
    whole = view.figures["fragmentation"] or 0
    size, value = sets[-1]
    text = _(
        "Vallen er {size} mensen tegelijk weg, dan kan in het ergste geval {share} van de paren elkaar niet bereiken;"
        " nu is dat {now}."
    )
    part = Part(
        "sleutel", _("Wie houden het samen bij elkaar?"),
        text.format(size=size, share=percent(value), now=percent(whole)),
        note=_("Dit is niet wie het drukst is: wij zoeken het paar waarvan het vertrek samen het meest stukmaakt."),
        tables=[_table(view, "key_sets", _("als zoveel mensen wegvallen"), _("paren die elkaar niet bereiken"))],
    )  # fmt: skip
    if view.detail:
        part.lists = [(_label(found.people), _named(view.detail, found.people)) for found in view.detail.key_players]
    return part.with_step(_("Leg een tweede lijn naast de mensen op wie het netwerk leunt"))


def spread(view: View) -> Part | None:
    """Whom to tell something so that it gets around: again as a set, never a ranking."""
    told = view.figures.get("told_sets") or []
    if not told or view.lens == KNOWS:
        return None
    size, _far, soon = told[-1]
    text = _("Vertelt u iets aan de juiste {size} mensen, dan kan {share} het in {steps} stappen gehoord hebben.")
    part = Part(
        "rondvertellen", _("Hoe komt nieuws rond?"), text.format(size=size, share=percent(soon), steps=STEPS_TOLD),
        note=_("Eén stap is: iemand vertelt het aan alle collega's met wie er contact is. Wie in deze laag met"
               " niemand contact heeft, hoort het zo niet."),
        tables=[_table(
            view, "told_sets", _("aan zoveel mensen verteld"),
            _("hoort het in {steps} stappen").format(steps=STEPS_TOLD), _("bereik: 1 is meteen iedereen"),
        )],
    )  # fmt: skip
    if view.detail:
        part.lists = [(_label(found.people), _named(view.detail, found.people)) for found in view.detail.told]
    return part.with_step(_("Vertel nieuws eerst aan mensen die samen bijna iedereen bereiken"))


def _table(view: View, name: str, first: str, *heads: str) -> Table:
    """What each size of set does now and, when it was measured before, what it did then."""
    then = {size: rest for size, *rest in (view.before or {}).get(name) or []}
    rows = [[str(size), *_written(rest), *(_written(then[size]) if size in then else [])]
            for size, *rest in view.figures[name]]  # fmt: skip
    before = [_("{head}, vorige keer").format(head=head) for head in heads] if then else []
    width = 1 + len(heads) + len(before)
    return Table(_("De cijfers erbij"), [first, *heads, *before], [[*row, *[""] * (width - len(row))] for row in rows])


def _written(figures: list[float]) -> list[str]:
    """A share; and where there are two, the reach beside it."""
    return [percent(figures[0])] if len(figures) == 1 else [percent(figures[1]), number(figures[0])]


def _label(people: tuple[int, ...]) -> str:
    return ngettext("Eén mens", "Deze {count} samen", len(people)).format(count=len(people))


def _named(detail: Detail, people: Iterable[int]) -> list[tuple[str, str]]:
    """By the alphabet: a set has no first."""
    return sorted((detail.roster.members[each].name, detail.roster.members[each].role) for each in people)
