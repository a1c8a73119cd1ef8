"""What would fall when people go, counted from what they hold: N16 the bus factor, N17 succession cover.

An item is anything that is held: a theme, an agreement, a route, a task. No survey is needed for these.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from typing import Generic, TypeVar

Item = TypeVar("Item", bound=Hashable)
Who = TypeVar("Who", bound=Hashable)

HALF = 0.5


@dataclass(frozen=True)
class Departure(Generic[Who]):
    """The people without whom more than half of all items has no holder, in the order in which they were taken."""

    people: tuple[Who, ...]
    fallen: int
    items: int


def held_by_one(holders: Mapping[Item, Collection[Who]]) -> list[Item]:
    """Return the items (N16, T1) that have exactly one holder: they fall when that one goes."""
    return [item for item, people in holders.items() if len(set(people)) == 1]


def smallest_departure(holders: Mapping[Item, Collection[Who]]) -> Departure[Who]:
    """Return a set (N16, T2: truck factor) whose leaving leaves more than half of the items without holder.

    Greedy, as Avelino and others (2016): each time whoever holds most of what is still held. A smaller set may exist.
    """
    left = [set(people) for people in holders.values() if people]
    held: dict[Who, list[int]] = defaultdict(list)
    for item, people in enumerate(left):
        for person in people:
            held[person].append(item)
    count = {person: len(items) for person, items in held.items()}
    alone = Counter(next(iter(people)) for people in left if len(people) == 1)
    order = {person: number for number, person in enumerate(held)}  # who holds as much: as they were told
    queue = [(-alone[person], -count[person], order[person]) for person in held]
    heapify(queue)
    people_in, gone, fallen = list(held), list[Who](), 0
    while 2 * fallen <= len(left) and queue:
        by_alone, _by_count, number = heappop(queue)
        person = people_in[number]
        if person in gone or -by_alone != alone[person]:  # weighed anew since
            continue
        gone.append(person)
        fallen += alone[person]
        for other in _leave(person, held[person], left):
            alone[other] += 1
            heappush(queue, (-alone[other], -count[other], order[other]))
    return Departure(tuple(gone), fallen, len(left))


def _leave(person: Who, items: list[int], left: list[set[Who]]) -> list[Who]:
    """What somebody holds loses a holder; for each thing that another is the last holder of then, that other."""
    last = []
    for item in items:
        left[item].discard(person)
        if len(left[item]) == 1:
            last.append(next(iter(left[item])))
    return last


def succession_cover(contacts: Collection[Hashable], of_deputy: Collection[Hashable]) -> float:
    """Return the share, 0 to 1, of somebody's contacts whom their deputy knows as well (N17); none: all of them."""
    known = set(contacts)
    return len(known & set(of_deputy)) / len(known) if known else 1.0


def covered_share(red: Iterable[tuple[bool, float]]) -> float:
    """Return the share, 0 to 1, of red items with a deputy who knows at least half of the holder's contacts (N17).

    Each item is: whether there is a deputy at all, and that deputy's cover.
    """
    found = [has_deputy and cover >= HALF for has_deputy, cover in red]
    return sum(found) / len(found) if found else float("nan")
