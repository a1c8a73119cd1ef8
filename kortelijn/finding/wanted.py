"""What a question asks for, as ranking takes it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from kortelijn.directory.distance import Point
from kortelijn.finding.chips import NeedChip
from kortelijn.understanding.understand import Understanding
from kortelijn.vocabulary.needs import domain_of, needs_in

MAIN_WEIGHS = 1.25  # what was heard first is mostly what it is about
CONFIRMED = 1.0
PERHAPS = 0.5  # what may have been heard counts for half
# Below one also listens to what was heard less clearly, the more so in what a person confirmed: chosen on the
# development part (ADR 13).
SHARPNESS, SURER = 0.8, 0.5
LEAST, LEAST_CONFIRMED = 0.001, 0.3


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the question asks for, with how much each part weighs, and who asks it where and when."""

    domains: Mapping[str, float] = field(default_factory=dict)
    needs: Mapping[str, float] = field(default_factory=dict)
    terms: frozenset[str] = frozenset()
    age: int | None = None
    languages: tuple[str, ...] = ()
    step: str = "informal"
    steps: Mapping[str, str] = field(default_factory=dict)  # what comes first for a domain, where that is another step
    agreed: frozenset[str] = frozenset()  # the domains of which the network itself agreed that step
    near: Point | None = None
    at: datetime | None = None


def domain_weights(understanding: Understanding, chips: Sequence[NeedChip]) -> dict[str, float]:
    """How much each domain weighs that is a chip, or whose need is one."""
    heard = {chip.code: chip.probability for chip in understanding.domains}
    weights: dict[str, float] = {}
    for chip in chips:
        code = domain_of(chip.code)
        sure = heard.get(code, CONFIRMED) if chip.code == code else CONFIRMED
        weight = sure * (1.0 if weights else MAIN_WEIGHS) if chip.on else sure * PERHAPS
        weights[code] = max(weights.get(code, 0.0), weight)
    return weights


def need_weights(understanding: Understanding, chips: Sequence[NeedChip]) -> dict[str, float]:
    """How much each finer need weighs: as heard, wider within what a person confirmed, and most when chosen."""
    shown = {domain_of(chip.code) for chip in chips}
    confirmed = {chip.code for chip in chips if chip.confirmed and "." not in chip.code}
    heard = {code: share**SHARPNESS for code, share in understanding.shares.items() if domain_of(code) in shown}
    for domain in confirmed:
        heard |= _confirmed(domain, understanding.shares)
    return heard | {chip.code: CONFIRMED for chip in chips if chip.on and "." in chip.code}


def _confirmed(domain: str, shares: Mapping[str, float]) -> dict[str, float]:
    """The needs of a domain that is meant for certain; how clearly it was heard still counts."""
    spread = {need.code: shares.get(need.code, LEAST) ** SURER for need in needs_in(domain)}
    told = max(LEAST_CONFIRMED, sum(shares.get(code, 0.0) for code in spread) ** 0.5)
    total = sum(spread.values())
    return {code: told * share / total for code, share in spread.items()}
