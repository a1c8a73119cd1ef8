"""What to say first when the words tell of danger; it stands above everything else on the page."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kortelijn.understanding.safety import Contact, Safety


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


COLLEAGUES_ONLY = {"Crisisdienst ggz", "Overleg 113 voor professionals"}  # no resident gets through to these
# To whoever is in it.
TO_YOU: dict[str, tuple[str | Promise, str | Promise]] = {
    "suicide": (
        _("Denkt u aan zelfmoord? Praat nu met iemand"),
        _("U hoeft niet te wachten. Bellen kan dag en nacht, het is gratis en u hoeft uw naam niet te zeggen."),
    ),
    "violence": (
        _("Bent u niet veilig? U kunt nu bellen"),
        _(
            "Is er nu gevaar? Bel 112. Anders kunt u altijd bellen om te praten over wat er gebeurt. "
            "Uw naam hoeft niet."
        ),
    ),
    "medical": (
        _("Dit kan spoed zijn. Bel nu"),
        _("Is iemand in levensgevaar? Bel 112. Anders belt u de huisarts, en 's avonds de huisartsenpost."),
    ),
    "child": (
        _("Is een kind niet veilig? U kunt nu bellen"),
        _("Is er nu gevaar? Bel 112. U mag ook bellen als u het niet zeker weet."),
    ),
}


def dangers_in(safety: Sequence[Safety]) -> list[Danger]:
    """What a professional sees of what was heard."""
    return [Danger(TITLES[each.kind], ADVICE[each.kind], each.route) for each in safety]


def dangers_to_you(safety: Sequence[Safety]) -> list[Danger]:
    """What a resident sees of it."""
    return [Danger(*TO_YOU[each.kind], _open_to_you(each.route)) for each in safety]


def _open_to_you(route: Sequence[Contact]) -> list[Contact]:
    return [contact for contact in route if contact.name not in COLLEAGUES_ONLY]
