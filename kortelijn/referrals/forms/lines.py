"""What whoever holds or sent a line fills in; each form says in its heading what it does."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from phonenumber_field.formfields import PhoneNumberField

from kortelijn.kernel.clock import AMSTERDAM, now, today
from kortelijn.kernel.working_days import END_OF_DAY, after_working_days
from kortelijn.referrals.forms.words import NO_DIAGNOSIS, ShortText, refuse_bsn
from kortelijn.referrals.models import ContactAttempt, Outcome
from kortelijn.ui.forms import ChoiceCards

LOOKS_AGAIN_IN = 5  # working days
WHY_NEEDED = _("Schrijf er kort bij waarom.")
GIVES_BACK = (Outcome.NOT_ELIGIBLE, Outcome.NO_CAPACITY)
ENDS = (Outcome.HELPED, Outcome.REFERRED_ON, Outcome.DECLINED, Outcome.NO_LONGER_NEEDED)


def _moment(label: Any, *, required: bool, **kwargs: Any) -> forms.DateTimeField:
    errors = {"required": _("Kies een dag en een tijd."), "invalid": _("Vul een dag en een tijd in.")}
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, required=required, widget=widget, error_messages=errors, **kwargs)


class StepForm(forms.Form):
    """A step on a line: what its page is called, and the verb on its button."""

    title: str | Promise
    button: str | Promise
    danger = False
    use_required_attribute = False  # browsers would paint an empty field red before anything is typed


class AttemptForm(StepForm):
    """Somebody tried to reach the resident: what came of it, and when."""

    title, button = _("Hoe ging het?"), _("Leg vast")
    result = forms.ChoiceField(
        label=_("Wat kwam ervan?"), choices=ContactAttempt.Result, widget=ChoiceCards,
        error_messages={"required": _("Kies wat ervan kwam."), "invalid_choice": _("Kies een van de vier.")},
    )  # fmt: skip
    at = _moment(_("Wanneer was dat?"), required=False, help_text=_("Leeg is: zojuist."))
    key = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid4)  # a second click logs nothing more


class PlanForm(StepForm):
    """An appointment."""

    title, button = _("Maak een afspraak"), _("Leg de afspraak vast")
    at = _moment(_("Wanneer?"), required=True)
    place = forms.CharField(label=_("Waar?"), max_length=120, required=False, validators=[refuse_bsn])


class OutcomeForm(StepForm):
    """How the line ends."""

    title, button = _("Hoe liep het af?"), _("Sluit de lijn af")
    outcome = forms.ChoiceField(
        label=_("Uitkomst"), choices=[(each.value, each.label) for each in ENDS], widget=ChoiceCards,
        error_messages={"required": _("Kies een uitkomst."), "invalid_choice": _("Kies een uitkomst.")},
    )  # fmt: skip
    line = ShortText(
        label=_("Wat mag wie verwees weten?"), max_length=300, help_text=NO_DIAGNOSIS,
        required_message=_("Schrijf in één zin wat ervan kwam."),
    )  # fmt: skip


class GiveBackForm(StepForm):
    """It does not fit, or there is no room: back to whoever sent it, with the reason."""

    title, button, danger = _("Geef terug"), _("Geef terug"), True
    outcome = forms.ChoiceField(
        label=_("Waarom?"), choices=[(each.value, each.label) for each in GIVES_BACK], widget=ChoiceCards,
        error_messages={"required": _("Kies een reden."), "invalid_choice": _("Kies een reden.")},
    )  # fmt: skip
    line = ShortText(
        label=_("Wat kan wie verwees nu het beste doen?"), max_length=300, help_text=NO_DIAGNOSIS,
        required_message=WHY_NEEDED,
    )  # fmt: skip


def _day(label: Any, **kwargs: Any) -> forms.DateField:
    errors = {"required": _("Kies een dag."), "invalid": _("Vul een dag in, zoals 3-12-2026.")}
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, error_messages=errors, **kwargs)


class UntilForm(StepForm):
    """Something that waits until a day to come."""

    until: forms.Field

    def clean_until(self) -> datetime:
        """The end of that working day."""
        day: date = self.cleaned_data["until"]
        if not today() < day <= today() + timedelta(days=366):
            raise forms.ValidationError(_("Kies een dag na vandaag, binnen een jaar."))
        return datetime.combine(day, END_OF_DAY, AMSTERDAM)


class PauseForm(UntilForm):
    """Wait until a day, with the reason."""

    title, button = _("Pauzeer"), _("Pauzeer")
    until = _day(_("Tot welke dag?"), help_text=_("Op die dag staat de lijn weer op uw lijst."))
    reason = ShortText(label=_("Waarom?"), max_length=300, help_text=NO_DIAGNOSIS, required_message=WHY_NEEDED)


def _in_a_week() -> date:
    return after_working_days(now(), LOOKS_AGAIN_IN).date()


class LookLaterForm(UntilForm):
    """What came back is looked at again on a day."""

    title, button = _("Ik kijk er later weer naar"), _("Zet op mijn lijst")
    until = _day(_("Wanneer?"), initial=_in_a_week, help_text=_("Tot die dag blijft het bij u staan."))


class CloseLookForm(StepForm):
    """What came back needs nothing more, and why."""

    title, button = _("Ik rond het af"), _("Rond af")
    reason = ShortText(label=_("Waarom?"), max_length=300, help_text=NO_DIAGNOSIS, required_message=WHY_NEEDED)


class WithdrawForm(StepForm):
    """Whoever sent it calls it off."""

    title, button, danger = _("Trek het recept in"), _("Trek in"), True
    reason = ShortText(label=_("Waarom?"), max_length=300, help_text=NO_DIAGNOSIS, required_message=WHY_NEEDED)


class PhoneForm(StepForm):
    """The right number of the resident."""

    title, button = _("Geef het juiste nummer"), _("Geef door")
    phone = PhoneNumberField(
        label=_("Telefoonnummer van de inwoner"), region="NL",
        error_messages={
            "required": _("Vul het nummer in."), "invalid": _("Dit nummer klopt niet. Bijvoorbeeld: 06 12 34 56 78."),
        },
    )  # fmt: skip

    def clean_phone(self) -> str:
        """As the database keeps it."""
        return str(self.cleaned_data["phone"].as_e164)
