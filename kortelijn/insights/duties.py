"""What each seat holds and owes, and what of it hangs on one person."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from kortelijn.insights.measures.duties import (
    HALF,
    covered_share,
    held_by_one,
    smallest_departure,
    succession_cover,
)
from kortelijn.insights.measures.edges import Edges
from kortelijn.insights.roster import Roster
from kortelijn.parties.holdings import Holding, held_by_seats
from kortelijn.parties.models import Network, Seat
from kortelijn.tasks.models import Task


@dataclass(frozen=True)
class Hanging:
    """One thing that only one person holds, and whether somebody could take it over tomorrow."""

    holding: Holding
    person: int
    has_deputy: bool
    cover: float

    @property
    def is_covered(self) -> bool:
        """There is a deputy who knows at least half of the people whom the holder knows."""
        return self.has_deputy and self.cover >= HALF


@dataclass(frozen=True)
class Duties:
    """All that is held in the network, and where it would fall."""

    items: int
    hanging: list[Hanging]
    nobody: list[Holding]
    departure: tuple[int, ...]
    open_tasks: int
    tasks_without_deputy: int
    vacant: int

    @property
    def covered(self) -> float:
        """The share of what hangs on one person that a deputy could take over."""
        return covered_share((each.has_deputy, each.cover) for each in self.hanging)


@dataclass(frozen=True)
class Held:
    """What the seats of a network hold and owe, as read once."""

    seats: dict[UUID, Seat]
    holdings: list[Holding]
    tasks: Counter[UUID]

    @classmethod
    def of(cls, network: Network) -> "Held":
        """Seats, holdings of every kind, and how many tasks are open per seat."""
        seats = seats_of(network)
        return cls(seats, held_by_seats.of(list(seats)), tasks_on(seats))


def seats_of(network: Network) -> dict[UUID, Seat]:
    """Every seat of a network, as far as its name and its deputy."""
    rows = Seat.objects.filter(network=network).select_related("organization")
    return {seat.pk: seat for seat in rows.only("title", "deputy", "organization__name")}


def tasks_on(seats: Collection[UUID]) -> Counter[UUID]:
    """How many tasks are open on each of these."""
    owed = Task.objects.open().filter(owner__in=seats).order_by().values_list("owner")
    return Counter(dict(owed.annotate(Count("pk"))))


def duties_of(held: Held, roster: Roster, contacts: Edges) -> Duties:
    """What hangs on one person, in how few hands it is, and who stands ready."""
    holders: dict[int, set[int]] = {}
    for number, holding in enumerate(held.holdings):
        seats = {holding.holder, *holding.others}
        holders[number] = {person for seat in seats for person in roster.seats.get(seat, ())}
    red = held_by_one(holders)
    known = contacts_by_person(contacts)
    hanging = [_hanging(held, roster, known, held.holdings[each], min(holders[each])) for each in red]
    found = smallest_departure(holders)
    without = sum(count for seat, count in held.tasks.items() if held.seats[seat].deputy_id is None)
    return Duties(
        items=len(held.holdings), hanging=hanging,
        nobody=[holding for number, holding in enumerate(held.holdings) if not holders[number]],
        departure=found.people, open_tasks=held.tasks.total(),
        tasks_without_deputy=without, vacant=len(held.seats) - len(roster.seats),
    )  # fmt: skip


def contacts_by_person(edges: Edges) -> list[set[int]]:
    """Whom each one has contact with."""
    known: list[set[int]] = [set() for _person in range(edges.count)]
    for one, other in zip(edges.source.tolist(), edges.target.tolist(), strict=True):
        known[one].add(other)
        known[other].add(one)
    return known


def _hanging(held: Held, roster: Roster, known: list[set[int]], holding: Holding, person: int) -> Hanging:
    """Who would take it over: the deputy of the seat, when somebody else sits there."""
    seat = held.seats.get(holding.holder)
    there = roster.seats.get(seat.deputy_id, []) if seat and seat.deputy_id else []
    deputies = [each for each in there if each != person]
    covers = [succession_cover(known[person] - {each}, known[each]) for each in deputies]
    return Hanging(holding, person, bool(deputies), max(covers, default=0.0))
