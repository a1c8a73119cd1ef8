"""What one looks at people for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kortelijn.insights.actions import LONGEST


class PurposeForm(forms.Form):
    """One sentence, kept with who and when."""

    use_required_attribute = False
    purpose = forms.CharField(
        label=_("Waarvoor kijkt u naar namen?"), max_length=LONGEST,
        help_text=_("Bijvoorbeeld: de opvolging van de huisarts. Dit wordt bewaard, met uw naam en de datum."),
        error_messages={"required": _("Schrijf in één zin waarvoor u naar namen kijkt."),
                        "max_length": _("Houd het korter dan 200 tekens.")},
    )  # fmt: skip
