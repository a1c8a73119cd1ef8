from django import forms
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UiConfig(AppConfig):
    """Holds the templates, tags and assets that every page is made of."""

    name = "kortelijn.ui"
    label = "ui"

    def ready(self) -> None:
        """Every form, also those of others, says what to do instead of what is wrong."""
        forms.Field.default_error_messages["required"] = _("Vul dit in.")
        forms.ChoiceField.default_error_messages["required"] = _("Maak een keuze.")
        forms.MultipleChoiceField.default_error_messages["required"] = _("Kies er minstens één.")
        forms.BooleanField.default_error_messages = {"required": _("Zet hier een vinkje om verder te gaan.")}
