"""What is asked about a small step: what, who, by when; and how it ends."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import today
from kortelijn.parties.models import Seat
from kortelijn.steps.actions import SMALL
from kortelijn.steps.models import LONGEST
from kortelijn.steps.queries import seat_choices

A_MONTH = timedelta(days=28)
DAY = {"required": _("Kies een dag."), "invalid": _("Vul een dag in, zoals 3-12-2026.")}
TOO_LONG = _("Houd het korter dan 300 tekens.")
NO_NAMES = _("Zonder namen van bewoners. Iedereen in het netwerk leest dit.")


class CalmForm(forms.Form):
    """A form that is not red before anything is typed."""

    use_required_attribute = False


def _day(label: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, error_messages=DAY)


def _coming(day: date) -> date:
    if not today() < day <= today() + SMALL:
        raise forms.ValidationError(
            _("Kies een dag na vandaag, binnen drie maanden. Duurt het langer? Knip de stap in tweeën.")
        )
    return day


class StepForm(CalmForm):
    """Who goes to do what, by when."""

    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    what = forms.CharField(
        label=_("Wat gaat er gebeuren?"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Klein en concreet, in één zin. Bijvoorbeeld: de praktijk belt De Klinker over een spreekuur."),
        error_messages={"required": _("Schrijf op wat er gaat gebeuren."),
                        "max_length": _("Houd het korter dan 160 tekens.")},
    )  # fmt: skip
    why = forms.CharField(
        label=_("Waarom?"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=NO_NAMES, error_messages={"max_length": TOO_LONG},
    )  # fmt: skip
    owner = forms.ModelChoiceField(
        Seat.objects.none(), label=_("Wie neemt dit op zich?"), help_text=_("Eén plek: samen is vaak niemand."),
        error_messages={"required": _("Kies wie het doet."), "invalid_choice": _("Kies iemand uit de lijst.")},
    )  # fmt: skip
    due_on = _day(_("Wanneer is het klaar?"))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner: Any = self.fields["owner"]
        owner.queryset = Seat.objects.visible_to(actor).occupied().select_related("organization")
        owner.choices = [("", _("Kies wie het doet")), *seat_choices(actor.network_id)]
        owner.initial = actor.seat_id
        self.fields["due_on"].initial = today() + A_MONTH

    def clean_due_on(self) -> date:
        """After today, within three months."""
        return _coming(self.cleaned_data["due_on"])


class DoneForm(CalmForm):
    """What came of a step."""

    result = forms.CharField(
        label=_("Wat leverde het op?"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}), help_text=NO_NAMES,
        error_messages={"required": _("Schrijf kort op wat het opleverde."), "max_length": TOO_LONG},
    )  # fmt: skip


class LaterForm(CalmForm):
    """Another day."""

    until = _day(_("Op welke dag is het klaar?"))

    def clean_until(self) -> date:
        """After today, within three months."""
        return _coming(self.cleaned_data["until"])


class DropForm(CalmForm):
    """Why it does not happen."""

    reason = forms.CharField(
        label=_("Waarom gaat het niet door?"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Ook dit is een uitkomst: anderen hoeven er dan niet op te wachten."),
        error_messages={"required": _("Schrijf kort op waarom niet."), "max_length": TOO_LONG},
    )  # fmt: skip
