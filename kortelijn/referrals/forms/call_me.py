"""What a resident fills in to be called: a name, a number, when, and a yes. Nothing else is needed."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from phonenumber_field.formfields import PhoneNumberField

from kortelijn.consent.models import Consent
from kortelijn.referrals.bsn import without_bsn
from kortelijn.referrals.recipes import Recipe
from kortelijn.residents.models import DayPart, Resident
from kortelijn.ui.forms import ChipChoice
from kortelijn.vocabulary.needs import is_known, title_of

MOST_NEEDS = 8
TRAP = "website"  # a person does not see this field; a program fills in everything


class CallMeForm(forms.Form):
    """Large, four questions, and one box to tick."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    organization = forms.UUIDField(widget=forms.HiddenInput)  # for which the yes is asked
    name = forms.CharField(
        label=_("Hoe heet u?"), max_length=120, help_text=_("Zoals u genoemd wilt worden. Een voornaam mag ook."),
        error_messages={"required": _("Vul uw naam in. Een voornaam is genoeg.")},
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false"}),
    )  # fmt: skip
    phone = PhoneNumberField(
        label=_("Op welk nummer kunnen we u bellen?"), region="NL",
        error_messages={
            "invalid": _("Dit nummer klopt niet. Kijk het nog eens na."),
            "required": _("Vul een telefoonnummer in. Anders kan niemand u bellen."),
        },
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )  # fmt: skip
    day_part = forms.ChoiceField(label=_("Wanneer liefst?"), choices=DayPart, initial=DayPart.ANY, widget=ChipChoice)
    language = forms.ChoiceField(label=_("In welke taal praat u het liefst?"), choices=Resident.Language)
    wish = forms.CharField(
        label=_("Wilt u al iets zeggen?"), max_length=200, required=False,
        help_text=_("In één zin. U hoeft geen nummers of ziektes te noemen."),
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
    )  # fmt: skip
    agreed = forms.BooleanField(
        error_messages={"required": _("Zet een vinkje als u dit goed vindt. Anders mogen we u niet bellen.")}
    )

    data: QueryDict

    def __init__(
        self, data: QueryDict | None = None, *, organization: str, organization_id: UUID, needs: list[str]
    ) -> None:
        self.needs = [code for code in dict.fromkeys(needs) if is_known(code)][:MOST_NEEDS]
        initial = {"key": uuid4(), "organization": organization_id, "language": _language()}
        super().__init__(data, initial=initial)
        self.fields["agreed"].label = _(
            "Ik vind het goed dat {organization} mijn naam, mijn nummer en mijn vraag krijgt, om mij te bellen."
        ).format(organization=organization)
        self.organization_id = organization_id

    @property
    def is_a_program(self) -> bool:
        """Whether what no person sees was filled in."""
        return bool(self.data.get(TRAP))

    @property
    def about(self) -> list[str]:
        """What it is about, in words."""
        return [title_of(code) for code in self.needs]

    def clean_wish(self) -> str:
        """One line, without what looks like a BSN."""
        return without_bsn(" ".join(self.cleaned_data["wish"].split()))

    def clean(self) -> dict[str, Any]:
        """The yes was for the organization that was named."""
        if "agreed" in self.cleaned_data and self.cleaned_data.get("organization") != self.organization_id:
            self.add_error(
                "agreed", _("Iemand van een andere organisatie belt u nu. Lees de zin nog eens en zet een vinkje.")
            )
        return self.cleaned_data

    def recipe(self) -> Recipe:
        """What is asked, as a recipe is sent."""
        values = self.cleaned_data
        reach = {name: values[name] for name in ("name", "phone", "day_part", "language")}
        return Recipe(
            reach=reach, consent=Consent.Given.SELF, needs=self.needs, wish=values["wish"],
            agreed_with=values["organization"],
        )  # fmt: skip


def _language() -> str:
    """The language of the page, as far as it is one to be called in."""
    code = (get_language() or "")[:2]
    return code if code in Resident.Language.values else Resident.Language.NL
