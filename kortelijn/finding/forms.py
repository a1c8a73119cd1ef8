"""The question and the corrections to what was heard in it, as a page sends them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from uuid import UUID, uuid4, uuid5

from django.http import QueryDict
from django.utils.translation import get_language, gettext_lazy

from kortelijn.finding.filters import NO_FILTERS, YES, Filters, filters_in
from kortelijn.vocabulary.needs import DOMAINS, NEEDS, Domain, Need, is_known

LONGEST = 1000
LONGEST_POSTCODE = 12
# Invented questions to try; an address names one by its number.
EXAMPLES = (
    gettext_lazy("mw 78, sinds overlijden man hele dagen alleen, eet slecht, post blijft liggen"),
    gettext_lazy("Ik snap die brieven van de gemeente niet en mijn geld is halverwege de maand op"),
    gettext_lazy("jongen 16, komt zijn kamer niet meer af, gaat niet naar school"),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed and tapped; `needs` were added by hand, `without` were taken away, `passed` was answered no."""

    question: str = ""
    needs: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    passed: tuple[str, ...] = ()
    filters: Filters = NO_FILTERS
    postcode: str = ""  # as it was typed
    unknown: str = ""  # a need by a name that nobody knows
    after: UUID | None = None  # an earlier line, for which something else is sought
    page: UUID = field(default_factory=uuid4)
    number: int = 0  # of the questions asked on one page
    back: bool = False  # from the page of a service, without the words that were asked there

    @property
    def is_empty(self) -> bool:
        """Nothing was asked yet."""
        return not self.question and not self.needs

    @property
    def wrong_postcode(self) -> bool:
        """Something was typed that is no postcode: it stays, and is said."""
        return bool(self.postcode) and not self.filters.postcode

    @property
    def asking(self) -> UUID:
        """What the answers to one question share in the count: drawn by lot, and of nobody."""
        return asking_of(self.page, self.number)


def asking_of(page: UUID, number: int) -> UUID:
    """The key of one of the questions that were asked on one page."""
    return uuid5(page, str(number))


def asking_in(data: QueryDict) -> UUID | None:
    """The question that an answer was opened from."""
    page = key_in(data.get("blad", ""))
    return asking_of(page, _number(data.get("nummer", ""))) if page else None


def asked_in(data: QueryDict, *, stays: Iterable[str] = ()) -> Asked:
    """Read the form; corrections hold while the question is the same or goes on, and fall with a new one.

    Filters that say something of who asks, and not of the question, stay.
    """
    question = data.get("vraag", "").strip()[:LONGEST]
    before = data.get("bij", "").strip()
    holds = question.startswith(before)
    added, removed = data.getlist("erbij"), data.getlist("weg")
    named = data.get("naam", "").strip()
    found = need_named(named) if named else None
    if found:
        added.append(found)
    back = data.get("terug") == YES
    is_new = not holds or (back and bool(question))  # without the words of the last one, what is typed is another
    kept = data if holds else QueryDict()
    passed, loose = [*kept.getlist("geen"), *data.getlist("nee")], data.getlist("los")
    narrowed = _last(kept) | {name: data.get(name, "") for name in stays}
    return Asked(
        question=question,
        needs=_codes([*kept.getlist("nodig"), *added], removed),
        without=_codes([*kept.getlist("niet"), *removed], added),
        passed=_codes(passed, ()),
        filters=filters_in(narrowed).without(loose),
        postcode="" if "postcode" in loose else narrowed.get("postcode", "").strip()[:LONGEST_POSTCODE],
        unknown="" if found else named[:80],
        after=key_in(data.get("na", "")),
        page=key_in(data.get("blad", "")) or uuid4(),
        number=_number(data.get("nummer", "")) + is_new,
        back=back and not is_new,
    )


def chosen_in(query: QueryDict, along: QueryDict) -> Asked:
    """What came along on the way back, or what a link chose: no question or need that stands in an address is read."""
    if along:
        return replace(asked_in(along), back=True)
    return Asked(question=_example(query.get("voorbeeld", "")), after=key_in(query.get("na", "")))


def all_codes() -> list[str]:
    """Of every domain and every need, as one can name them."""
    return [*(each.code for each in DOMAINS), *(each.code for each in NEEDS)]


def need_named(name: str) -> str | None:
    """The code of a need or domain by its name, or by a part of it that no other has."""
    wanted, names = name.casefold(), _names(get_language() or "")
    if wanted in names:
        return names[wanted]
    alike = {code for each, code in names.items() if wanted in each}
    return alike.pop() if len(alike) == 1 else None


def key_in(text: str) -> UUID | None:
    """A key of ours, or nothing when it is not one."""
    try:
        return UUID(text)
    except ValueError:
        return None


@cache
def _names(language: str) -> Mapping[str, str]:
    """Names to codes, in the language of the reader and in Dutch; a domain goes before a need of the same name."""
    known: list[Domain | Need] = [*NEEDS, *DOMAINS]
    return {name.casefold(): each.code for each in known for name in (each.label, each.title)}


def _last(data: QueryDict) -> dict[str, str]:
    """Of what stands twice the last: the button that was just tapped stands after what was kept."""
    return {name: str(data[name]) for name in data}


def _number(text: str) -> int:
    return int(text[:4]) if text.isascii() and text.isdigit() else 0


def _example(number: str) -> str:
    numbered = {str(place): str(example) for place, example in enumerate(EXAMPLES, start=1)}
    return numbered.get(number, "")


def _codes(codes: Iterable[str], undone: Iterable[str]) -> tuple[str, ...]:
    """Codes of the vocabulary, each once, without those that the last tap undid."""
    return tuple(code for code in dict.fromkeys(codes) if is_known(code) and code not in undone)
