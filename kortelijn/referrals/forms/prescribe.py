"""The recipe on one screen: how to reach the resident, what is agreed, and for what."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from phonenumber_field.formfields import PhoneNumberField

from kortelijn.consent.models import Consent
from kortelijn.directory.models import Service
from kortelijn.kernel.clock import today
from kortelijn.referrals.bsn import has_bsn, without_bsn
from kortelijn.referrals.drafts import IDS
from kortelijn.referrals.models import Referral
from kortelijn.referrals.recipes import Recipe
from kortelijn.residents.models import PC4, DayPart, Resident
from kortelijn.ui.forms import ChipChoice, Chips, ChoiceCards
from kortelijn.vocabulary.needs import DOMAINS, domain_of, is_known, title_of

OLDEST = 120
NO_BSN = _("Hier stond een nummer dat op een BSN lijkt. Dat hoort hier niet: we hebben het weggehaald.")
NO_YEAR = _("Vul een jaartal in, zoals 1948.")
REACH = ("name", "phone", "do_not_call", "day_part", "birth_year", "pc4", "language")
LISTS = ("needs",)
USUAL = {"day_part": DayPart.ANY, "language": Resident.Language.NL}  # chosen until somebody chooses otherwise
ASK_AGAIN = _("Het recept gaat nu naar een andere organisatie. Vraag opnieuw of de inwoner dat goed vindt.")
GIVEN = [(Consent.Given.VERBAL, _("Mondeling afgesproken")), (Consent.Given.WRITTEN, _("Schriftelijk"))]


class PrescribeForm(forms.Form):
    """What a prescriber fills in within a minute; nothing in it is medical."""

    service = forms.UUIDField(required=False, widget=forms.HiddenInput)
    based_on = forms.UUIDField(required=False, widget=forms.HiddenInput)
    organization = forms.UUIDField(required=False, widget=forms.HiddenInput)  # for which the yes was asked
    name = forms.CharField(
        label=_("Naam"), max_length=120, help_text=_("Zoals de inwoner genoemd wil worden."),
        error_messages={"required": _("Vul in hoe de inwoner heet.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip
    phone = PhoneNumberField(
        label=_("Telefoon"), region="NL", help_text=_("Mobiel, of met kengetal."),
        error_messages={
            "invalid": _("Dit nummer klopt niet. Begin met 0 of +31."),
            "required": _("Vul een nummer in, of kies dat de inwoner zelf belt."),
        },
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "tel"}),
    )  # fmt: skip
    do_not_call = forms.BooleanField(label=_("Niet bellen, de inwoner belt zelf"), required=False)
    day_part = forms.ChoiceField(label=_("Liefst gebeld"), choices=DayPart, initial=DayPart.ANY, widget=ChipChoice)
    wish = forms.CharField(
        label=_("Wat wil de inwoner zelf?"), max_length=200, required=False,
        help_text=_("In één zin, in eigen woorden. Geen diagnose en geen BSN: die zijn hier niet nodig."),
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
    )  # fmt: skip
    needs = forms.MultipleChoiceField(label=_("Het gaat over"), required=False, widget=Chips)
    consent = forms.ChoiceField(
        label=_("Wat heeft de inwoner afgesproken?"), choices=GIVEN,
        error_messages={"required": _("Kies hoe de inwoner ja heeft gezegd. Zonder ja wordt er niets verstuurd.")},
        widget=ChoiceCards(
            icons={"verbal": "message-circle", "written": "pencil"}, attrs={"data-only-with": "organization"}
        ),
    )  # fmt: skip
    birth_year = forms.IntegerField(
        label=_("Geboortejaar"), required=False, min_value=1900, help_text=_("Bijvoorbeeld 1948."),
        error_messages={"invalid": NO_YEAR, "min_value": NO_YEAR},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "kl-textbox--short"}),
    )  # fmt: skip
    pc4 = forms.CharField(
        label=_("Postcode"), required=False, max_length=4, validators=[PC4], help_text=_("De cijfers, zoals 2515."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "kl-textbox--short"}),
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Taal"), choices=Resident.Language, initial=Resident.Language.NL)

    data: QueryDict

    def __init__(self, data: QueryDict | None = None, *, initial: dict[str, Any] | None = None) -> None:
        """Take out at once what may not be kept, and offer the needs that came along."""
        cleaned, self.scrubbed = _scrub(data)
        super().__init__(cleaned, initial=initial)
        offered = cleaned.getlist("carried") if cleaned is not None else (initial or {}).get("carried", [])
        self.carried = [code for code in dict.fromkeys(offered) if is_known(code)]
        offered = self.carried or [domain.code for domain in DOMAINS]
        self.fields["needs"].choices = [(code, title_of(code)) for code in offered]  # type: ignore[attr-defined]  # a choice field

    @property
    def has_more(self) -> bool:
        """Whether something in the folded part was filled in, or is not right."""
        folded = {"birth_year", "pc4", *(() if self.carried else ("needs",))}
        return any(self[name].errors or self[name].value() for name in folded)

    def clean_birth_year(self) -> int | None:
        """A year in which somebody alive can have been born."""
        year: int | None = self.cleaned_data["birth_year"]
        if year is not None and not today().year - OLDEST <= year <= today().year:
            raise forms.ValidationError(NO_YEAR)
        return year

    def clean_wish(self) -> str:
        """One line, whatever was typed."""
        return " ".join(self.cleaned_data["wish"].split())

    def clean(self) -> dict[str, Any]:
        """Somebody must be able to reach somebody; a BSN is kept out, and said so."""
        for name in self.scrubbed & set(self.fields):
            self.add_error(name, NO_BSN)
        if self.cleaned_data.get("do_not_call") and not self.data.get("phone"):
            self.errors.pop("phone", None)
            self.cleaned_data["phone"] = ""
        if self.errors.pop("organization", None) or not self.cleaned_data.get("organization"):
            self.cleaned_data["organization"] = None
            if "consent" in self.cleaned_data:
                self.add_error("consent", ASK_AGAIN)
        return self.cleaned_data

    def tick_what_is_answered(self, service: Service | None) -> None:
        """A fresh recipe starts with the needs that were heard, so far as its service answers them."""
        heard = self.initial.pop("heard", [])
        self.initial.setdefault("needs", [code for code in heard if service is None or answers(service, code)])

    def hold_yes_to(self, organization: UUID | None) -> None:
        """A yes that was given for another organization is no yes for this one: it is asked again."""
        if str(self["organization"].value() or "") == str(organization or ""):
            return
        if self.is_bound and self.data.get("consent") and "consent" not in self.errors:
            self.add_error("consent", ASK_AGAIN)
        (self.data if self.is_bound else self.initial).pop("consent", None)

    def says_the_same_as(self, referral: Referral) -> bool:
        """Whether this is what was sent, so that a second click is not taken for a change."""
        if not self.is_valid():
            return False
        values, resident = self.cleaned_data, referral.resident
        same = all(str(values[name] or "") == str(getattr(resident, name) or "") for name in REACH)
        service = str(values["service"] or "") == str(referral.service_id or "")
        return same and service and (values["wish"], values["needs"]) == (referral.wish, referral.needs)

    def recipe(self, service: Service | None, based_on: Referral | None) -> Recipe:
        """What is sent."""
        values = self.cleaned_data
        reach = {name: values[name] for name in REACH}
        return Recipe(
            reach=reach, consent=values["consent"], needs=values["needs"], wish=values["wish"], service=service,
            based_on=based_on, agreed_with=values["organization"],
        )  # fmt: skip


def answers(service: Service, code: str) -> bool:
    """Whether a service is there for this need."""
    return domain_of(code) in service.domains


def draft_of(data: QueryDict) -> dict[str, Any]:
    """What was typed, as a draft keeps it: only our own fields."""
    fields = [name for name in PrescribeForm.base_fields if name not in LISTS]
    kept: dict[str, Any] = {name: data[name] for name in fields if data.get(name)}
    return kept | {name: [code for code in data.getlist(name) if is_known(code)] for name in (*LISTS, "carried")}


def _scrub(data: QueryDict | None) -> tuple[QueryDict | None, set[str]]:
    if data is None:
        return None, set()
    found = {name for name, value in data.items() if isinstance(value, str) and name not in IDS and has_bsn(value)}
    cleaned = data.copy()
    for name in found:
        cleaned[name] = without_bsn(str(cleaned[name]))
    for name, usual in USUAL.items():
        cleaned.setdefault(name, usual)
    return cleaned, found
