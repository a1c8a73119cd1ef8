"""What is asked about a turn, about one day of it, and about the house."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.formats import date_format
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from kortelijn.directory.models import Location, Service
from kortelijn.directory.rules import WEEKDAYS
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import today
from kortelijn.kernel.policy import may
from kortelijn.parties.models import Seat
from kortelijn.rota.models import Room, Shift
from kortelijn.rota.patterns import Pattern, Rhythm, in_order, pattern_of
from kortelijn.rota.timetable import check_near
from kortelijn.ui.forms import ChipChoice, Chips, ChoiceCards

CHOOSE = _("Kies uit de lijst.")
TIME = {"required": _("Vul een tijd in, zoals 09:00."), "invalid": _("Vul een tijd in, zoals 09:00.")}
DAY = {"required": _("Kies een dag."), "invalid": _("Vul een datum in, zoals 24-11-2026.")}


def _time(label: Any, **more: Any) -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time", "step": 300}, format="%H:%M")
    return forms.TimeField(label=label, widget=widget, error_messages=TIME, **more)


def _day(label: Any, **more: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, error_messages=DAY, validators=[check_near], **more)


class PlannedForm(forms.Form):
    """Anything that may clash: when it does, the page asks whether it is meant."""

    use_required_attribute = False

    def ask_anyway(self) -> None:
        """Ask it from now on."""
        label = say("Ja, het mag naast elkaar")
        self.fields["anyway"] = forms.BooleanField(label=label, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.data.get("anyway"):
            self.ask_anyway()


class SeatChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in the stubs only, not when it runs
    """Seats by organization, with their title."""

    def label_from_instance(self, obj: Seat) -> str:
        """Organization first, because one looks for that."""
        return f"{obj.organization.name}: {obj.title}"


def seats_for(actor: Actor, location: Location) -> QuerySet[Seat]:
    """For whom somebody may plan here: anybody, or only the own seat."""
    rows = Seat.objects.visible_to(actor).select_related("organization").order_by("organization__name", "title")
    return rows if may(actor, "rota.keep_house", location) else rows.filter(pk=actor.own_seat)


class ShiftForm(PlannedForm):
    """Who sits where, how often, and at what time."""

    seat = SeatChoice(Seat.objects.none(), label=_("Wie zit er?"), empty_label=_("Kies een plek"),
                      error_messages={"required": _("Kies wie er zit."), "invalid_choice": CHOOSE})  # fmt: skip
    service = forms.ModelChoiceField(
        Service.objects.none(), label=_("Voor welk aanbod?"), required=False, empty_label=_("Een spreekuur"),
        help_text=_("Dan heet het spreekuur zoals dat aanbod."), error_messages={"invalid_choice": CHOOSE},
    )  # fmt: skip
    room = forms.ModelChoiceField(
        Room.objects.none(), label=_("In welke kamer?"), required=False, empty_label=_("Geen vaste kamer"),
        error_messages={"invalid_choice": CHOOSE},
    )  # fmt: skip
    rhythm = forms.ChoiceField(
        label=_("Hoe vaak?"), choices=Rhythm, initial=Rhythm.WEEKLY,
        error_messages={"required": _("Kies hoe vaak."), "invalid_choice": CHOOSE},
    )  # fmt: skip
    days = forms.MultipleChoiceField(
        label=_("Op welke dagen?"), widget=Chips,
        error_messages={"required": _("Kies ten minste één dag."), "invalid_choice": CHOOSE},
    )  # fmt: skip
    opens_at = _time(_("Van"))
    closes_at = _time(_("Tot"))
    first_day = _day(_("Eerste dag"), help_text=_("Om de week telt vanaf de week van deze dag."))
    last_day = _day(_("Laatste dag"), required=False, help_text=_("Leeg: het gaat door tot u het stopt."))
    walk_in = forms.BooleanField(label=_("Men kan zo binnenlopen, zonder afspraak"), required=False, initial=True)

    def __init__(self, *args: Any, actor: Actor, location: Location, shift: Shift | None = None, **kwargs: Any) -> None:
        super().__init__(*args, initial=kwargs.pop("initial", _values(shift)), **kwargs)
        self._limit("seat", seats_for(actor, location))
        self._limit("service", Service.objects.visible_to(actor).active().order_by("name"))
        self._limit("room", Room.objects.filter(location=location.pk))
        days: Any = self.fields["days"]
        days.choices = [(code, WEEKDAYS_ABBR[number]) for number, code in enumerate(WEEKDAYS)]
        days.required = self.data.get("rhythm") != Rhythm.ONCE

    def _limit(self, name: str, rows: QuerySet[Any]) -> None:
        chosen: Any = self.fields[name]
        chosen.queryset = rows

    def clean(self) -> dict[str, Any]:
        """Hours and days in order; a weekday for whatever returns."""
        data: dict[str, Any] = super().clean() or {}
        opens, closes, first, last = (data.get(key) for key in ("opens_at", "closes_at", "first_day", "last_day"))
        if opens and closes and opens >= closes:
            self.add_error("closes_at", _("De eindtijd ligt voor de begintijd."))
        if first and last and last < first:
            self.add_error("last_day", _("De laatste dag ligt voor de eerste."))
        return data

    @property
    def fields_of_shift(self) -> dict[str, Any]:
        """What an action wants to know."""
        data = dict(self.cleaned_data)
        pattern = Pattern(data.pop("rhythm"), in_order(data.pop("days")))
        return {"rrule": pattern.rule, "anyway": False, **data}


def _values(shift: Shift | None) -> dict[str, Any]:
    if shift is None:
        return {"first_day": today(), "rhythm": Rhythm.WEEKLY, "walk_in": True}
    pattern = pattern_of(shift.rrule)
    fields = ("seat", "service", "room", "opens_at", "closes_at", "first_day", "last_day", "walk_in")
    return {name: getattr(shift, name) for name in fields} | {"rhythm": pattern.rhythm, "days": pattern.days}


class DayForm(PlannedForm):
    """What is otherwise on one day."""

    CLOSED, COVERED, MOVED = "closed", "covered", "moved"
    what = forms.ChoiceField(
        label=_("Wat is er anders?"),
        choices=[
            (CLOSED, _("Het gaat niet door")),
            (COVERED, _("Iemand anders zit er")),
            (MOVED, _("Een andere tijd")),
        ],
        widget=ChoiceCards(icons={CLOSED: "x", COVERED: "users", MOVED: "clock"}),
        error_messages={"required": _("Kies wat er anders is."), "invalid_choice": CHOOSE},
    )  # fmt: skip
    day = forms.ChoiceField(
        label=_("Op welke dag?"), error_messages={"required": DAY["required"], "invalid_choice": CHOOSE}
    )
    seat = SeatChoice(Seat.objects.none(), label=_("Wie zit er dan?"), required=False, empty_label=_("Kies een plek"),
                      help_text=_("Alleen als iemand anders er zit."),
                      error_messages={"invalid_choice": CHOOSE})  # fmt: skip
    opens_at = _time(_("Van"), required=False, help_text=_("Alleen bij een andere tijd."))
    closes_at = _time(_("Tot"), required=False, help_text=_("Alleen bij een andere tijd."))

    def __init__(self, *args: Any, actor: Actor, days: Iterable[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["day"]
        choice.choices = [(day.isoformat(), date_format(day, "l j F Y")) for day in days]
        seat: Any = self.fields["seat"]
        seat.queryset = other_seats(actor)

    def clean(self) -> dict[str, Any]:
        """What belongs to the choice is filled in."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("what") == self.COVERED:
            need_seat(self, data)
        if data.get("what") == self.MOVED:
            for name in ("opens_at", "closes_at"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, TIME["required"])
        return data


def need_seat(form: forms.Form, data: dict[str, Any]) -> None:
    """Somebody comes instead: say who."""
    if not data.get("seat") and "seat" not in form.errors:
        form.add_error("seat", _("Kies wie er dan zit."))


def other_seats(actor: Actor) -> QuerySet[Seat]:
    """Where somebody sits who could come instead."""
    return (
        Seat.objects.visible_to(actor).occupied().select_related("organization").order_by("organization__name", "title")
    )


class AbsenceForm(forms.Form):
    """From when until when somebody cannot; never why."""

    use_required_attribute = False
    first = _day(_("Eerste dag dat u er niet bent"))
    last = _day(_("Laatste dag dat u er niet bent"))

    def clean(self) -> dict[str, Any]:
        """In order."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("first") and data.get("last") and data["last"] < data["first"]:
            self.add_error("last", _("De laatste dag ligt voor de eerste."))
        return data


class CoverForm(PlannedForm):
    """Who comes instead, or nobody."""

    CLOSED, COVERED = "closed", "covered"
    what = forms.ChoiceField(
        label=_("Hoe lost u het op?"), widget=ChoiceCards(icons={COVERED: "user-check", CLOSED: "x"}),
        choices=[(COVERED, _("Iemand anders zit er")), (CLOSED, _("Het gaat deze keer niet door"))],
        error_messages={"required": _("Kies hoe u het oplost."), "invalid_choice": CHOOSE},
    )  # fmt: skip
    seat = SeatChoice(Seat.objects.none(), label=_("Wie zit er dan?"), required=False, empty_label=_("Kies een plek"),
                      error_messages={"invalid_choice": CHOOSE})  # fmt: skip

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seat: Any = self.fields["seat"]
        seat.queryset = other_seats(actor)

    def clean(self) -> dict[str, Any]:
        """A seat when somebody comes."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("what") == self.COVERED:
            need_seat(self, data)
        return data


class StopForm(forms.Form):
    """After which day it ends."""

    use_required_attribute = False
    last_day = _day(_("Wat is de laatste dag?"))


class RoomForm(forms.Form):
    """A room to sit in."""

    use_required_attribute = False
    name = forms.CharField(
        label=_("Naam van de kamer"), max_length=80, help_text=_("Zoals op de deur staat, bijvoorbeeld Kamer 4."),
        error_messages={"required": _("Vul de naam van de kamer in.")},
    )  # fmt: skip


class HolidayForm(forms.Form):
    """Whether the house is open on public holidays."""

    use_required_attribute = False
    holidays = forms.ChoiceField(
        label=_("Op feestdagen is deze plek"), widget=ChipChoice,
        choices=[("closed", _("dicht")), ("open", _("gewoon open"))],
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )  # fmt: skip
