"""How well services fit a question: a measure that can be explained in one sentence per part.

fit      what the question is about against what the service is for: domains, finer needs, and shared words
factors  step of care, walking distance, language, when it is open, room, and how long ago the entry was checked
age      who is too young or too old is not sent there

It knows no database and no page, and weighs thousands at once. What each part weighs stands in `Weights`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from kortelijn.finding.factors import factors
from kortelijn.finding.listings import (
    DECLARED_MAIN,
    Flags,
    Floats,
    Listings,
    domain_of_need,
    domain_order,
    hashed,
    need_order,
)
from kortelijn.finding.wanted import Wanted
from kortelijn.finding.weights import WEIGHTS, Weights

__all__ = ["WEIGHTS", "Fit", "Wanted", "Weights", "rank", "score", "suits_age"]

SHOWN = 10  # as many as a page shows; among these all that was heard gets a turn
ALL = 0.95  # of the words of a question, the rare ones weighing most
LOOKED_AT = 200  # the best of these take turns


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a service fits, on which domains of the question, and on which finer need most."""

    service: UUID
    row: int
    score: float
    codes: tuple[str, ...] = ()
    closest: str = ""


def rank(listings: Listings, wanted: Wanted, day: date, *, limit: int = SHOWN, weights: Weights = WEIGHTS) -> list[Fit]:
    """The services that fit, best first; equals take turns from day to day, and keep their place within one."""
    scores, has = _scored(listings, wanted, weights)
    rows = _best(listings, scores, day, max(LOOKED_AT, limit))
    order = _spread(scores[rows], has[rows], _of(wanted.domains), weights)[:limit]
    return [_fit(listings, wanted, int(rows[place]), scores, has, weights) for place in order]


def score(listings: Listings, wanted: Wanted, weights: Weights = WEIGHTS) -> Floats:
    """How well each of these fits; nought is not at all."""
    return _scored(listings, wanted, weights)[0]


def _scored(listings: Listings, wanted: Wanted, weights: Weights) -> tuple[Floats, Floats]:
    has = _domains(listings, wanted, weights)
    declares = listings.facts["domains"].any(axis=1)
    about, alike = np.where(declares, _share(has, _of(wanted.domains)), 0), _alike(listings, wanted)
    said = _words(listings, wanted)
    fit = weights.domains * about + weights.needs * alike + weights.words * said + weights.named * (said >= ALL)
    speaks = (about > 0) | (said >= weights.same_words) | (alike >= weights.same_needs)
    fits = speaks & suits_age(listings, wanted.age)
    return np.where(fits, fit * factors(listings, wanted, has, weights), 0).astype(np.float32), has


def suits_age(listings: Listings, age: int | None) -> Flags:
    """Where somebody of this age may go; without age everybody may."""
    if age is None:
        return np.ones(len(listings), np.bool_)
    lowest, highest = listings.facts["lowest"], listings.facts["highest"]
    return np.asarray((lowest <= age) & (age <= highest), np.bool_)


def _of(weights: Mapping[str, float]) -> Floats:
    return np.array(list(weights.values()), np.float32)


def _domains(listings: Listings, wanted: Wanted, weights: Weights) -> Floats:
    """Whether each service has each of the wanted domains: declared, or else read in its text."""
    places = [domain_order()[code] for code in wanted.domains]
    declared: NDArray[np.uint8] = listings.facts["domains"]
    main = np.where(declared[:, places] == DECLARED_MAIN, 1.0, weights.second_domain)
    told = np.where(declared[:, places] > 0, main, 0.0)
    shares = listings.needs @ domain_of_need()[:, places]
    read = np.where(shares >= weights.likely, weights.read_domain, 0.0)
    return np.where(declared.any(axis=1, keepdims=True), told, read).astype(np.float32)


def _share(has: Floats, wanted: Floats) -> Floats:
    """The share of what is wanted that is there; what was heard first weighs most."""
    total = float(wanted.sum())
    share: Floats = has @ wanted / total if total else np.zeros(len(has), np.float32)
    return share


def _alike(listings: Listings, wanted: Wanted) -> Floats:
    """How much the finer needs of question and text point the same way (the cosine between them)."""
    asked = np.zeros(len(need_order()), np.float32)
    for code, weight in wanted.needs.items():
        asked[need_order()[code]] = weight
    length = np.linalg.norm(asked)
    alike: Floats = listings.answers @ (asked / length) if length else np.zeros(len(listings), np.float32)
    return alike


def _words(listings: Listings, wanted: Wanted) -> Floats:
    """The share of the question's words that stand in the text; what every text says, tells little."""
    if not wanted.terms or not len(listings):
        return np.zeros(len(listings), np.float32)
    said = listings.saying(hashed(sorted(wanted.terms)))
    number, counts = len(listings), said.sum(axis=0)
    rare = np.log1p(number / np.maximum(counts, 1)) / np.log1p(number)
    telling = np.where(counts > 0, rare, 1.0).astype(np.float32)
    share: Floats = said @ telling / telling.sum()
    return share


def _best(listings: Listings, scores: Floats, day: date, most: int) -> NDArray[np.intp]:
    """The rows of the best services, each once; whoever scores about the same takes turns."""
    rows = np.flatnonzero(scores > 0)
    if len(rows) > 2 * most:
        rows = rows[np.argpartition(-scores[rows], 2 * most)[: 2 * most]]
    ordered = rows[np.lexsort((_turn(listings, rows, day), -np.round(scores[rows], 2)))]
    keys = np.ascontiguousarray(listings.facts["service"][ordered]).view("S16")
    _keys, first = np.unique(keys, return_index=True)
    return ordered[np.sort(first)][:most]


def _turn(listings: Listings, rows: NDArray[np.intp], day: date) -> NDArray[np.uint64]:
    """A number for each service and day, as good as drawn by lot (the mixing steps of SplitMix64)."""
    halves = np.ascontiguousarray(listings.facts["service"][rows]).view("<u8").reshape(-1, 2)
    seed = np.uint64(day.toordinal() * 0x9E3779B97F4A7C15 % 2**64)
    number = halves[:, 0] ^ (halves[:, 1] + seed)
    number = (number ^ (number >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    number = (number ^ (number >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed: NDArray[np.uint64] = number ^ (number >> np.uint64(31))
    return mixed


def _spread(scores: Floats, has: Floats, wanted: Floats, weights: Weights) -> list[int]:
    """Let all that was heard have a turn: a domain weighs a little less each time that something for it is shown."""
    shares = (has > 0) * wanted
    total = shares.sum(axis=1)
    some = total > 0
    shown, left, chosen = np.zeros(len(wanted), np.float32), scores.astype(np.float64), []
    for _place in range(min(SHOWN, len(scores))):
        # One that only shares words never goes before one that is about it.
        rest = np.full(len(scores), weights.again ** float(shown.max(initial=0)))
        still = np.divide(shares @ (weights.again**shown), total, out=rest, where=some)
        best = int(np.argmax(left * still))
        chosen.append(best)
        left[best] = -1
        shown += has[best] > 0
    taken = set(chosen)
    return chosen + [place for place in range(len(scores)) if place not in taken]


def _fit(listings: Listings, wanted: Wanted, row: int, scores: Floats, has: Floats, weights: Weights) -> Fit:
    codes = tuple(code for code, there in zip(wanted.domains, has[row], strict=True) if there)
    return Fit(listings.key_of(row), row, float(scores[row]), codes, _closest(listings, wanted, row, weights))


def _closest(listings: Listings, wanted: Wanted, row: int, weights: Weights) -> str:
    """The finer need that question and text both clearly speak of."""
    read = listings.needs[row]
    shared = {
        code: weight * there
        for code, weight in wanted.needs.items()
        if weight >= weights.clear and (there := float(read[need_order()[code]])) >= weights.clear_in_text
    }
    return max(shared, key=lambda code: shared[code], default="")
