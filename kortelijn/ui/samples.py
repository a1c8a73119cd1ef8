"""Invented content for the style guide, so that every component is seen with real-looking words."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _

from kortelijn.ui.forms import CheckCards, ChipChoice, Chips, ChoiceCards, DayPartsField
from kortelijn.ui.shell import NavItem


@dataclass(frozen=True)
class Step:
    """One dot of a status line."""

    label: str
    state: str
    at: str = ""


@dataclass(frozen=True)
class Entry:
    """One sentence of a timeline."""

    at: str
    sentence: str
    who: str = ""


class SampleForm(forms.Form):
    """One field of each kind that the product uses."""

    name = forms.CharField(label=_("Naam van de inwoner"), help_text=_("Zoals de inwoner zelf wil heten."))
    wish = forms.CharField(label=_("Wat wil de inwoner zelf?"), widget=forms.Textarea, required=False)
    reach = forms.ChoiceField(
        label=_("Hoe komt u met elkaar in contact?"),
        choices=[("call", _("Wij bellen")), ("self", _("De inwoner belt zelf")), ("visit", _("Iemand komt langs"))],
        widget=ChoiceCards(
            hints={"call": _("Binnen 2 werkdagen"), "self": _("Het nummer staat op de receptkaart")},
            icons={"call": "phone-call", "self": "user", "visit": "home"},
        ),
    )
    parts = DayPartsField(label=_("Wanneer schikt het?"), required=False)
    needs = forms.MultipleChoiceField(
        label=_("Ik hoor"), choices=[("contact", _("Contact")), ("eat", _("Eten")), ("money", _("Geld"))], widget=Chips
    )
    language = forms.ChoiceField(label=_("Taal"), choices=[("nl", "Nederlands"), ("ar", "Arabisch")], widget=ChipChoice)
    share = forms.MultipleChoiceField(
        label=_("Wie mag meelezen?"), choices=[("gp", _("Huisarts")), ("coach", _("Welzijnscoach"))], widget=CheckCards
    )
    area = forms.ChoiceField(
        label=_("Buurt"), choices=[("", "—"), ("n", "Rivierenbuurt-Noord"), ("z", "Rivierenbuurt-Zuid")]
    )
    agreed = forms.BooleanField(label=_("De inwoner vindt dit goed en weet met wie we delen."))


STEPS = [
    Step("gestuurd", "done", "ma 9.12"),
    Step("opgepakt", "done", "ma 11.40"),
    Step("gebeld", "now", "2× geen gehoor"),
    Step("gesproken", "open"),
    Step("klaar", "open"),
]
STOPPED = [
    Step("gestuurd", "done", "ma 9.12"),
    Step("opgepakt", "done", "ma 11.40"),
    Step("niet bereikt", "stopped", "do 16.20"),
]
ENTRIES = [
    Entry(
        "24 november, 9.12", "Dr. Bakkali stuurde de vraag naar de welzijnscoach.", "huisartsenpraktijk De Spoorbrug"
    ),
    Entry("24 november, 11.40", "Sanne de Wit pakte de vraag op.", "Rivierkant"),
    Entry("25 november, 10.05", "Sanne belde. Er werd niet opgenomen."),
]
FACTS = [
    (_("Wanneer"), "dinsdag en donderdag, 12.00 tot 13.30"),
    (_("Kosten"), "€ 4 per maaltijd"),
    (_("Voor wie"), "iedereen vanaf 55 jaar"),
    (_("Telefoon"), "070 - 000 12 34"),
]
RECORD = """Welzijnsrecept, 24 november
Opgepakt door: Sanne de Wit, welzijnscoach, Rivierkant
Eerste contact: 26 november, 10.20
Afspraak: kennismaking bij Eettafel De Brug, 1 december 12.00"""
NAVIGATION = [
    NavItem("Zoek", "#"),
    NavItem("Vandaag", "#", current=True, count=3),
    NavItem("Mijn lijnen", "#"),
]


def style_guide() -> dict[str, Any]:
    """Everything that the style guide shows."""
    return {
        "steps": STEPS,
        "stopped": STOPPED,
        "entries": ENTRIES,
        "facts": FACTS,
        "record": RECORD,
        "tabs": NAVIGATION,
        "page": Paginator(range(95), 10).page(4),
        "form": SampleForm(initial={"reach": "call", "needs": ["contact"], "parts": ["mo-morning"]}),
        "refused": SampleForm({"name": ""}, prefix="fout"),
        "form_steps": ["Vraag", "Inwoner", "Versturen"],
    }
