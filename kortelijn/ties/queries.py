"""Ties as the floors above read them: what is alive, layer by layer, and how many people were heard."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Avg, Count, ExpressionWrapper, F, FloatField, Q

from kortelijn.kernel.clock import local, now
from kortelijn.parties.models import Network, Tenure
from kortelijn.ties.fading import living
from kortelijn.ties.models import HALF_LIFE_DAYS, TRUST, VALUE, Answer, Capacity, Knows, ObservedTie, TieSettings, Wave

KNOWS = "knows"  # the layer of what people say themselves
FEW = 3  # below this number of raters, or of people rated, nothing is shown
ENOUGH = 0.7  # below this share of answers all figures are provisional


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
    People who left are still in it: measure over a roster.
    """
    here = ObservedTie.objects.filter(network=network)
    rows = here if layers is None else here.filter(layer__in=layers)
    alive = living(rows, at or now()).order_by("layer", "source_id", "target_id")
    return [Tie(*row) for row in alive.values_list("source_id", "target_id", "layer", "left")]


def asked_ties(network: Network, at: datetime | None = None) -> list[Tie]:
    """Who says to know whom, as long as that has not faded: source said it, strength 1 (knows) to 3 (works with).

    These are answers of people: use them in sums, and never show one of them to anybody but who gave it. Each is asked
    about twelve others at a time, so what is not here was often not asked yet: absence says nothing.
    """
    moment = at or now()
    said = Answer.objects.filter(network=network, knows__gt=Knows.NOT)
    alive = said.filter(known_at__lte=moment, known_at__gte=holds_since(network, moment))
    rows = alive.order_by("source_id", "target_id").values_list("source_id", "target_id", "knows")
    return [Tie(source, target, KNOWS, float(knows)) for source, target, knows in rows]


def holds_since(network: Network, moment: datetime) -> datetime:
    """An answer counts as one contact: it has faded when it was given before this, two half-lives ago."""
    return moment - 2 * timedelta(days=half_life_of(network))


def contacts_of(network_id: UUID, person_ids: Iterable[UUID]) -> dict[UUID, set[UUID]]:
    """With whom each of these has a living tie that was seen to happen in this network, in any layer.

    What happened in another network stays there, also of somebody who has a seat in both.
    """
    wanted = set(person_ids)
    found: dict[UUID, set[UUID]] = {person: set() for person in wanted}
    here = ObservedTie.objects.filter(network=network_id)
    theirs = here.filter(Q(source__in=wanted) | Q(target__in=wanted)).order_by("pk")
    pairs = living(theirs, now()).values_list("source_id", "target_id") if wanted else ()
    for source, target in pairs:
        for one, other in ((source, target), (target, source)):
            if one in found:
                found[one].add(other)
    return found


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of the people who are there were heard."""

    answered: int
    roster: int

    @property
    def share(self) -> float:
        """From 0 to 1; nobody there is nobody heard."""
        return self.answered / self.roster if self.roster else 0.0

    @property
    def percent(self) -> int:
        """As people read it, rounded down: 69.9 is not yet 70."""
        return 100 * self.answered // self.roster if self.roster else 0

    @property
    def is_provisional(self) -> bool:
        """Too few to say more than "voorlopig"."""
        return self.share < ENOUGH


def coverage(network: Network, at: datetime | None = None) -> Coverage:
    """Of who had a seat at that moment: how many gave an answer that had not faded then."""
    moment = at or now()
    return _coverage(network, moment, holds_since(network, moment))


def _coverage(network: Network, moment: datetime, since: datetime) -> Coverage:
    there = Tenure.objects.filter(seat__network=network, period__contains=local(moment).date())
    said = Answer.objects.filter(network=network, known_at__lte=moment, known_at__gte=since).values("source")
    heard = Count("person", distinct=True, filter=Q(person__in=said))
    counted = there.aggregate(heard=heard, people=Count("person", distinct=True))
    return Coverage(counted["heard"], counted["people"])


def capacities(network: Network) -> dict[UUID, int]:
    """How many contacts each says to be able to keep up, of who said so."""
    rows = Capacity.objects.filter(network=network).order_by("person")
    return dict(rows.values_list("person_id", "contacts"))


def response_of(wave: Wave) -> Coverage:
    """Of who was asked in this wave: how many answered and did not take that back."""
    counted = wave.rounds.aggregate(
        asked=Count("pk"), answered=Count("pk", filter=Q(answered_at__isnull=False, withdrawn_at=None))
    )
    return Coverage(counted["answered"], counted["asked"])


@dataclass(frozen=True, slots=True)
class Received:
    """What colleagues say of working together, from 1 to 4, and how many said it."""

    mean: float
    raters: int


@dataclass(frozen=True, slots=True)
class TrustAndValue:
    """The mean over people who heard it from at least three, and over how many people; none when they are too few."""

    trust: float | None
    trust_of: int
    value: float | None
    value_of: int


def received(network: Network, items: tuple[str, ...], at: datetime | None = None) -> dict[UUID, Received]:
    """Per person the mean of three items, from who answered all three; fewer than three raters are left out."""
    moment = at or now()
    return _received(network, moment, holds_since(network, moment), [items])[0]


def _received(
    network: Network, moment: datetime, since: datetime, asked: Sequence[tuple[str, ...]]
) -> list[dict[UUID, Received]]:
    """The same for several lots of three items, in one query; a sum in which one is missing counts nowhere."""
    means: dict[str, Any] = {}
    for place, items in enumerate(asked):
        one, two, three = (F(item) for item in items)
        whole = ExpressionWrapper((one + two + three) / 3.0, FloatField())
        means |= {f"mean{place}": Avg(whole), f"raters{place}": Count(whole)}
    recent = Answer.objects.filter(network=network, rated_at__lte=moment, rated_at__gte=since)
    rows: Any = recent.order_by("target").values("target").annotate(**means)
    return [
        {row["target"]: Received(row[f"mean{place}"], row[f"raters{place}"])
         for row in rows if row[f"raters{place}"] >= FEW}
        for place in range(len(asked))
    ]  # fmt: skip


def trust_and_value(network: Network, at: datetime | None = None) -> TrustAndValue:
    """For the network as a whole: mean of what each person received; shown from three such people on."""
    moment = at or now()
    return _trust_and_value(network, moment, holds_since(network, moment))


def _trust_and_value(network: Network, moment: datetime, since: datetime) -> TrustAndValue:
    trust, value = (_mean_of(each) for each in _received(network, moment, since, [TRUST, VALUE]))
    return TrustAndValue(*trust, *value)


def heard_and_said(network: Network) -> tuple[Coverage, TrustAndValue]:
    """How many were heard and what they said together: both at once, for the page that shows both."""
    moment = now()
    since = holds_since(network, moment)
    return _coverage(network, moment, since), _trust_and_value(network, moment, since)


def _mean_of(members: dict[UUID, Received]) -> tuple[float | None, int]:
    if len(members) < FEW:
        return None, len(members)
    return sum(one.mean for one in members.values()) / len(members), len(members)
