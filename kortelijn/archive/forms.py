"""What is asked of who takes a network along."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AskForm(forms.Form):
    """What for, and that one knows what is in it."""

    use_required_attribute = False

    purpose = forms.CharField(
        label=_("Waarvoor neemt u alles mee?"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Eén zin. Het staat in de geschiedenis van het netwerk, met uw naam."),
        error_messages={
            "required": _("Schrijf in één zin waarvoor u dit meeneemt."), "max_length": _("Maak het korter.")
        },
    )  # fmt: skip
    knows = forms.BooleanField(
        label=_("Ik mag dit doen namens het netwerk, en ik bewaar het bestand veilig."),
        error_messages={"required": _("Zet hier een vinkje als u dit mag, of vraag het eerst na.")},
    )
