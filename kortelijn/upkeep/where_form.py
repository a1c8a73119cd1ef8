"""Where and when, as somebody fills it in: a few places, and under each the days and times."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kortelijn.directory.hour_words import hours_of
from kortelijn.directory.models import Location, Schedule
from kortelijn.directory.rules import WEEKDAYS
from kortelijn.directory.sheets import Sheet, in_order, schedules_in
from kortelijn.kernel.clock import today
from kortelijn.ui.forms import Chips
from kortelijn.upkeep.typed import count_in
from kortelijn.upkeep.weekly import rule_of, says_in_days, weekly_days

DAY_LABELS = (
    gettext_lazy("ma"), gettext_lazy("di"), gettext_lazy("wo"), gettext_lazy("do"), gettext_lazy("vr"),
    gettext_lazy("za"), gettext_lazy("zo"),
)  # fmt: skip
DAYS = list(zip(WEEKDAYS, DAY_LABELS, strict=True))
NO_HOURS = dict.fromkeys(("dtstart", "opens_at", "closes_at", "valid_from", "valid_to")) | {"rrule": "", "notes": ""}
MOST = 8  # places, and lines of hours under each: more is for an import
CLOCK = {"invalid": gettext_lazy("Vul een tijd in als 9:00 of 13:30.")}


class HoursForm(forms.Form):
    """One line: on which days, from when until when."""

    days = forms.MultipleChoiceField(label=gettext_lazy("Dagen"), choices=DAYS, widget=Chips, required=False)
    opens_at = forms.TimeField(
        label=gettext_lazy("Van"),
        required=False,
        error_messages=CLOCK,
        widget=forms.TimeInput({"type": "time"}, "%H:%M"),
    )
    closes_at = forms.TimeField(
        label=gettext_lazy("Tot"),
        required=False,
        error_messages=CLOCK,
        widget=forms.TimeInput({"type": "time"}, "%H:%M"),
    )
    walk_in = forms.ChoiceField(
        label=gettext_lazy("Hoe"), required=False,
        choices=[("ja", gettext_lazy("inloop")), ("nee", gettext_lazy("op afspraak"))],
    )  # fmt: skip
    notes = forms.CharField(label=gettext_lazy("Erbij"), max_length=500, required=False)
    gone = forms.BooleanField(label=gettext_lazy("Haal deze tijd weg"), required=False)

    def __init__(self, *args: Any, line: Sheet | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.line, self.fixed = line, bool(line and not says_in_days(line))

    @staticmethod
    def initial_of(line: Sheet) -> Sheet:
        """As the form shows it."""
        return line | {"days": weekly_days(line["rrule"]) or [], "walk_in": "ja" if line["walk_in"] else "nee"}

    @property
    def words(self) -> str:
        """A rhythm that days and times cannot say, in words."""
        found = hours_of([Schedule(**one) for one in schedules_in([self.line or NO_HOURS])], today())
        return "; ".join(line.words or line.notes for line in found)

    def clean(self) -> Sheet:
        """Times go with days, and the first comes first."""
        given: Sheet = super().clean() or {}
        begin, end = given.get("opens_at"), given.get("closes_at")
        if not self.fixed and not given.get("gone"):
            if begin and end and begin >= end:
                self.add_error("closes_at", _("De sluitingstijd ligt voor de openingstijd."))
            if (begin or end) and not given.get("days"):
                self.add_error("days", _("Kies op welke dagen."))
        return given

    @property
    def told(self) -> Sheet | None:
        """The line of hours, or nothing when there is none."""
        given = self.cleaned_data
        if given["gone"]:
            return None
        if self.fixed:
            return self.line
        if not given["days"] and not given["notes"]:
            return None
        before: Sheet = self.line or dict(NO_HOURS)
        return before | {
            "rrule": rule_of(given["days"], before["rrule"]), "walk_in": given["walk_in"] != "nee",
            "opens_at": _clock(given["opens_at"]), "closes_at": _clock(given["closes_at"]), "notes": given["notes"],
        }  # fmt: skip


def _clock(moment: Any) -> str | None:
    return moment.strftime("%H:%M") if moment else None


class PlaceForm(forms.Form):
    """One place: one that is known, a new one, or none in particular."""

    location = forms.ChoiceField(label=gettext_lazy("Plek"), required=False)
    name = forms.CharField(label=gettext_lazy("Naam van de nieuwe plek"), max_length=200, required=False)
    address = forms.CharField(label=gettext_lazy("Straat en nummer"), max_length=200, required=False)
    postal_code = forms.CharField(label=gettext_lazy("Postcode"), max_length=10, required=False)
    city = forms.CharField(label=gettext_lazy("Plaats"), max_length=100, required=False)
    gone = forms.BooleanField(label=gettext_lazy("Haal deze plek weg"), required=False)

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], block: Sheet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["location"].choices = [("", _("Geen vaste plek")), *choices]  # type: ignore[attr-defined]  # is a ChoiceField
        self.block = block
        self.is_known = bool(block)

    @cached_property
    def hours(self) -> list[HoursForm]:
        """The lines under it, and an empty one."""
        lines: list[Sheet] = self.block.get("hours") or []
        number = count_in(self.data if self.is_bound else None, f"{self.prefix}-tijden", len(lines) + 1, MOST)
        return [self._line(at, lines[at] if at < len(lines) else None) for at in range(number)]

    def _line(self, at: int, line: Sheet | None) -> HoursForm:
        prefix = f"{self.prefix}u{at}"
        initial = HoursForm.initial_of(line) if line else {"walk_in": "ja"}
        return HoursForm(self.data if self.is_bound else None, prefix=prefix, line=line, initial=initial)

    def clean(self) -> Sheet:
        """A new place has a name."""
        given: Sheet = super().clean() or {}
        if (given.get("address") or given.get("postal_code")) and not given.get("name") and not given.get("location"):
            self.add_error("name", _("Hoe heet deze plek? Bijvoorbeeld: Buurthuis De Brug."))
        return given

    def is_valid(self) -> bool:
        """With all its lines."""
        wrong = [line for line in self.hours if not line.is_valid()]
        return super().is_valid() and not wrong

    @property
    def told(self) -> Sheet | None:
        """The place with its hours, or nothing when it was taken away or never filled in."""
        given = self.cleaned_data
        hours = [line for form in self.hours if (line := form.told)]
        if given["gone"]:
            return None
        new = {name: given[name] for name in ("name", "address", "postal_code", "city")}
        if given["location"] or not new["name"]:
            return {"location": given["location"], "hours": hours} if given["location"] or hours else None
        return {"location": "", "new": new, "hours": hours}


class WhereForm(forms.Form):
    """All places together, as one step."""

    at_home = forms.BooleanField(label=gettext_lazy("Wij komen ook bij mensen thuis"), required=False)

    def __init__(self, *args: Any, base: Sheet, locations: Iterable[Location] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.base, self.locations = base, list(locations)

    @staticmethod
    def initial_of(sheet: Sheet) -> Sheet:
        """What its own fields show; places read theirs from the base."""
        return {"at_home": sheet["at_home"]}

    @cached_property
    def places(self) -> list[PlaceForm]:
        """Those that are there, and an empty one when there is none yet."""
        blocks: list[Sheet] = list(self.base["places"])
        blocks += [{"location": "", "hours": self.base["hours"]}] if self.base["hours"] else []
        number = count_in(self.data if self.is_bound else None, "plekken", max(len(blocks), 1), MOST)
        choices = [(str(each.pk), _label(each)) for each in self.locations]
        return [self._place(at, blocks[at] if at < len(blocks) else {}, choices) for at in range(number)]

    def _place(self, at: int, block: Sheet, choices: Sequence[tuple[str, str]]) -> PlaceForm:
        data = self.data if self.is_bound else None
        initial = {"location": block.get("location", "")}
        return PlaceForm(data, prefix=f"p{at}", choices=choices, block=block, initial=initial)

    def parts(self) -> list[forms.Form]:
        """All forms in it."""
        return [part for place in self.places for part in (place, *place.hours)]

    def is_valid(self) -> bool:
        """With all its places."""
        wrong = [place for place in self.places if not place.is_valid()]
        return super().is_valid() and not wrong

    @property
    def told(self) -> Sheet:
        """Its part of the sheet."""
        blocks = [block for place in self.places if (block := place.told)]
        fixed = [block for block in blocks if block["location"] or "new" in block]
        loose = [line for block in blocks if block not in fixed for line in block["hours"]]
        return {
            "at_home": self.cleaned_data["at_home"],
            "places": in_order(_merged(fixed)), "hours": in_order(loose),
        }  # fmt: skip


def _merged(blocks: Sequence[Mapping[str, Any]]) -> list[Sheet]:
    """One block per place: who adds a place twice means more hours there."""
    found: dict[str, Sheet] = {}
    for block in blocks:
        key = block["location"] or repr(block.get("new"))
        hours = [*found[key]["hours"], *block["hours"]] if key in found else list(block["hours"])
        found[key] = {**block, "hours": in_order(hours)}
    return list(found.values())


def _label(location: Location) -> str:
    return ", ".join(part for part in (location.name, location.address) if part)
