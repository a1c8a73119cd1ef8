"""What an import fills in itself about something new that its source does not say: told as ours, not as a fact."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kortelijn.directory.hour_words import in_a_row
from kortelijn.directory.models import Service
from kortelijn.interop.hsds.mapping import ServiceDraft
from kortelijn.vocabulary.needs import is_known, title_of
from kortelijn.vocabulary.steps import step

EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class Filled:
    """One thing that we filled in: for how many, with what for the first of them, and how we came to it."""

    label: str | Promise
    why: str | Promise
    number: int
    examples: list[tuple[str, str]]


def _topics(codes: Any) -> str:
    return in_a_row([title_of(code) for code in codes if is_known(code)])


def _default(name: str) -> Any:
    return getattr(Service(), name)


# What each entry has, and where nobody says it, from us.
ALWAYS: tuple[tuple[str, str | Promise, Callable[[Any], str]], ...] = (
    ("access", _("Hoe binnenkomen"), lambda value: str(Service.Access(value).label)),
    ("step", _("Stap van zorg"), lambda value: str(step(value).title)),
)


def filled_in(new: Iterable[ServiceDraft], read: Collection[str]) -> list[Filled]:
    """Of these new services: the subjects that were read from their words, and what got our usual answer."""
    rows = list(new)
    topics = [(each.fields["name"], _topics(each.fields["domains"])) for each in rows if each.source_id in read]
    why = _("gelezen uit de naam en de omschrijving")
    found = [Filled(_("Waarover"), why, len(topics), topics[:EXAMPLES])] if topics else []
    for name, label, words in ALWAYS:
        silent = [each.fields.get("name", "") for each in rows if name not in each.fields]
        if silent:
            told = [(each, words(_default(name))) for each in silent[:EXAMPLES]]
            found.append(Filled(label, _("wat meestal zo is"), len(silent), told))
    return found
