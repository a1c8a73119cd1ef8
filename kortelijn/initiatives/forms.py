"""What is asked about an initiative, about what is offered, and about how an introduction went."""

import re
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from kortelijn.directory.models import Location
from kortelijn.initiatives.models import Ask, Initiative, Introduction, Party
from kortelijn.kernel.actor import Actor
from kortelijn.parties.models import Area, Organization, Seat
from kortelijn.parties.queries import holders_of, taking_part
from kortelijn.ui.forms import ChipChoice, Chips, ChoiceCards
from kortelijn.vocabulary.themes import theme_choices

BY_THOUSANDS = re.compile(r"\d{1,3}(\.\d{3})+(,\d{1,2})?")
WRONG_DAY = {"invalid": _("Vul een dag in, zoals 3-12-2026.")}


class CalmForm(forms.Form):
    """A form that is not red before anything is typed."""

    use_required_attribute = False


def _day(label: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget, error_messages=WRONG_DAY)


class InitiativeForm(CalmForm):
    """What it is, for whom, where, how far, and whom to ask."""

    version = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    name = forms.CharField(
        label=_("Hoe heet het?"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Geef het initiatief een naam."), "max_length": _("Maak de naam korter.")},
    )  # fmt: skip
    aim = forms.CharField(
        label=_("Wat willen jullie bereiken?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("In een paar zinnen, zo dat een bewoner het begrijpt."),
        error_messages={"required": _("Schrijf op wat jullie willen bereiken."), "max_length": _("Maak het korter.")},
    )  # fmt: skip
    themes = forms.MultipleChoiceField(
        label=_("Waar gaat het over?"), widget=Chips, choices=theme_choices,
        error_messages={"required": _("Kies ten minste één thema."), "invalid_choice": _("Kies uit de lijst.")},
    )  # fmt: skip
    groups = forms.MultipleChoiceField(
        label=_("Voor wie?"), widget=Chips, choices=Initiative.Group.choices,
        error_messages={"required": _("Kies voor wie het is."), "invalid_choice": _("Kies uit de lijst.")},
    )  # fmt: skip
    phase = forms.ChoiceField(
        label=_("Hoe ver is het?"), widget=ChipChoice, choices=Initiative.Phase.choices, initial=Initiative.Phase.IDEA,
        error_messages={"required": _("Kies hoe ver het is."), "invalid_choice": _("Kies hoe ver het is.")},
    )  # fmt: skip
    stopped_because = forms.CharField(
        label=_("Waarom is het gestopt?"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Alleen als het gestopt is. Een ander leert daarvan."),
    )  # fmt: skip
    area = forms.ModelChoiceField(
        Area.objects.none(), label=_("In welke buurt?"), required=False, empty_label=_("De hele wijk"),
        error_messages={"invalid_choice": _("Kies een buurt uit de lijst.")},
    )  # fmt: skip
    location = forms.ModelChoiceField(
        Location.objects.none(), label=_("Op welke plek?"), required=False, empty_label=_("Nergens vast"),
        error_messages={"invalid_choice": _("Kies een plek uit de lijst.")},
    )  # fmt: skip
    starts_on, ends_on = _day(_("Begint op")), _day(_("Duurt tot en met"))
    contact = forms.ModelChoiceField(
        Seat.objects.none(), label=_("Wie is de contactpersoon?"), empty_label=None,
        help_text=_("Deze plek krijgt vragen, aanbod en kennismakingen."),
        error_messages={"required": _("Kies een contactpersoon."), "invalid_choice": _("Kies iemand uit de lijst.")},
    )  # fmt: skip

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        contact, area, location = (self._choice(name) for name in ("contact", "area", "location"))
        contact.queryset = Seat.objects.visible_to(actor).occupied().select_related("organization")
        holders = holders_of(contact.queryset.values_list("pk", flat=True))
        contact.label_from_instance = lambda seat: f"{holders[seat.pk]}, {seat}" if seat.pk in holders else str(seat)
        area.queryset = Area.objects.filter(networks=actor.network_id).order_by("name")
        location.queryset = Location.objects.filter(network=actor.network_id).order_by("name")

    def _choice(self, name: str) -> Any:
        return self.fields[name]

    def clean(self) -> dict[str, Any]:
        """What belongs together."""
        data: dict[str, Any] = super().clean() or {}
        starts, ends = data.get("starts_on"), data.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("De einddatum ligt voor de begindatum."))
        stopped = data.get("phase") == Initiative.Phase.STOPPED
        if stopped and not data.get("stopped_because"):
            self.add_error("stopped_because", _("Schrijf er kort bij waarom het stopte: daar leert een ander van."))
        data["stopped_because"] = data.get("stopped_because", "") if stopped else ""
        return data


class PartyForm(CalmForm):
    """One organization and what it does in it."""

    organization = forms.ModelChoiceField(
        Organization.objects.none(), label=_("Organisatie"), required=False, empty_label=_("Kies een organisatie"),
        error_messages={"invalid_choice": _("Kies een organisatie uit de lijst.")},
    )  # fmt: skip
    role = forms.ChoiceField(label=_("Rol"), choices=Party.Role.choices, initial=Party.Role.JOINS, required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organization: Any = self.fields["organization"]
        organization.queryset = taking_part(actor.network_id).order_by("name")


class Euros(forms.DecimalField):
    """An amount as Dutch people write it: 2.500 is two and a half thousand."""

    def to_python(self, value: Any) -> Any:
        """Without the dots that only make it easier to read."""
        by_thousands = isinstance(value, str) and BY_THOUSANDS.fullmatch(value.strip())
        return super().to_python(value.replace(".", "") if by_thousands else value)


class MoneyForm(CalmForm):
    """One source of money."""

    source = forms.CharField(label=_("Van wie?"), max_length=120, required=False)
    amount = Euros(
        label=_("Hoeveel euro?"), min_value=0, max_digits=10, decimal_places=2, required=False, localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages={"invalid": _("Vul een bedrag in, zoals 2500."), "min_value": _("Een bedrag is nul of meer."),
                        "max_digits": _("Dit bedrag is te groot.")},
    )  # fmt: skip
    until = _day(_("Tot en met"))

    def clean(self) -> dict[str, Any]:
        """An amount is from somebody."""
        data: dict[str, Any] = super().clean() or {}
        if (data.get("amount") is not None or data.get("until")) and not data.get("source"):
            self.add_error("source", _("Vul in van wie het geld komt."))
        return data


class AskForm(CalmForm):
    """One thing that is needed."""

    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Soort"), choices=Ask.Kind.choices, required=False)
    what = forms.CharField(
        label=_("Wat precies?"), max_length=200, required=False,
        widget=forms.TextInput(attrs={"placeholder": _("twee uur per week iemand die koffie schenkt")}),
    )  # fmt: skip
    met = forms.BooleanField(label=_("dit is er nu"), required=False)


class OfferForm(CalmForm):
    """“Wij hebben …”."""

    note = forms.CharField(
        label=_("Wat heeft u?"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Bijvoorbeeld: op dinsdagmiddag is onze zaal vrij."),
        error_messages={"required": _("Schrijf op wat u heeft."), "max_length": _("Maak het korter.")},
    )  # fmt: skip


class AnswerForm(CalmForm):
    """Whether it is of use."""

    accepted = forms.ChoiceField(
        label=_("Komt dit van pas?"), choices=[("ja", _("Ja, graag")), ("nee", _("Nee, dank"))], widget=ChoiceCards,
        error_messages={"required": _("Kies ja of nee."), "invalid_choice": _("Kies ja of nee.")},
    )  # fmt: skip
    words = forms.CharField(
        label=_("Wat spreekt u af?"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Schrijf er een zin bij: wanneer u belt, of waarom het nu niet past."),
                        "max_length": _("Maak het korter.")},
    )  # fmt: skip


class IntroduceForm(CalmForm):
    """Why they should meet."""

    note = forms.CharField(
        label=_("Waarom zouden zij elkaar spreken?"), max_length=300, required=False,
        widget=forms.Textarea(attrs={"rows": 3}), error_messages={"max_length": _("Maak het korter.")},
    )  # fmt: skip


class OutcomeForm(CalmForm):
    """What came of it."""

    outcome = forms.ChoiceField(
        label=_("Hoe gaan jullie verder?"), choices=Introduction.Outcome.choices, widget=ChoiceCards,
        error_messages={"required": _("Kies hoe jullie verder gaan."), "invalid_choice": _("Kies een van de drie.")},
    )  # fmt: skip
    lesson = forms.CharField(
        label=_("Wat spraken jullie af?"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": _("Maak het korter.")},
    )  # fmt: skip


class ChoiceForm(forms.Form):
    """What somebody looks for; what makes no sense counts as not chosen."""

    zoek = forms.CharField(label=_("Zoek op naam of doel"), max_length=80, required=False)
    thema = forms.ChoiceField(label=_("Thema"), required=False)
    groep = forms.ChoiceField(label=_("Voor wie"), required=False)
    fase = forms.ChoiceField(label=_("Hoe ver"), required=False)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        every: dict[str, tuple[str, list[tuple[str, Any]]]] = {
            "thema": (say("Alle thema’s"), theme_choices()),
            "groep": (say("Iedereen"), Initiative.Group.choices),
            "fase": (say("Alles wat loopt of komt"), Initiative.Phase.choices),
        }
        for name, (label, choices) in every.items():
            field: Any = self.fields[name]
            field.choices = [("", label), *choices]

    def chosen(self) -> dict[str, str]:
        """What was chosen, by name."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
