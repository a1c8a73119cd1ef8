"""Forms that look after residents: what is written around a table, the whole network reads."""

import re
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

NO_NAMES = _("Zonder namen van bewoners: iedereen in het netwerk leest dit.")
TOO_LONG = _("Maak het korter.")
# A form of address before a capital, nine digits in a row, a mobile number: like what one writes about a resident.
LIKE_A_RESIDENT = re.compile(
    r"\b(?i:mevrouw|mevr\.?|mw\.?|meneer|dhr\.?|de heer|cliënt|patiënt)\s+(?:(?:van|de|den|der|el|al)\s+)*[A-Z]"
    r"|\b\d{9}\b|\b06[\s-]*\d{4}[\s-]*\d{4}\b"
)
CONFIRM = "no_resident"


def names_a_resident(text: str) -> bool:
    """Whether this reads like something about one resident."""
    return bool(LIKE_A_RESIDENT.search(text))


class CalmForm(forms.Form):
    """A form that is not red before anything is typed."""

    use_required_attribute = False


class CarefulForm(CalmForm):
    """Stops once when something reads like a resident; whoever typed it says whether it is."""

    careful: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound and any(names_a_resident(self._typed(name)) for name in self.careful):
            label = _("Dit gaat niet over een bewoner. Bewaar het zo.")
            self.fields[CONFIRM] = forms.BooleanField(label=label, required=False)

    def _typed(self, name: str) -> str:
        return str(self.data.get(self.add_prefix(name), ""))

    def clean(self) -> dict[str, Any]:
        """Not with what reads like a resident, unless it was said that it is not one."""
        data: dict[str, Any] = super().clean() or {}
        if CONFIRM in self.fields and not data.pop(CONFIRM, False):
            for name in self.careful:
                if names_a_resident(self._typed(name)):
                    self.add_error(name, say(
                        "Dit lijkt over een bewoner te gaan. Bewoners bespreekt u in een MDO, niet hier. Haal de naam "
                        "of het nummer weg, of vink onderaan aan dat het geen bewoner is."
                    ))  # fmt: skip
        return data


def day_field(label: Any, **more: Any) -> forms.DateField:
    """A day, as the browser lets one choose it."""
    errors = {"required": _("Kies een dag."), "invalid": _("Vul een dag in, zoals 3-12-2026.")}
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, error_messages=errors, **more)


def time_field(label: Any, **more: Any) -> forms.TimeField:
    """A time on the clock; people write 9.30 too."""
    errors = {"required": _("Vul een tijd in."), "invalid": _("Vul een tijd in, zoals 9:30.")}
    formats = ["%H:%M", "%H.%M", "%H:%M:%S", "%H"]
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, widget=widget, input_formats=formats, error_messages=errors, **more)


def text_field(label: Any, longest: int, *, rows: int = 0, missing: Any = "", **more: Any) -> forms.CharField:
    """Words; with `rows` on more than one line."""
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput(attrs={"autocomplete": "off"})
    errors = {"required": missing or _("Vul dit in."), "max_length": TOO_LONG}
    return forms.CharField(label=label, max_length=longest, widget=widget, error_messages=errors, **more)
