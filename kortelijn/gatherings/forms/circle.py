"""What is asked about a table: what for, who leads it, how often, who should be there."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext_lazy as _

from kortelijn.directory.rules import WEEKDAYS
from kortelijn.gatherings.forms.careful import (
    NO_NAMES,
    CalmForm,
    CarefulForm,
    day_field,
    text_field,
    time_field,
)
from kortelijn.gatherings.models import Circle, Verdict
from kortelijn.gatherings.models.circle import LONGEST_NAME
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import today
from kortelijn.parties.models import Organization, Seat
from kortelijn.parties.queries import taking_part
from kortelijn.rota.patterns import Pattern, Rhythm, in_order, pattern_of
from kortelijn.steps.queries import seat_choices
from kortelijn.ui.forms import Chips, ChoiceCards
from kortelijn.vocabulary.professions import load as professions
from kortelijn.vocabulary.themes import theme_choices

Kind = Circle.Kind
CHOOSE = {"required": _("Kies uit de lijst."), "invalid_choice": _("Kies uit de lijst.")}
NO_RHYTHM = "none"
PURPOSE = {
    Kind.STANDING: (_("Waarvoor is dit overleg?"), _("In één of twee zinnen: wat gaat er mis als het er niet is?")),
    Kind.THEME: (_("Wat is de vraag?"), _("Een vraag die u samen wilt beantwoorden. Zo weet u ook wanneer het af is.")),
    Kind.COLLABORATION: (_("Wat doet u samen?"), _("In één of twee zinnen, voor wie nog niet aangesloten is.")),
}


class CircleForm(CarefulForm):
    """A table: which words, who leads it, and what its kind asks for."""

    careful = ("name", "purpose")
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    name = text_field(_("Hoe heet het?"), LONGEST_NAME, missing=_("Geef het een naam."))
    purpose = text_field("", 500, rows=3, missing=_("Schrijf op waarvoor het is."))
    theme = forms.ChoiceField(label=_("Bij welk thema hoort het?"), required=False, error_messages=CHOOSE)
    lead = forms.ModelChoiceField(Seat.objects.none(), label=_("Wie trekt het?"), error_messages=CHOOSE)
    seeks_kinds = forms.MultipleChoiceField(
        label=_("Welke organisaties horen hierbij?"), required=False, widget=Chips, error_messages=CHOOSE,
        help_text=_("Wie van deze soort nog niet meedoet, ziet u straks in één lijst."),
    )  # fmt: skip
    seeks_professions = forms.MultipleChoiceField(
        label=_("Of organisaties met welke beroepen?"), required=False, widget=Chips, error_messages=CHOOSE
    )
    rhythm = forms.ChoiceField(label=_("Hoe vaak?"), error_messages=CHOOSE)
    days = forms.MultipleChoiceField(
        label=_("Op welke dag?"), required=False, widget=Chips, error_messages=CHOOSE,
        choices=[(code, WEEKDAYS_ABBR[number]) for number, code in enumerate(WEEKDAYS)],
    )  # fmt: skip
    first_day = day_field(_("Vanaf welke dag?"), required=False)
    begins_at = time_field(_("Van"), required=False)
    ends_at = time_field(_("Tot"), required=False)
    place = text_field(_("Waar meestal?"), 120, required=False)

    def __init__(self, *args: Any, actor: Actor, kind: str, circle: Circle | None = None, **kwargs: Any) -> None:
        super().__init__(*args, initial={**_values(circle, actor, kind), **kwargs.pop("initial", {})}, **kwargs)
        self.kind = kind
        self.fields["purpose"].label, self.fields["purpose"].help_text = PURPOSE[Kind(kind)]
        self._choices("theme", [("", _("Geen bepaald thema")), *theme_choices()])
        self.fields["theme"].required = kind == Kind.THEME
        lead: Any = self.fields["lead"]
        lead.queryset = Seat.objects.visible_to(actor).occupied().select_related("organization")
        lead.choices = [("", _("Kies wie het trekt")), *seat_choices(actor.network_id)]
        rhythms = [each for each in Rhythm.choices if each[0] != Rhythm.ONCE]
        self._choices("rhythm", rhythms if kind == Kind.STANDING else [(NO_RHYTHM, _("Geen vast ritme")), *rhythms])
        if kind == Kind.COLLABORATION:
            self._choices("seeks_kinds", _kinds_in(actor))
            self._choices("seeks_professions", _professions_in(actor))
        else:
            del self.fields["seeks_kinds"], self.fields["seeks_professions"]

    def _choices(self, name: str, choices: list[Any]) -> None:
        field: Any = self.fields[name]
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        """With a rhythm come a weekday, a first day and hours in order."""
        data = super().clean()
        if data.get("rhythm") == NO_RHYTHM:
            return data
        if not data.get("days") and "days" not in self.errors:
            self.add_error("days", _("Kies ten minste één dag."))
        for name, message in (("first_day", _("Kies een dag.")), ("begins_at", _("Vul een tijd in.")),
                              ("ends_at", _("Vul een tijd in."))):  # fmt: skip
            if not data.get(name) and name not in self.errors:
                self.add_error(name, message)
        if data.get("begins_at") and data.get("ends_at") and data["begins_at"] >= data["ends_at"]:
            self.add_error("ends_at", _("De eindtijd ligt voor de begintijd."))
        return data

    @property
    def fields_of_circle(self) -> dict[str, Any]:
        """What an action wants to know."""
        data = dict(self.cleaned_data)
        data.pop("key", None)
        rhythm, days = data.pop("rhythm"), in_order(data.pop("days"))
        if rhythm == NO_RHYTHM:
            return data | {"rrule": "", "first_day": None, "begins_at": None, "ends_at": None}
        return data | {"rrule": Pattern(rhythm, days).rule}


def _values(circle: Circle | None, actor: Actor, kind: str) -> dict[str, Any]:
    if circle is None:
        rhythm = Rhythm.WEEKLY if kind == Kind.STANDING else NO_RHYTHM
        return {"lead": actor.seat_id, "rhythm": rhythm, "first_day": today()}
    names = ("name", "purpose", "theme", "lead", "seeks_kinds", "seeks_professions", "first_day", "begins_at",
             "ends_at", "place")  # fmt: skip
    pattern = pattern_of(circle.rrule) if circle.rrule else Pattern(NO_RHYTHM)
    return {name: getattr(circle, name) for name in names} | {"rhythm": pattern.rhythm, "days": pattern.days}


def _kinds_in(actor: Actor) -> list[tuple[str, str]]:
    rows = taking_part(actor.network_id).exclude(kind="").order_by("kind")
    return [(kind, kind) for kind in rows.values_list("kind", flat=True).distinct()]


def _professions_in(actor: Actor) -> list[tuple[str, str]]:
    here = set(Seat.objects.filter(network=actor.network_id).order_by().values_list("profession", flat=True))
    return [(each.code, each.title) for each in professions() if each.code in here]


class BecauseForm(CarefulForm):
    """Why something ends, does not happen or is declined."""

    careful = ("because",)
    because = text_field(_("Waarom?"), 300, rows=2, missing=_("Schrijf kort op waarom."), help_text=NO_NAMES)


class ResultForm(CarefulForm):
    """What came of it."""

    careful = ("text",)
    text = text_field(_("Wat leverde het op?"), 300, rows=2, missing=_("Schrijf op wat het opleverde."),
                      help_text=NO_NAMES)  # fmt: skip
    url = forms.URLField(
        label=_("Waar is het te vinden?"), required=False, assume_scheme="https",
        error_messages={"invalid": _("Vul een webadres in, zoals https://www.voorbeeld.nl.")},
    )  # fmt: skip


class TakeInForm(CalmForm):
    """Who takes part from now on: a seat, an organization, or one from outside by its name."""

    seat = forms.ModelChoiceField(Seat.objects.none(), label=_("Een collega"), required=False, error_messages=CHOOSE)
    organization = forms.ModelChoiceField(
        Organization.objects.none(), label=_("Of een hele organisatie"), required=False, error_messages=CHOOSE,
        empty_label=_("Kies een organisatie"),
    )  # fmt: skip
    outsider = text_field(
        _("Of een organisatie van buiten dit netwerk"), 120, required=False, help_text=_("Alleen de naam.")
    )
    ONE_OF: ClassVar[tuple[str, ...]] = ("seat", "organization", "outsider")

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seat: Any = self.fields["seat"]
        seat.queryset = Seat.objects.visible_to(actor).occupied().select_related("organization")
        seat.choices = [("", _("Kies een collega")), *seat_choices(actor.network_id)]
        organization: Any = self.fields["organization"]
        organization.queryset = taking_part(actor.network_id).order_by("name", "id")

    def clean(self) -> dict[str, Any]:
        """Exactly one of the three."""
        data: dict[str, Any] = super().clean() or {}
        if sum(bool(data.get(name)) for name in self.ONE_OF) != 1 and not self.errors:
            raise forms.ValidationError(_("Kies één van de drie: een collega, een organisatie, of een naam."))
        return data


class SettleForm(CarefulForm):
    """What is decided about a meeting that was asked about."""

    careful = ("because",)
    outcome = forms.ChoiceField(
        label=_("Wat besluit u?"), choices=Verdict, error_messages={"required": _("Kies wat u besluit.")} | CHOOSE,
        widget=ChoiceCards(
            icons={"keep": "check", "less": "calendar", "stop": "x"},
            hints={"less": _("Pas daarna zelf het ritme aan."), "stop": _("Wat gepland staat, vervalt.")},
        ),
    )  # fmt: skip
    because = text_field(_("Waarom?"), 300, rows=2, missing=_("Schrijf kort op waarom."), help_text=NO_NAMES)


class AskAlongForm(CalmForm):
    """Who makes the contact with somebody who is missing."""

    SELF, THROUGH, LEAD = "zelf", "via", "trekker"
    contact = forms.ChoiceField(
        label=_("Wie legt het contact?"), error_messages=CHOOSE | {"required": _("Kies wie het contact legt.")}
    )

    def __init__(self, *args: Any, ways: Mapping[str, tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["contact"]
        field.widget = ChoiceCards(hints={code: hint for code, (_title, hint) in ways.items()})
        field.choices = [(code, title) for code, (title, _hint) in ways.items()]
        field.initial = next(iter(ways))
