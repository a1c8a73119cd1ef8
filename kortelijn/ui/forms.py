"""How Django forms look here: one renderer, our field template, and widgets that are larger than a select box.

Settings: `FORM_RENDERER = "kortelijn.ui.forms.Renderer"`.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.forms.widgets import ChoiceWidget, Input
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.Textarea, "utrecht-textarea"),
    (forms.Select, "utrecht-select"),
    (Input, "utrecht-textbox"),
)
PLAIN = (forms.CheckboxInput, forms.RadioSelect, forms.CheckboxSelectMultiple, forms.FileInput, forms.HiddenInput)


def widget_class(widget: forms.Widget) -> str:
    """The design system's class for a plain control; our own widgets bring theirs in their template."""
    if isinstance(widget, PLAIN):
        return ""
    return next((name for kind, name in CLASSES if isinstance(widget, kind)), "")


class Field(BoundField):
    """A bound field that dresses its control in the design system's classes."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        """Django's attributes plus the class, with the mark of an invalid value."""
        built: dict[str, Any] = super().build_widget_attrs(attrs, widget)
        used = widget or self.field.widget
        if (name := widget_class(used)) and "class" not in built:
            invalid = f" {name}--invalid" if self.errors else ""
            own = f" {used.attrs['class']}" if "class" in used.attrs else ""
            built["class"] = f"{name} {name}--html-{_element(name)}{invalid}{own}"
        return built

    @property
    def is_single_checkbox(self) -> bool:
        """A lone tick box has its label beside it, not above."""
        return isinstance(self.field.widget, forms.CheckboxInput)


def _element(name: str) -> str:
    return {"utrecht-textbox": "input"}.get(name, name.removeprefix("utrecht-"))


class Renderer(TemplatesSetting):
    """Renders every form of the product, allauth's included, with the project's templates."""

    form_template_name = "ui/forms/form.html"
    formset_template_name = "ui/forms/formset.html"
    field_template_name = "ui/forms/field.html"
    bound_field_class = Field


Extra = Mapping[str, str | Promise]


class CardsMixin(ChoiceWidget):
    """Adds to each option, by its value, an icon and a line of explanation."""

    template_name = "ui/widgets/choices.html"

    def __init__(self, *args: Any, hints: Extra | None = None, icons: Extra | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hints, self.icons = hints or {}, icons or {}

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """One option with its hint and icon."""
        option: dict[str, Any] = super().create_option(*args, **kwargs)
        value = str(option["value"])
        return option | {"hint": self.hints.get(value, ""), "icon": self.icons.get(value, "")}


class ChoiceCards(CardsMixin, forms.RadioSelect):
    """One of a few, as cards: `ChoiceCards(hints={"call": "We bellen"}, icons={"call": "phone"})`."""

    template_name = CardsMixin.template_name


class CheckCards(CardsMixin, forms.CheckboxSelectMultiple):
    """Any of a few, as cards."""

    template_name = CardsMixin.template_name


class Chips(forms.CheckboxSelectMultiple):
    """Any of many, as chips."""

    template_name = "ui/widgets/chips.html"


class ChipChoice(forms.RadioSelect):
    """One of many, as chips."""

    template_name = "ui/widgets/chips.html"


DAYS = (("mo", _("ma")), ("tu", _("di")), ("we", _("wo")), ("th", _("do")), ("fr", _("vr")))
PARTS = (("morning", _("ochtend")), ("afternoon", _("middag")), ("evening", _("avond")))
DAY_NAMES = {"mo": _("maandag"), "tu": _("dinsdag"), "we": _("woensdag"), "th": _("donderdag"), "fr": _("vrijdag")}


class DayParts(forms.Widget):
    """When somebody can be reached: days against parts of the day. Its value is a list such as `["mo-morning"]`."""

    template_name = "ui/widgets/day_parts.html"
    use_fieldset = True

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Rows per part of the day, a box per day."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        chosen = set(value or ())
        context["days"] = [label for _key, label in DAYS]
        context["rows"] = [
            (label, [self._box(day, part, label, chosen) for day, _label in DAYS]) for part, label in PARTS
        ]
        return context

    @staticmethod
    def _box(day: str, part: str, label: str | Promise, chosen: set[str]) -> dict[str, Any]:
        key = f"{day}-{part}"
        return {"value": key, "label": f"{DAY_NAMES[day]} {label}", "checked": key in chosen}

    def format_value(self, value: Any) -> Any:
        """The list itself; Django would make it text."""
        return value

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        """All ticked boxes."""
        return list(data.getlist(name)) if isinstance(data, MultiValueDict) else list(data.get(name) or [])

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """No box ticked looks the same as no field, so it never counts as left out."""
        return False

    def id_for_label(self, id_: str | None, index: str | None = None) -> str:
        """The group has a legend, no label."""
        return ""


class DayPartsField(forms.MultipleChoiceField):
    """Parts of the week on which somebody can be reached."""

    widget = DayParts
    all_choices: ClassVar = [(f"{day}-{part}", f"{day}-{part}") for part, _p in PARTS for day, _d in DAYS]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=self.all_choices, **kwargs)
