"""The question and the corrections to what was heard in it, as a page sends them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext_lazy

from kortelijn.vocabulary.needs import is_known

LONGEST = 1000
# Invented questions to try; an address names one by its number.
EXAMPLES = (
    gettext_lazy("mw 78, sinds overlijden man hele dagen alleen, eet slecht, post blijft liggen"),
    gettext_lazy("Ik snap die brieven van de gemeente niet en mijn geld is halverwege de maand op"),
    gettext_lazy("jongen 16, komt zijn kamer niet meer af, gaat niet naar school"),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed and tapped; `needs` were added by hand, `without` were taken away."""

    question: str = ""
    needs: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Nothing was asked yet."""
        return not self.question and not self.needs


def asked_in(data: QueryDict) -> Asked:
    """Read the form; corrections hold while the question is the same or goes on, and fall with a new one."""
    question = data.get("vraag", "").strip()[:LONGEST]
    holds = question.startswith(data.get("bij", "").strip())
    added, removed = data.getlist("erbij"), data.getlist("weg")
    needs = [*(data.getlist("nodig") if holds else []), *added]
    without = [*(data.getlist("niet") if holds else []), *removed]
    return Asked(
        question=question,
        needs=_codes(needs, removed),
        without=_codes(without, added),
    )


def chosen_in(query: QueryDict) -> Asked:
    """What a link chose: needs, or an example; a question in an address is not read, so that nobody puts one there."""
    return Asked(question=_example(query.get("voorbeeld", "")), needs=_codes(query.getlist("nodig"), ()))


def _example(number: str) -> str:
    numbered = {str(place): str(example) for place, example in enumerate(EXAMPLES, start=1)}
    return numbered.get(number, "")


def _codes(codes: Iterable[str], undone: Iterable[str]) -> tuple[str, ...]:
    """Codes of the vocabulary, each once, without those that the last tap undid."""
    return tuple(code for code in dict.fromkeys(codes) if is_known(code) and code not in undone)
