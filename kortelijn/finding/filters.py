"""What somebody narrows the answer to; everything that is chosen must hold. The codes are the same in form and API."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from kortelijn.directory.facts import language_name
from kortelijn.finding.listings import SPOKEN
from kortelijn.vocabulary.steps import STEPS, step

OPEN_NOW, OPEN_TODAY = "nu", "vandaag"
OLDEST = 120
POSTCODE = re.compile(r"([1-9][0-9]{3})(?: ?[a-z]{2})?", re.IGNORECASE)
YES = "ja"


@dataclass(frozen=True, slots=True)
class Filters:
    """The choices; what is empty narrows nothing."""

    age: int | None = None
    language: str = ""
    free: bool = False
    open: str = ""
    without_referral: bool = False
    step: str = ""
    postcode: str = ""
    for_residents: bool = False  # nobody chooses this: a door for residents leaves out what is for professionals only

    @property
    def chosen(self) -> dict[str, str]:
        """The choices by their code, as a form or an address takes them along."""
        codes = {
            "leeftijd": "" if self.age is None else str(self.age), "taal": self.language,
            "gratis": YES if self.free else "", "open": self.open,
            "zonder-verwijzing": YES if self.without_referral else "", "stap": self.step, "postcode": self.postcode,
        }  # fmt: skip
        return {code: value for code, value in codes.items() if value}

    @property
    def chips(self) -> list[tuple[str, str]]:
        """The code and the words of each choice."""
        return [(code, _words(code, value)) for code, value in self.chosen.items()]

    def without(self, codes: Iterable[str]) -> "Filters":
        """The other choices only."""
        gone = set(codes)
        return filters_in({code: value for code, value in self.chosen.items() if code not in gone})

    def within(self, age: int | None) -> "Filters":
        """With the age that was heard, unless one was chosen."""
        return self if self.age is not None else replace(self, age=age)


NO_FILTERS = Filters()


def filters_in(data: Mapping[str, str]) -> Filters:
    """Read a form or an address; what we do not know narrows nothing."""
    age, open_when = data.get("leeftijd", "").strip(), data.get("open", "")
    postcode = POSTCODE.fullmatch(data.get("postcode", "").strip())
    return Filters(
        age=int(age) if re.fullmatch(r"\d{1,3}", age) and int(age) <= OLDEST else None,
        language=code if (code := data.get("taal", "")) in SPOKEN else "",
        free=data.get("gratis") == YES, open=open_when if open_when in {OPEN_NOW, OPEN_TODAY} else "",
        without_referral=data.get("zonder-verwijzing") == YES,
        step=code if (code := data.get("stap", "")) in {each.code for each in STEPS} else "",
        postcode=postcode[1] if postcode else "",
    )  # fmt: skip


def _words(code: str, value: str) -> str:
    """One choice as a chip says it."""
    said = {
        "leeftijd": _("{value} jaar"), "gratis": _("gratis"), "zonder-verwijzing": _("zonder verwijzing"),
        "open": _("nu open") if value == OPEN_NOW else _("vandaag open"), "postcode": _("dicht bij {value}"),
    }  # fmt: skip
    if code == "taal":
        return _("in het {language}").format(language=language_name(value))
    return step(value).title if code == "stap" else said[code].format(value=value)
