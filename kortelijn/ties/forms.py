"""What is asked of people about each other, and of a coordinator who starts a round."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from kortelijn.kernel.clock import today
from kortelijn.ties.models import TRUST, VALUE, Answer, Grade, Knows
from kortelijn.ties.roster import Colleague
from kortelijn.ui.forms import ChipChoice

CHOOSE = _("Kies een van de antwoorden die er staan.")


QUESTIONS = {field.name: field.verbose_name for field in Answer._meta.concrete_fields if field.name in TRUST + VALUE}


def field_of(about: UUID) -> str:
    """The name of the question about one colleague."""
    return f"ken-{about.hex}"


class KnowsForm(forms.Form):
    """How well somebody knows a few colleagues; each may be left open."""

    use_required_attribute = False

    def __init__(self, people: Iterable[Colleague], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = list(people)
        for one in self.people:
            self.fields[field_of(one.pk)] = forms.TypedChoiceField(
                label=one.name, help_text=one.place, choices=Knows.choices, coerce=int, empty_value=None,
                required=False, widget=ChipChoice, error_messages={"invalid_choice": CHOOSE},
            )  # fmt: skip

    @property
    def answers(self) -> dict[UUID, int | None]:
        """Per colleague what was said, or nothing."""
        return {one.pk: self.cleaned_data.get(field_of(one.pk)) for one in self.people}


class TogetherForm(forms.Form):
    """Three questions about trust and three about what somebody brings; each may be left open."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in TRUST + VALUE:
            label = str(QUESTIONS[name])
            self.fields[name] = forms.TypedChoiceField(
                label=label[:1].upper() + label[1:], choices=Grade.choices, coerce=int, empty_value=None,
                required=False, widget=ChipChoice, error_messages={"invalid_choice": CHOOSE},
            )  # fmt: skip

    @property
    def grades(self) -> Mapping[str, int | None]:
        """Per question the step that was chosen, or nothing."""
        return {name: self.cleaned_data.get(name) for name in TRUST + VALUE}


class WaveForm(forms.Form):
    """What the coordinator asks the network for, and until when."""

    use_required_attribute = False
    purpose = forms.CharField(
        label=_("Waarvoor vraagt u dit?"), max_length=500, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Dit lezen uw collega's voor het eerste antwoord. Zeg wat u ermee doet, en wat niet."),
        error_messages={"required": _("Schrijf waarvoor u dit vraagt. Daarop zeggen mensen ja."),
                        "max_length": _("Houd het bij 500 tekens.")},
    )  # fmt: skip
    closes_on = forms.DateField(
        label=_("Laatste dag"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Twee weken is meestal genoeg. De link in de mail werkt 30 dagen."),
        error_messages={"required": _("Kies een laatste dag."), "invalid": _("Schrijf de datum als 24-12-2026.")},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["closes_on"].initial = today() + timedelta(days=14)


class HalfLifeForm(forms.Form):
    """How fast ties fade."""

    use_required_attribute = False
    days = forms.IntegerField(
        label=_("Een contact telt nog voor de helft na (dagen)"), min_value=30, max_value=730,
        error_messages={"required": _("Vul een aantal dagen in."), "invalid": _("Vul een getal in."),
                        "min_value": _("Kies van 30 tot en met 730 dagen."),
                        "max_value": _("Kies van 30 tot en met 730 dagen.")},
    )  # fmt: skip


class CapacityForm(forms.Form):
    """How many contacts somebody can keep up."""

    use_required_attribute = False
    contacts = forms.IntegerField(
        label=_("Zoveel contacten kan ik goed bijhouden"), min_value=1, max_value=200,
        error_messages={"required": _("Vul een getal in."), "invalid": _("Vul een getal in."),
                        "min_value": _("Vul een getal in van 1 tot en met 200."),
                        "max_value": _("Vul een getal in van 1 tot en met 200.")},
    )  # fmt: skip


class AboutForm(forms.Form):
    """Which colleague."""

    person = forms.UUIDField()
