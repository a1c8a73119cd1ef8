"""How strong a tie is after a while: each contact counts for one and loses half of that every half-life.

B(t) = Σ exp(-α (t - t_k)), α = ln 2 / half-life (Ahmad, Porter and Beguerisse-Díaz, arXiv 1805.00193). It is kept
without keeping the contacts: B(t + τ) = exp(-α τ) B(t) + 1. In which order contacts come in makes no difference.
`ties_left(interval, days)` is the same formula in the database (migration 0001).
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from math import exp, log
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import F, FloatField, Func, QuerySet, Value
from django.db.models.functions import Coalesce

from kortelijn.kernel.ids import new_id
from kortelijn.ties.models import HALF_LIFE_DAYS, THETA, Layer, ObservedTie

DAY = 86400.0
Pair = tuple[UUID, UUID]

OBSERVE = """
INSERT INTO ties_observedtie AS t (id, network_id, layer, source_id, target_id, strength, at, since, last_at)
SELECT one.id, %(network)s, %(layer)s, one.source, one.target, 1, %(at)s, %(at)s, %(at)s
FROM unnest(%(ids)s::uuid[], %(sources)s::uuid[], %(targets)s::uuid[]) AS one (id, source, target)
ON CONFLICT (network_id, layer, source_id, target_id) DO UPDATE SET
    strength = t.strength * ties_left(excluded.at - t.at, %(half_life)s)
             + ties_left(t.at - excluded.at, %(half_life)s),
    at = GREATEST(t.at, excluded.at),
    since = LEAST(t.since, excluded.since),
    last_at = GREATEST(t.last_at, excluded.last_at)
"""
REBASE = """
UPDATE ties_observedtie SET strength = strength * ties_left(%(at)s - at, %(half_life)s), at = GREATEST(at, %(at)s)
WHERE network_id = %(network)s
"""


class Left(Func):
    """The part of a contact that is left after an interval, at a half-life in days."""

    function = "ties_left"
    output_field = FloatField()


def share_left(seconds: float, half_life_days: int) -> float:
    """The same for one contact, outside the database."""
    return exp(-log(2) * max(seconds, 0.0) / (half_life_days * DAY))


def in_order(layer: str, pairs: Iterable[Pair]) -> list[Pair]:
    """Each pair once; outside referrals it has no direction, so the lower key stands first."""
    directed = layer == Layer.REFERRAL
    once = {pair if directed else (min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]}
    return sorted(once)


def count_contacts(network_id: UUID, layer: str, pairs: Sequence[Pair], at: datetime, half_life_days: int) -> None:
    """One contact more for each of these pairs, in one statement."""
    keys = [new_id() for _pair in pairs]
    sources, targets = [source for source, _target in pairs], [target for _source, target in pairs]
    with connection.cursor() as cursor:
        cursor.execute(OBSERVE, {"network": network_id, "layer": str(layer), "at": at, "half_life": half_life_days,
                                 "ids": keys, "sources": sources, "targets": targets})  # fmt: skip


def fade_until(network_id: UUID, at: datetime, half_life_days: int) -> None:
    """Let all ties be as strong as they are now, before another half-life holds."""
    with connection.cursor() as cursor:
        cursor.execute(REBASE, {"network": network_id, "at": at, "half_life": half_life_days})


def with_left(rows: QuerySet[ObservedTie], at: datetime) -> QuerySet[Any]:
    """Those that had begun by then, each with what is `left` of its strength; every network has its own half-life."""
    half_life = Coalesce("network__tie_settings__half_life_days", Value(HALF_LIFE_DAYS))
    left = F("strength") * Left(Value(at) - F("at"), half_life)
    return rows.filter(since__lte=at).annotate(left=left)


def living(rows: QuerySet[ObservedTie], at: datetime) -> QuerySet[Any]:
    """Those that have not faded."""
    return with_left(rows, at).filter(left__gte=THETA)
