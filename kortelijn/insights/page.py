"""What the page of vitality says: each figure with one sentence, what to do about it, and the table behind it."""

from collections.abc import Callable, Iterable, Sequence

import numpy as np
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kortelijn.insights import sets
from kortelijn.insights.figures import Detail
from kortelijn.insights.measures.change import is_provisional
from kortelijn.insights.models import KNOWS
from kortelijn.insights.shown import FEW, Cell, Figures, Part, Table, View, Words, number, percent, word
from kortelijn.ties.queries import Coverage

LEANS, SPREAD = 0.4, 0.2  # of centralization: our rule of thumb, not from literature
SHADES = 4


def parts_of(view: View) -> list[Part]:
    """All figures, in the order in which a coordinator asks."""
    made = [_between(view), _reciprocity(view), _islands(view), sets.key_players(view), sets.spread(view), _load(view),
            _duties(view), _answers(view)]  # fmt: skip
    return [part for part in made if part is not None]


def _table(view: View, *rows: tuple[Words, Callable[[Figures], str]]) -> Table:
    """Each figure as it is now, and beside it as it was last time, when there was one."""
    head: list[Words] = [_("maat"), _("nu")]
    if view.before is None:
        return Table(_("De cijfers erbij"), head, [(label, told(view.figures)) for label, told in rows])
    then = view.before
    return Table(
        _("De cijfers erbij"), [*head, _("vorige keer")],
        [(label, told(view.figures), told(then)) for label, told in rows],
    )  # fmt: skip


def _provisional(view: View) -> bool:
    asked = view.figures["asked"]
    return view.lens == KNOWS and is_provisional(view.figures["answered"] / asked if asked else 0.0)


def hidden(view: View, a: int, b: int, figures: Figures | None = None) -> bool:
    """Whether one of these groups is so small that somebody might be recognized."""
    sizes = (figures or view.figures)["group_sizes"]
    return not view.everything and min(sizes[a], sizes[b]) < FEW


def _between(view: View) -> Part | None:
    """Density by pair of groups, beside centralization: neither says anything without the other."""
    figures, groups = view.figures, view.figures["groups"]
    if not groups:
        return None
    rows = [(word(one), [_cell(view, a, b) for b in range(len(groups))]) for a, one in enumerate(groups)]
    leans = figures["degree_centralization"]
    if leans is None:
        how = _("Er zijn te weinig mensen om te zeggen of het op enkelen leunt.")
    elif leans >= LEANS:
        how = _("Het contact leunt op weinig mensen: valt een van hen weg, dan merkt iedereen dat.")
    elif leans < SPREAD:
        how = _("Het contact is verspreid: het leunt niet op enkelen.")
    else:
        how = _("Het contact leunt voor een deel op enkelen.")
    part = Part(
        "tussen", _("Wie vindt wie?"), f"{_least(view)} {how}".strip(),
        note=_("Veel contact is niet vanzelf goed: het kost tijd. Kent wie samen voor een bewoner staat, elkaar?"),
        provisional=_provisional(view), heads=[word(each) for each in groups], matrix=rows,
    )  # fmt: skip
    part.tables.append(_table(
        view, (_("dichtheid: van alle paren heeft contact"), lambda figures: percent(figures["density"])),
        (_("centralisatie: 0 is verspreid, 1 is alles via één mens"),
         lambda figures: number(figures["degree_centralization"])),
        (_("naar buiten: −1 is alleen de eigen groep, 1 alleen erbuiten"), lambda figures: number(figures["outward"])),
    ))  # fmt: skip
    found = _weakest(view)
    if found is None:
        return part
    return part.with_step(
        _("Laat {one} en {other} kennismaken, bijvoorbeeld tijdens een wijkwandeling").format(
            one=found[0], other=found[1]
        )
    )


def _cell(view: View, a: int, b: int) -> Cell:
    share = view.figures["between"][a][b]
    if share is None:
        return Cell("–")
    if hidden(view, a, b):
        return Cell(_("te klein"))
    return Cell(percent(share), min(SHADES, int(share * 2 * SHADES + 0.5)))


def _weakest(view: View) -> tuple[str, str, float] | None:
    """The two different groups that find each other least."""
    groups = view.figures["groups"]
    pairs = [
        (share, a, b)
        for a in range(len(groups)) for b in range(a)
        if (share := view.figures["between"][a][b]) is not None and not hidden(view, a, b)
        and "other" not in (groups[a], groups[b])
    ]  # fmt: skip
    if not pairs:
        return None
    share, a, b = min(pairs)
    return word(groups[b]), word(groups[a]), share


def _least(view: View) -> str:
    found = _weakest(view)
    if found is None:
        return ""
    text = _("Van alle paren van {one} en {other} heeft {share} contact; dat is het minst tussen twee groepen.")
    if "other" in view.figures["groups"]:
        text = _(
            "Van alle paren van {one} en {other} heeft {share} contact; dat is het minst tussen twee groepen,"
            " overig niet meegeteld."
        )
    return text.format(one=found[0], other=found[1], share=percent(found[2]))


def _reciprocity(view: View) -> Part | None:
    share = view.figures["reciprocity"]
    if view.lens != KNOWS or share is None:
        return None
    text = _("Van elke tien keer dat iemand zegt een collega te kennen, zegt die collega het {times} keer terug.")
    return Part(
        "wederkerig", _("Zeggen zij het allebei?"), text.format(times=round(10 * share)),
        note=_("Niet iedereen is naar elke collega gevraagd: wat ontbreekt, zegt niets."),
        provisional=_provisional(view),
        tables=[_table(view, (_("wederkerigheid"), lambda figures: percent(figures["reciprocity"])))],
    ).with_step(_("Laat mensen die elkaar maar van één kant kennen samen een bezoek doen"))  # fmt: skip


def _islands(view: View) -> Part:
    figures = view.figures
    islands, alone, cuts = figures["islands"], figures["alone"], figures["cut_points"]
    if not figures["ties"]:
        text = _("Er zijn nog geen banden te zien. Die komen vanzelf, met verwijzingen, overleg en wandelingen.")
    elif islands == 1 and not alone:
        text = _("Iedereen is via collega's met iedereen verbonden: er is één geheel.")
    else:
        text = ngettext(
            "Er is één groep die samenhangt. Zonder contact in deze laag: {alone}.",
            "Er zijn {count} groepen die elkaar niet bereiken. Zonder contact in deze laag: {alone}.",
            islands,
        ).format(count=islands, alone=view.count(alone))  # fmt: skip
    if cuts:
        text += " " + ngettext(
            "{people} is de enige lijn naar iemand anders.", "{people} zijn elk de enige lijn naar iemand anders.",
            cuts if view.everything else FEW,
        ).format(people=capfirst(view.count(cuts)))  # fmt: skip
    part = Part("eilanden", _("Hangt het netwerk samen?"), text, provisional=_provisional(view))
    part.tables.append(_table(
        view, (_("groepen die samenhangen"), lambda figures: str(figures["islands"])),
        (_("hoe groot"), lambda figures: _sizes(view, figures["island_sizes"])),
        (_("mensen zonder band"), lambda figures: view.count(figures["alone"])),
        (_("breekpunten: mensen die een stuk vasthouden"), lambda figures: view.count(figures["cut_points"])),
        (_("paren die elkaar niet kunnen bereiken"), lambda figures: percent(figures["fragmentation"])),
    ))  # fmt: skip
    if view.detail and view.lens != KNOWS:  # what people say of each other is for sums only
        blocks = view.detail.blocks
        part.lists = [
            (_("De enige lijn naar iemand anders"), _people(view.detail, blocks.cut_points)),
            (_("Zonder contact in deze laag"), _people(view.detail, np.flatnonzero(view.detail.edges.degrees == 0))),
        ]
    return part.with_step(_("Laat mensen die in deze laag nog met niemand contact hadden, een collega leren kennen"))


def _people(detail: Detail, numbers: Iterable[int]) -> list[tuple[str, str]]:
    return [(detail.roster.members[each].name, detail.roster.members[each].role) for each in numbers]


def _sizes(view: View, sizes: Sequence[int]) -> str:
    return ", ".join(str(size) for size in sizes if size >= FEW or view.everything) or "–"


def _load(view: View) -> Part:
    figures = view.figures
    text = _("Meer contacten dan zij zelf zeggen te kunnen bijhouden: {people}.").format(
        people=view.count(figures["over_capacity"])
    )
    part = Part(
        "belasting", _("Kunnen mensen het bijhouden?"), text,
        note=_("Uit onderzoek: 20 tot 26 contacten bijhouden is al veel. Meer contact is dus niet altijd beter."),
        tables=[_table(
            view, (_("gaven op hoeveel zij kunnen bijhouden"), lambda figures: view.count(figures["stated"])),
            (_("boven wat zij zelf opgaven"), lambda figures: view.count(figures["over_capacity"])),
            (_("met 20 contacten of meer"), lambda figures: view.count(figures["many"])),
            (_("contacten, gemiddeld"), lambda figures: number(figures["mean_contacts"])),
        )],
    )  # fmt: skip
    if view.detail:
        detail = view.detail
        part.names = [
            (detail.roster.members[each].name,
             _("{contacts} contacten, zelf opgegeven: {capacity}").format(
                 contacts=int(detail.contacts.degrees[each]), capacity=int(detail.capacity[each])))
            for each in detail.over_capacity.tolist()
        ]  # fmt: skip
    return part.with_step(_("Bespreek met wie het druk heeft welke contacten een collega kan overnemen"))


def _duties(view: View) -> Part:
    figures = view.figures
    if not figures["items"]:
        text = _("Er staat nog niets op naam van een plek, dus er kan ook niets vallen.")
    else:
        text = _("Van de {items} dingen die plekken op zich namen, hangen er {hanging} aan één mens.").format(
            items=figures["items"], hanging=figures["hanging"]
        )
        if figures["departure"]:
            text += " " + ngettext(
                "Gaat één bepaalde mens weg, dan heeft meer dan de helft niemand.",
                "Gaan {count} bepaalde mensen weg, dan heeft meer dan de helft niemand.", figures["departure"],
            ).format(count=figures["departure"])  # fmt: skip
    part = Part(
        "dragen", _("Wat hangt aan één mens?"), text,
        tables=[_table(
            view, (_("dingen op naam van een plek"), lambda figures: str(figures["items"])),
            (_("daarvan bij één mens"), lambda figures: str(figures["hanging"])),
            (_("daarvan met een vervanger die de helft van de contacten kent"),
             lambda figures: percent(figures["covered"])),
            (_("zonder iemand"), lambda figures: str(figures["nobody"])),
            (_("lege plekken"), lambda figures: str(figures["vacant"])),
            (_("open taken"), lambda figures: str(figures["open_tasks"])),
            (_("open taken bij een plek zonder vervanger"), lambda figures: str(figures["tasks_without_deputy"])),
        )],
    )  # fmt: skip
    if view.detail:
        red = [each for each in view.detail.duties.hanging if not each.is_covered]
        part.lists.append((_("Zonder vervanger die het morgen kan"), sorted(
            (each.holding.title, view.detail.roster.members[each.person].name) for each in red
        )))  # fmt: skip
    return part.with_step(_("Zoek een vervanger voor wat aan één mens hangt"))


def _answers(view: View) -> Part:
    figures = view.figures
    answered, asked = figures["answered"], figures["asked"]
    share = answered / asked if asked else 0.0
    text = _("{answered} van de {asked} mensen vertelden wie zij kennen.").format(answered=answered, asked=asked)
    if is_provisional(share):
        text += " " + _("Dat is minder dan 70%: wat mensen zelf zeggen, is hier dus voorlopig.")
    part = Part("antwoorden", _("Hoeveel mensen zijn gehoord?"), text, provisional=is_provisional(share))
    part.tables.append(_table(
        view, (_("antwoordden"), heard),
        (_("vertrouwen, van 1 tot 4"), lambda figures: _grade(view, figures, "trust")),
        (_("waarde, van 1 tot 4"), lambda figures: _grade(view, figures, "value")),
    ))  # fmt: skip
    return part.with_step(_("Vraag wie nog niet antwoordde om drie minuten over wie wie kent"))


def heard(figures: Figures) -> str:
    """Who told whom they know, of who was asked; rounded as the page of the rounds does."""
    told = Coverage(figures["answered"], figures["asked"])
    return f"{told.percent}%" if told.roster else _("n.v.t.")


def _grade(view: View, figures: Figures, name: str) -> str:
    """Only over enough people."""
    if figures[f"{name}_of"] < FEW and not view.everything:
        return _("te weinig mensen")
    return number(figures[name])
