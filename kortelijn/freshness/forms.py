"""What is asked: what does not hold any more, how often to look, and which of two entries says it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kortelijn.freshness.models import RHYTHMS, Check
from kortelijn.ui.forms import ChoiceCards

EVERY = {1: _("elke maand"), 3: _("om de 3 maanden"), 6: _("om het half jaar"), 12: _("eens per jaar")}


class AnswerForm(forms.Form):
    """From the mail: what does not hold."""

    use_required_attribute = False
    service = forms.UUIDField(widget=forms.HiddenInput, error_messages={"required": "", "invalid": ""})
    answer_text = forms.CharField(
        label=_("Wat klopt er niet meer?"), max_length=500,
        help_text=_("Kort: de tijden, het adres, het nummer. Schrijf niets over een bewoner."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Schrijf kort wat er niet meer klopt."),
                        "max_length": _("Houd het bij 500 tekens.")},
    )  # fmt: skip


class RhythmForm(forms.Form):
    """How often an entry is looked at."""

    months = forms.TypedChoiceField(
        label=_("Nakijken"), coerce=int, choices=[(months, EVERY[months]) for months in RHYTHMS],
        error_messages={"required": _("Kies hoe vaak."), "invalid_choice": _("Kies uit 1, 3, 6 of 12 maanden.")},
    )  # fmt: skip


class StepForm(forms.Form):
    """What came out of a question."""

    outcome = forms.ChoiceField(choices=[(Check.Outcome.CONFIRMED, ""), (Check.Outcome.STOPPED, "")])


class MergeForm(forms.Form):
    """For each part that differs: left, right, or both."""

    use_required_attribute = False

    def __init__(self, data: Any, parts: Sequence[Any]) -> None:
        super().__init__(data)
        for part in parts:
            self.fields[part.key] = forms.ChoiceField(
                label=part.label, choices=part.options, initial=part.initial, widget=ChoiceCards(),
                error_messages={"required": _("Kies welke van de twee blijft."),
                                "invalid_choice": _("Kies een van de twee.")},
            )  # fmt: skip
