"""What is asked about a route: about what, what comes first, and for whom."""

from typing import Any

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from kortelijn.ui.forms import ChoiceCards
from kortelijn.vocabulary.needs import DOMAINS, needs_in
from kortelijn.vocabulary.steps import STEPS

OLDEST = 120
ICONS = {"informal": "friends", "basic": "building-community", "specialist": "stethoscope"}
WRONG_AGE = {"invalid": _("Vul een leeftijd in jaren in, zoals 65."),
             "min_value": _("Vul een leeftijd van 0 of ouder in."),
             "max_value": _("Vul een leeftijd tot en met 120 in.")}  # fmt: skip


def _age(label: Any) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"inputmode": "numeric"})
    return forms.IntegerField(
        label=label, required=False, min_value=0, max_value=OLDEST, widget=widget, error_messages=WRONG_AGE
    )


class RouteForm(forms.Form):
    """One agreement."""

    use_required_attribute = False

    about = forms.ChoiceField(
        label=_("Waarover gaat de afspraak?"),
        error_messages={"required": _("Kies een onderwerp."), "invalid_choice": _("Kies een onderwerp uit de lijst.")},
    )
    first = forms.ChoiceField(
        label=_("Waar kijken jullie het eerst?"),
        error_messages={"required": _("Kies wat het eerst komt."), "invalid_choice": _("Kies een van de drie.")},
    )
    minimum_age = _age(_("Vanaf leeftijd"))
    maximum_age = _age(_("Tot en met leeftijd"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        about: Any = self.fields["about"]
        about.choices = [("", say("Kies een onderwerp")), *_subjects()]
        first: Any = self.fields["first"]
        first.widget = ChoiceCards(hints={each.code: each.explanation for each in STEPS}, icons=ICONS)
        first.choices = [(each.code, each.title) for each in STEPS]

    def clean(self) -> dict[str, Any]:
        """The ages in their order."""
        data: dict[str, Any] = super().clean() or {}
        low, high = data.get("minimum_age"), data.get("maximum_age")
        if low is not None and high is not None and low > high:
            self.add_error("maximum_age", _("De laagste leeftijd is hoger dan de hoogste."))
        return data


def _subjects() -> list[tuple[str, list[tuple[str, str]]]]:
    whole = say("{domain}: alles")
    return [
        (each.title, [(each.code, whole.format(domain=each.title)), *_needs(each.code)])
        for each in DOMAINS
    ]  # fmt: skip


def _needs(domain: str) -> list[tuple[str, str]]:
    return [(each.code, each.title) for each in needs_in(domain)]
