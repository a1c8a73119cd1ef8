"""The code of a recipe card, as people type it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kortelijn.referrals.models import CODE_LENGTH, CODE_LETTERS


class CodeForm(forms.Form):
    """Eight letters and digits; spaces, dashes and small letters are fine."""

    code = forms.CharField(
        label=_("Uw code"),
        help_text=_("De code staat op uw recept. Bijvoorbeeld: 9TZC 6ZBD. Er zit geen 0 of 1 in de code."),
        error_messages={"required": _("Vul de code in die op uw recept staat.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def clean_code(self) -> str:
        """The code in the letters that we use."""
        code = "".join(letter for letter in self.cleaned_data["code"].upper() if letter not in " -.")
        if len(code) != CODE_LENGTH or set(code) - set(CODE_LETTERS):
            raise forms.ValidationError(_("Deze code klopt niet. Kijk nog eens op uw recept: het zijn 8 tekens."))
        return code
