"""What is asked about who leads: a rule of the table, and a situation to try it with."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from kortelijn.agreements.forms import CalmForm, age
from kortelijn.agreements.lead_table import CIRCUMSTANCES, Situation
from kortelijn.agreements.models import Article
from kortelijn.parties.models import Network, Organization
from kortelijn.parties.queries import taking_part
from kortelijn.ui.forms import Chips
from kortelijn.vocabulary.needs import DOMAINS, needs_in
from kortelijn.vocabulary.professions import PROFESSIONS


def _finer() -> list[tuple[str, Any]]:
    return [(each.title, [(need.code, need.title) for need in needs_in(each.code)]) for each in DOMAINS]


def _subjects() -> list[tuple[str, Any]]:
    whole = say("{domain}: alles")
    return [(each.title, [(each.code, whole.format(domain=each.title)),
                          *((need.code, need.title) for need in needs_in(each.code))]) for each in DOMAINS]  # fmt: skip


def _circumstances(label: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, required=False, choices=list(CIRCUMSTANCES.items()), widget=forms.CheckboxSelectMultiple
    )


class LeadRuleForm(CalmForm):
    """In which situation who leads."""

    ids = "leiding-%s"

    domains = forms.MultipleChoiceField(label=_("Waarover gaat het? Leeg is alles."), required=False, widget=Chips)
    need = forms.ChoiceField(label=_("Of preciezer"), required=False)
    minimum_age = age(_("Vanaf leeftijd"))
    maximum_age = age(_("Tot en met leeftijd"))
    circumstances = _circumstances(_("Alleen als"))
    profession = forms.ChoiceField(label=_("Wie heeft dan de leiding? Een beroep"), required=False)
    organization = forms.ModelChoiceField(
        Organization.objects.none(), label=_("en of een organisatie"), required=False, empty_label=_("maakt niet uit"),
        error_messages={"invalid_choice": _("Kies uit de lijst.")},
    )  # fmt: skip

    def __init__(self, *args: Any, network: Network, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        domains, need, profession, organization = (
            self.fields[name] for name in ("domains", "need", "profession", "organization")
        )  # fmt: skip
        domains.choices = [(each.code, each.title) for each in DOMAINS]  # type: ignore[attr-defined]  # a field of any kind
        need.choices = [("", say("niet preciezer")), *_finer()]  # type: ignore[attr-defined]  # a field of any kind
        profession.choices = [("", say("maakt niet uit")), *((each.code, each.title) for each in PROFESSIONS)]  # type: ignore[attr-defined]  # a field of any kind
        organization.queryset = taking_part(network.pk).order_by("name")  # type: ignore[attr-defined]  # a field of any kind

    def clean(self) -> dict[str, Any]:
        """Somebody leads, and the ages are in their order."""
        data: dict[str, Any] = super().clean() or {}
        low, high = data.get("minimum_age"), data.get("maximum_age")
        if low is not None and high is not None and low > high:
            self.add_error("maximum_age", _("De laagste leeftijd is hoger dan de hoogste."))
        if not data.get("profession") and not data.get("organization"):
            self.add_error("profession", _("Kies wie de leiding heeft: een beroep, een organisatie of allebei."))
        return data

    def rule(self) -> dict[str, Any]:
        """As the action takes it."""
        data = dict(self.cleaned_data)
        need = data.pop("need")
        return data | {"needs": [*data.pop("domains"), *([need] if need else [])]}


class MendForm(LeadRuleForm):
    """A rule that takes a gap or an overlap away, and in which article it comes to stand."""

    article = forms.ChoiceField(
        label=_("In welk artikel komt de regel?"),
        help_text=_("Geldt de afspraak al, dan begint er een nieuwe versie. Die werkt pas als ze is vastgelegd."),
        error_messages={"required": _("Kies in welk artikel."), "invalid_choice": _("Kies uit de lijst.")},
    )  # fmt: skip
    field_order = ("profession", "organization", "article", "domains", "need", "minimum_age", "maximum_age")

    def __init__(self, *args: Any, articles: Sequence[Article], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["article"]
        grouped = groupby(articles, key=lambda each: each.version.agreement.title)
        field.choices = [(title, [(str(each.pk), each.heading) for each in some]) for title, some in grouped]

    def rule(self) -> dict[str, Any]:
        """As the action takes it; where it stands is not part of it."""
        return {name: value for name, value in super().rule().items() if name != "article"}


class SituationForm(CalmForm):
    """A situation, made up, to see who would lead."""

    need = forms.ChoiceField(label=_("Waarover gaat het vooral?"), required=False)
    also = forms.ChoiceField(label=_("En ook over"), required=False)
    age = age(_("Hoe oud is iemand?"))
    circumstances = _circumstances(_("Wat speelt er nog meer?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("need", "also"):
            field: Any = self.fields[name]
            field.choices = [("", say("niets in het bijzonder")), *_subjects()]

    def situation(self) -> Situation:
        """What was made up."""
        data = self.cleaned_data
        needs = tuple(dict.fromkeys(code for code in (data["need"], data["also"]) if code))
        return Situation(needs, data["age"], frozenset(data["circumstances"]))
