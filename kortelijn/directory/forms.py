"""How one chooses from the directory."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kortelijn.directory.facts import language_name
from kortelijn.directory.queries import OPEN_NOW, OPEN_TODAY, Choice
from kortelijn.ui.shell import NavItem
from kortelijn.vocabulary.needs import domain, domain_choices

OLDEST = 120
ASK_YEARS = {
    "invalid": gettext_lazy("Vul de leeftijd in als een getal, bijvoorbeeld 67."),
    "min_value": gettext_lazy("Een leeftijd is 0 of meer."),
    "max_value": gettext_lazy("Vul een leeftijd in tot en met 120."),
}
ON = "1"
DAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")  # as addresses carry them


class ChoiceForm(forms.Form):
    """What is chosen, as the address of the page carries it."""

    zoek = forms.CharField(required=False, max_length=100)
    domein = forms.MultipleChoiceField(required=False, choices=domain_choices)
    open = forms.ChoiceField(required=False, choices=[(OPEN_NOW, OPEN_NOW), (OPEN_TODAY, OPEN_TODAY)])
    dag = forms.ChoiceField(required=False, choices=[(day, day) for day in DAYS])
    gratis = forms.BooleanField(required=False)
    leeftijd = forms.IntegerField(
        required=False, min_value=0, max_value=OLDEST, label=gettext_lazy("Leeftijd"), error_messages=ASK_YEARS
    )

    def __init__(self, data: QueryDict, languages: list[str]) -> None:
        super().__init__(data)
        named = sorted((language_name(code), code) for code in languages)
        choices = [("", _("Alle talen")), *((code, name) for name, code in named)]
        self.fields["taal"] = forms.ChoiceField(required=False, label=_("Taal"), choices=choices)

    def choice(self) -> Choice:
        """What can be used of it; a value that makes no sense counts as not chosen."""
        self.is_valid()
        known: dict[str, Any] = self.cleaned_data
        return Choice(
            text=known.get("zoek", ""), domains=tuple(known.get("domein", ())), open=known.get("open", ""),
            day=DAYS.index(known["dag"]) if known.get("dag") else None, free=known.get("gratis", False),
            language=known.get("taal", ""), age=known.get("leeftijd"),
        )  # fmt: skip


class Switches:
    """The choices as links: each is the address of the same page with one choice more, or less."""

    def __init__(self, data: QueryDict, choice: Choice) -> None:
        self.data, self.choice = data, choice

    def quick(self) -> list[NavItem]:
        """What one chooses most: open, and free."""
        return [
            self._switch("open", OPEN_NOW, _("Nu open"), self.choice.open == OPEN_NOW),
            self._switch("open", OPEN_TODAY, _("Vandaag open"), self.choice.open == OPEN_TODAY),
            self._switch("gratis", ON, _("Gratis"), self.choice.free),
        ]

    def domains(self) -> list[NavItem]:
        """All fields of life; any number can be on."""
        return [self._member("domein", code, label) for code, label in self._titles()]

    def days(self) -> list[NavItem]:
        """The days of the week; one can be on."""
        return [self._day(number) for number in range(len(DAYS))]

    def chosen(self) -> list[NavItem]:
        """What is on and not among the quick ones, each a link that takes it away."""
        words = [self._member("domein", code, label) for code, label in self._titles() if code in self.choice.domains]
        words += [self._day(self.choice.day)] if self.choice.day is not None else []
        if self.choice.language:
            words.append(self._switch("taal", self.choice.language, language_name(self.choice.language), on=True))
        if self.choice.age is not None:
            label = _("%(age)d jaar") % {"age": self.choice.age}
            words.append(self._switch("leeftijd", str(self.choice.age), label, on=True))
        return words

    def kept(self) -> list[tuple[str, str]]:
        """What the form must carry along because it has no field for it."""
        kept = [("domein", code) for code in self.choice.domains]
        kept += [("open", self.choice.open)] if self.choice.open else []
        kept += [("dag", DAYS[self.choice.day])] if self.choice.day is not None else []
        return kept + ([("gratis", ON)] if self.choice.free else [])

    @staticmethod
    def _titles() -> list[tuple[str, str]]:
        return [(code, domain(code).title) for code, _label in domain_choices()]

    def _day(self, number: int) -> NavItem:
        return self._switch("dag", DAYS[number], str(WEEKDAYS[number]), self.choice.day == number)

    def _switch(self, name: str, value: str, label: str, on: bool) -> NavItem:
        return NavItem(label, self._address(name, [] if on else [value]), current=on)

    def _member(self, name: str, value: str, label: str) -> NavItem:
        on = value in self.choice.domains
        others = [code for code in self.choice.domains if code != value]
        return NavItem(label, self._address(name, others if on else [*others, value]), current=on)

    def _address(self, name: str, values: list[str]) -> str:
        query = self.data.copy()
        query.setlist(name, values)
        query.pop("pagina", None)
        return f"?{query.urlencode()}"
