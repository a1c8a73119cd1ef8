"""The few figures at the top of the page of vitality, with what changed since last time."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kortelijn.insights.page import heard, hidden
from kortelijn.insights.shown import Figures, View, Words, percent


@dataclass(frozen=True)
class Stat:
    """One of the figures at the top."""

    label: Words
    value: str
    note: str
    tone: str = ""


def stats_of(view: View) -> list[Stat]:
    """What one sees first: who finds whom, what hangs on one person, empty seats, who was heard."""
    figures = view.figures
    covered = figures["covered"]
    without = figures["hanging"] - round(figures["hanging"] * (covered or 0))
    hanging = ngettext("{count} ding", "{count} dingen", figures["hanging"]).format(count=figures["hanging"])
    found = [
        Stat(_("Hangt aan één mens"), hanging,
             _("{count} zonder vervanger").format(count=without) if without else _("overal staat iemand klaar"),
             "steen" if without else "blad"),
        Stat(_("Lege plekken"), str(figures["vacant"]), change(view, "vacant") or _("van de {seats} plekken").format(
            seats=figures["seats"])),
        Stat(_("Gehoord"), heard(figures),
             _("{answered} van de {asked} mensen").format(answered=figures["answered"], asked=figures["asked"])),
    ]  # fmt: skip
    share = pair_share(view, figures, "care", "welfare")
    if share is not None:
        then = pair_share(view, view.before, "care", "welfare") if view.before else None
        told = "" if then is None else _("{then} vorige keer").format(then=percent(then))
        found.insert(0, Stat(_("Zorg en welzijn vinden elkaar"), percent(share), told))
    return found


def change(view: View, name: str) -> str:
    """What changed since last time."""
    now, then = view.figures.get(name), (view.before or {}).get(name)
    if now is None or then is None:
        return ""
    if now == then:
        return _("gelijk gebleven")
    return _("{difference} sinds vorige keer").format(difference=f"{now - then:+d}".replace("-", "−"))


def pair_share(view: View, figures: Figures, one: str, other: str) -> float | None:
    """The share of pairs of these two groups that have contact, when they are there and large enough to be shown."""
    groups = figures["groups"]
    if one not in groups or other not in groups:
        return None
    a, b = groups.index(one), groups.index(other)
    share: float | None = None if hidden(view, a, b, figures) else figures["between"][a][b]
    return share
