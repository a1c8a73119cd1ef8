"""What is asked about a meeting: when, about what, who was there, what was said and decided; and when people can."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from kortelijn.gatherings.busy import LARGEST, TOO_LARGE
from kortelijn.gatherings.forms.careful import (
    NO_NAMES,
    CalmForm,
    CarefulForm,
    day_field,
    text_field,
    time_field,
)
from kortelijn.gatherings.models import AgendaItem, Meeting
from kortelijn.gatherings.moments import FURTHEST
from kortelijn.gatherings.queries import Guest, mark_of
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import AMSTERDAM, local, today
from kortelijn.parties.models import Seat
from kortelijn.steps.forms import StepForm
from kortelijn.steps.queries import seat_choices
from kortelijn.ui.forms import CheckCards

CHOOSE = {"required": _("Kies uit de lijst."), "invalid_choice": _("Kies uit de lijst.")}
LENGTHS = [(30, _("een half uur")), (60, _("een uur")), (90, _("anderhalf uur")), (120, _("twee uur")),
           (180, _("drie uur"))]  # fmt: skip
WITHIN = [(10, _("twee weken")), (15, _("drie weken")), (20, _("vier weken")), (30, _("zes weken"))]


def within_a_year(day: date) -> None:
    """Nobody plans further ahead; a year too many is mostly a slip of the finger."""
    if day > today() + FURTHEST:
        raise ValidationError(say("Kies een moment binnen een jaar."))


class MeetingForm(CarefulForm):
    """When, where and what about."""

    careful = ("subject",)
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    day = day_field(_("Op welke dag?"), validators=[within_a_year])
    begins_at = time_field(_("Van"))
    ends_at = time_field(_("Tot"))
    place = text_field(_("Waar?"), 120, required=False)
    subject = text_field(_("Waar gaat het over?"), 120, required=False, help_text=NO_NAMES)

    def clean(self) -> dict[str, Any]:
        """Hours in order."""
        data = super().clean()
        if data.get("begins_at") and data.get("ends_at") and data["begins_at"] >= data["ends_at"]:
            self.add_error("ends_at", _("De eindtijd ligt voor de begintijd."))
        return data

    @property
    def fields_of_meeting(self) -> dict[str, Any]:
        """What an action wants to know."""
        data = self.cleaned_data
        begins, ends = (datetime.combine(data["day"], data[name], AMSTERDAM) for name in ("begins_at", "ends_at"))
        return {"starts_at": begins, "ends_at": ends, "place": data["place"], "subject": data["subject"]}


def values_of(meeting: Meeting) -> dict[str, Any]:
    """How a meeting stands in the form."""
    begins, ends = local(meeting.starts_at), local(meeting.ends_at)
    return {"day": begins.date(), "begins_at": begins.time(), "ends_at": ends.time(), "place": meeting.place,
            "subject": meeting.subject}  # fmt: skip


class ItemForm(CarefulForm):
    """Something to talk about."""

    careful = ("what",)
    what = text_field(_("Waarover?"), 160, missing=_("Schrijf op waar het over gaat."), help_text=NO_NAMES)
    brought_by = forms.ModelChoiceField(Seat.objects.none(), label=_("Wie brengt het in?"), error_messages=CHOOSE)
    minutes = forms.IntegerField(
        label=_("Hoeveel minuten?"), min_value=1, max_value=240, initial=10,
        error_messages={"required": _("Vul minuten in."), "invalid": _("Vul minuten in, als getal."),
                        "min_value": _("Ten minste één minuut."), "max_value": _("Hooguit vier uur.")},
    )  # fmt: skip

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seat: Any = self.fields["brought_by"]
        seat.queryset = Seat.objects.visible_to(actor).occupied().select_related("organization")
        seat.choices = [("", _("Kies wie het inbrengt")), *seat_choices(actor.network_id)]
        seat.initial = actor.seat_id


class MinutesForm(CarefulForm):
    """What was said: in general, and about each thing on the agenda."""

    seen = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    report = text_field(_("In het kort"), 4000, rows=4, required=False, help_text=NO_NAMES)

    def __init__(self, *args: Any, meeting: Meeting, agenda: list[AgendaItem], **kwargs: Any) -> None:
        self.names = {f"said_{item.pk.hex}": item for item in agenda}
        self.careful = ("report", *self.names)  # type: ignore[misc]  # those of this meeting
        super().__init__(*args, initial={"report": meeting.report, "seen": mark_of(meeting)}, **kwargs)
        for name, item in self.names.items():
            self.fields[name] = text_field(item.what, 1500, rows=2, required=False, initial=item.said)

    @property
    def said(self) -> dict[UUID, str]:
        """By key of what stood on the agenda."""
        return {item.pk: self.cleaned_data[name] for name, item in self.names.items()}


class DecisionForm(CarefulForm):
    """One decision."""

    careful = ("text",)
    text = text_field(
        _("Wat is er besloten?"), 300, rows=2, missing=_("Schrijf op wat er besloten is."),
        help_text=_("Eén zin die je zonder het verslag begrijpt. Zonder namen van bewoners."),
    )  # fmt: skip


class ActionForm(StepForm):
    """Who does what, by when: a step, with a task for its seat."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["why"]


class PresentForm(CalmForm):
    """Who were there."""

    present = forms.MultipleChoiceField(
        label=_("Wie waren er?"), widget=CheckCards, error_messages={"required": _("Vink aan wie er waren.")} | CHOOSE
    )
    also = forms.ModelChoiceField(
        Seat.objects.none(), label=_("Wie nog meer?"), required=False, error_messages=CHOOSE,
        help_text=_("Een gast. Zijn het er meer? Bewaar en kies daarna de volgende."),
    )  # fmt: skip

    def __init__(self, *args: Any, actor: Actor, guests: list[Guest], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        present: Any = self.fields["present"]
        present.choices = [(str(each.seat.pk), f"{each.name}, {each.seat.organization.name}") for each in guests]
        known = any(each.was_there is not None for each in guests)
        there = [each for each in guests if (each.was_there if known else each.answer != "no")]
        present.initial = [str(each.seat.pk) for each in there]
        also: Any = self.fields["also"]
        also.queryset = Seat.objects.visible_to(actor).occupied().select_related("organization")
        also.choices = [("", _("Niemand meer")), *seat_choices(actor.network_id)]

    @property
    def seats(self) -> list[UUID]:
        """Of who were there."""
        also = self.cleaned_data["also"]
        return [*(UUID(key) for key in self.cleaned_data["present"]), *([also.pk] if also else [])]


class MomentsForm(CalmForm):
    """For whom and how long a moment is sought; the page then proposes some."""

    required = forms.MultipleChoiceField(
        label=_("Wie moeten er in elk geval bij zijn?"), widget=CheckCards, error_messages=CHOOSE,
        required=False, help_text=_("Voor de anderen zoeken we een moment waarop er zo veel mogelijk kunnen."),
    )  # fmt: skip
    minutes = forms.TypedChoiceField(label=_("Hoe lang?"), choices=LENGTHS, coerce=int, initial=60)
    within = forms.TypedChoiceField(label=_("Binnen"), choices=WITHIN, coerce=int, initial=15)
    subject = text_field(_("Waar gaat het over?"), 120, required=False, help_text=NO_NAMES)
    place = text_field(_("Waar?"), 120, required=False)

    def __init__(self, *args: Any, guests: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        required: Any = self.fields["required"]
        required.choices = guests


class CalendarForm(CalmForm):
    """A calendar file of one's own."""

    calendar = forms.FileField(
        label=_("Uw agenda als bestand (.ics)"), widget=forms.FileInput(attrs={"accept": ".ics,text/calendar"}),
        error_messages={"required": _("Kies een bestand."), "empty": _("Dit bestand is leeg."),
                        "invalid": _("Kies een bestand.")},
        help_text=_("U maakt dit bestand in uw agenda met “Exporteren” of “Opslaan als”."),
    )  # fmt: skip

    def clean_calendar(self) -> "UploadedFile[Any]":
        """Not larger than what is read; that is seen before any of it is."""
        file: UploadedFile[Any] = self.cleaned_data["calendar"]
        if (file.size or 0) > LARGEST:
            raise ValidationError(TOO_LARGE)
        return file
