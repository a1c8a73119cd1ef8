"""What is asked: a season, who receives, whether one comes along, and what a walk brought."""

from collections.abc import Iterator
from datetime import time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from kortelijn.directory.models import Location, Service
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import today
from kortelijn.parties.models import Seat
from kortelijn.steps.queries import seat_choices
from kortelijn.walks.actions import DayPart
from kortelijn.walks.afterwards.actions import Learned
from kortelijn.walks.models import Day, Host, Season, Visit, Walker
from kortelijn.walks.pages import Card, day_words

PARTS = {
    "ochtend": (_("ochtend, 9.30–12.30"), time(9, 30), time(12, 30)),
    "middag": (_("middag, 13.00–16.30"), time(13), time(16, 30)),
    "avond": (_("avond, 18.30–21.30"), time(18, 30), time(21, 30)),
}
MOST_DAYS = 3
DAY = {"required": _("Kies een dag."), "invalid": _("Vul een dag in, zoals 3-12-2026.")}
CLOCK = {"invalid": _("Vul een tijd in, zoals 13:00.")}
NO_NAMES = _("Zonder namen van bewoners.")


class CalmForm(forms.Form):
    """A form that is not red before anything is typed."""

    use_required_attribute = False


def _date(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, required=required, help_text=help_text, error_messages=DAY)


def _number(label: Any, least: int, most: int, first: int, help_text: Any = "") -> forms.IntegerField:
    wrong = _("Vul een getal in van {least} tot en met {most}.").format(least=least, most=most)
    words = dict.fromkeys(("required", "invalid", "min_value", "max_value"), wrong)
    return forms.IntegerField(
        label=label, min_value=least, max_value=most, initial=first, help_text=help_text, error_messages=words
    )


class SeasonForm(CalmForm):
    """A new season: when, in what shape, and the words of the invitation."""

    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(
        label=_("Hoe noemt u deze wandelingen?"), max_length=80,
        help_text=_("Bijvoorbeeld: Voorjaarswandeling 2027."), error_messages={"required": _("Geef het een naam.")},
    )  # fmt: skip
    words = forms.CharField(
        label=_("Wat zegt u erbij in de uitnodiging?"), max_length=500, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    visits = _number(_("Bezoeken per groep"), 1, 5, 3)
    minutes = _number(
        _("Minuten per bezoek"), 15, 120, 40, _("Daarna is er een kwartier om naar de volgende te lopen.")
    )
    smallest = _number(_("Minstens zoveel mensen in een groep"), 2, 12, 3)
    largest = _number(_("Hoogstens zoveel mensen in een groep"), 2, 12, 5)
    walks_each = _number(_("Zo vaak loopt iemand hoogstens mee"), 1, 3, 1)
    answer_by = _date(_("Tot wanneer kan iemand zich opgeven?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer_by"].initial = today() + timedelta(days=14)
        parts = [(code, label) for code, (label, _from, _to) in PARTS.items()]
        for number in range(1, MOST_DAYS + 1):
            label = _("Wandeldag") if number == 1 else _("Nog een wandeldag")
            self.fields[f"day{number}"] = _date(label, required=number == 1)
            self.fields[f"part{number}"] = forms.ChoiceField(label=_("Dagdeel"), choices=parts, initial="middag")
            self.fields[f"groups{number}"] = _number(_("Hoogstens zoveel groepen"), 1, 20, 4)

    def clean(self) -> dict[str, Any]:
        """The least is not more than the most."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("smallest", 0) > cleaned.get("largest", 12):
            self.add_error("largest", _("Dit moet minstens zo groot zijn als het kleinste groepje."))
        return cleaned

    def rows(self) -> list[list[forms.BoundField]]:
        """Day, part and groups beside each other."""
        return [[self[f"{name}{number}"] for name in ("day", "part", "groups")] for number in range(1, MOST_DAYS + 1)]

    @property
    def days(self) -> list[DayPart]:
        """The parts of days that were chosen."""
        data, found = self.cleaned_data, []
        for number in range(1, MOST_DAYS + 1):
            if data.get(f"day{number}"):
                _label, begins, ends = PARTS[data[f"part{number}"]]
                found.append(DayPart(data[f"day{number}"], begins, ends, data[f"groups{number}"]))
        return found

    @property
    def shape(self) -> dict[str, int]:
        """The numbers."""
        return {name: self.cleaned_data[name] for name in ("visits", "minutes", "smallest", "largest", "walks_each")}


class HostForm(CalmForm):
    """Who receives, and where."""

    seat = forms.ModelChoiceField(
        Seat.objects.none(), label=_("Wie ontvangt de groep?"),
        error_messages={"required": _("Kies wie ontvangt."), "invalid_choice": _("Kies iemand uit de lijst.")},
    )  # fmt: skip
    location = forms.ModelChoiceField(
        Location.objects.none(), label=_("Waar?"), help_text=_("Alleen plekken die op de kaart liggen."),
        error_messages={"required": _("Kies waar."), "invalid_choice": _("Kies een plek uit de lijst.")},
    )  # fmt: skip

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seat: Any = self.fields["seat"]
        seat.queryset = Seat.objects.visible_to(actor).occupied().select_related("organization")
        seat.choices = [("", _("Kies wie ontvangt")), *seat_choices(actor.network_id)]
        location: Any = self.fields["location"]
        location.queryset = Location.objects.visible_to(actor).exclude(latitude=None)
        location.empty_label = _("Kies waar")


class HoursForm(CalmForm):
    """From when to when a host receives, day by day; what is left empty is not."""

    meet = forms.CharField(
        label=_("Waar meldt de groep zich?"), max_length=160, required=False,
        help_text=_("Bijvoorbeeld: bij de balie op de begane grond."),
    )  # fmt: skip

    def __init__(self, *args: Any, host: Host, days: list[Day], hints: dict[UUID, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.days = days
        self.fields["meet"].initial = host.meet
        hours = {each.day_id: each for each in host.receptions.all()}
        for number, day in enumerate(days):
            at = hours.get(day.pk)
            widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
            self.fields[f"from{number}"] = forms.TimeField(
                label=_("{day}: van").format(day=day_words(day)), required=False, widget=widget, error_messages=CLOCK,
                initial=at.opens if at else None, help_text=hints[day.pk],
            )  # fmt: skip
            self.fields[f"to{number}"] = forms.TimeField(
                label=_("tot"), required=False, widget=widget, error_messages=CLOCK, initial=at.closes if at else None
            )

    def rows(self) -> list[list[forms.BoundField]]:
        """From and to, beside each other."""
        return [[self[f"from{number}"], self[f"to{number}"]] for number in range(len(self.days))]

    def clean(self) -> dict[str, Any]:
        """Both or none, and in order."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for number in range(len(self.days)):
            begins, ends = cleaned.get(f"from{number}"), cleaned.get(f"to{number}")
            if (begins is None) != (ends is None) and not {f"from{number}", f"to{number}"} & set(self.errors):
                self.add_error(f"to{number}", _("Vul beide tijden in, of geen van beide."))
            elif begins and ends and begins >= ends:
                self.add_error(f"to{number}", _("Dit is eerder dan het begin."))
        return cleaned

    @property
    def hours(self) -> dict[UUID, tuple[time, time]]:
        """By day."""
        data = self.cleaned_data
        return {day.pk: (data[f"from{number}"], data[f"to{number}"])
                for number, day in enumerate(self.days) if data[f"from{number}"]}  # fmt: skip


class AnswerForm(CalmForm):
    """Whether somebody comes along, when, and what they need on the way."""

    days = forms.ModelMultipleChoiceField(
        Day.objects.none(), label=_("Wanneer kunt u?"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kies ten minste één dagdeel waarop u kunt.")},
    )  # fmt: skip
    is_slow = forms.BooleanField(label=_("Ik loop graag in een rustig tempo"), required=False)
    step_free = forms.BooleanField(
        label=_("Ik heb een route zonder trappen nodig"), required=False,
        help_text=_("Alleen wie indeelt, ziet dit. Na de wandeling wissen we het."),
    )  # fmt: skip

    def __init__(self, *args: Any, season: Season, walker: Walker | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        days: Any = self.fields["days"]
        days.queryset = season.days.all()
        days.label_from_instance = day_words
        said_yes = walker is not None and walker.answer == Walker.Answer.YES
        if walker is not None and said_yes:
            days.initial = [day.pk for day in walker.days.all()]
            self.fields["is_slow"].initial, self.fields["step_free"].initial = walker.is_slow, walker.step_free
        else:
            days.initial = [day.pk for day in season.days.all()]

    @property
    def said(self) -> dict[str, Any]:
        """As the action takes it."""
        data = self.cleaned_data
        return {"comes": True, "days": [day.pk for day in data["days"]], "is_slow": data["is_slow"],
                "step_free": data["step_free"]}  # fmt: skip


class TellForm(CalmForm):
    """Who was there, and per host what the group learned."""

    def __init__(self, *args: Any, card: Card, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.card = card
        people = [(str(each.place.pk), f"{each.walker.person.name}, {each.role}") for each in card.members]
        self.fields["present"] = forms.MultipleChoiceField(
            label=_("Wie liep er mee?"), choices=people, required=False, initial=[key for key, _name in people],
            widget=forms.CheckboxSelectMultiple, help_text=_("Haal het vinkje weg bij wie er niet was."),
        )  # fmt: skip
        services = Service.objects.active().filter(
            network=card.group.network_id, organization__in=[stop.visit.host.organization_id for stop in card.stops]
        )
        offers = list(services.order_by("name"))
        for stop in card.stops:
            self._ask_about(
                stop.visit, [each for each in offers if each.organization_id == stop.visit.host.organization_id]
            )

    def _ask_about(self, visit: Visit, offers: list[Service]) -> None:
        name, number = visit.host.organization.name, visit.pk.hex
        self.fields[f"text_{number}"] = forms.CharField(
            label=_("{name}: wat leerden jullie?").format(name=name), max_length=300, required=False,
            widget=forms.Textarea(attrs={"rows": 2}), help_text=NO_NAMES,
        )  # fmt: skip
        choices = [("", _("Nergens: het is alleen voor ons")), *((str(each.pk), each.name) for each in offers),
                   ("new", _("Dit aanbod staat nog niet in de gids"))]  # fmt: skip
        self.fields[f"about_{number}"] = forms.ChoiceField(
            label=_("Waar in de gids hoort dat?"), choices=choices, required=False,
            help_text=_("Wie dit aanbod bijhoudt, krijgt het te lezen en kijkt het na."),
        )  # fmt: skip
        self.fields[f"new_{number}"] = forms.CharField(
            label=_("Hoe heet het nieuwe aanbod?"), max_length=200, required=False,
            help_text=_("Alleen als het nog niet in de gids staat. De coördinator krijgt het als voorstel."),
        )  # fmt: skip

    def per_stop(self) -> list[list[forms.BoundField]]:
        """The three questions about each host."""
        return [[self[f"{name}_{stop.visit.pk.hex}"] for name in ("text", "about", "new")] for stop in self.card.stops]

    def clean(self) -> dict[str, Any]:
        """New offer has a name, and what is passed on has words."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for stop in self.card.stops:
            number = stop.visit.pk.hex
            about = cleaned.get(f"about_{number}")
            if about and not cleaned.get(f"text_{number}"):
                self.add_error(f"text_{number}", _("Schrijf op wat jullie leerden, dan kan het door."))
            if about == "new" and not cleaned.get(f"new_{number}"):
                self.add_error(f"new_{number}", _("Geef het nieuwe aanbod een naam."))
        return cleaned

    @property
    def present(self) -> list[UUID]:
        """The places of who was there."""
        return [UUID(key) for key in self.cleaned_data["present"]]

    @property
    def learned(self) -> list[Learned]:
        """What was written, stop by stop."""
        return list(self._learned())

    def _learned(self) -> Iterator[Learned]:
        keys = [self.cleaned_data[f"about_{stop.visit.pk.hex}"] for stop in self.card.stops]
        services = Service.objects.in_bulk([key for key in keys if key and key != "new"])
        for stop, about in zip(self.card.stops, keys, strict=True):
            number = stop.visit.pk.hex
            text = self.cleaned_data[f"text_{number}"]
            service = services.get(UUID(about)) if about and about != "new" else None
            if text:
                name = self.cleaned_data[f"new_{number}"] if about == "new" else ""
                yield Learned(stop.visit.host, text, service, name)


class ThanksForm(CalmForm):
    """Words of thanks to who received."""

    words = forms.CharField(
        label=_("Wat zegt u tegen de gastheren?"), max_length=500, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Dit gaat per mail, met wat de groepen opschreven."),
        error_messages={"required": _("Schrijf een paar woorden van dank.")},
    )  # fmt: skip
