"""What makes a fitting service more or less suitable: how near, how soon, how heavy, with room, in which language."""

from datetime import date

import numpy as np
from dateutil.relativedelta import relativedelta
from numpy.typing import NDArray

from kortelijn.directory.distance import DETOUR, EARTH_RADIUS, METRES_A_MINUTE, Point
from kortelijn.directory.facts import STALE_MONTHS
from kortelijn.finding.listings import FULL, Floats, Listings, language_bits
from kortelijn.finding.wanted import Wanted
from kortelijn.finding.week import CLOSED, MINUTES, WEEK, Rhythm
from kortelijn.finding.weights import Weights
from kortelijn.kernel.clock import local, now
from kortelijn.vocabulary.steps import step

SOON = 2  # days


def factors(listings: Listings, wanted: Wanted, has: Floats, weights: Weights) -> Floats:
    """All of them multiplied; has says which of the wanted domains a service has."""
    facts, moment = listings.facts, local(wanted.at or now())
    quarter = (moment.hour * 60 + moment.minute) // MINUTES
    full = np.where(facts["room"] == FULL, weights.full, 1.0)
    long_ago = moment.date() - relativedelta(months=STALE_MONTHS)
    stale = np.where(facts["confirmed"] <= long_ago.toordinal(), weights.stale, 1.0)
    product = (
        _step(listings, wanted, has, weights) * _near(listings, wanted.near, weights)
        * _open(listings, moment.date(), quarter, weights) * _spoken(listings, wanted, weights) * full * stale
    )  # fmt: skip
    return product.astype(np.float32)


def _step(listings: Listings, wanted: Wanted, has: Floats, weights: Weights) -> Floats:
    """How far each service is from the step that comes first for what it is wanted for."""
    usual = (1.0, weights.one_step, weights.two_steps)
    here = listings.facts["step"].astype(np.int16)
    if not wanted.domains:
        return np.array(usual, np.float32)[np.abs(here - step(wanted.step).order)]
    agreed = (1.0, weights.one_agreed_step, weights.two_agreed_steps)
    costs = np.array([agreed if code in wanted.agreed else usual for code in wanted.domains], np.float32)
    first = np.array([step(wanted.steps.get(code, wanted.step)).order for code in wanted.domains], np.int16)
    shares = has * np.array(list(wanted.domains.values()), np.float32)
    shares[~shares.any(axis=1)] = 1  # about none of these: then as far as from all of them
    away = costs[np.arange(len(first)), np.abs(here[:, None] - first)]
    mean: Floats = (shares * away).sum(axis=1) / shares.sum(axis=1)
    return mean


def distances(listings: Listings, near: Point | None) -> Floats:
    """Metres from a point, as the crow flies; NaN when either is unknown, and nought for who comes to the home."""
    facts = listings.facts
    if near is None:
        return np.where(facts["at_home"], 0, np.nan).astype(np.float32)
    latitude, longitude = np.radians(facts["latitude"], dtype=float), np.radians(facts["longitude"], dtype=float)
    here, across = np.radians(near.latitude), np.radians(near.longitude)
    chord = (
        np.sin((latitude - here) / 2) ** 2
        + np.cos(latitude) * np.cos(here) * np.sin((longitude - across) / 2) ** 2
    )  # fmt: skip
    metres = 2 * EARTH_RADIUS * np.arcsin(np.sqrt(np.minimum(chord, 1)))
    return np.where(facts["at_home"], 0, metres).astype(np.float32)


def _near(listings: Listings, near: Point | None, weights: Weights) -> Floats:
    metres = distances(listings, near)
    walk = np.maximum(np.ceil(metres * DETOUR / METRES_A_MINUTE), 1)
    minutes = np.where(np.isnan(walk), weights.far_minutes / 2, np.minimum(walk, weights.far_minutes))
    away = np.clip(np.nan_to_num(metres) / 1000 / weights.away_kilometres, 0, 1)
    cost = (1 - weights.far * minutes / weights.far_minutes) * (1 - weights.away * away)
    return cost.astype(np.float32)


def _spoken(listings: Listings, wanted: Wanted, weights: Weights) -> Floats:
    """Where nothing is known of languages, nothing argues against it."""
    bits = np.uint64(language_bits(code for code in wanted.languages if code != "nl"))
    spoken = listings.facts["languages"]
    lacks = (spoken != 0) & (bits != 0) & ((spoken & bits) == 0)
    return np.where(lacks, weights.other_language, 1.0).astype(np.float32)


def _open(listings: Listings, today: date, quarter: int, weights: Weights) -> Floats:
    rhythm, ahead = listings.facts["rhythm"], days_until_open(listings, today, quarter)
    known = np.array([weights.hours_unknown, weights.opens_later, weights.opens_later, weights.opens_long_after])
    assert len(known) == len(Rhythm)  # noqa: S101 - one for each rhythm, in their order
    return np.where(ahead <= SOON, 1.0, known[rhythm]).astype(np.float32)


def days_until_open(listings: Listings, today: date, quarter: int) -> NDArray[np.int16]:
    """Days until each next opens in its week, nought when that is now or later today; far off when it has no week."""
    week = listings.facts["hours"]
    ahead = np.full(len(listings), WEEK * 100, np.int16)
    for days in range(WEEK, -1, -1):
        day = week[:, (today.weekday() + days) % WEEK]
        opens = day[:, 0] != CLOSED[0]
        ahead[opens & (day[:, 1] > quarter) if days == 0 else opens] = days
    return ahead
