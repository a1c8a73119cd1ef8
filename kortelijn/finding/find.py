"""The one seam of finding: a question in, fitting support in this neighbourhood out, each with its why."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from threading import Lock

from django.utils.translation import gettext as _

from kortelijn.directory.distance import Point
from kortelijn.directory.facts import Fact, facts_of
from kortelijn.directory.hour_words import in_a_row
from kortelijn.directory.models import Service
from kortelijn.finding.candidates import candidate_of, drawbacks
from kortelijn.finding.queries import offer, pool
from kortelijn.finding.rank import Candidate, Fit, Wanted, rank
from kortelijn.finding.understand import Understanding, understand
from kortelijn.kernel.clock import local, now
from kortelijn.parties.models import Network, Seat
from kortelijn.vocabulary.needs import domain, domain_of, is_known, need, title_of
from kortelijn.vocabulary.professions import profession
from kortelijn.vocabulary.steps import step

MAIN_WEIGHS = 1.25  # what was heard first is mostly what it is about
CONFIRMED = 1.0
PERHAPS = 0.5  # what may have been heard counts for half
ALTERNATIVES = 3
READING = Lock()  # the first question reads the word lists; a second thread that did so too would only slow it down


@dataclass(frozen=True, slots=True)
class NeedChip:
    """One need that was heard (`on`), or perhaps heard."""

    code: str
    on: bool

    @property
    def title(self) -> str:
        """What to call it on a screen."""
        return title_of(self.code)


@dataclass(frozen=True, slots=True)
class Result:
    """One fitting service, and why."""

    service: Service
    score: float
    fits: tuple[str, ...]
    perhaps: tuple[str, ...]
    mostly: str
    nearest: bool
    order: str
    against: str
    badges: tuple[Fact, ...]

    @property
    def why(self) -> str:
        """One sentence: the needs it fits, what comes first, and what argues against it."""
        against = _("let op: {against}").format(against=self.against) if self.against else ""
        return "; ".join(part for part in (self._fits, self.order, against) if part)

    @property
    def _fits(self) -> str:
        if self.fits:
            mostly = _(", vooral {need}").format(need=self.mostly) if self.mostly else ""
            return _("Past bij {needs}").format(needs=in_a_row(self.fits)) + mostly
        if self.perhaps:
            return _("Past misschien bij {needs}").format(needs=in_a_row(self.perhaps))
        return _("Het dichtst in de buurt") if self.nearest else _("Noemt dezelfde woorden")


@dataclass(frozen=True, slots=True)
class LooksAlong:
    """Somebody who looks along: always an answer, also when nothing else is."""

    name: str
    days: int
    seats: int


@dataclass(frozen=True, slots=True)
class Found:
    """Everything that a page, a command or an API says about a question."""

    understanding: Understanding
    chips: tuple[NeedChip, ...]
    results: tuple[Result, ...]
    nothing_fits: bool
    looks_along: LooksAlong | None

    @property
    def codes(self) -> list[str]:
        """The needs that were heard, as a referral takes them along."""
        return [chip.code for chip in self.chips if chip.on]


def find(
    network: Network, question: str, *, needs: Iterable[str] = (), without: Iterable[str] = (),
    near: Point | None = None, at: datetime | None = None, limit: int = 10,
) -> Found:  # fmt: skip
    """Fitting support for a question; `needs` were added by hand, `without` were taken away."""
    with READING:
        understanding = understand(question)
    chips = chips_of(understanding, needs, set(without))
    asked = _Asked(understanding, chips, near, at or now())
    wanted = _wanted(understanding, chips)
    candidates = _candidates(network, asked) if wanted.domains or wanted.terms else []
    results = [_result(fit, asked) for fit in rank(candidates, wanted, asked.day)[:limit]]
    return Found(
        understanding=understanding, chips=chips,
        results=tuple(results or _nearest(candidates, wanted, asked)),
        nothing_fits=not results, looks_along=_looks_along(network, pool(network)),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Asked:
    """The question with where and when it was asked."""

    understanding: Understanding
    chips: tuple[NeedChip, ...]
    near: Point | None
    at: datetime

    @property
    def day(self) -> date:
        return local(self.at).date()

    @property
    def sure(self) -> set[str]:
        return {domain_of(chip.code) for chip in self.chips if chip.on}


def _candidates(network: Network, asked: _Asked) -> list[Candidate]:
    return [candidate_of(service, asked.near, asked.at) for service in offer(network)]


def chips_of(understanding: Understanding, needs: Iterable[str], without: set[str]) -> tuple[NeedChip, ...]:
    """What was heard and not taken away, then what was added by hand, then what may have been heard."""
    added = [code for code in dict.fromkeys(needs) if is_known(code) and code not in without]
    heard = [chip for chip in understanding.domains if chip.code not in without and chip.code not in added]
    certain = [NeedChip(chip.code, on=True) for chip in heard if chip.certain]
    maybe = [NeedChip(chip.code, on=False) for chip in heard if not chip.certain]
    return (*certain, *(NeedChip(code, on=True) for code in added), *maybe)


def _wanted(understanding: Understanding, chips: Sequence[NeedChip]) -> Wanted:
    domains = _domain_weights(understanding, chips)
    needs = {each.code: each.probability for each in understanding.needs if each.domain in domains}
    needs |= {chip.code: CONFIRMED for chip in chips if chip.on and "." in chip.code}
    main = max(needs, key=lambda code: needs[code], default="")
    return Wanted(
        domains=domains, needs=needs, terms=frozenset(understanding.terms), age=understanding.age,
        step=need(main).step if main else "informal",
    )  # fmt: skip


def _domain_weights(understanding: Understanding, chips: Sequence[NeedChip]) -> dict[str, float]:
    heard = {chip.code: chip.probability for chip in understanding.domains}
    weights: dict[str, float] = {}
    for chip in chips:
        code = domain_of(chip.code)
        sure = heard.get(code, CONFIRMED) if chip.code == code else CONFIRMED
        weight = sure * (1.0 if weights else MAIN_WEIGHS) if chip.on else sure * PERHAPS
        weights[code] = max(weights.get(code, 0.0), weight)
    return weights


def _result(fit: Fit, asked: _Asked) -> Result:
    service, sure = fit.candidate.service, asked.sure
    return Result(
        service=service, score=round(fit.score, 3),
        fits=tuple(_in_sentence(code) for code in fit.codes if code in sure),
        perhaps=tuple(_in_sentence(code) for code in fit.codes if code not in sure),
        mostly=_in_sentence(fit.closest) if domain_of(fit.closest) in sure else "", nearest=False,
        order=_order(service), against=drawbacks(service, asked.understanding),
        badges=tuple(facts_of(service, asked.at, asked.near)),
    )  # fmt: skip


def _in_sentence(code: str) -> str:
    title = title_of(code) if code else ""
    return title[:1].lower() + title[1:]


def _order(service: Service) -> str:
    """What comes first: the steps of care that the network agreed on."""
    return {
        "informal": _("in de buurt, dus als eerste"),
        "basic": _("basishulp, de stap na de buurt"),
        "specialist": _("gespecialiseerd, pas na hulp in de wijk"),
    }[step(service.step).code]


def _nearest(candidates: Sequence[Candidate], wanted: Wanted, asked: _Asked) -> list[Result]:
    """Nothing fits: what comes closest, in the fields of life that border on the question."""
    around = {other: 0.5 for code in wanted.domains for other in domain(code).neighbours}
    fits = rank(candidates, replace(wanted, domains=around, needs={}), asked.day)
    return [replace(_result(fit, asked), fits=(), perhaps=(), mostly="", nearest=True) for fit in fits[:ALTERNATIVES]]


def _looks_along(network: Network, seats: Sequence[Seat]) -> LooksAlong | None:
    if not seats:
        return None
    return LooksAlong(name=_named(seats), days=network.first_contact_days, seats=len(seats))


def _named(seats: Sequence[Seat]) -> str:
    """What most of them are called, of their organization; nothing more precise when there are several."""
    organizations = {seat.organization.name for seat in seats}
    if len(organizations) > 1:
        return _("Iemand die meekijkt")
    code, _count = Counter(seat.profession for seat in seats).most_common(1)[0]
    return _("{title} van {organization}").format(title=profession(code).title, organization=organizations.pop())
