"""What has to be planned, and a plan for it; people, hosts, days and slots are numbers here."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations
from math import ceil

Pair = tuple[int, int]
DETOUR = 1.3  # streets against the crow: until there is a graph of streets
METRES_A_MINUTE, SLOW_METRES_A_MINUTE = 80.0, 40.0


def minutes_on_foot(metres: float, *, slow: bool = False) -> int:
    """For a distance as the crow flies; somebody slow takes twice as long (as `directory.distance` says why)."""
    pace = SLOW_METRES_A_MINUTE if slow else METRES_A_MINUTE
    return ceil(round(metres * DETOUR / pace, 6))


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who wants to come: on which days, how, and whom they know already."""

    party: str
    domain: str
    days: frozenset[int]
    is_slow: bool = False
    step_free: bool = False
    known: frozenset[int] = frozenset()  # hosts that are no news: the own organization, or somebody there is a contact


@dataclass(frozen=True, slots=True)
class Host:
    """A partner that receives: when (day, slot), and whether one gets in without steps."""

    party: str
    domain: str
    open: frozenset[Pair]
    step_free: bool = True


@dataclass(frozen=True, slots=True)
class Day:
    """A part of a day: so many slots of one visit and the way to the next, and at most so many groups."""

    slots: int
    groups: int


@dataclass(frozen=True)
class Case:
    """A season as the planner sees it; `metres` is as the crow flies, from host to host."""

    people: tuple[Person, ...]
    hosts: tuple[Host, ...]
    days: tuple[Day, ...]
    metres: tuple[tuple[float, ...], ...]
    visits: int
    smallest: int
    largest: int
    pause: int  # minutes between two visits
    walks_each: int = 1
    acquainted: frozenset[Pair] = field(default_factory=frozenset)  # (lower, higher)

    def minutes(self, one: int, other: int, *, slow: bool = False) -> int:
        """On foot from one host to another, in whole minutes; nothing within one building."""
        return minutes_on_foot(self.metres[one][other], slow=slow)

    def in_reach(self, one: int, other: int, *, slow: bool = False) -> bool:
        """Whether the way fits between two visits."""
        return self.minutes(one, other, slow=slow) <= self.pause


@dataclass(frozen=True, slots=True)
class Group:
    """Who walks together on a day, from which slot on, past which hosts in which order."""

    day: int
    start: int
    hosts: tuple[int, ...]
    people: frozenset[int]

    @property
    def stops(self) -> Iterator[tuple[int, int]]:
        """Each host with its slot; visits follow each other."""
        return ((host, self.start + number) for number, host in enumerate(self.hosts))

    @property
    def legs(self) -> Iterator[Pair]:
        """From host to host."""
        return zip(self.hosts, self.hosts[1:], strict=False)

    @property
    def pairs(self) -> Iterator[Pair]:
        """Everybody with everybody else."""
        return combinations(sorted(self.people), 2)


@dataclass(frozen=True)
class Plan:
    """All groups of a season."""

    groups: tuple[Group, ...]

    def with_moved(self, person: int, source: int | None, target: int) -> "Plan":
        """The same with one person in another group."""
        changed = []
        for number, group in enumerate(self.groups):
            people = group.people
            if number == source:
                people -= {person}
            if number == target:
                people |= {person}
            changed.append(Group(group.day, group.start, group.hosts, people))
        return Plan(tuple(changed))
