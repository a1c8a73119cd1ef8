"""How good an answer is, in the measures of information retrieval, each with a bootstrap interval.

nDCG with gain 2^grade - 1 and discount log2(rank + 1) (Järvelin and Kekäläinen 2002); intervals by the percentile
bootstrap over questions (Efron 1979), with a fixed seed so that the same answers give the same figures.
"""

import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Grades = Mapping[str, int]  # service id -> 1 (could help) to 3 (fits perfectly)
RESAMPLES = 1000
SEED = 20260101


def ndcg(ranked: Sequence[str], grades: Grades, depth: int = 5) -> float:
    """Return how near the first `depth` are to the best order that these grades allow, from 0 to 1."""
    ideal = _gain(sorted(grades.values(), reverse=True)[:depth])
    return _gain([grades.get(each, 0) for each in ranked[:depth]]) / ideal if ideal else 0.0


def _gain(grades: Sequence[int]) -> float:
    return math.fsum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades))


def recall(ranked: Sequence[str], grades: Grades, depth: int = 5, least: int = 2) -> float:
    """Return the share of what is good (at least this grade) that stands among the first `depth`."""
    good = {each for each, grade in grades.items() if grade >= least}
    return len(good & set(ranked[:depth])) / len(good) if good else 0.0


def hit(ranked: Sequence[str], grades: Grades, depth: int = 5, grade: int = 3) -> float:
    """Return 1.0 when something of this grade stands among the first `depth`."""
    return float(any(grades.get(each, 0) >= grade for each in ranked[:depth]))


@dataclass(frozen=True, slots=True)
class Measured:
    """A mean over questions, with the 95% interval in which it would fall for other questions of this kind."""

    mean: float
    low: float
    high: float
    count: int


def measured(values: Sequence[float]) -> Measured:
    """Return the mean of one value per question with its bootstrap interval; without questions it is not a number."""
    if not values:
        return Measured(math.nan, math.nan, math.nan, 0)
    chance = random.Random(SEED)  # noqa: S311  # resampling, not a secret
    means = sorted(math.fsum(chance.choices(values, k=len(values))) / len(values) for _ in range(RESAMPLES))
    low, high = means[int(0.025 * RESAMPLES)], means[int(0.975 * RESAMPLES) - 1]
    return Measured(math.fsum(values) / len(values), low, high, len(values))
