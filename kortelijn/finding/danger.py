"""What to say first when the words tell of danger; it stands above everything else on the page."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kortelijn.finding.safety import Contact, Safety


@dataclass(frozen=True, slots=True)
class Danger:
    """One danger that was heard: what to do now, and whom to call."""

    title: str | Promise
    advice: str | Promise
    route: Sequence[Contact]


TITLES: dict[str, str | Promise] = {
    "suicide": _("Denkt iemand aan zelfmoord? Vraag ernaar, vandaag nog"),
    "violence": _("Is het thuis onveilig? Kijk eerst of iedereen nu veilig is"),
    "medical": _("Dit kan spoed zijn. Beoordeel eerst lichaam en geest"),
    "child": _("Is een kind in gevaar? Volg eerst de meldcode"),
}
ADVICE: dict[str, str | Promise] = {
    "suicide": _("Rechtuit vragen maakt het niet erger. Laat iemand niet alleen en spreek af wie er nu bij is."),
    "violence": _("Bij direct gevaar 112. Overleggen mag altijd, ook zonder naam te noemen."),
    "medical": _("Bij levensgevaar 112. Steun in de buurt kan daarna."),
    "child": _("Bij direct gevaar 112. Overleggen mag altijd, ook zonder naam te noemen."),
}


def dangers_in(safety: Sequence[Safety]) -> list[Danger]:
    """What to show for what was heard."""
    return [Danger(TITLES[each.kind], ADVICE[each.kind], each.route) for each in safety]
