"""What is asked about competences: what somebody can, what is wanted, when a training is, and who comes to learn."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from kortelijn.competences.actions import Said
from kortelijn.competences.models import LONGEST, Joining, Placement, Skill, Training
from kortelijn.competences.placing.actions import MAY, Newcomer
from kortelijn.competences.vocabulary import Competence, choices, load
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import AMSTERDAM, local, today
from kortelijn.parties.models import Account, Person, Seat, Tenure
from kortelijn.steps.forms import CalmForm
from kortelijn.steps.queries import seat_choices
from kortelijn.vocabulary.professions import profession_choices

DAY = {"required": _("Kies een dag."), "invalid": _("Vul een dag in, zoals 3-12-2026.")}
HOUR = {"required": _("Vul een tijd in, zoals 15.30."), "invalid": _("Vul een tijd in, zoals 15.30.")}
TOO_LONG = _("Houd het korter dan 300 tekens.")
HALF_A_YEAR = timedelta(days=182)


def _day(label: Any, **more: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, error_messages=DAY, **more)


def _hour(label: Any, **more: Any) -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, widget=widget, input_formats=("%H:%M", "%H.%M"), error_messages=HOUR, **more)


def _line(label: Any, missing: Any = "", **more: Any) -> forms.CharField:
    errors = {"required": missing, "max_length": TOO_LONG}
    widget = forms.Textarea(attrs={"rows": 2})
    return forms.CharField(
        label=label, max_length=LONGEST, required=bool(missing), widget=widget, error_messages=errors, **more
    )


def _people(label: Any) -> forms.IntegerField:
    wrong = _("Vul een getal in van 1 tot 50.")
    errors = dict.fromkeys(("required", "invalid", "min_value", "max_value"), wrong)
    return forms.IntegerField(label=label, min_value=1, max_value=50, initial=Training.ENOUGH, error_messages=errors)


@dataclass(frozen=True, slots=True)
class Line:
    """One competence on the own list, with its three questions."""

    competence: Competence
    level: BoundField
    shown: BoundField
    learn: BoundField
    asked: bool


class MineForm(CalmForm):
    """What somebody says of every competence of the list.

    Each is sent with how it stood when the page was opened: what this person left alone stays as it is by now.
    """

    def __init__(
        self, *args: Any, skills: dict[str, Skill], learning: Iterable[str], asked: Collection[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        wishes = set(learning)
        for each in load():
            said = skills.get(each.code)
            self.fields[f"{each.code}-kan"] = forms.ChoiceField(
                label=each.title, choices=Skill.Level.choices, required=False, initial=said.level if said else ""
            )
            self.fields[f"{each.code}-toon"] = forms.BooleanField(
                label=_("Collega’s mogen dit zien"), required=False, initial=bool(said and said.shown)
            )
            self.fields[f"{each.code}-leer"] = forms.BooleanField(
                label=_("Dit wil ik leren"), required=False, initial=each.code in wishes
            )
        for field in self.fields.values():
            field.show_hidden_initial = True

    @property
    def lines(self) -> list[Line]:
        """As they stand on the page: what the own seat asks comes first."""
        lines = [
            Line(each, self[f"{each.code}-kan"], self[f"{each.code}-toon"], self[f"{each.code}-leer"],
                 each.code in self.asked) for each in load()
        ]  # fmt: skip
        return sorted(lines, key=lambda line: not line.asked)

    @property
    def said(self) -> dict[str, Said]:
        """What was said anew, as the action takes it."""
        changed = set(self.changed_data)
        return {
            each.code: Said(self._now(f"{each.code}-kan"), self._now(f"{each.code}-toon")) for each in load()
            if changed & {f"{each.code}-kan", f"{each.code}-toon"}
        }  # fmt: skip

    @property
    def learn(self) -> set[str]:
        """What is to be learned, that was not."""
        return {each.code for each in load() if self.cleaned_data[f"{each.code}-leer"]} & self._tapped

    @property
    def leave(self) -> set[str]:
        """What is not to be learned any more."""
        return self._tapped - self.learn

    def _now(self, name: str) -> Any:
        """As it was changed, else as it stands by now."""
        return self.cleaned_data[name] if name in self.changed_data else self.fields[name].initial

    @property
    def _tapped(self) -> set[str]:
        return {each.code for each in load() if f"{each.code}-leer" in self.changed_data}


class WantedForm(CalmForm):
    """How many people are needed, and why."""

    people = _people(_("Hoeveel mensen moeten dit kunnen?"))
    reason = _line(_("Waarom is dit nodig?"), _("Schrijf kort op waarom dit nodig is."),
                   help_text=_("Iedereen in het netwerk leest dit. Zonder namen van bewoners."))  # fmt: skip


class AsksForm(CalmForm):
    """What a seat asks."""

    competences = forms.MultipleChoiceField(
        label=_("Wat moet wie hier zit kunnen?"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Kies weinig: alleen waar deze plek niet zonder kan."),
        error_messages={"invalid_choice": _("Kies iets uit de lijst.")},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["competences"]
        field.choices = choices()


class PlanForm(CalmForm):
    """When and where a training is, and who gives it."""

    on = _day(_("Op welke dag?"))
    begins = _hour(_("Vanaf hoe laat?"), initial=time(13, 30))
    ends = _hour(_("Tot hoe laat?"), initial=time(16, 30))
    place = forms.CharField(
        label=_("Waar?"), max_length=120,
        error_messages={"required": _("Vul in waar het is."), "max_length": _("Houd het korter dan 120 tekens.")},
    )  # fmt: skip
    teacher = forms.CharField(
        label=_("Wie geeft het?"), max_length=120, required=False,
        help_text=_("Een collega die dit anderen kan leren, of iemand van buiten."),
        error_messages={"max_length": _("Houd het korter dan 120 tekens.")},
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """An end after the beginning."""
        data: dict[str, Any] = super().clean() or {}
        if not self.errors and data["ends"] <= data["begins"]:
            self.add_error("ends", _("Het einde ligt voor het begin. Kies een latere tijd."))
        return data

    @property
    def planned(self) -> dict[str, Any]:
        """As the action takes it."""
        data = self.cleaned_data
        begin, end = (datetime.combine(data["on"], data[name], AMSTERDAM) for name in ("begins", "ends"))
        return {"starts_at": begin, "ends_at": end, "place": data["place"], "teacher": data["teacher"]}

    @staticmethod
    def filled(training: Training) -> dict[str, Any]:
        """What stands in it when the day changes."""
        if not (training.starts_at and training.ends_at):
            return {"on": today() + timedelta(days=14)}
        begins, ends = local(training.starts_at), local(training.ends_at)
        return {"on": begins.date(), "begins": begins.time(), "ends": ends.time(), "place": training.place,
                "teacher": training.teacher}  # fmt: skip


class EnoughForm(CalmForm):
    """From how many people on a training is arranged."""

    enough = _people(_("Vanaf hoeveel mensen regelen wij het?"))


class HeldForm(CalmForm):
    """Who were there, and what it brought."""

    came = forms.MultipleChoiceField(
        label=_("Wie waren er?"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Zij krijgen de vraag of zij het nu kunnen. Dat zeggen zij zelf."),
        error_messages={"invalid_choice": _("Kies iemand uit de lijst.")},
    )  # fmt: skip
    result = _line(_("Wat bracht het?"), help_text=_("In een zin, zonder namen."))

    def __init__(self, *args: Any, joined: Sequence[Joining], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["came"]
        field.choices = [(str(each.person_id), each.person.name) for each in joined]
        field.initial = [str(each.person_id) for each in joined]


class StopForm(CalmForm):
    """Why a training does not happen."""

    reason = _line(_("Waarom gaat het niet door?"), _("Schrijf kort op waarom niet."))


class ConfirmForm(CalmForm):
    """Whether it was learned, in the words of who was there."""

    level = forms.ChoiceField(
        label=_("Kunt u het nu?"), choices=Skill.Level.choices, required=False, widget=forms.RadioSelect
    )


NEW = {"given_name": _("Vul een voornaam in."), "family_name": _("Vul een achternaam in."),
       "email": _("Vul een e-mailadres in.")}  # fmt: skip


class PlaceForm(CalmForm):
    """Who comes to learn, a colleague or somebody new, where, until when and under whom."""

    person = forms.ModelChoiceField(
        Person.objects.none(), label=_("Een collega uit het netwerk"), required=False, empty_label=_("Iemand anders"),
        error_messages={"invalid_choice": _("Deze persoon kennen we niet in dit netwerk.")},
    )  # fmt: skip
    given_name = forms.CharField(label=_("Voornaam"), max_length=80, required=False)
    family_name = forms.CharField(label=_("Achternaam"), max_length=120, required=False)
    email = forms.EmailField(
        label=_("E-mailadres"), help_text=_("Daar komt de uitnodiging om in te loggen."), required=False,
        max_length=254, error_messages={"invalid": _("Dit is geen e-mailadres.")},
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("Wat is diegene?"), choices=Placement.Kind.choices)
    school = forms.CharField(
        label=_("Welke school en opleiding?"), max_length=160,
        help_text=_("Bijvoorbeeld: Haagse Hogeschool, social work, derde jaar."),
        error_messages={"required": _("Vul de school en de opleiding in."),
                        "max_length": _("Houd het korter dan 160 tekens.")},
    )  # fmt: skip
    title = forms.CharField(
        label=_("Hoe heet de plek?"), max_length=120, initial=_("Student"),
        help_text=_("Zo staat de plek in het netwerk. De plek hoort bij de organisatie van de begeleider."),
        error_messages={"required": _("Geef de plek een naam.")},
    )  # fmt: skip
    profession = forms.ChoiceField(label=_("Welk vak?"), choices=profession_choices, initial="student")
    supervisor = forms.ModelChoiceField(
        Seat.objects.none(), label=_("Wie begeleidt?"),
        error_messages={"required": _("Kies wie begeleidt."), "invalid_choice": _("Kies iemand uit de lijst.")},
    )  # fmt: skip
    since = _day(_("Vanaf welke dag?"))
    until = _day(_("Tot welke dag?"), help_text=_("Vier weken daarvoor vragen wij de begeleider hoe het verder gaat."))
    goal = _line(_("Wat komt diegene hier leren?"))
    may_do = _line(_("Wat mag diegene doen, en wat niet?"))
    functions = forms.MultipleChoiceField(
        label=_("Rechten op deze plek"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(each.value, each.label) for each in MAY],
        help_text=_("Laat leeg als diegene alleen meekijkt. Verwijzen mag alleen als u het hier aanvinkt."),
    )  # fmt: skip

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["supervisor"]
        field.queryset = Seat.objects.visible_to(actor).occupied().select_related("organization")
        field.choices = [("", _("Kies wie begeleidt")), *seat_choices(actor.network_id)]
        person: Any = self.fields["person"]
        colleagues = Tenure.objects.filter(seat__network=actor.network_id).values("person")
        person.queryset = Person.objects.filter(pk__in=colleagues, left_at=None).order_by("given_name", "family_name")
        self.fields["since"].initial = today()
        self.fields["until"].initial = today() + HALF_A_YEAR

    def clean_email(self) -> str:
        """An address belongs to one person."""
        email: str = self.cleaned_data["email"]
        if email and Account.objects.filter(email__iexact=email).exists():
            raise forms.ValidationError(_("Dit adres kennen we al. Kies deze persoon uit de lijst."))
        return email

    def clean(self) -> dict[str, Any]:
        """Either somebody whom we know, or all that is needed for somebody new."""
        data: dict[str, Any] = super().clean() or {}
        for name, missing in NEW.items():
            if not data.get("person") and not data.get(name) and name not in self.errors:
                self.add_error(name, missing)
        return data

    @property
    def newcomer(self) -> Newcomer:
        """As the action takes it."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "supervisor"}
        return Newcomer(**data | {"functions": tuple(data["functions"])})


class ExtendForm(CalmForm):
    """A later end."""

    until = _day(_("Tot welke dag?"))

    @staticmethod
    def later(placement: Placement) -> dict[str, date]:
        """Half a year more is what is mostly meant."""
        return {"until": placement.ends_on + HALF_A_YEAR}


class SettleForm(CalmForm):
    """How it goes on after the end."""

    after = _line(
        _("Hoe gaat het verder?"), _("Schrijf kort op hoe het verder gaat."),
        help_text=_("Bijvoorbeeld: blijft hier in dienst, terug naar school, zoekt een andere plek."),
    )  # fmt: skip


class SuperviseForm(CalmForm):
    """Who supervises from now on."""

    supervisor = forms.ModelChoiceField(
        Seat.objects.none(), label=_("Wie begeleidt voortaan?"),
        error_messages={"required": _("Kies wie begeleidt."), "invalid_choice": _("Kies iemand uit de lijst.")},
    )  # fmt: skip

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["supervisor"]
        field.queryset = Seat.objects.visible_to(actor).occupied().select_related("organization")
        field.choices = [("", _("Kies wie begeleidt")), *seat_choices(actor.network_id)]
