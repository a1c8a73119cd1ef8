"""Seasons to plan, small enough to know what is right."""

from collections.abc import Iterator
from itertools import combinations, pairwise, permutations

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
    """The score of the best plan there is with at most two groups on one day: every group, and every two of them."""
    groups = [group for group in _all_groups(case) if not faults(case, Plan((group,)))]
    plans = [Plan((group,)) for group in groups] + [
        Plan((one, other)) for one, other in combinations(groups, 2)
        if not one.people & other.people and not set(one.stops) & set(other.stops)
    ]  # fmt: skip
    return max((worth(case, plan).score for plan in plans if not faults(case, plan)), default=0)


def _all_groups(case: Case) -> Iterator[Group]:
    for start in range(case.days[0].slots - case.visits + 1):
        for hosts in permutations(range(len(case.hosts)), case.visits):
            for size in range(case.smallest, case.largest + 1):
                for people in combinations(range(len(case.people)), size):
                    yield Group(0, start, hosts, frozenset(people))


def unkept(case: Case, plan: Plan) -> list[str]:
    """Promises to who is slow or takes no steps that are not kept; asked without the rules of the planner."""
    found = []
    for group in plan.groups:
        who = [case.people[one] for one in group.people]
        for one, other in pairwise(group.hosts):
            way = case.metres[one][other] * 1.3
            if way > 80 * case.pause or (any(each.is_slow for each in who) and way > 40 * case.pause):
                found.append(f"{way} metres in {case.pause} minutes")
        if any(each.step_free for each in who):
            found += [f"steps at {host}" for host in group.hosts if not case.hosts[host].step_free]
    return found
