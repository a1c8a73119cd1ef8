"""Ties as the floors above read them: what is alive, layer by layer, and how many people were heard."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q

from kortelijn.kernel.clock import now
from kortelijn.parties.models import Network
from kortelijn.ties.fading import living, share_left
from kortelijn.ties.models import HALF_LIFE_DAYS, THETA, Answer, Knows, ObservedTie, TieSettings

KNOWS = "knows"  # the layer of what people say themselves


class Tie(NamedTuple):
    """One person to another in one layer; layers are never added up."""

    source: UUID
    target: UUID
    layer: str
    strength: float


def half_life_of(network: Network) -> int:
    """In how many days a contact loses half of its weight here."""
    days = TieSettings.objects.filter(network=network).values_list("half_life_days", flat=True).first()
    return HALF_LIFE_DAYS if days is None else days


def live_ties(network: Network, layers: Collection[str] | None = None, at: datetime | None = None) -> list[Tie]:
    """What was seen to happen and still lives, strength >= 0.25; only referrals have a direction.

    Strength is kept as it is now: a moment in the past shows the ties that had begun then, not what has faded since.
    """
    here = ObservedTie.objects.filter(network=network)
    rows = here if layers is None else here.filter(layer__in=layers)
    alive = living(rows, at or now()).order_by("layer", "source_id", "target_id")
    return [Tie(*row) for row in alive.values_list("source_id", "target_id", "layer", "left")]


def asked_ties(network: Network, at: datetime | None = None) -> list[Tie]:
    """Who says to know whom, as long as that has not faded: source said it, strength 1 (knows) to 3 (works with).

    These are answers of people: use them in sums, and never show one of them to anybody but who gave it.
    """
    moment, half_life = at or now(), half_life_of(network)
    said = Answer.objects.filter(network=network, knows__gt=Knows.NOT, known_at__lte=moment)
    rows = said.order_by("source_id", "target_id").values_list("source_id", "target_id", "knows", "known_at")
    alive = ((s, t, k) for s, t, k, known_at in rows if still_holds(known_at, moment, half_life))
    return [Tie(source, target, KNOWS, float(knows)) for source, target, knows in alive]


def still_holds(said_at: datetime, moment: datetime, half_life: int) -> bool:
    """Whether an answer has not faded: it counts as one contact."""
    return share_left((moment - said_at).total_seconds(), half_life) >= THETA


def contacts_of(person_ids: Iterable[UUID]) -> dict[UUID, set[UUID]]:
    """With whom each of these has a living tie that was seen to happen, in any layer and any network."""
    wanted = set(person_ids)
    found: dict[UUID, set[UUID]] = {person: set() for person in wanted}
    theirs = ObservedTie.objects.filter(Q(source__in=wanted) | Q(target__in=wanted)).order_by("pk")
    pairs = living(theirs, now()).values_list("source_id", "target_id") if wanted else ()
    for source, target in pairs:
        for one, other in ((source, target), (target, source)):
            if one in found:
                found[one].add(other)
    return found
