"""The one seam of finding: a question in, fitting support in this neighbourhood out, each with its why."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from threading import Lock
from uuid import UUID

from kortelijn.agreements.routes import First, first_steps
from kortelijn.directory.distance import Point
from kortelijn.directory.hours import is_open, is_open_on
from kortelijn.directory.models import Service
from kortelijn.directory.queries import place_of
from kortelijn.finding.candidates import Candidates, around, of_network
from kortelijn.finding.chips import NeedChip, chips_of
from kortelijn.finding.filters import NO_FILTERS, OPEN_NOW, Filters
from kortelijn.finding.listings import Listings
from kortelijn.finding.looks_along import LooksAlong, looks_along
from kortelijn.finding.queries import place_of_postcode
from kortelijn.finding.rank import SHOWN, WEIGHTS, Fit, rank
from kortelijn.finding.results import Result, result_of
from kortelijn.finding.shelf import services_of
from kortelijn.finding.wanted import Wanted, domain_weights, need_weights
from kortelijn.kernel.clock import local, now
from kortelijn.parties.models import Network
from kortelijn.understanding.understand import Understanding, understand
from kortelijn.vocabulary.needs import domain, domain_of

__all__ = ["READING", "Found", "LooksAlong", "NeedChip", "Result", "chips_of", "find"]

ALTERNATIVES = 3
READING = Lock()  # the first question reads the word lists; a second thread that did so too would only slow it down


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


@dataclass(frozen=True, slots=True)
class _Asked:
    """What was understood and corrected, what comes first for it here, and who asks it where and when."""

    understanding: Understanding
    chips: tuple[NeedChip, ...]
    first: dict[str, First]
    near: Point | None
    at: datetime
    filters: Filters


def find(  # noqa: PLR0913 - all that a question may bring along
    network: Network | None, question: str, *, needs: Iterable[str] = (), without: Iterable[str] = (),
    near: Point | None = None, at: datetime | None = None, limit: int = SHOWN, filters: Filters = NO_FILTERS,
    organization: UUID | None = None,
) -> Found:  # fmt: skip
    """Fitting support for a question; `needs` were added by hand, `without` were taken away.

    In one network, or without one the nearest of all. A postcode among the filters says from where, or else the place
    of the `organization` that asks. What was agreed in its neighbourhood or practice, or without one in the
    neighbourhood of the postcode, goes before what the network agreed.
    """
    with READING:
        understanding = understand(question)
    chips = chips_of(understanding, needs, set(without))
    near = (place_of_postcode(filters.postcode) if filters.postcode else None) or near or place_of(organization)
    filters = filters.within(understanding.age)
    weights, at = domain_weights(understanding, chips), at or now()
    about = weights if weights or understanding.terms else None
    candidates = _candidates(network, near, about, filters, at, organization)
    first = first_steps(candidates.agreed, weights, _clearest(understanding, chips), filters.age)
    asked = _Asked(understanding, chips, first, near, at, filters)
    wanted = wanted_of(asked, weights)
    results = _results(candidates.listings, wanted, asked, limit)
    return Found(
        understanding, chips, tuple(results or _nearest(candidates.listings, wanted, asked)), nothing_fits=not results,
        looks_along=looks_along(network, organization, candidates.agreed.within),
    )  # fmt: skip


def _candidates(
    network: Network | None, near: Point | None, domains: Iterable[str] | None, filters: Filters, at: datetime,
    organization: UUID | None,
) -> Candidates:  # fmt: skip
    """What to weigh; nothing when nothing is wanted, or when nobody says where."""
    if domains is None:
        return Candidates()
    if network is not None:
        return of_network(network, filters, at, organization)
    return around(near, domains, filters, at) if near else Candidates()


def wanted_of(asked: _Asked, weights: dict[str, float]) -> Wanted:
    """What the question asks for, as ranking takes it."""
    understanding = asked.understanding
    return Wanted(
        domains=weights, needs=need_weights(understanding, asked.chips), terms=frozenset(understanding.terms),
        age=asked.filters.age, languages=understanding.languages,
        steps={code: first.step for code, first in asked.first.items()},
        agreed=frozenset(code for code, first in asked.first.items() if first.agreed), near=asked.near, at=asked.at,
    )  # fmt: skip


def _clearest(understanding: Understanding, chips: Sequence[NeedChip]) -> list[str]:
    """The finer needs, those that a person chose first."""
    chosen = [chip.code for chip in chips if chip.on and "." in chip.code]
    return [*chosen, *(each.code for each in understanding.needs)]


def _results(listings: Listings, wanted: Wanted, asked: _Asked, limit: int) -> list[Result]:
    spare = 2 if asked.filters.open else 1  # of those that may be open, some are not
    fits = rank(listings, wanted, local(asked.at).date(), limit=limit * spare)
    return list(islice(_shown(fits, asked), limit)) if _fit(fits, asked) else []


def _fit(fits: Sequence[Fit], asked: _Asked) -> bool:
    """Whether anything fits: clearly enough by itself, or for a field of life that was surely heard or chosen."""
    meant = {domain_of(chip.code) for chip in asked.chips if chip.on}
    return any(fit.score >= WEIGHTS.fits or meant.intersection(fit.codes) for fit in fits)


def _shown(fits: Sequence[Fit], asked: _Asked) -> Iterator[Result]:
    """The services behind the fits; who stopped, or turns out not to be open, is left out."""
    services = services_of([fit.service for fit in fits])
    for fit in fits:
        service = services.get(fit.service)
        if service and _opens(service, asked):
            yield result_of(service, fit, asked.understanding, asked.chips, asked.first, asked.near, asked.at)


def _opens(service: Service, asked: _Asked) -> bool:
    if not asked.filters.open:
        return True
    schedules = service.schedules.all()
    if asked.filters.open == OPEN_NOW:
        return is_open(schedules, asked.at)
    return is_open_on(schedules, local(asked.at).date())


def _nearest(listings: Listings, wanted: Wanted, asked: _Asked) -> list[Result]:
    """Nothing fits: what comes closest, in the fields of life that border on the question."""
    around = {other: 0.5 for code in wanted.domains for other in domain(code).neighbours}
    bordering = replace(wanted, domains=around, needs={}, steps={})
    fits = rank(listings, bordering, local(asked.at).date(), limit=ALTERNATIVES)
    return [result.only_near() for result in _shown(fits, asked)]
