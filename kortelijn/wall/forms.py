"""What is asked: when an evening is, what somebody says, and who goes to do what by when."""

from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kortelijn.kernel.clock import AMSTERDAM, local, now, today
from kortelijn.parties.models import Network, Seat
from kortelijn.parties.queries import holders_of
from kortelijn.wall.actions import Plan
from kortelijn.wall.models import LONGEST, Contribution, Evening

DAY = {"required": _("Kies een dag."), "invalid": _("Vul een dag in, zoals 3-12-2026.")}
HOUR = {"required": _("Vul een tijd in, zoals 19.30."), "invalid": _("Vul een tijd in, zoals 19.30.")}
HOURS = ("%H:%M", "%H.%M")
A_YEAR = timedelta(days=366)
MOST_HANDS = 500


class CalmForm(forms.Form):
    """A form that is not red before anything is typed."""

    use_required_attribute = False


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


class StepForm(CalmForm):
    """Who goes to do what, by when."""

    title = forms.CharField(
        label=_("Wat gaat er gebeuren?"), max_length=160, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Klein en concreet: wat is er over een maand anders?"),
        error_messages={"required": _("Schrijf op wat er gaat gebeuren."),
                        "max_length": _("Houd het korter dan 160 tekens.")},
    )  # fmt: skip
    seat = forms.ModelChoiceField(
        Seat.objects.none(), label=_("Wie neemt dit op zich?"),
        error_messages={"required": _("Kies wie het doet."), "invalid_choice": _("Kies iemand uit de lijst.")},
    )  # fmt: skip
    due = _day(label=_("Wanneer is het klaar?"))

    def __init__(self, *args: Any, network: Network, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seats = Seat.objects.filter(network=network.pk).occupied().select_related("organization")
        field: Any = self.fields["seat"]
        field.queryset = seats.order_by("organization__name", "organization", "title")
        holders = holders_of(seat.pk for seat in field.queryset)
        grouped = groupby(field.queryset, lambda seat: seat.organization.name)
        field.choices = [("", _("Kies wie het doet"))] + [
            (name, [(seat.pk, f"{seat.title} ({holders[seat.pk].name})") for seat in some]) for name, some in grouped
        ]
        self.fields["due"].initial = today() + timedelta(days=28)

    def clean_due(self) -> date:
        """After today, within a year."""
        return _coming(self.cleaned_data["due"])


class DoneForm(CalmForm):
    """What came of a step."""

    result = forms.CharField(
        label=_("Wat leverde het op?"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("In een of twee zinnen, zonder namen van bewoners. Iedereen in het netwerk leest dit."),
        error_messages={"required": _("Schrijf kort op wat het opleverde."),
                        "max_length": _("Houd het korter dan 300 tekens.")},
    )  # fmt: skip


class LaterForm(CalmForm):
    """Another day."""

    until = _day(label=_("Op welke dag is het klaar?"))

    def clean_until(self) -> date:
        """After today, within a year."""
        return _coming(self.cleaned_data["until"])


class DropForm(CalmForm):
    """Why it does not happen."""

    reason = forms.CharField(
        label=_("Waarom gaat het niet door?"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Ook dit is een uitkomst: anderen hoeven er dan niet op te wachten."),
        error_messages={"required": _("Schrijf kort op waarom niet."),
                        "max_length": _("Houd het korter dan 300 tekens.")},
    )  # fmt: skip


def _coming(day: date) -> date:
    if not today() < day <= today() + A_YEAR:
        raise forms.ValidationError(_("Kies een dag na vandaag, binnen een jaar."))
    return day


def step_title(contribution: Contribution | None) -> dict[str, Any]:
    """What was said is where the step begins, as far as it fits."""
    return {"title": contribution.text[:160]} if contribution else {}
