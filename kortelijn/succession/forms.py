"""What is asked of whoever leaves, takes over, is away or comes back."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from kortelijn.kernel.clock import today
from kortelijn.parties.models import Absence, Person, Seat
from kortelijn.parties.queries import holders_of, taking_part
from kortelijn.succession.models import Departure
from kortelijn.succession.queries import Acquaintance
from kortelijn.ui.forms import CheckCards

# What only this person knows, asked in five questions of our own.
QUESTIONS = (
    (
        "loopt", _("Wat loopt er nu dat nergens in een taak staat?"),
        _("Iets wat u in uw hoofd bijhoudt, of half heeft toegezegd."),
    ),
    (
        "wie", _("Wie belt u als u er zelf niet uitkomt, en waarover?"),
        _("Collega's en organisaties, niet de inwoners."),
    ),
    (
        "afgesproken", _("Welke afspraken staan nergens op papier?"),
        _("Zoals: de praktijk belt op maandag, het buurthuis liever per mail."),
    ),
    (
        "lastig", _("Waar liep u tegenaan, en wat hielp?"),
        _("Dan hoeft uw opvolger dat niet opnieuw uit te vinden."),
    ),
    ("eerst", _("Wat moet uw opvolger de eerste week zeker doen?"), _("Eén of twee dingen is genoeg.")),
)  # fmt: skip
LONGEST_ANSWER = 2000
DAY_ERRORS = {"required": _("Kies een dag."), "invalid": _("Vul een dag in, zoals 3-12-2026.")}
NOT_HERE = _("Die plek is er niet in dit netwerk. Kies een andere.")


def day_field(**kwargs: Any) -> forms.DateField:
    """A day, with the browser's own calendar."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(widget=widget, error_messages=DAY_ERRORS, **kwargs)


class CalmForm(forms.Form):
    """A form that is not red before anything is typed."""

    use_required_attribute = False


class ToldForm(CalmForm):
    """The five questions; none has to be answered, each may wait."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, label, hint in QUESTIONS:
            area = forms.Textarea({"rows": 3, "data-grow": ""})
            field = forms.CharField(label=label, help_text=hint, required=False, max_length=LONGEST_ANSWER, widget=area)
            self.fields[code] = field


if TYPE_CHECKING:
    SeatField = forms.ModelChoiceField[Seat]
else:
    SeatField = forms.ModelChoiceField  # generic for types only


class SeatChoice(SeatField):
    """A seat of the network with who sits there, colleagues within the organization first."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            Seat.objects.none(), error_messages={"invalid_choice": NOT_HERE, "required": _("Kies een plek.")}, **kwargs
        )

    def offer(self, seat: Seat, empty: str, words: str = "") -> None:
        """All seats but this one, or those whose name, holder or organization holds these words."""
        others = Seat.objects.filter(network=seat.network_id).exclude(pk=seat.pk).occupied()
        self.queryset = others.select_related("organization").order_by("organization__name", "organization", "title")
        rows = list(self.queryset)
        holders = holders_of(each.pk for each in rows)
        self.choices = [("", empty), *_grouped(_with(rows, holders, words), seat, holders)]


def _with(seats: list[Seat], holders: dict[Any, Person], words: str) -> list[Seat]:
    sought = words.casefold().split()
    return [each for each in seats if all(word in _named(each, holders)[1].casefold() for word in sought)]


def _grouped(seats: list[Seat], seat: Seat, holders: dict[Any, Person]) -> list[tuple[str, Any]]:
    near = [each for each in seats if each.organization_id == seat.organization_id]
    far = groupby((each for each in seats if each not in near), lambda each: each.organization.name)
    groups = [(say("Binnen {organization}").format(organization=seat.organization.name), near)]
    groups += [(name, list(some)) for name, some in far]
    return [(name, [_named(each, holders) for each in group]) for name, group in groups if group]


def _named(seat: Seat, holders: dict[Any, Person]) -> tuple[UUID, str]:
    holder = holders.get(seat.pk)
    who = f"{holder.name}, {seat.title}" if holder else seat.title
    return seat.pk, f"{who} ({seat.organization.name})"


class ReceiverForm(CalmForm):
    """Who takes over."""

    to_seat = SeatChoice(label=_("Wie vraagt u om over te nemen?"))

    def __init__(self, *args: Any, departure: Departure, words: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["to_seat"]
        field.offer(departure.seat, say("Kies een collega"), words)
        if departure.seat.deputy_id:
            field.initial = departure.seat.deputy_id


class AnswerForm(CalmForm):
    """Which of all this one takes over."""

    taken = forms.MultipleChoiceField(required=False)
    note = forms.CharField(
        label=_("Wat neemt u niet over, en waarom?"), required=False, max_length=500,
        widget=forms.Textarea({"rows": 2, "data-grow": ""}), help_text=_("Noem geen inwoners bij naam."),
    )  # fmt: skip
    takes_new = forms.BooleanField(label=_("Ook wat er tot die dag nog bij komt"), required=False)

    def __init__(self, *args: Any, keys: Iterable[UUID], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = self.fields["taken"]
        choices.choices = [(str(key), "") for key in keys]

    @property
    def keys(self) -> set[UUID]:
        """What was ticked."""
        return {UUID(key) for key in self.cleaned_data["taken"]}


class MeetForm(CalmForm):
    """Whom to meet, and before which day."""

    people = forms.MultipleChoiceField(
        label=_("Met wie moet uw opvolger kennismaken?"), widget=CheckCards,
        error_messages={"required": _("Kies met wie.")},
    )  # fmt: skip
    due_on = day_field(label=_("Voor welke dag?"))

    def __init__(self, *args: Any, people: Sequence[Acquaintance], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["people"]
        field.choices = [(str(each.person.pk), each.person.name) for each in people]
        field.widget.hints = {str(each.person.pk): str(each.seat) for each in people}

    def clean_due_on(self) -> date:
        """Not in the past, and within half a year: else it is no introduction any more."""
        day: date = self.cleaned_data["due_on"]
        if not today() <= day <= today() + timedelta(days=183):
            raise forms.ValidationError(_("Kies een dag vanaf vandaag, binnen een half jaar."))
        return day


class GoodbyeForm(CalmForm):
    """The words of goodbye."""

    words = forms.CharField(
        label=_("Uw bericht"), max_length=3000, required=False, widget=forms.Textarea({"rows": 12, "data-grow": ""}),
        help_text=_("Noem geen inwoners. Dit bericht gaat buiten Kortelijn om."),
    )  # fmt: skip


class PlaceForm(CalmForm):
    """What an empty seat still holds, and who takes which of it."""

    keys = forms.MultipleChoiceField(
        label=_("Wat geeft u door?"), widget=CheckCards, error_messages={"required": _("Kies wat u doorgeeft.")}
    )
    to_seat = SeatChoice(label=_("Aan wie?"))

    def __init__(self, *args: Any, seat: Seat, held: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys: Any = self.fields["keys"]
        keys.choices = held
        field: Any = self.fields["to_seat"]
        field.offer(seat, say("Kies een collega"))


class AbsenceForm(CalmForm):
    """From when until when, why in one word, and who stands in."""

    first_day = day_field(label=_("Eerste dag dat u er niet bent"), initial=today)
    last_day = day_field(label=_("Laatste dag"), required=False, help_text=_("Weet u het nog niet? Laat dit leeg."))
    kind = forms.ChoiceField(
        label=_("Waarom?"), choices=Absence.Kind, widget=forms.RadioSelect, initial=Absence.Kind.HOLIDAY,
        help_text=_("Alleen u en de coördinator zien dit. Schrijf nergens wat iemand mankeert."),
        error_messages={"required": _("Kies er één.")},
    )  # fmt: skip
    stand_in = SeatChoice(
        label=_("Wie neemt waar?"), required=False,
        help_text=_("Deze collega ziet wat er bij u openstaat en mag het doen. Wat nieuw binnenkomt, komt daar."),
    )  # fmt: skip

    def __init__(self, *args: Any, seat: Seat, mine: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["stand_in"]
        field.offer(seat, say("De vervanger of de coördinator"))
        field.initial = seat.deputy_id
        if not mine:
            self.fields["first_day"].label = _("Eerste dag dat deze collega er niet is")

    def clean(self) -> dict[str, Any]:
        """In order, and not about long ago."""
        data: dict[str, Any] = super().clean() or {}
        first, last = data.get("first_day"), data.get("last_day")
        if first and not today() - timedelta(days=31) <= first <= today() + timedelta(days=366):
            self.add_error("first_day", _("Kies een dag van de afgelopen maand of binnen een jaar."))
        if first and last and last < max(first, today()):
            self.add_error("last_day", _("De laatste dag ligt voor de eerste dag, of is al voorbij."))
        return data


HOURS = {
    "invalid": _("Vul uren in als een getal, bijvoorbeeld 4."), "required": _("Vul 0 in als er geen uren zijn."),
    "min_value": _("Vul 0 of meer in."), "max_value": _("Vul 60 of minder in."),
}  # fmt: skip


class MandateForm(CalmForm):
    """On what a seat rests."""

    mandate_hours = forms.DecimalField(
        label=_("Uren per week voor het netwerk"), min_value=0, max_value=60, max_digits=4, decimal_places=1,
        error_messages=HOURS,
    )  # fmt: skip
    in_job_description_of = forms.ModelChoiceField(
        Seat.objects.none(), label=_("In wiens takenpakket staat dit?"), required=False,
        error_messages={"invalid_choice": _("Deze organisatie zit niet in dit netwerk.")},
    )  # fmt: skip
    backed_by = forms.ModelChoiceField(
        Seat.objects.none(), label=_("Welk bestuur staat erachter?"), required=False,
        help_text=_("Een plek in dit netwerk die bestuurt."), error_messages={"invalid_choice": NOT_HERE},
    )  # fmt: skip
    backed_by_organization = forms.ModelChoiceField(
        Seat.objects.none(), label=_("Of: het bestuur van welke organisatie?"), required=False,
        error_messages={"invalid_choice": _("Deze organisatie zit niet in dit netwerk.")},
    )  # fmt: skip
    backed_since = day_field(label=_("Sinds wanneer?"), required=False)

    def __init__(self, *args: Any, seat: Seat, **kwargs: Any) -> None:
        names = ("mandate_hours", "in_job_description_of", "backed_by", "backed_by_organization", "backed_since")
        standing = {name: getattr(seat, name) for name in names}
        super().__init__(*args, **{"initial": standing} | kwargs)
        organizations = taking_part(seat.network_id).order_by("name", "id")
        boards = Seat.objects.filter(network=seat.network_id).with_function(Seat.Function.GOVERNS).exclude(pk=seat.pk)
        choices = {
            "in_job_description_of": organizations, "backed_by_organization": organizations,
            "backed_by": boards.select_related("organization").order_by("organization__name", "title"),
        }  # fmt: skip
        for name, rows in choices.items():
            field: Any = self.fields[name]
            field.queryset, field.empty_label = rows, say("Niemand, of nog niet afgesproken")

    def clean(self) -> dict[str, Any]:
        """Since when, as soon as a board stands behind it."""
        data: dict[str, Any] = super().clean() or {}
        if (data.get("backed_by") or data.get("backed_by_organization")) and not data.get("backed_since"):
            self.add_error("backed_since", _("Vul in sinds wanneer het bestuur erachter staat."))
        return data
