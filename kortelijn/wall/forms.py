"""What is asked: when an evening is, what somebody says, and what comes of it."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kortelijn.kernel.clock import AMSTERDAM, local, now, today
from kortelijn.steps.forms import CalmForm, StepForm
from kortelijn.steps.models import LONGEST as STEP_LONGEST
from kortelijn.wall.actions import Plan
from kortelijn.wall.models import LONGEST, Contribution, Evening

DAY = {"required": _("Kies een dag."), "invalid": _("Vul een dag in, zoals 3-12-2026.")}
HOUR = {"required": _("Vul een tijd in, zoals 19.30."), "invalid": _("Vul een tijd in, zoals 19.30.")}
HOURS = ("%H:%M", "%H.%M")
A_YEAR = timedelta(days=366)
MOST_HANDS = 500


def _day(**kwargs: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(widget=widget, error_messages=DAY, **kwargs)


def _hour(**kwargs: Any) -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(widget=widget, input_formats=HOURS, error_messages=HOUR, **kwargs)


class EveningForm(CalmForm):
    """What the evening is about, and when."""

    title = forms.CharField(
        label=_("Hoe heet de avond?"), max_length=80,
        error_messages={"required": _("Geef de avond een naam."),
                        "max_length": _("Houd de naam korter dan 80 tekens.")},
    )  # fmt: skip
    question = forms.CharField(
        label=_("Wat is de vraag van de avond?"), max_length=200, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Eén open vraag die iedereen raakt. Zij staat groot op de wand."),
        error_messages={"required": _("Schrijf de vraag op."), "max_length": _("Houd de vraag korter dan 200 tekens.")},
    )  # fmt: skip
    on = _day(label=_("Op welke dag?"))
    begins = _hour(label=_("Vanaf hoe laat?"), initial=time(19, 30))
    ends = _hour(
        label=_("Tot hoe laat?"), initial=time(22, 0),
        help_text=_("Dan sluit de vraag vanzelf. Na middernacht mag ook."),
    )  # fmt: skip

    def clean_on(self) -> date:
        """From today, within a year."""
        day: date = self.cleaned_data["on"]
        if not today() <= day <= today() + A_YEAR:
            raise forms.ValidationError(_("Kies een dag vanaf vandaag, binnen een jaar."))
        return day

    def clean(self) -> dict[str, Any]:
        """An end that has not passed yet."""
        data: dict[str, Any] = super().clean() or {}
        if not self.errors and self.plan.closes_at <= now():
            self.add_error("ends", _("Dat is al voorbij. Kies een later einde."))
        return data

    @property
    def plan(self) -> Plan:
        """The evening as the action takes it; an end before its beginning is on the next day."""
        data = self.cleaned_data
        opens_at = datetime.combine(data["on"], data["begins"], AMSTERDAM)
        last = data["on"] if data["ends"] > data["begins"] else data["on"] + timedelta(days=1)
        return Plan(data["title"], data["question"], opens_at, datetime.combine(last, data["ends"], AMSTERDAM))

    @staticmethod
    def filled(evening: Evening) -> dict[str, Any]:
        """What stands in it when it is changed."""
        opens, closes = local(evening.opens_at), local(evening.closes_at)
        return {
            "title": evening.title, "question": evening.question, "on": opens.date(), "begins": opens.time(),
            "ends": closes.time(),
        }  # fmt: skip


class SayForm(CalmForm):
    """One thing that somebody wants to say."""

    text = forms.CharField(
        label=_("Wat wilt u zeggen?"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Typ eerst wat u wilt zeggen."),
                        "max_length": _("Dat is te lang. Zeg het in hooguit 280 tekens.")},
    )  # fmt: skip
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)


class CodeForm(CalmForm):
    """The code on the wall, however it is typed."""

    code = forms.CharField(
        label=_("De code"), max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": _("Typ de code."), "max_length": _("Deze code is te lang.")},
    )  # fmt: skip

    def clean_code(self) -> str:
        """As it was drawn: capitals, nothing in between."""
        return "".join(letter for letter in self.cleaned_data["code"].upper() if letter.isalnum())


class PlaceForm(CalmForm):
    """Under which heading it belongs, and how many hands went up for it."""

    heading = forms.CharField(max_length=40, required=False)
    hands = forms.IntegerField(min_value=0, max_value=MOST_HANDS, required=False)

    @property
    def wrong(self) -> str:
        """What to say when it cannot be kept."""
        return str(_("Houd het kopje korter dan 40 tekens, en vul handen in als een getal tot 500."))


class AgreedForm(StepForm):
    """Who goes to do what, by when: asked in the room, so why was said already."""

    key = None  # type: ignore[assignment]  # how Django leaves out a field of the form above
    why = None  # type: ignore[assignment]  # how Django leaves out a field of the form above


def step_what(contribution: Contribution | None) -> dict[str, Any]:
    """What was said is where the step begins, as far as it fits."""
    return {"what": contribution.text[:STEP_LONGEST]} if contribution else {}
