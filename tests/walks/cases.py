"""Seasons to plan, small enough to know what is right."""

from itertools import combinations, permutations, product

from hypothesis import strategies as st

from kortelijn.walks.planner.case import Case, Day, Group, Host, Person, Plan
from kortelijn.walks.planner.rules import faults, worth

DOMAINS = ("care", "welfare", "education")


def golfers(people: int, size: int, days: int) -> Case:
    """Everybody plays every day in groups of one size; only who meets whom counts."""
    groups = people // size
    every = frozenset(range(days))
    return Case(
        tuple(Person(f"p{one}", "care", every, known=frozenset(range(groups))) for one in range(people)),
        tuple(Host(f"h{one}", "care", frozenset((day, 0) for day in range(days))) for one in range(groups)),
        (Day(1, groups),) * days, ((0.0,) * groups,) * groups, visits=1, smallest=size, largest=size, pause=15,
        walks_each=days,
    )  # fmt: skip


@st.composite
def cases(draw: st.DrawFn, most_people: int = 14, most_hosts: int = 6) -> Case:
    """Any season: closed hosts, people with needs, days on which not everybody can."""
    days = draw(st.integers(1, 2))
    visits = draw(st.integers(1, 3))
    slots = visits + draw(st.integers(0, 2))
    count = draw(st.integers(1, most_hosts))
    cells = [(day, slot) for day in range(days) for slot in range(slots)]
    hosts = tuple(
        Host(f"h{one}", draw(st.sampled_from(DOMAINS)), frozenset(draw(st.sets(st.sampled_from(cells)))),
             draw(st.booleans())) for one in range(count)
    )  # fmt: skip
    spots = [draw(st.integers(0, 1500)) for _host in range(count)]
    people = tuple(_person(draw, one, days, count) for one in range(draw(st.integers(0, most_people))))
    pairs = list(combinations(range(len(people)), 2))
    smallest = draw(st.integers(1, 3))
    return Case(
        people, hosts, tuple(Day(slots, draw(st.integers(1, 4))) for _day in range(days)),
        tuple(tuple(float(abs(a - b)) for b in spots) for a in spots), visits, smallest,
        smallest + draw(st.integers(0, 3)), 15, draw(st.integers(1, days)),
        frozenset(draw(st.sets(st.sampled_from(pairs)))) if pairs else frozenset(),
    )  # fmt: skip


def _person(draw: st.DrawFn, one: int, days: int, hosts: int) -> Person:
    return Person(
        f"p{one}", draw(st.sampled_from(DOMAINS)), frozenset(draw(st.sets(st.integers(0, days - 1)))),
        draw(st.booleans()), draw(st.booleans()), frozenset(draw(st.sets(st.integers(0, hosts - 1)))),
    )  # fmt: skip


def best_by_trying_all(case: Case) -> int:
    """The score of the best plan there is: every way to divide people over every pair of routes on one day."""
    slots = case.days[0].slots
    routes = [
        (start, hosts) for start in range(slots - case.visits + 1)
        for hosts in permutations(range(len(case.hosts)), case.visits)
    ]  # fmt: skip
    best = 0
    for chosen in [*combinations(routes, 1), *combinations(routes, 2)]:
        for seats in product(range(len(chosen) + 1), repeat=len(case.people)):
            groups = tuple(
                Group(0, start, hosts, frozenset(one for one, seat in enumerate(seats) if seat == number))
                for number, (start, hosts) in enumerate(chosen)
            )
            plan = Plan(groups)
            score = worth(case, plan).score
            if score > best and not faults(case, plan):
                best = score
    return best
