"""Asking another seat to take over, and its answer."""

from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kortelijn.consent.models import Consent
from kortelijn.parties.models import Seat
from kortelijn.parties.queries import holders_of
from kortelijn.referrals.forms.lines import WHY_NEEDED, StepForm
from kortelijn.referrals.forms.words import NO_DIAGNOSIS, ShortText
from kortelijn.referrals.models import Referral
from kortelijn.referrals.queries import needs_new_consent
from kortelijn.ui.forms import ChoiceCards

HELPS = {Seat.Function.RECEIVES.value, Seat.Function.LINK_WORKER.value}
AGREED = [
    ("", _("Niet gevraagd")),
    (Consent.Given.VERBAL.value, _("Mondeling afgesproken")),
    (Consent.Given.WRITTEN.value, _("Schriftelijk")),
]
WORKS = [Seat.Function.RECEIVES, Seat.Function.LINK_WORKER, Seat.Function.COORDINATES, Seat.Function.PRESCRIBES]


def _to_seat() -> "forms.ModelChoiceField[Seat]":
    """Whom to ask; each form says who may be chosen."""
    return forms.ModelChoiceField(
        Seat.objects.none(), label=_("Aan wie?"), empty_label=_("Kies een plek"),
        error_messages={
            "required": _("Kies aan wie u het vraagt."),
            "invalid_choice": _("Op die plek zit nu niemand. Kies een andere."),
        },
    )  # fmt: skip


class HandOverForm(StepForm):
    """Which seat, and what that seat must know."""

    title, button = _("Draag over"), _("Vraag om over te nemen")
    to_seat = _to_seat()
    note = ShortText(
        label=_("Wat moet de ander weten?"), max_length=500, help_text=NO_DIAGNOSIS,
        required_message=_("Schrijf in een paar woorden wat de ander moet weten."),
    )  # fmt: skip
    agreed = forms.ChoiceField(
        label=_("Vindt de inwoner het goed dat de ander meedoet?"), choices=AGREED, required=False, widget=ChoiceCards,
        help_text=_("Nodig als de ander bij een organisatie werkt die nog niet van de vraag weet."),
    )  # fmt: skip

    def __init__(self, *args: Any, referral: Referral, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.referral = referral
        field = self.fields["to_seat"]
        field.queryset = seats_for(referral)  # type: ignore[attr-defined]  # a ModelChoiceField
        field.choices = seat_choices(list(field.queryset), referral)  # type: ignore[attr-defined]  # a ModelChoiceField

    def clean(self) -> dict[str, Any]:
        """Another organization joins only when the resident agreed to that one too."""
        seat = self.cleaned_data.get("to_seat")
        if seat and needs_new_consent(self.referral, seat):
            self._ask_about(seat.organization.name)
        return self.cleaned_data

    def _ask_about(self, organization: str) -> None:
        """From now on the question names the organization."""
        label = _("Vindt de inwoner het goed dat {organization} meedoet?")
        self["agreed"].label = label.format(organization=organization)
        self.fields["agreed"].required = True
        if not self.cleaned_data.get("agreed"):
            missing = _("Vraag eerst of de inwoner het goed vindt dat {organization} meedoet.")
            self.add_error("agreed", missing.format(organization=organization))


class PassOnForm(StepForm):
    """To somebody of an organization that may know of the line."""

    title, button = _("Geef het aan wie het al mag weten"), _("Vraag om over te nemen")
    to_seat = _to_seat()

    def __init__(self, *args: Any, referral: Referral, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = Consent.objects.in_force().filter(about_id=referral.pk).values("to_organization")
        field = self.fields["to_seat"]
        seats = seats_for(referral).filter(organization__in=known)
        field.queryset = seats  # type: ignore[attr-defined]  # a ModelChoiceField
        field.choices = seat_choices(list(seats), referral)  # type: ignore[attr-defined]  # a ModelChoiceField
        self.has_anybody = bool(seats)


class DeclineForm(StepForm):
    """Not taken over, and why."""

    title, button = _("Neem het niet over"), _("Neem het niet over")
    reason = ShortText(label=_("Waarom niet?"), max_length=300, help_text=NO_DIAGNOSIS, required_message=WHY_NEEDED)


def seats_for(referral: Referral) -> Any:
    """The seats that can be asked: somebody sits there, and works with residents or for the network."""
    rows = Seat.objects.filter(network=referral.network_id).occupied().exclude(pk=referral.holder.pk)
    rows = rows.filter(functions__overlap=WORKS).select_related("organization")
    return rows.order_by("organization__name", "organization", "title")


def seat_choices(seats: list[Seat], referral: Referral) -> list[tuple[str, Any]]:
    """First who may know of the line already and helps residents; then the others by organization."""
    holders = holders_of(seat.pk for seat in seats)
    near = [seat for seat in seats if HELPS & set(seat.functions) and referral.is_known_to(seat.organization_id)]
    groups = groupby((seat for seat in seats if seat not in near), lambda seat: seat.organization.name)
    by_name = [(str(_("Meest voor de hand")), near), *((name, list(members)) for name, members in groups)]
    options = [(name, [(seat.pk, _option(seat, holders)) for seat in members]) for name, members in by_name if members]
    return [("", _("Kies een plek")), *options]


def _option(seat: Seat, holders: dict[Any, Any]) -> str:
    holder = holders.get(seat.pk)
    return f"{holder.name}, {seat.title}" if holder else seat.title
