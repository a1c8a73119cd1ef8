"""What is asked: which file or address, what the columns of a sheet tell, and what should go out."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import URLValidator
from django.db.models import Q
from django.utils.html import escape
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from kortelijn.interop.models import Import
from kortelijn.interop.transfer import limits
from kortelijn.interop.transfer.columns import BY_KEY, COLUMNS, letter, needs
from kortelijn.interop.transfer.giving import Format
from kortelijn.parties.models import Network, Organization
from kortelijn.vocabulary.needs import DOMAINS

MEGABYTE = 1024 * 1024
LEFT_OUT = "niet"
GROUPS = (
    ("service", _("Aanbod")), ("organization", _("Organisatie")), ("location", _("Plek")), ("hours", _("Tijden")),
    ("contact", _("Contact")),
)  # fmt: skip


class BringForm(forms.Form):
    """A file from this computer, or an address."""

    use_required_attribute = False

    bestand = forms.FileField(
        label=_("Een bestand van uw computer"), required=False,
        help_text=_("Excel, CSV, HSDS (JSON of zip), Samenwerkende Catalogi of OpenStreetMap. Hooguit 50 MB."),
        error_messages={"empty": _("Dit bestand is leeg. Kies een ander."),
                        "invalid": _("Het bestand kwam niet goed aan. Kies het opnieuw.")},
    )  # fmt: skip
    adres = forms.CharField(
        label=_("Of een webadres"), required=False, max_length=1000,
        help_text=_("Zoals https://www.voorbeeld.nl/hsds/services. Alle bladzijden worden opgehaald."),
        widget=forms.URLInput(attrs={"inputmode": "url"}),
        error_messages={"max_length": _("Dit adres is te lang: hooguit 1000 tekens.")},
    )  # fmt: skip

    def clean_bestand(self) -> "UploadedFile[Any] | None":
        """Not larger than we can take in."""
        file: UploadedFile[Any] | None = self.cleaned_data.get("bestand")
        if file and (file.size or 0) > limits.UPLOAD:
            words = {"size": (file.size or 0) // MEGABYTE, "most": limits.UPLOAD // MEGABYTE}
            what = say("Dit bestand is %(size)d MB; hooguit %(most)d MB kan. Deel het op in kleinere bestanden.")
            raise forms.ValidationError(what % words)
        return file

    def clean_adres(self) -> str:
        """A web address in full."""
        text = str(self.cleaned_data.get("adres") or "").strip()
        if text:
            what = say("Dit is geen webadres. Schrijf het voluit, zoals https://voorbeeld.nl/aanbod.json.")
            URLValidator(schemes=["http", "https"], message=what)(text)
        return text

    def clean(self) -> dict[str, Any]:
        """One of both."""
        data: dict[str, Any] = super().clean() or {}
        if not self.errors and bool(data.get("bestand")) == bool(data.get("adres")):
            raise forms.ValidationError(_("Kies een bestand of vul een webadres in: een van de twee."))
        return data


class ColumnsForm(forms.Form):
    """What each column of a sheet tells."""

    use_required_attribute = False

    organisatie = forms.CharField(
        label=_("Van welke organisatie is dit aanbod?"), required=False, max_length=200,
        help_text=_("Voor de rijen waarin geen organisatie staat."),
    )  # fmt: skip

    def __init__(self, *args: Any, brought: Import, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = Organization.objects.filter(networks=brought.network).order_by("name").values_list("name", flat=True)
        self.known_organizations = list(names)
        self.fields["organisatie"].initial = brought.organization
        self.fields["organisatie"].widget.attrs["list"] = "organisaties"
        self.headings = [each["heading"] for each in brought.headings]
        for number, each in enumerate(brought.headings):
            heading = each["heading"] or say("zonder kop")
            self.fields[f"kolom_{number}"] = forms.ChoiceField(
                label=f"{letter(number)} · {heading}", choices=_meanings(),
                initial=brought.columns.get(str(number), LEFT_OUT), help_text=_samples(each["samples"]),
                error_messages={"invalid_choice": _("Kies uit de lijst."), "required": _("Kies uit de lijst.")},
            )  # fmt: skip

    @property
    def columns(self) -> list[forms.BoundField]:
        """The question for each column."""
        return [self[name] for name in self.fields if name.startswith("kolom_")]

    def chosen(self) -> dict[str, str]:
        """What was chosen, by the number of the column."""
        told = {name: value for name, value in self.cleaned_data.items() if value != LEFT_OUT}
        found = {name.removeprefix("kolom_"): value for name, value in told.items()}
        return {number: key for number, key in found.items() if number.isdecimal()}

    def clean(self) -> dict[str, Any]:
        """A name for each service, whose it is, and nothing told twice."""
        data: dict[str, Any] = super().clean() or {}
        keys = list(self.chosen().values())
        for key in needs(self.chosen(), self.headings):
            what = say("Kies welke kolom de “%(what)s” is. Zonder die kolom kunnen wij niets overnemen.")
            raise forms.ValidationError(what % {"what": BY_KEY[key].label})
        if double := next((key for key in keys if keys.count(key) > 1), ""):
            what = say("“%(what)s” is bij twee kolommen gekozen. Kies er een, en zet de andere op “niet overnemen”.")
            raise forms.ValidationError(what % {"what": BY_KEY[double].label})
        if "organization.name" not in keys and not data.get("organisatie"):
            what = say("Vul in van welke organisatie dit is, of kies hieronder welke kolom het zegt.")
            self.add_error("organisatie", what)
        return data


def _meanings() -> list[Any]:
    groups = [(str(label), [(each.key, str(each.label)) for each in COLUMNS if each.of == of]) for of, label in GROUPS]
    return [(LEFT_OUT, say("niet overnemen")), *groups]


def _samples(found: list[str]) -> str:
    return escape(say("Bijvoorbeeld: %(what)s") % {"what": " · ".join(found)}) if found else ""


class ExportForm(forms.Form):
    """What goes out: all of it, or the offer of one organization or about one subject."""

    use_required_attribute = False

    organisatie = forms.ModelChoiceField(
        Organization.objects.none(), label=_("Van wie?"), required=False, empty_label=_("Alle organisaties"),
        error_messages={"invalid_choice": _("Kies een organisatie uit de lijst.")},
    )  # fmt: skip
    onderwerp = forms.ChoiceField(
        label=_("Waarover?"), required=False,
        error_messages={"invalid_choice": _("Kies een onderwerp uit de lijst.")},
    )  # fmt: skip
    formaat = forms.ChoiceField(
        label=_("In welke vorm?"), choices=Format.choices,
        error_messages={"invalid_choice": _("Kies een vorm uit de lijst."), "required": _("Kies een vorm.")},
    )  # fmt: skip

    collegas = forms.BooleanField(
        label=_("Ook contacten die alleen voor professionals zijn"), required=False,
        help_text=_("Alleen voor uzelf of een ander systeem van het netwerk. Zet zo’n bestand niet op internet."),
    )  # fmt: skip

    def __init__(self, *args: Any, network: Network, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organizations: Any = self.fields["organisatie"]
        organizations.queryset = Organization.objects.filter(services__network=network).distinct().order_by("name")
        subjects: Any = self.fields["onderwerp"]
        subjects.choices = [("", say("Alle onderwerpen")), *((each.code, each.title) for each in DOMAINS)]

    def chosen(self) -> Q | None:
        """What was chosen; nothing when it is the whole."""
        organization, subject = self.cleaned_data.get("organisatie"), self.cleaned_data.get("onderwerp")
        found = Q(organization=organization) if organization else Q()
        found &= Q(domains__contains=[subject]) if subject else Q()
        return found or None

    def kind(self) -> Format:
        """As what it goes out."""
        return Format(self.cleaned_data["formaat"])
