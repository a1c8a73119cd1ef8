"""What is filled in to make a leefstijlkaart."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from kortelijn.lifestyle.actions import Words
from kortelijn.lifestyle.models import Entry, Group, LifestyleMap
from kortelijn.lifestyle.offer import Sought
from kortelijn.ui.forms import ChipChoice
from kortelijn.vocabulary.needs import is_known
from kortelijn.vocabulary.themes import THEMES

FIELDS = ("title", "intro", "contact")


class NewMapForm(forms.Form):
    """About what the map is; all else can wait."""

    theme = forms.ChoiceField(label=_("Waar gaat de kaart over?"), required=False, widget=ChipChoice)
    title = forms.CharField(
        label=_("Titel"), max_length=70,
        help_text=_("Zo staat het bovenaan de poster. Bijvoorbeeld: Samen bewegen en eten in de Rivierenbuurt."),
        error_messages={"required": _("Geef de kaart een titel.")},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["theme"]
        field.choices = [*((each.code, each.title) for each in THEMES), ("", __("Eigen thema"))]


class HeadForm(forms.Form):
    """What stands above and below the map."""

    title = forms.CharField(label=_("Titel"), max_length=70, error_messages={"required": _("Geef de kaart een titel.")})
    intro = forms.CharField(
        label=_("Inleiding"), max_length=240, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Eén of twee zinnen voor bewoners. Bijvoorbeeld: Dichtbij en meestal gratis. Kom gewoon langs."),
    )  # fmt: skip
    contact = forms.CharField(
        label=_("Wie kan een bewoner bellen?"), max_length=120, required=False,
        help_text=_("Staat onderaan de poster. Bijvoorbeeld: Vragen? Bel Sanne, welzijnscoach: 070 - 000 12 34"),
    )  # fmt: skip


class MapForm(HeadForm):
    """The words of a whole map: its head, its headings and a line per entry; the fields are named by their rows."""

    def __init__(self, of: LifestyleMap, groups: Iterable[Group], entries: Iterable[Entry], data: Any = None) -> None:
        super().__init__(data, initial={name: getattr(of, name) for name in FIELDS})
        self.groups, self.entries = list(groups), list(entries)
        for group in self.groups:
            self.fields[f"kop-{group.pk}"] = forms.CharField(
                label=__("Kopje"), max_length=40, initial=group.title,
                error_messages={"required": __("Geef dit kopje een naam.")},
            )  # fmt: skip
        under = [(str(group.pk), group.title) for group in self.groups]
        for entry in self.entries:
            self.fields[f"regel-{entry.pk}"] = forms.CharField(
                label=__("Eigen regel over {name}").format(name=entry.service.name), max_length=90, required=False,
                initial=entry.line,
                widget=forms.TextInput(attrs={"placeholder": __("Eigen regel: rustig tempo, met koffie")}),
            )  # fmt: skip
            self.fields[f"onder-{entry.pk}"] = forms.ChoiceField(
                label=__("Kopje van {name}").format(name=entry.service.name), choices=under,
                initial=str(entry.group_id), required=False,
            )  # fmt: skip
        for name, field in self.fields.items():
            field.show_hidden_initial = True
            # What came on the map after the page was opened, that page knows nothing of.
            field.required = field.required and (name in FIELDS or data is None or name in data)

    def words(self) -> Words:
        """What was changed since the page was opened, as the action takes it: the rest may be a colleague's by now."""
        data = {name: _one_line(self.cleaned_data[name]) for name in self.fields if self._is_changed(name)}
        entries, groups = [entry.pk for entry in self.entries], [group.pk for group in self.groups]
        return Words(
            fields={name: data[name] for name in FIELDS if name in data},
            headings={pk: data[f"kop-{pk}"] for pk in groups if f"kop-{pk}" in data},
            lines={pk: data[f"regel-{pk}"] for pk in entries if f"regel-{pk}" in data},
            under={pk: UUID(data[f"onder-{pk}"]) for pk in entries if data.get(f"onder-{pk}")},
        )

    def _is_changed(self, name: str) -> bool:
        """Against what the page was opened with; a page that does not say that, means all that it sends."""
        return name in self.data and (name in self.changed_data or self[name].html_initial_name not in self.data)


UUID_WORDS = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class PickForm(forms.Form):
    """Which services go on the map, and under which heading."""

    aanbod = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kies eerst wat erbij komt."), "invalid_choice": _("Dit kan niet op de kaart.")},
    )
    kopje = forms.CharField(
        label=_("Onder welk kopje?"), max_length=40,
        help_text=_("Kies een kopje dat er al is, of typ een nieuw kopje. Bijvoorbeeld: Bewegen."),
        error_messages={"required": _("Kies een kopje, of typ er een.")},
        widget=forms.TextInput(attrs={"list": "kopjes", "autocomplete": "off"}),
    )  # fmt: skip

    def __init__(self, allowed: Iterable[Any], data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        field: Any = self.fields["aanbod"]
        field.choices = [(str(pk), "") for pk in allowed]


class OrderForm(forms.Form):
    """Which entry was dragged, under which heading, and to which place."""

    rij = forms.ModelChoiceField(Entry.objects.none())
    onder = forms.ModelChoiceField(Group.objects.none())
    plek = forms.IntegerField(min_value=0, max_value=1000)

    def __init__(self, of: LifestyleMap, data: Any) -> None:
        super().__init__(data)
        entry, group = cast(Any, self.fields["rij"]), cast(Any, self.fields["onder"])
        entry.queryset, group.queryset = of.entries.select_related("map"), of.groups.all()


def sought(query: Mapping[str, str]) -> Sought:
    """What somebody looks for: words, what it is about, and a part of town; what we do not know is nothing."""
    about, area = query.get("over", ""), query.get("waar", "")
    return Sought(
        query.get("zoek", "").replace("\x00", "").strip()[:100], about if is_known(about) else "",
        UUID(area) if UUID_WORDS.fullmatch(area) else None,
    )  # fmt: skip


def _one_line(text: str) -> str:
    return " ".join(text.split())
