"""The plan of a season of walks: 60 people and 14 hosts, how soon there is one and how good it is after 30 seconds."""

import random
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

from kortelijn.walks.planner.better import better_plan
from kortelijn.walks.planner.case import Case, Day, Host, Person, Plan
from kortelijn.walks.planner.first import first_plan
from kortelijn.walks.planner.rules import faults, worth
from kortelijn.walks.planner.solve import Search, solve

SECONDS, SOON, NEW_EACH = 30.0, 2.0, 2.8
DOMAINS = ("care", "welfare", "education", "municipality", "resident")


@dataclass(frozen=True)
class Figure:
    """One figure beside what it must be."""

    name: str
    value: float
    must: str
    holds: bool

    def __str__(self) -> str:
        return f"{self.name:<52} {self.value:8.2f}   {self.must:<14} {'ok' if self.holds else 'NIET GOED'}"


def neighbourhood(people: int = 60, hosts: int = 14, ties: int = 304, seed: int = 26) -> Case:
    """As a season looks: two afternoons, six groups of five each, who knows whom by who works where."""
    chance = random.Random(seed)
    parties = [f"p{number}" for number in range(hosts)]
    places = [(chance.uniform(0, 1100), chance.uniform(0, 1100)) for _host in range(hosts)]
    metres = tuple(tuple(((a - c) ** 2 + (b - d) ** 2) ** 0.5 for c, d in places) for a, b in places)
    pairs = [(one, other) for one in range(people) for other in range(one + 1, people)]
    acquainted = frozenset(chance.sample(pairs, min(ties, len(pairs))))
    at_home = [number % hosts for number in range(people)]
    return Case(
        tuple(_person(one, at_home, acquainted, chance, parties) for one in range(people)),
        tuple(Host(each, DOMAINS[number % 5], _hours(chance), number % 5 != 0) for number, each in enumerate(parties)),
        (Day(4, -(-people // 10)), Day(4, -(-people // 10))), metres, visits=3, smallest=3, largest=5, pause=15,
        acquainted=acquainted,
    )  # fmt: skip


def _hours(chance: random.Random) -> frozenset[tuple[int, int]]:
    return frozenset((day, slot) for day in range(2) for slot in range(4) if chance.random() < 0.9)


def _person(
    one: int, at_home: list[int], acquainted: frozenset[tuple[int, int]], chance: random.Random, parties: list[str]
) -> Person:
    friends = {other for pair in acquainted if one in pair for other in pair if other != one}
    known = frozenset({at_home[one], *(at_home[friend] for friend in sorted(friends)[:3])})
    days = frozenset({0, 1} if chance.random() < 0.7 else {chance.randrange(2)})
    return Person(parties[at_home[one]], DOMAINS[one % 5], days, one % 11 == 0, one % 20 == 0, known)


def kirkman() -> Case:
    """Fifteen people in threes on seven days, no two of them twice together (Kirkman, 1850)."""
    people = tuple(Person(f"p{one}", "care", frozenset(range(7)), known=frozenset(range(5))) for one in range(15))
    hosts = tuple(Host(f"h{one}", "care", frozenset((day, 0) for day in range(7))) for one in range(5))
    metres = tuple((0.0,) * 5 for _host in range(5))
    return Case(people, hosts, (Day(1, 5),) * 7, metres, visits=1, smallest=3, largest=3, pause=15, walks_each=7)


def run() -> Iterator[Figure]:
    """Print how soon and how good."""
    case, begin = neighbourhood(), time.perf_counter()
    told: list[tuple[float, Plan]] = []
    plan = solve(case, Search(SECONDS, workers=2), lambda each, _at: told.append((time.perf_counter() - begin, each)))
    whole = next((at for at, each in told if worth(case, each).placed == len(case.people)), SECONDS)
    got = worth(case, plan)
    yield Figure("seconds until everybody has a place", whole, f"<= {SOON:g}", whole <= SOON)
    yield Figure(
        "visits of 3 new to somebody, after 30 seconds", got.new_each, f">= {NEW_EACH:g}", got.new_each >= NEW_EACH
    )
    yield Figure("pairs in a group that know each other already", got.again, f"of {len(case.acquainted)}", True)
    school = kirkman()
    girls = better_plan(school, first_plan(school), 200_000, 1, lambda plan: None)
    again = worth(school, girls).again
    yield Figure("Kirkman's 15 in 7 days: pairs that meet twice (seed 1)", again, "0", again == 0)
    yield Figure("rules broken", len(faults(case, plan)), "0", not faults(case, plan))


if __name__ == "__main__":
    sys.exit(0 if all(print(figure, flush=True) or figure.holds for figure in run()) else 1)
