"""How somebody says what an entry is: a few fields a step, each form knows which part of the sheet it tells."""

from decimal import Decimal
from functools import cached_property
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kortelijn.directory.facts import LANGUAGES, language_name
from kortelijn.directory.models import Contact, Service
from kortelijn.directory.sheets import Sheet
from kortelijn.ui.forms import Chips, ChoiceCards
from kortelijn.upkeep.models import Remark
from kortelijn.upkeep.typed import count_in
from kortelijn.vocabulary.needs import domain, domain_choices
from kortelijn.vocabulary.steps import load as steps_of_care

SPOKEN = ("nl", "en", "tr", "ar", *LANGUAGES, "pl", "uk", "ru", "es", "pt", "fr", "de", "bg", "ro", "fa", "ur", "hi")
OLDEST, MOST_CONTACTS = 120, 8
AGE = {"min_value": gettext_lazy("Een leeftijd is 0 of meer."), "max_value": gettext_lazy("Vul tot en met 120 in."),
       "invalid": gettext_lazy("Vul de leeftijd in als een getal, bijvoorbeeld 55.")}  # fmt: skip


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea({"rows": rows, "data-grow": ""})


class PlainForm(forms.Form):
    """A step whose fields are fields of the entry under the same name."""

    use_required_attribute = False

    def __init__(self, *args: Any, base: Sheet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.base = base

    @classmethod
    def initial_of(cls, sheet: Sheet) -> Sheet:
        """What the entry says now."""
        return {name: sheet[name] for name in cls.base_fields if name in sheet}

    @property
    def told(self) -> Sheet:
        """Its part of the sheet."""
        return dict(self.cleaned_data)

    def parts(self) -> list[forms.Form]:
        """Other forms in it."""
        return []


class WhatForm(PlainForm):
    """What it is."""

    name = forms.CharField(
        label=gettext_lazy("Hoe heet het?"), max_length=200,
        error_messages={"required": gettext_lazy("Geef het een naam, bijvoorbeeld: Eettafel De Brug.")},
    )  # fmt: skip
    alternate_name = forms.CharField(label=gettext_lazy("Heet het ook wel anders?"), max_length=200, required=False)
    description = forms.CharField(
        label=gettext_lazy("Wat is er te doen, en wat heeft iemand eraan?"), max_length=3000, required=False,
        widget=_area(5), help_text=gettext_lazy("Schrijf het zoals u het een bewoner vertelt. Korte zinnen."),
    )  # fmt: skip
    domains = forms.MultipleChoiceField(label=gettext_lazy("Waar gaat het over?"), required=False, widget=Chips)
    alert = forms.CharField(
        label=gettext_lazy("Is er nu iets bijzonders?"), max_length=500, required=False,
        help_text=gettext_lazy("Bijvoorbeeld: in de zomer dicht. Dit staat bovenaan."),
    )  # fmt: skip
    status = forms.ChoiceField(label=gettext_lazy("Kan iemand er nu terecht?"), choices=Service.Status)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        titles = [(code, domain(code).title) for code, _label in domain_choices()]
        self.fields["domains"].choices = titles  # type: ignore[attr-defined]  # is a MultipleChoiceField

    @property
    def told(self) -> Sheet:
        """What was there keeps its place: the first weighs most."""
        chosen: list[str] = self.cleaned_data["domains"]
        stays = [code for code in self.base["domains"] if code in chosen]
        return super().told | {"domains": [*stays, *(code for code in chosen if code not in stays)]}


class ForWhomForm(PlainForm):
    """For whom, and what it costs."""

    eligibility = forms.CharField(
        label=gettext_lazy("Voor wie is het?"), max_length=1000, required=False, widget=_area(2),
        help_text=gettext_lazy("Bijvoorbeeld: voor iedereen uit de wijk die graag samen eet."),
    )  # fmt: skip
    minimum_age = forms.IntegerField(
        label=gettext_lazy("Vanaf welke leeftijd?"), required=False, min_value=0, max_value=OLDEST, error_messages=AGE
    )
    maximum_age = forms.IntegerField(
        label=gettext_lazy("Tot en met welke leeftijd?"), required=False, min_value=0, max_value=OLDEST,
        error_messages=AGE,
    )  # fmt: skip
    step = forms.ChoiceField(label=gettext_lazy("Wat voor hulp is het?"), widget=ChoiceCards)
    cost_amount = forms.DecimalField(
        label=gettext_lazy("Wat kost het, in euro?"), required=False, min_value=0, max_digits=8, decimal_places=2,
        localize=True, help_text=gettext_lazy("Gratis? Vul dan 0 in. Weet u het niet, laat het dan leeg."),
    )  # fmt: skip
    cost_text = forms.CharField(label=gettext_lazy("Uitleg bij de kosten"), max_length=500, required=False)
    required_documents = forms.CharField(
        label=gettext_lazy("Wat neemt iemand mee?"), required=False, widget=_area(2), max_length=1500,
        help_text=gettext_lazy("Zet elk ding op een eigen regel."),
    )  # fmt: skip
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Welke talen spreekt u daar?"), required=False, widget=Chips
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = dict.fromkeys([*self.base["languages"], *SPOKEN])
        cards = self.fields["step"]
        cards.choices = [(each.code, each.title) for each in steps_of_care()]  # type: ignore[attr-defined]  # is a ChoiceField
        cards.widget.hints = {each.code: each.explanation for each in steps_of_care()}
        self.fields["languages"].choices = [(code, language_name(code)) for code in codes]  # type: ignore[attr-defined]  # likewise

    @classmethod
    def initial_of(cls, sheet: Sheet) -> Sheet:
        """Things to bring stand under each other."""
        cost = sheet["cost_amount"]
        return super().initial_of(sheet) | {
            "required_documents": "\n".join(sheet["required_documents"]),
            "cost_amount": Decimal(cost) if cost is not None else None,
        }

    def clean(self) -> Sheet:
        """The youngest is not older than the oldest."""
        given: Sheet = super().clean() or {}
        low, high = given.get("minimum_age"), given.get("maximum_age")
        if low is not None and high is not None and low > high:
            self.add_error("maximum_age", _("De laagste leeftijd is hoger dan de hoogste."))
        return given

    @property
    def told(self) -> Sheet:
        """Things to bring as a list, and the price as the sheet writes it."""
        told, cost = super().told, self.cleaned_data["cost_amount"]
        lines = [line.strip() for line in told["required_documents"].splitlines()]
        stays = [code for code in self.base["languages"] if code in told["languages"]]
        return told | {
            "required_documents": [line[:500] for line in lines if line],
            "cost_amount": f"{cost:.2f}" if cost is not None else None,
            "languages": [*stays, *(code for code in told["languages"] if code not in stays)],
        }


class EnterForm(PlainForm):
    """How one comes in."""

    access = forms.ChoiceField(
        label=gettext_lazy("Hoe komt iemand binnen?"), choices=Service.Access,
        widget=ChoiceCards(icons={"inloop": "home", "aanmelden": "phone", "verwijzing": "stethoscope",
                                  "professional": "lock"}),
    )  # fmt: skip
    resident_route = forms.CharField(
        label=gettext_lazy("Wat doet een bewoner die wil komen?"), required=False, max_length=2000, widget=_area(3),
        help_text=gettext_lazy("Bijvoorbeeld: bel Sanne, of loop op dinsdag om 12 uur binnen."),
    )  # fmt: skip
    professional_route = forms.CharField(
        label=gettext_lazy("Wat doet een professional die iemand stuurt?"), required=False, max_length=2000,
        widget=_area(3), help_text=gettext_lazy("Dit zien alleen collega’s in het netwerk."),
    )  # fmt: skip
    response_days = forms.IntegerField(
        label=gettext_lazy("Binnen hoeveel werkdagen antwoordt u?"), required=False, min_value=0, max_value=99
    )


class ContactRow(forms.Form):
    """One person or number to reach."""

    name = forms.CharField(label=gettext_lazy("Naam"), max_length=120, required=False)
    title = forms.CharField(label=gettext_lazy("Functie of naam van het nummer"), max_length=120, required=False)
    phone = forms.CharField(label=gettext_lazy("Telefoon"), max_length=40, required=False)
    email = forms.EmailField(label=gettext_lazy("E-mail"), required=False)
    visibility = forms.ChoiceField(label=gettext_lazy("Wie ziet dit?"), choices=Contact.Visibility, required=False)
    gone = forms.BooleanField(label=gettext_lazy("Haal dit contact weg"), required=False)

    def __init__(self, *args: Any, row: Sheet | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial, self.row = row or {"visibility": "public"}, row

    @property
    def told(self) -> Sheet | None:
        """The contact, or nothing when it was taken away or never filled in."""
        given = dict(self.cleaned_data)
        gone, visibility = given.pop("gone"), given.pop("visibility") or "public"
        if gone or not any(given.values()):
            return None
        person = self.row["person_id"] if self.row and self.row["name"] == given["name"] else None
        return given | {"visibility": visibility, "person_id": person}


class ContactForm(PlainForm):
    """Whom to reach, and where to read more."""

    email = forms.EmailField(label=gettext_lazy("E-mail van het aanbod zelf"), required=False)
    url = forms.URLField(label=gettext_lazy("Website"), required=False, assume_scheme="https")

    @cached_property
    def rows(self) -> list[ContactRow]:
        """Those that are there, and an empty one."""
        known: list[Sheet] = self.base["contacts"]
        data = self.data if self.is_bound else None
        number = count_in(data, "contacten", len(known) + 1, MOST_CONTACTS)
        return [ContactRow(data, prefix=f"c{at}", row=known[at] if at < len(known) else None) for at in range(number)]

    def parts(self) -> list[forms.Form]:
        """All forms in it."""
        return list(self.rows)

    def is_valid(self) -> bool:
        """With all its rows."""
        wrong = [row for row in self.rows if not row.is_valid()]
        return super().is_valid() and not wrong

    @property
    def told(self) -> Sheet:
        """Its part of the sheet."""
        return super().told | {"contacts": [row for form in self.rows if (row := form.told)]}


class ReportForm(forms.Form):
    """What does not hold; nobody is asked who they are."""

    about = forms.MultipleChoiceField(
        label=gettext_lazy("Wat klopt er niet?"), choices=Remark.About, widget=Chips, required=False
    )
    text = forms.CharField(
        label=gettext_lazy("Wat moet het wel zijn?"), max_length=300, required=False, widget=_area(3),
        help_text=gettext_lazy("Schrijf geen namen van bewoners op. U hoeft niet te zeggen wie u bent."),
        error_messages={"max_length": gettext_lazy("Schrijf het wat korter: hooguit 300 tekens.")},
    )  # fmt: skip

    def clean(self) -> Sheet:
        """One of both is enough."""
        given: Sheet = super().clean() or {}
        if not self.errors and not given.get("about") and not given.get("text"):
            self.add_error("about", _("Kies wat er niet klopt, of schrijf het op."))
        return given


class AnswerForm(forms.Form):
    """Why it is right after all, or why not; others read it."""

    use_required_attribute = False  # nobody is told that a field is empty before they sent it

    answer = forms.CharField(
        label=gettext_lazy("Uw antwoord"), max_length=300, widget=_area(2),
        error_messages={"required": gettext_lazy("Schrijf er kort bij waarom."),
                        "max_length": gettext_lazy("Schrijf het wat korter: hooguit 300 tekens.")},
    )  # fmt: skip


class AskClaimForm(forms.Form):
    """Who asks to keep the entries of an organization."""

    use_required_attribute = False

    given_name = forms.CharField(
        label=gettext_lazy("Uw voornaam"), max_length=80,
        error_messages={"required": gettext_lazy("Vul uw voornaam in.")},
    )  # fmt: skip
    family_name = forms.CharField(
        label=gettext_lazy("Uw achternaam"), max_length=120,
        error_messages={"required": gettext_lazy("Vul uw achternaam in.")},
    )  # fmt: skip


class NewForm(forms.Form):
    """A new entry begins with whose it is and what it is called."""

    use_required_attribute = False

    organization = forms.ChoiceField(
        label=gettext_lazy("Van welke organisatie is het?"),
        error_messages={"required": gettext_lazy("Kies de organisatie die het aanbiedt.")},
    )  # fmt: skip
    name = forms.CharField(
        label=gettext_lazy("Hoe heet het?"), max_length=200,
        error_messages={"required": gettext_lazy("Geef het een naam, bijvoorbeeld: Eettafel De Brug.")},
    )  # fmt: skip

    def __init__(self, *args: Any, organizations: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organization"].choices = organizations  # type: ignore[attr-defined]  # is a ChoiceField
