"""Whether the resident agrees that another organization joins in: asked by the sender, or heard from who asked."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kortelijn.consent.models import Consent
from kortelijn.kernel.clock import AMSTERDAM, local, now, today
from kortelijn.referrals.forms.lines import StepForm
from kortelijn.referrals.forms.words import refuse_bsn
from kortelijn.referrals.models import Referral
from kortelijn.ui.forms import ChoiceCards

NO = "no"
YES = [
    (Consent.Given.VERBAL.value, _("Ja, mondeling afgesproken")), (Consent.Given.WRITTEN.value, _("Ja, schriftelijk")),
]  # fmt: skip


class AskedForm(StepForm):
    """What the resident answered."""

    title, button = _("Wat zei de inwoner?"), _("Leg vast")
    given = forms.ChoiceField(
        choices=[*YES, (NO, _("Nee"))], widget=ChoiceCards,
        error_messages={"required": _("Kies wat de inwoner zei."), "invalid_choice": _("Kies wat de inwoner zei.")},
    )  # fmt: skip

    def __init__(self, *args: Any, organization: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        label = _("Vindt de inwoner het goed dat {organization} meedoet?")
        self.fields["given"].label = label.format(organization=organization)
        self.fields["given"].help_text = _("Bij nee stopt deze lijn. U kunt daarna een nieuw recept sturen.")


class HeardForm(StepForm):
    """Somebody who can reach the resident asked it, and told the new holder."""

    title, button = _("De inwoner zei ja"), _("Leg vast en open de lijn")
    asked_by = forms.CharField(
        label=_("Wie vroeg het aan de inwoner?"), max_length=120, validators=[refuse_bsn],
        help_text=_("Naam en organisatie van wie de inwoner sprak."),
        error_messages={"required": _("Vul in wie het vroeg.")},
    )  # fmt: skip
    on = forms.DateField(
        label=_("Wanneer?"), initial=today, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Kies een dag."), "invalid": _("Vul een dag in, zoals 3-12-2026.")},
    )  # fmt: skip
    given = forms.ChoiceField(
        label=_("Hoe?"), choices=YES, widget=ChoiceCards,
        error_messages={"required": _("Kies hoe."), "invalid_choice": _("Kies hoe.")},
    )  # fmt: skip

    def __init__(self, *args: Any, referral: Referral, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.since = local(referral.sent_at).date()

    def clean_on(self) -> date:
        """After the line was sent, and not in the future."""
        day: date = self.cleaned_data["on"]
        if not self.since <= day <= today():
            raise forms.ValidationError(_("Kies een dag tussen het versturen en vandaag."))
        return day

    def clean(self) -> dict[str, Any]:
        """As the consent keeps it: the day becomes a moment of it."""
        data = self.cleaned_data
        if day := data.pop("on", None):
            data["given_at"] = min(datetime.combine(day, time(12), AMSTERDAM), now())
        return data
