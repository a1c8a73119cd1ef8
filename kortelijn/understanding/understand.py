"""The question behind the question: from somebody's own words to needs, questions to ask on, and danger.

This is the seam of finding. Everything that ranks, shows or counts uses only what is defined here, so
that what stands behind it can be replaced without anybody noticing but by the better answers.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from kortelijn.understanding.ages import age_in
from kortelijn.understanding.enumerations import parts_of
from kortelijn.understanding.language import silent_words, with_breaks
from kortelijn.understanding.languages import is_foreign, languages_in
from kortelijn.understanding.model import Seen, model
from kortelijn.understanding.redaction import redact
from kortelijn.understanding.safety import Contact, OutOfScope, Safety, dangers_in, gentle_question_in, out_of_scope_of
from kortelijn.understanding.spoken import Spoken
from kortelijn.understanding.terms import terms_of
from kortelijn.understanding.utterances import OUTSIDE
from kortelijn.understanding.worry import Worry, question_about, worry_about
from kortelijn.vocabulary.needs import DOMAINS, domain, domain_of, need

__all__ = [
    "AskOn",
    "Chip",
    "Contact",
    "OutOfScope",
    "Recognized",
    "Safety",
    "Understanding",
    "needs_of_text",
    "redact",
    "understand",
]

MOST_NEEDS, LEAST_NEED = 12, 0.02
MOST_OF_TEXT, LEAST_OF_TEXT = 60, 0.004  # a service answers many needs a little
MOST_CERTAIN, CERTAIN = 4, 0.18
MOST_MAYBE, MAYBE = 2, 0.03
LEAST_CHIPS, LEAST_MAYBE = 3, 0.002  # three things to choose from, also when one is very clear
HEARD_APART, WEIGHT_APART = 0.6, 0.5  # how sure a thing in a list must be, and how much it counts then
CLEAR_WHEN_FOREIGN = 0.4
CLEAR_WITHOUT_WORDS = 0.5  # how sure letters alone must be, when not one whole word is known
MOST_QUESTIONS = 3
SURE_OF_SCOPE = 0.8
LONGEST = 2000  # characters; nobody reads on, and time must stay bounded

Sure = dict[str, float]  # the probability of each need
Heard = tuple[str, float]  # a domain, and how clearly it was heard


@dataclass(frozen=True, slots=True)
class Recognized:
    """One need that the words point to, how sure that is, and the words that led to it."""

    code: str
    probability: float
    words: tuple[str, ...] = ()

    @property
    def domain(self) -> str:
        """Return the code of the domain of this need."""
        return domain_of(self.code)

    @property
    def title(self) -> str:
        """Return what to call this need on a screen."""
        return need(self.code).title


@dataclass(frozen=True, slots=True)
class Chip:
    """One domain that the words point to, as something to confirm or take away."""

    code: str
    probability: float
    words: tuple[str, ...]
    certain: bool

    @property
    def title(self) -> str:
        """Return what to call this domain on a screen."""
        return domain(self.code).title


@dataclass(frozen=True, slots=True)
class AskOn:
    """One question to ask next, and the code (of a domain or a need) that a yes adds."""

    question: str
    need: str

    @property
    def domain(self) -> str:
        """Return the code of the domain that a yes adds."""
        return domain_of(self.need)


@dataclass(frozen=True, slots=True)
class Understanding:
    """Everything that was understood from one question."""

    needs: tuple[Recognized, ...] = ()
    domains: tuple[Chip, ...] = ()
    ask_on: tuple[AskOn, ...] = ()
    age: int | None = None
    languages: tuple[str, ...] = ()
    safety: tuple[Safety, ...] = ()
    out_of_scope: OutOfScope | None = None
    terms: tuple[str, ...] = ()
    shares: Mapping[str, float] = field(default_factory=dict)  # of all needs, however small

    @property
    def nothing(self) -> bool:
        """Say whether no need was recognized at all, so that a screen can say so honestly."""
        return not self.domains


def understand(question: str) -> Understanding:
    """Return what a question is about; the same question gives the same answer, and no question is kept."""
    question = question[:LONGEST]
    found, plain = model().see(question), with_breaks(question)
    sure = _understood(found, _shares(found, "needs"))
    spoken = Spoken.of(found)
    chips = _chips(_heard(question, sure), sure, spoken)
    worry = worry_about(found)
    dangers = dangers_in(plain, worry)
    outside = _out_of_scope(plain, sure, chips)
    return Understanding(
        needs=_recognized(sure, spoken),
        domains=() if outside else chips,
        ask_on=() if outside else _ask_on(None if dangers else _worrying(plain, worry), chips),
        age=age_in(question),
        languages=languages_in(question),
        safety=dangers,
        out_of_scope=outside,
        terms=terms_of(question),
        shares={code: share for code, share in sure.items() if code != OUTSIDE},
    )


def needs_of_text(text: str) -> tuple[Recognized, ...]:
    """Return the needs that a service answers, read from its own text."""
    shares = _shares(model().see(text[: 2 * LONGEST]), "offers")
    best = best_of({code: share for code, share in shares.items() if code != OUTSIDE}, MOST_OF_TEXT)
    return tuple(Recognized(code, round(share, 4)) for code, share in best if share >= LEAST_OF_TEXT)


def _understood(found: Seen, sure: Sure) -> Sure:
    """Return what was heard; of another language only what is clear, rather than something at random."""
    if is_foreign(found.words) and max(_by_domain(sure).values(), default=0.0) < CLEAR_WHEN_FOREIGN:
        return {}
    return sure


def _shares(found: Seen, group: str) -> Sure:
    """Return the probability of each code; of what nobody ever said nothing is known."""
    if not len(found):
        return {}
    shares = dict(zip(model().groups[group].codes, model().shares(found, group).tolist(), strict=True))
    known = any(word in model().rows and word not in silent_words() for word in found.words)
    return shares if known or max(shares.values()) >= CLEAR_WITHOUT_WORDS else {}


def _recognized(sure: Sure, spoken: Spoken) -> tuple[Recognized, ...]:
    best = best_of({code: share for code, share in sure.items() if code != OUTSIDE}, MOST_NEEDS)
    return tuple(
        Recognized(code, round(share, 3), spoken.words_for([code])) for code, share in best if share >= LEAST_NEED
    )


def _heard(question: str, sure: Sure) -> Sure:
    """Return how clearly each domain was heard: in the whole, and in a list also apart."""
    heard = _by_domain(sure)
    for part in parts_of(question):
        apart = _by_domain(_shares(model().see(part), "needs"))
        code = max(apart, key=lambda each: apart[each], default="")
        if code and apart[code] >= HEARD_APART:
            heard[code] = max(heard.get(code, 0.0), WEIGHT_APART * apart[code])
    return heard


def _by_domain(sure: Sure) -> Sure:
    total: dict[str, float] = defaultdict(float)
    for code, share in sure.items():
        if code != OUTSIDE:
            total[domain_of(code)] += share
    return total


def _chips(heard: Sure, sure: Sure, spoken: Spoken) -> tuple[Chip, ...]:
    """Return the domains as chips: what is certain first, then what it may also be about."""
    certain, maybe = _chosen(best_of(heard))
    told = [(pair, pair in certain) for pair in (*certain, *maybe)]
    return tuple(Chip(code, round(value, 3), spoken.words_for(_loudest(sure, code)), sure_of_it)
                 for (code, value), sure_of_it in told)  # fmt: skip


def _chosen(ranked: Sequence[Heard]) -> tuple[Sequence[Heard], Sequence[Heard]]:
    """Return what is certain, and what may be: enough to have three things to choose from."""
    certain = [pair for pair in ranked if pair[1] >= CERTAIN][:MOST_CERTAIN]
    rest = ranked[len(certain) :]
    maybe = [pair for pair in rest if pair[1] >= MAYBE][:MOST_MAYBE]
    missing = max(0, LEAST_CHIPS - len(certain) - len(maybe))
    return certain, maybe + [pair for pair in rest[len(maybe) :] if pair[1] >= LEAST_MAYBE][:missing]


def _loudest(sure: Sure, domain_code: str) -> list[str]:
    """Return the needs of a domain that were heard best: their words are the words of the domain."""
    its = {code: share for code, share in sure.items() if code != OUTSIDE and domain_of(code) == domain_code}
    return [code for code, _share in best_of(its, 2)]


def _worrying(plain: str, worry: Worry | None) -> tuple[str, str] | None:
    """Return what to ask first when something sounds like danger; when it is danger, nothing needs asking."""
    return gentle_question_in(plain) or question_about(worry)


def _ask_on(worrying: tuple[str, str] | None, chips: Sequence[Chip]) -> tuple[AskOn, ...]:
    """Return what to ask next: what is worrying, what it may also be about, what often goes together with it."""
    first = (AskOn(*worrying),) if worrying else ()
    return (*first, *_ask_about_life(chips))[:MOST_QUESTIONS]


def _ask_about_life(chips: Sequence[Chip]) -> tuple[AskOn, ...]:
    weights: dict[str, float] = defaultdict(float)
    weights.update({chip.code: 1 + chip.probability for chip in chips if not chip.certain})
    certain = [chip for chip in chips if chip.certain] or list(chips[:1])
    for chip in certain:
        for place, neighbour in enumerate(domain(chip.code).neighbours):
            weights[neighbour] += chip.probability / (1 + place)
    for chip in certain:
        weights.pop(chip.code, None)
    order = {each.code: place for place, each in enumerate(DOMAINS)}
    best = sorted(weights, key=lambda code: (-weights[code], order[code]))
    return tuple(AskOn(domain(code).ask, code) for code in best[:MOST_QUESTIONS])


def _out_of_scope(plain: str, sure: Sure, chips: Sequence[Chip]) -> OutOfScope | None:
    """Only what is about nothing else is out of scope: "hij houdt mijn paspoort" is about violence."""
    elsewhere = sure.get(OUTSIDE, 0.0)
    if chips and chips[0].probability >= max(SURE_OF_SCOPE, elsewhere):
        return None
    return out_of_scope_of(plain, surely=elsewhere >= CLEAR_WITHOUT_WORDS)


def best_of(weights: Mapping[str, float], most: int | None = None) -> list[tuple[str, float]]:
    """Return the heaviest entries, the heaviest first; equal ones in the order of the mapping."""
    return sorted(weights.items(), key=itemgetter(1), reverse=True)[:most]
