"""What is asked about the course, what parties say of themselves, what boards promise, and on which terms."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kortelijn.ambition.models import LONGEST, Answer, Condition, Interest, Means, Point
from kortelijn.ambition.queries import boards
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import today
from kortelijn.parties.models import Seat
from kortelijn.steps.queries import seat_choices
from kortelijn.ui.forms import ChipChoice, Chips, ChoiceCards
from kortelijn.vocabulary.needs import load_domains

DAY = {"required": _("Kies een dag."), "invalid": _("Kies een dag, zoals 15-03-2027.")}
NUMBER = {"required": _("Vul een getal in."), "invalid": _("Vul een getal in, zoals 40 of 12,5."),
          "max_digits": _("Dit getal is te groot."), "max_decimal_places": _("Hooguit één cijfer achter de komma."),
          "max_whole_digits": _("Dit getal is te groot.")}  # fmt: skip
CHOOSE = {"required": _("Kies er een."), "invalid_choice": _("Kies uit de lijst.")}
NO_NAMES = _("Zonder namen van bewoners. Iedereen in het netwerk leest dit.")
SIDES = {"brings": _("Wat heeft u dat anderen kan helpen?"), "gets": _("Wat hoopt u hier te vinden?"),
         "worries": _("Wat houdt u tegen, of wat staat er voor u op het spel?")}  # fmt: skip


class CalmForm(forms.Form):
    """A form that is not red before anything is typed, and of which several stand on one page."""

    use_required_attribute = False
    ids = "id_%s"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": self.ids, **kwargs})


class SeenForm(CalmForm):
    """A form with a mark of the words that were on the screen, so that nobody writes over what they did not read."""

    seen = forms.CharField(max_length=16, widget=forms.HiddenInput, required=False)

    def saw(self, mark: str) -> None:
        """What stands there now was shown beside what was typed: the next time it may be replaced."""
        self.data = {**self.data.dict(), "seen": mark}  # type: ignore[attr-defined]  # posted, so a QueryDict


def _text(label: Any, missing: Any, most: int = LONGEST, rows: int = 2, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=most, widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": missing, "max_length": _("Dit is te lang: houd het korter.")}, **more,
    )  # fmt: skip


def _day(label: Any, **more: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, error_messages=DAY, **more)


def _coming(day: date) -> date:
    if day <= today():
        raise forms.ValidationError(_("Kies een dag na vandaag."))
    return day


def _number(label: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, max_digits=9, decimal_places=1, localize=True, error_messages=NUMBER,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )  # fmt: skip


def _subjects(label: Any, help_text: Any = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=label, required=False, widget=Chips, help_text=help_text,
                                     error_messages=CHOOSE)  # fmt: skip


class TaggedForm(CalmForm):
    """What something is about: subjects and means, by which it meets something else."""

    domains = _subjects(_("Waar gaat het over?"), _("Hierop vinden partijen elkaar."))
    means = forms.MultipleChoiceField(
        label=_("Wat vraagt of geeft het?"), choices=Means.choices, required=False, widget=Chips, error_messages=CHOOSE
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["domains"].choices = [(each.code, each.title) for each in load_domains()]  # type: ignore[attr-defined]  # a field of any kind


class CourseForm(SeenForm):
    """The words of the canvas."""

    aim = _text(_("Wat willen wij samen bereiken?"), _("Schrijf op wat u samen wilt bereiken."), 600, 4,
                help_text=_("In gewone taal, zoals u het een bewoner vertelt."))  # fmt: skip
    for_whom = _text(_("Voor wie?"), _("Schrijf op voor wie."))
    why = _text(_("Waarom wordt het anders?"), "", required=False)


class SettleForm(SeenForm):
    """Where the course was decided."""

    ids = "settle_%s"
    decided_in = forms.CharField(
        label=_("Waar is dit vastgesteld?"), max_length=200, help_text=_("Bijvoorbeeld: netwerkoverleg van 12 maart."),
        error_messages={"required": _("Schrijf op waar dit is vastgesteld.")},
    )  # fmt: skip


class GoalForm(TaggedForm, SeenForm):
    """What should be different, how that is seen, from where to where and by when."""

    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    what = _text(_("Wat is er dan anders?"), _("Schrijf op wat er dan anders is."), 160)
    seen_by = _text(_("Waaraan zien wij dat?"), _("Schrijf op waaraan u het ziet."), 200,
                    help_text=_("Bijvoorbeeld: wie na een recept binnen twee dagen is gebeld."))  # fmt: skip
    unit = forms.CharField(label=_("Waarin telt u dat?"), max_length=40, help_text=_("Bijvoorbeeld: bewoners, of %."),
                           error_messages={"required": _("Schrijf op waarin u telt.")})  # fmt: skip
    began = _number(_("Waar begon het?"))
    began_on = _day(_("Op welke dag was dat?"))
    target = _number(_("Waar moet het naartoe?"))
    by = _day(_("Uiterlijk wanneer?"))
    field_order = ["key", "what", "seen_by", "unit", "began", "began_on", "target", "by", "domains", "means", "seen"]

    def clean_began_on(self) -> date:
        """Not after today: from then on it is read."""
        day: date = self.cleaned_data["began_on"]
        if day > today():
            raise forms.ValidationError(_("Het begin ligt niet na vandaag."))
        return day

    def clean(self) -> dict[str, Any]:
        """It goes somewhere, and forward in time."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("began") is not None and data.get("began") == data.get("target"):
            self.add_error("target", _("Dit is hetzelfde als waar het begon."))
        if (first := data.get("began_on")) and (last := data.get("by")) and last <= first:
            self.add_error("by", _("Kies een dag na de dag waarop het begon."))
        return data


class ReadingForm(CalmForm):
    """Where a goal stands."""

    ids = "reading_%s"
    on = _day(_("Op welke dag?"))
    value = _number(_("Wat is de stand?"))
    told_by = forms.CharField(label=_("Waar komt dit vandaan?"), max_length=160,
                              help_text=_("Bijvoorbeeld: geteld in Kortelijn, of de wijkmonitor."),
                              error_messages={"required": _("Schrijf op waar dit vandaan komt.")})  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = today()


class EndForm(CalmForm):
    """How it went."""

    ids = "end_%s"
    result = _text(_("Hoe liep het af?"), _("Schrijf kort op hoe het afliep."))


class InterestForm(TaggedForm):
    """What a party brings, gets, or worries about."""

    side = forms.ChoiceField(label=_("Wat is het?"), choices=Interest.Side.choices, error_messages=CHOOSE,
                             widget=ChoiceCards(hints=SIDES))  # fmt: skip
    text = _text(_("In één zin"), _("Schrijf het in één zin op."), 200, help_text=NO_NAMES)
    field_order = ["side", "text", "domains", "means"]

    def clean(self) -> dict[str, Any]:
        """At least one subject or means, or it can meet nothing."""
        data: dict[str, Any] = super().clean() or {}
        if not (data.get("domains") or data.get("means") or self.errors):
            self.add_error("domains", _("Kies minstens één onderwerp of middel: daarop vinden partijen elkaar."))
        return data


class PointForm(CalmForm):
    """A chance or an obstacle in one sentence."""

    kind = forms.ChoiceField(
        label=_("Wat is het?"), choices=Point.Kind.choices, widget=ChipChoice, error_messages=CHOOSE
    )
    what = _text(_("In één zin"), _("Schrijf het in één zin op."), help_text=NO_NAMES)


class CommitForm(CalmForm):
    """What a board commits itself to."""

    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    what = _text(_("Wat zegt u toe?"), _("Schrijf op wat u toezegt."),
                 help_text=_("Zo dat het netwerk straks kan zien of het gelukt is."))  # fmt: skip
    answer_on = _day(_("Wanneer geeft u antwoord op wat ervan kwam?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer_on"].initial = today() + timedelta(days=91)

    def clean_answer_on(self) -> date:
        """After today."""
        return _coming(self.cleaned_data["answer_on"])


class NoteForm(CommitForm):
    """What a board said aloud, as the coordinator heard it."""

    seat = forms.ModelChoiceField(Seat.objects.none(), label=_("Welk bestuur zei het?"), error_messages=CHOOSE)
    since = _day(_("Gezegd op"))
    said_at = forms.CharField(label=_("Gezegd bij"), max_length=160, help_text=_("Bijvoorbeeld: bestuurlijk overleg."),
                              error_messages={"required": _("Schrijf op waar het gezegd is.")})  # fmt: skip
    field_order = ["key", "seat", "what", "since", "said_at", "answer_on"]

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seat: Any = self.fields["seat"]
        seat.queryset = Seat.objects.visible_to(actor).with_function(Seat.Function.GOVERNS).occupied()
        seat.choices = [("", _("Kies een bestuur")), *boards(actor.network_id)]
        self.fields["what"].label = _("Wat is er toegezegd?")
        self.fields["answer_on"].label = _("Wanneer is er antwoord?")
        self.fields["since"].initial = today()

    def clean_since(self) -> date:
        """Not after today."""
        day: date = self.cleaned_data["since"]
        if day > today():
            raise forms.ValidationError(_("De dag waarop het gezegd is, ligt niet na vandaag."))
        return day


class AnswerForm(CalmForm):
    """What came of a commitment."""

    ids = "answer_%s"
    outcome = forms.ChoiceField(label=_("Is het nagekomen?"), choices=Answer.Outcome.choices, widget=ChipChoice,
                                error_messages=CHOOSE)  # fmt: skip
    text = _text(_("Wat kwam ervan?"), _("Schrijf kort op wat ervan kwam."), rows=3,
                 help_text=_("Iedereen in het netwerk leest dit."))  # fmt: skip


class AgainForm(CalmForm):
    """Another day to answer."""

    ids = "again_%s"
    until = _day(_("Wanneer is er een nieuw antwoord?"))

    def clean_until(self) -> date:
        """After today."""
        return _coming(self.cleaned_data["until"])


class DenyForm(CalmForm):
    """What was said then."""

    ids = "deny_%s"
    why = _text(_("Wat is er dan wel gezegd?"), _("Schrijf op wat er dan wel is gezegd."))


class ConditionForm(CalmForm):
    """How it stands with one condition of one party, and who sees to it."""

    met = forms.ChoiceField(label=_("Hoe staat het ervoor?"), choices=Condition.Met.choices, widget=ChipChoice,
                            error_messages=CHOOSE)  # fmt: skip
    text = _text(_("In woorden"), _("Schrijf kort op hoe het ervoor staat."), help_text=NO_NAMES)
    owner = forms.ModelChoiceField(Seat.objects.none(), label=_("Wie let erop?"), error_messages=CHOOSE)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner: Any = self.fields["owner"]
        owner.queryset = Seat.objects.visible_to(actor).occupied().select_related("organization")
        owner.choices = [("", _("Kies wie erop let")), *seat_choices(actor.network_id)]
