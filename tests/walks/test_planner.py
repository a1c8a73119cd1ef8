"""The planner: rules that always hold, the best that there is where that is known, the same plan every time."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from bench.walks import neighbourhood
from kortelijn.walks.planner.better import better_plan
from kortelijn.walks.planner.case import Case, Day, Group, Host, Person, Plan
from kortelijn.walks.planner.first import first_plan
from kortelijn.walks.planner.rules import Broken, faults, worth
from kortelijn.walks.planner.solve import Search, solve
from tests.walks.cases import best_by_trying_all, cases, golfers, unkept

CALM = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
NEVER = 30.0


def silent(plan: Plan) -> None:
    """Nobody listens."""


@CALM
@given(cases())
def test_a_first_plan_breaks_no_rule_whatever_the_season(case: Case) -> None:
    assert faults(case, first_plan(case)) == []
    assert unkept(case, first_plan(case)) == []


@CALM
@given(cases())
def test_a_better_plan_breaks_none_either_and_is_not_worse(case: Case) -> None:
    first = first_plan(case)
    better = better_plan(case, first, 300, 1, silent)
    assert faults(case, better) == []
    assert unkept(case, better) == []
    assert worth(case, better).score >= worth(case, first).score


@settings(CALM, max_examples=12)
@given(cases(most_people=8, most_hosts=4))
def test_the_model_keeps_the_same_rules_and_counts_the_same(case: Case) -> None:
    heard: list[int] = []
    plan = solve(case, Search(seconds=1.0, steps=100), lambda each, _at: heard.append(worth(case, each).score))
    assert faults(case, plan) == []
    assert unkept(case, plan) == []
    assert heard == sorted(heard)
    assert worth(case, plan).score == heard[-1]


def small(people: int) -> Case:
    """One afternoon, three hosts, at most two groups."""
    hosts = tuple(Host(f"h{n}", "care", frozenset({(0, 0), (0, 1)}), n != 1) for n in range(3))
    who = tuple(
        Person(f"p{n}", ("care", "welfare")[n % 2], frozenset({0}), n == 3, n == 2, frozenset({n % 3}))
        for n in range(people)
    )  # fmt: skip
    metres = ((0.0, 300.0, 500.0), (300.0, 0.0, 200.0), (500.0, 200.0, 0.0))
    return Case(who, hosts, (Day(2, 2),), metres, 2, 2, 3, 15, 1, frozenset({(0, 1), (2, 4)}))


@pytest.mark.parametrize("people", [2, 4, 6, 7, 8])
def test_it_is_as_good_as_trying_everything(people: int) -> None:
    case = small(people)
    assert worth(case, solve(case, Search(NEVER, steps=500))).score == best_by_trying_all(case)


def test_nine_people_in_threes_meet_everybody_once_in_four_days() -> None:
    case = golfers(9, 3, 4)
    plan = better_plan(case, first_plan(case), 40_000, 26, silent)
    assert faults(case, plan) == []
    assert (worth(case, plan).again, worth(case, plan).met) == (0, 36)


def test_thirty_people_see_mostly_what_is_new_to_them() -> None:
    case = neighbourhood(people=30, ties=91)
    plan = better_plan(case, first_plan(case), 6_000, 26, silent)
    got = worth(case, plan)
    assert faults(case, plan) == []
    assert got.placed == 30
    assert got.new_each >= 2.6
    assert got.again <= 6


def test_the_same_season_gives_the_same_plan() -> None:
    case = neighbourhood(people=12, hosts=5, ties=20)
    search = Search(seconds=NEVER, steps=500, effort=0.2)
    assert solve(case, search) == solve(case, search)


def test_who_walks_slowly_or_takes_no_steps_gets_a_route_where_others_get_a_longer_one() -> None:
    hosts = tuple(Host(f"h{n}", "care", frozenset({(0, 0), (0, 1)}), n != 1) for n in range(4))
    spots = (0.0, 100.0, 300.0, 800.0)  # from 0 to 2 is 390 metres of streets: 5 minutes, or 10
    who = [Person(f"p{n}", "care", frozenset({0})) for n in range(4)]
    who[1] = replace(who[1], is_slow=True, step_free=True)
    metres = tuple(tuple(abs(one - other) for other in spots) for one in spots)
    case = Case(tuple(who), hosts, (Day(2, 2),), metres, 2, 2, 2, 15)
    plan = solve(case, Search(NEVER, steps=300))
    (easy,) = (group for group in plan.groups if 1 in group.people)
    assert worth(case, plan).placed == 4
    assert set(easy.hosts) == {0, 2}  # 1 has steps, 3 is 16 minutes on at that pace
    assert unkept(case, plan) == []
    assert unkept(case, Plan((replace(easy, hosts=(2, 3)), replace(easy, hosts=(1, 2)))))


ROUTE = Group(0, 0, (0, 2), frozenset({0, 1}))


@pytest.mark.parametrize(
    ("group", "what"),
    [
        (replace(ROUTE, start=1), Broken.CLOSED), (replace(ROUTE, hosts=(0, 0)), Broken.TWICE_AT_HOST),
        (replace(ROUTE, hosts=(0,)), Broken.NOT_ENOUGH_VISITS), (replace(ROUTE, people=frozenset()), Broken.TOO_FEW),
        (replace(ROUTE, people=frozenset(range(4))), Broken.TOO_MANY),
        (replace(ROUTE, hosts=(0, 1), people=frozenset({1, 2})), Broken.STEPS),
        (replace(ROUTE, people=frozenset({1, 3})), Broken.TOO_FAR),
    ],
)  # fmt: skip
def test_each_rule_can_be_broken(group: Group, what: Broken) -> None:
    assert what in {fault.what for fault in faults(small(6), Plan((group,)))}


def test_between_groups_too() -> None:
    case = small(6)
    twice = Plan((ROUTE, replace(ROUTE, people=frozenset({0, 4}))))
    assert {Broken.TAKEN, Broken.TWO_AT_ONCE, Broken.TOO_OFTEN} <= {fault.what for fault in faults(case, twice)}
    away = replace(case, people=(replace(case.people[0], days=frozenset()), *case.people[1:]))
    assert Broken.NOT_THAT_DAY in {fault.what for fault in faults(away, Plan((ROUTE,)))}
