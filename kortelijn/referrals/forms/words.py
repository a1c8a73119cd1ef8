"""Free text about a resident: short, one line, and never with a citizen service number in it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kortelijn.referrals.bsn import has_bsn

NO_DIAGNOSIS = _("Eén zin. Geen diagnose en geen BSN.")


def refuse_bsn(text: str) -> None:
    """No BSN anywhere: whoever types one is asked to leave it out."""
    if has_bsn(text):
        raise ValidationError(_("Hier staat een BSN. Haal dat weg: Kortelijn bewaart geen BSN."))


class ShortText(forms.CharField):
    """One or two sentences, without line breaks and without BSN."""

    default_validators = [refuse_bsn]

    def __init__(self, *, max_length: int, required_message: Any, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 2}))
        errors = {
            "required": required_message,
            "max_length": _("Dit is te lang: gebruik ten hoogste %(limit_value)d tekens."),
        }
        super().__init__(max_length=max_length, error_messages=errors, **kwargs)

    def to_python(self, value: Any) -> str:
        """One line, however it was typed."""
        return " ".join((super().to_python(value) or "").split())
