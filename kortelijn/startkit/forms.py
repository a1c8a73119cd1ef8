"""What is asked about a network: what it is for, how it works, and how it looks."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kortelijn.startkit.roster import read_roster
from kortelijn.ui.forms import ChipChoice
from kortelijn.ui.theming import HEX, HOUSE

LONG = 2000
FONT_NAMES = {
    "atkinson": _("Atkinson Hyperlegible, goed leesbaar"), "systeem": _("Het lettertype van het apparaat"),
    "schreef": _("Met schreef, als een boek"),
}  # fmt: skip


class CalmForm(forms.Form):
    """A form that is not red before anything is typed."""

    use_required_attribute = False


class DescribeForm(CalmForm):
    """Who we are."""

    name = forms.CharField(
        label=_("Hoe heet het netwerk?"), max_length=120,
        error_messages={"required": _("Geef het netwerk een naam."), "max_length": _("Maak de naam korter.")},
    )  # fmt: skip
    vision = forms.CharField(
        label=_("Waar is dit netwerk voor?"), max_length=LONG, required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Wat merkt een bewoner ervan dat jullie elkaar kennen? In gewone woorden."),
        error_messages={"max_length": _("Maak het korter.")},
    )  # fmt: skip
    way_of_working = forms.CharField(
        label=_("Hoe werken jullie?"), max_length=LONG, required=False, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Bijvoorbeeld: we bellen eerst, we komen aan de keukentafel, we koppelen altijd terug."),
        error_messages={"max_length": _("Maak het korter.")},
    )  # fmt: skip
    language = forms.ChoiceField(
        label=_("In welke taal opent het netwerk?"), choices=settings.LANGUAGES,
        widget=ChipChoice, required=False,
        help_text=_("Voor wie zelf geen taal koos, voor de pagina's voor iedereen, en voor de mails."),
        error_messages={"invalid_choice": _("Kies een taal uit de rij.")},
    )  # fmt: skip


class DressForm(CalmForm):
    """One colour and two fonts."""

    colour = forms.CharField(
        label=_("De kleur van het netwerk"), widget=forms.TextInput(attrs={"type": "color"}), initial=HOUSE,
        help_text=_("Eén kleur is genoeg. De rest volgt, zo dat alles leesbaar blijft."),
        error_messages={"required": _("Kies een kleur.")},
    )  # fmt: skip
    heading = forms.ChoiceField(
        label=_("Letter van de koppen"), choices=FONT_NAMES.items(), widget=ChipChoice, initial="atkinson",
        error_messages={"required": _("Kies een letter."), "invalid_choice": _("Kies een letter uit de rij.")},
    )  # fmt: skip
    text = forms.ChoiceField(
        label=_("Letter van de tekst"), choices=FONT_NAMES.items(), widget=ChipChoice, initial="atkinson",
        error_messages={"required": _("Kies een letter."), "invalid_choice": _("Kies een letter uit de rij.")},
    )  # fmt: skip

    def clean_colour(self) -> str:
        """A colour as browsers write it: a hash and six signs."""
        colour = str(self.cleaned_data["colour"]).strip().lower()
        colour = colour if colour.startswith("#") else f"#{colour}"
        if not HEX.fullmatch(colour):
            raise forms.ValidationError(_("Vul een kleur in als # met zes tekens, zoals #0b5d66."))
        return colour

    def asked(self) -> dict[str, Any]:
        """What to look like, as far as it makes sense."""
        return {name: self.cleaned_data[name] for name in ("colour", "text", "heading") if name in self.cleaned_data}


class RosterForm(CalmForm):
    """People as they are pasted from a sheet."""

    list = forms.CharField(
        label=_("Plak hier de lijst"), max_length=40_000,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        help_text=_("Een regel per persoon: organisatie; plek; beroep; voornaam; achternaam; e-mail. Tabs mogen ook."),
        error_messages={"required": _("Plak ten minste één regel."), "max_length": _("Plak de lijst in delen.")},
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Every line that is wrong, named."""
        data: dict[str, Any] = super().clean() or {}
        if "list" in data:
            data["roster"] = read_roster(data["list"])
            if data["roster"].wrong:
                self.add_error("list", data["roster"].wrong)
            elif not data["roster"].lines:
                self.add_error("list", _("Plak ten minste één regel met een persoon."))
        return data


class SkipForm(CalmForm):
    """Why not now."""

    reason = forms.CharField(
        label=_("Waarom nu niet?"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Eén zin. Wie na u komt, begrijpt dan waarom het er nog niet is."),
        error_messages={"required": _("Schrijf kort op waarom nu niet."), "max_length": _("Maak het korter.")},
    )  # fmt: skip
