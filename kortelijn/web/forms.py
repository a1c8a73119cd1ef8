"""What is asked about seats: which one, who stands in, who comes, from when somebody is gone."""

from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kortelijn.kernel.clock import today
from kortelijn.parties.models import Account, Person, Seat, Tenure
from kortelijn.parties.queries import holders_of

SOONEST_LATEST = _("Kies een dag vanaf vandaag, binnen een jaar.")
WITHOUT_TIME = _("Kies een latere dag, of kies hieronder “Vandaag al weg”.")


def _day(**kwargs: Any) -> forms.DateField:
    errors = {"required": _("Kies een dag."), "invalid": _("Vul een dag in, zoals 3-12-2026.")}
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(widget=widget, error_messages=errors, initial=today, **kwargs)


class CalmForm(forms.Form):
    """A form that is not red before anything is typed."""

    use_required_attribute = False


class SeatForm(CalmForm):
    """From which of my seats I act."""

    seat = forms.ChoiceField(
        label=_("Van welke plek werkt u nu?"), widget=forms.RadioSelect,
        error_messages={"required": _("Kies een plek."), "invalid_choice": _("Op die plek zit u niet.")},
    )  # fmt: skip

    def __init__(self, *args: Any, tenures: list[Tenure], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seats = [(str(each.seat_id), str(each.seat)) for each in tenures]
        self.fields["seat"].choices = seats  # type: ignore[attr-defined]  # a ChoiceField


class LeaveForm(CalmForm):
    """From which day somebody no longer sits there: with time to hand over, or today when that was said apart."""

    on = _day(label=_("Vanaf welke dag zit u hier niet meer?"))

    def clean_on(self) -> date:
        """Not in the past: what was owed then has been owed."""
        day: date = self.cleaned_data["on"]
        if not today() <= day <= today() + timedelta(days=366):
            raise forms.ValidationError(SOONEST_LATEST)
        if day == today() and "vandaag" not in self.data:
            raise forms.ValidationError(WITHOUT_TIME)
        return day


class DeputyForm(CalmForm):
    """Who stands in for a seat."""

    deputy = forms.ModelChoiceField(
        Seat.objects.none(), label=_("Wie vervangt deze plek?"), required=False,
        error_messages={"invalid_choice": _("Die plek is er niet in dit netwerk. Kies een andere.")},
    )  # fmt: skip

    def __init__(self, *args: Any, seat: Seat, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"deputy": seat.deputy_id}} | kwargs)
        others = Seat.objects.filter(network=seat.network_id).exclude(pk=seat.pk).select_related("organization")
        field: Any = self.fields["deputy"]
        field.queryset = others.order_by("organization__name", "organization", "title")
        field.choices = _grouped(list(field.queryset), seat)


class SuccessorForm(CalmForm):
    """Who comes to sit there: a colleague of the network, or somebody new."""

    person = forms.ModelChoiceField(
        Person.objects.none(), label=_("Een collega uit het netwerk"), required=False, empty_label=_("Iemand anders"),
        error_messages={"invalid_choice": _("Deze persoon kennen we niet in dit netwerk.")},
    )  # fmt: skip
    given_name = forms.CharField(label=_("Voornaam"), max_length=80, required=False)
    family_name = forms.CharField(label=_("Achternaam"), max_length=120, required=False)
    email = forms.EmailField(
        label=_("E-mailadres"), required=False, max_length=254, help_text=_("Daarmee logt deze persoon in."),
        error_messages={"invalid": _("Dit e-mailadres klopt niet. Bijvoorbeeld: naam@organisatie.nl.")},
    )  # fmt: skip
    since = _day(label=_("Vanaf welke dag?"))

    def __init__(self, *args: Any, seat: Seat, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["person"]
        colleagues = Tenure.objects.filter(seat__network=seat.network_id).values("person")
        field.queryset = Person.objects.filter(pk__in=colleagues, left_at=None).order_by("given_name", "family_name")

    def clean_email(self) -> str:
        """An address belongs to one person."""
        email: str = self.cleaned_data["email"]
        if email and Account.objects.filter(email__iexact=email).exists():
            raise forms.ValidationError(_("Dit adres kennen we al. Kies deze persoon uit de lijst."))
        return email

    def clean(self) -> dict[str, Any]:
        """Either somebody whom we know, or all that is needed for somebody new."""
        data: dict[str, Any] = super().clean() or {}
        if not data.get("person") and not self.errors:
            for name in ("given_name", "family_name", "email"):
                if not data.get(name):
                    self.add_error(name, _("Kies een collega, of vul dit in voor iemand anders."))
        return data


def _grouped(seats: list[Seat], seat: Seat) -> list[tuple[str, Any]]:
    """First the colleagues within the organization: what they take over, they may know of at once."""
    holders = holders_of(each.pk for each in seats)
    near = [each for each in seats if each.organization_id == seat.organization_id]
    groups = groupby((each for each in seats if each not in near), lambda each: each.organization.name)
    by_name = [(str(_("Binnen {organization}")).format(organization=seat.organization.name), near)]
    by_name += [(name, list(group)) for name, group in groups]
    return [
        ("", _("Niemand: dan de coördinator")),
        *((name, [_named(each, holders) for each in group]) for name, group in by_name if group),
    ]


def _named(seat: Seat, holders: dict[Any, Person]) -> tuple[Any, str]:
    holder = holders.get(seat.pk)
    return seat.pk, f"{holder.name}, {seat.title}" if holder else str(_("{title} (leeg)")).format(title=seat.title)
