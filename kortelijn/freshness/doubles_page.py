"""Two entries side by side: what differs, and which of the two says it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kortelijn.directory.facts import address_words, age_words, cost_words, freshness_words, languages_words
from kortelijn.directory.hour_words import hours_words
from kortelijn.directory.merging import BOTH, CONTACTS, DROP, HOURS, KEEP, TOGETHER, Choice
from kortelijn.directory.models import Service
from kortelijn.kernel.clock import local, today
from kortelijn.ui.shell import NavItem
from kortelijn.vocabulary.needs import is_known, title_of
from kortelijn.vocabulary.steps import step

NOTHING = gettext_lazy("(niets)")


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that both say, each in its own way."""

    key: str
    label: str
    left: str
    right: str
    initial: str = KEEP
    both: bool = False

    @property
    def options(self) -> list[tuple[str, str]]:
        """What can be chosen."""
        chosen = [(KEEP, self.left or str(NOTHING)), (DROP, self.right or str(NOTHING))]
        return [*chosen, (BOTH, _("Allebei"))] if self.both else chosen


@dataclass(frozen=True, slots=True)
class Double:
    """A pair in the list: two names, each with what stands under it, why they look alike, and where to go."""

    one: str
    one_note: str
    other: str
    other_note: str
    why: list[str]
    compare_url: str
    apart_url: str


def sorts(current: str) -> list[NavItem]:
    """What may stand there twice: offer, and organizations."""
    pages = [(_("Aanbod"), "freshness:pairs"), (_("Organisaties"), "freshness:party_pairs")]
    return [NavItem(label, reverse(page), current=page == current) for label, page in pages]


def _about(row: Service) -> str:
    return ", ".join([*(title_of(code) for code in row.domains if is_known(code)), step(row.step).title])


def _entry(row: Service) -> str:
    return f"{row.get_access_display()}, {_('ook aan huis')}" if row.at_home else str(row.get_access_display())


def _room(row: Service) -> str:
    free = "" if row.capacity_available is None else f"{row.capacity_available} {row.capacity_unit}".strip()
    return ". ".join(each for each in (free, row.capacity_note) if each)


Words = Callable[[Service], str]
WORDS: dict[str, tuple[str | Promise, Words]] = {
    "name": (gettext_lazy("Naam"), lambda row: " / ".join(each for each in (row.name, row.alternate_name) if each)),
    "organization": (gettext_lazy("Organisatie"), lambda row: row.organization.name),
    "description": (gettext_lazy("Omschrijving"), lambda row: row.description),
    "alert": (gettext_lazy("Let op"), lambda row: row.alert),
    "url": (gettext_lazy("Website"), lambda row: row.url),
    "email": (gettext_lazy("E-mail"), lambda row: row.email),
    "domains": (gettext_lazy("Waarover"), _about),
    "age": (gettext_lazy("Leeftijd"), age_words),
    "eligibility": (gettext_lazy("Voor wie"), lambda row: row.eligibility),
    "cost": (gettext_lazy("Kosten"), cost_words),
    "access": (gettext_lazy("Hoe binnenkomen"), _entry),
    "languages": (gettext_lazy("Talen"), lambda row: languages_words(row.languages)),
    "professional_route": (gettext_lazy("Zo verwijst een professional"), lambda row: row.professional_route),
    "resident_route": (gettext_lazy("Zo komt een bewoner binnen"), lambda row: row.resident_route),
    "required_documents": (gettext_lazy("Meenemen"), lambda row: "; ".join(row.required_documents)),
    "capacity": (gettext_lazy("Plek"), _room),
}


def parts_of(keep: Service, drop: Service) -> list[Part]:
    """What differs between the two; what only one of them says is proposed."""
    parts = []
    for key in TOGETHER:
        label, words = WORDS[key]
        left, right = words(keep), words(drop)
        if left != right:
            parts.append(Part(key, str(label), left, right, DROP if right and not left else KEEP))
    hours = Part(HOURS, _("Tijden"), _hours(keep), _hours(drop), _either(_hours(keep), _hours(drop)), both=True)
    people = Part(CONTACTS, _("Contact"), _contacts(keep), _contacts(drop), BOTH, both=True)
    return parts + [each for each in (hours, people) if each.left != each.right]


def _either(left: str, right: str) -> str:
    return DROP if right and not left else KEEP


def _hours(row: Service) -> str:
    return hours_words(row.schedules.all(), today())


def _contacts(row: Service) -> str:
    told = (f"{each} {each.phone} {each.email}".strip() for each in row.contacts.all())
    return "; ".join(told)


def places_words(row: Service) -> str:
    """Where it is; places always stay."""
    return "; ".join(f"{at.location.name}, {address_words(at.location)}" for at in row.at_locations.all())


def head_of(row: Service, at: datetime) -> list[tuple[str, str]]:
    """What stands above the columns."""
    return [
        (_("Organisatie"), row.organization.name), (_("Waar"), places_words(row)),
        (_("Nagekeken"), freshness_words(row, at)), (_("Bron"), row.taken_from or row.source_id),
        (_("Laatst veranderd"), local(row.modified_at).strftime("%d-%m-%Y")),
    ]  # fmt: skip


def choice_of(data: dict[str, str]) -> Choice:
    """The form as the action wants it; what did not differ stays."""
    taken = frozenset(key for key in TOGETHER if data.get(key) == DROP)
    return Choice(taken, data.get(HOURS, KEEP), data.get(CONTACTS, BOTH))
