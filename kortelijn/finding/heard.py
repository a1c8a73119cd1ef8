"""What was heard, as a page shows it: the words that led to it, and how to make it more precise."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kortelijn.finding.find import Found, NeedChip
from kortelijn.finding.forms import Asked
from kortelijn.understanding.understand import CERTAIN, Understanding
from kortelijn.vocabulary.needs import DOMAINS, Domain, Need, domain, domain_of, english_question_of, need, needs_in
from kortelijn.vocabulary.wording import in_language

TURN = re.compile(r",| (?:en|of|and|or) ")  # where the title of a domain names its second thing
WATCHED = 2  # needs of which is said what not to miss: a longer list is not read


@dataclass(frozen=True, slots=True)
class Heard:
    """One chip: a need that was heard, or perhaps, with the words of the question that led to it."""

    code: str
    title: str
    on: bool
    words: tuple[str, ...] = ()

    @property
    def because(self) -> str:
        """`door: post, dicht`."""
        return _("door: {words}").format(words=", ".join(self.words)) if self.words else ""


@dataclass(frozen=True, slots=True)
class Finer:
    """A domain that was heard, with the needs in it that one tap adds; those that were heard too come first."""

    domain: Domain
    needs: tuple[Heard, ...]


def heard_in(found: Found) -> list[Heard]:
    """The chips, with their words."""
    return [_heard(chip, found.understanding) for chip in found.chips]


def _heard(chip: NeedChip, understanding: Understanding) -> Heard:
    return Heard(chip.code, chip.title, chip.on, _words(chip.code, understanding))


def _words(code: str, understanding: Understanding) -> tuple[str, ...]:
    words = {each.code: each.words for each in understanding.needs}
    words |= {each.code: each.words for each in understanding.domains}
    return words.get(code, ())


def all_taken_away(found: Found, asked: Asked) -> bool:
    """Whether a person took away the last of what was heard: then nothing is chosen, and nothing is guessed.

    What was found by its very words, with no need heard, stays: no chip stood for it.
    """
    heard = bool(found.understanding.domains) or not asked.question
    return bool(asked.without) and not found.codes and heard


def finer_than(found: Found) -> list[Finer]:
    """For each domain that was heard: what it may be more precisely."""
    codes = dict.fromkeys(domain_of(chip.code) for chip in found.chips if chip.on)
    return [Finer(domain(code), tuple(_finer(code, found))) for code in codes]


def _finer(code: str, found: Found) -> Iterator[Heard]:
    sure = {each.code: each for each in found.understanding.needs}
    on = {chip.code for chip in found.chips if chip.on}
    needs = sorted(needs_in(code), key=lambda each: -(sure[each.code].probability if each.code in sure else 0.0))
    for each in needs:
        words = sure[each.code].words if each.code in sure else ()
        yield Heard(each.code, each.title, each.code in on, words)


def others_than(found: Found) -> list[Domain]:
    """The domains that were not heard, for "iets anders"."""
    shown = {domain_of(chip.code) for chip in found.chips}
    return [each for each in DOMAINS if each.code not in shown]


@dataclass(frozen=True, slots=True)
class Next:
    """A question to ask on, with the need that a yes adds."""

    question: str
    code: str
    domain: Domain

    @property
    def short(self) -> str:
        """The domain up to its first turn ("geld", "iets om handen"), which is enough beside its question."""
        return TURN.split(self.domain.title)[0].lower()


def ask_on(found: Found, asked: Asked) -> list[Next]:
    """What to ask on, except for what was added, taken away, or answered with a no."""
    done = {*found.codes, *asked.passed, *asked.without}
    asks = [each for each in found.understanding.ask_on if each.need not in done]
    asked_as = [in_language(each.question, english_question_of(each.need)) for each in asks]
    return [Next(words, each.need, domain(each.domain)) for words, each in zip(asked_as, asks, strict=True)]


def watched(found: Found) -> list[Need]:
    """The clearest one or two needs, of which a professional reads what not to miss: first those chosen by hand."""
    chosen = [code for code in found.codes if "." in code]
    on = {domain_of(code) for code in found.codes}
    heard = [each for each in found.understanding.needs if each.domain in on and each.code not in chosen]
    clear = [each.code for each in heard if each.probability >= CERTAIN]
    codes = [*chosen, *clear] or [each.code for each in heard[:1]]
    return [need(code) for code in codes[:WATCHED]]
