"""The filters as chips: one tap chooses, another tap lets go."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from kortelijn.directory.facts import language_name
from kortelijn.finding.filters import OPEN_NOW, OPEN_TODAY, YES, Filters
from kortelijn.finding.listings import SPOKEN
from kortelijn.vocabulary.steps import STEPS

LEFT_OUT = "nl"  # nearly everything is in Dutch


@dataclass(frozen=True, slots=True)
class Switch:
    """A chip that is off: what a tap sends."""

    name: str
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """A chip that is on; a tap takes it away."""

    code: str
    value: str
    label: str


def quick(filters: Filters) -> list[Switch]:
    """What one chooses most, as far as it is not chosen yet."""
    switches = (
        Switch("open", OPEN_NOW, _("nu open")), Switch("open", OPEN_TODAY, _("vandaag open")),
        Switch("gratis", YES, _("gratis")), Switch("zonder-verwijzing", YES, _("zonder verwijzing")),
    )  # fmt: skip
    return [each for each in switches if filters.chosen.get(each.name) != each.value]


def steps(filters: Filters) -> list[Switch]:
    """The steps of care, as far as none is chosen."""
    return [] if filters.step else [Switch("stap", step.code, step.title) for step in STEPS]


def languages(filters: Filters) -> list[tuple[str, str]]:
    """The languages to choose from, by name."""
    return [] if filters.language else sorted(_named(), key=lambda pair: pair[1].casefold())


def _named() -> list[tuple[str, str]]:
    """Those that have a name here; a code alone tells nobody anything."""
    named = [(code, language_name(code)) for code in SPOKEN if code != LEFT_OUT]
    return [(code, name) for code, name in named if name != code]


def chosen(filters: Filters) -> list[Chosen]:
    """What is chosen."""
    values = filters.chosen
    return [Chosen(code, values[code], label) for code, label in filters.chips]
