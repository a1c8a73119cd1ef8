"""The planner itself: OR-Tools CP-SAT over groups, hosts and slots; only the worker and the command import this."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import combinations
from time import perf_counter
from typing import Any

from ortools.sat.python import cp_model

from kortelijn.walks.planner.better import better_plan
from kortelijn.walks.planner.case import Case, Group, Plan
from kortelijn.walks.planner.first import first_plan
from kortelijn.walks.planner.rules import AGAIN, MIXED, NEW, PLACED, worth

SEED = 26
Heard = Callable[[Plan, float], None]


@dataclass(frozen=True)
class Search:
    """How long, with how many hands; `effort` instead of seconds gives the same plan every time, with one worker."""

    seconds: float = 30.0
    workers: int = 1
    steps: int = 40_000  # of small changes before the model begins
    effort: float = 0.0
    seed: int = SEED


def solve(case: Case, search: Search | None = None, heard: Heard = lambda plan, seconds: None) -> Plan:
    """The best plan found in that time; each better one on the way is told to `heard`."""
    search, begin = search or Search(), perf_counter()
    start = first_plan(case)
    heard(start, perf_counter() - begin)
    start = better_plan(
        case, start, search.steps, search.seed, lambda plan: heard(plan, perf_counter() - begin),
        is_over=lambda: perf_counter() - begin > search.seconds / 2,
    )  # fmt: skip
    heard(start, perf_counter() - begin)
    left = search.seconds - (perf_counter() - begin)
    return _Model(case).improved(start, replace(search, seconds=max(0.5, left)), heard)


class _Model:
    """Every variable of one case."""

    def __init__(self, case: Case) -> None:
        self.case, self.model = case, cp_model.CpModel()
        self.groups = [(day, number) for day, each in enumerate(case.days) for number in range(each.groups)]
        self.gain: list[Any] = []
        self._people()
        self._routes()
        self._needs()
        self._new_visits()
        self._new_people()
        self._domains()
        self.model.maximize(sum(self.gain))

    # Who goes along

    def _people(self) -> None:
        case, new = self.case, self.model.new_bool_var
        self.walks = {
            (person, group): new(f"x{person}.{group}")
            for person, each in enumerate(case.people)
            for group, (day, _n) in enumerate(self.groups) if day in each.days
        }  # fmt: skip
        self.begins = {
            (group, slot): new(f"s{group}.{slot}")
            for group, (day, _n) in enumerate(self.groups) for slot in range(case.days[day].slots - case.visits + 1)
        }  # fmt: skip
        self.goes = [new(f"on{group}") for group in range(len(self.groups))]
        for group in range(len(self.groups)):
            starts = [each for (of, _slot), each in self.begins.items() if of == group]
            self.model.add(sum(starts) == self.goes[group])
            members = sum(each for (_person, of), each in self.walks.items() if of == group)
            self.model.add(members <= case.largest * self.goes[group])
            self.model.add(members >= case.smallest * self.goes[group])
        for person in range(len(case.people)):
            mine = {group: each for (one, group), each in self.walks.items() if one == person}
            self.model.add(sum(mine.values()) <= case.walks_each)
            for day in range(len(case.days) if case.walks_each > 1 else 0):
                self.model.add_at_most_one(each for group, each in mine.items() if self.groups[group][0] == day)
        self.gain += [PLACED * each for each in self.walks.values()]

    # Where it goes

    def _routes(self) -> None:
        self.at: dict[tuple[int, int, int], Any] = {}
        self.passes: dict[tuple[int, int], Any] = {}
        for group, (day, _number) in enumerate(self.groups):
            self._route(group, day)
        for day, each in enumerate(self.case.days):
            of_day = [group for group, (where, _n) in enumerate(self.groups) if where == day]
            for slot in range(each.slots):
                for host in range(len(self.case.hosts)):
                    here = [self.at[group, slot, host] for group in of_day if (group, slot, host) in self.at]
                    self.model.add_at_most_one(here)

    def _route(self, group: int, day: int) -> None:
        case, slots = self.case, self.case.days[day].slots
        for host, each in enumerate(case.hosts):
            mine = {}
            for slot in (slot for slot in range(slots) if (day, slot) in each.open):
                mine[slot] = self.at[group, slot, host] = self.model.new_bool_var(f"a{group}.{slot}.{host}")
            self.passes[group, host] = self.model.new_bool_var(f"v{group}.{host}")
            self.model.add(sum(mine.values()) == self.passes[group, host])
        for slot in range(slots):
            starts = [self.begins[group, first] for first in range(max(0, slot - case.visits + 1), slot + 1)
                      if (group, first) in self.begins]  # fmt: skip
            here = [self.at[group, slot, h] for h in range(len(case.hosts)) if (group, slot, h) in self.at]
            self.model.add(sum(here) == sum(starts))
        for slot in range(slots - 1):
            self._leg(group, slot)

    def _leg(self, group: int, slot: int) -> None:
        """The way to the next host: it costs minutes, and what is too far cannot be."""
        case, hosts = self.case, range(len(self.case.hosts))
        longest = max((case.minutes(one, other) for one in hosts for other in hosts), default=0)
        way = self.model.new_int_var(0, longest, f"w{group}.{slot}")
        for one in (host for host in hosts if (group, slot, host) in self.at):
            here = self.at[group, slot, one]
            ways = {other: case.minutes(one, other) for other in hosts if (group, slot + 1, other) in self.at}
            far = [self.at[group, slot + 1, other] for other in ways if not case.in_reach(one, other)]
            if far:
                self.model.add_at_most_one([here, *far])
            onward = sum(minutes * self.at[group, slot + 1, other] for other, minutes in ways.items())
            self.model.add(way >= onward - max(ways.values(), default=0) * (1 - here))
        self.gain.append(-way)

    def _needs(self) -> None:
        """Who walks slowly or cannot take steps makes the route of the group so."""
        case = self.case
        for group in range(len(self.groups)):
            slow = [each for (person, of), each in self.walks.items() if of == group and case.people[person].is_slow]
            free = [each for (person, of), each in self.walks.items() if of == group and case.people[person].step_free]
            if free:
                for host in (number for number, each in enumerate(case.hosts) if not each.step_free):
                    self._unless_any(free, [self.passes[group, host]])
            for (of, slot, one), here in list(self.at.items()) if slow else ():
                for other in range(len(case.hosts)):
                    then = self.at.get((group, slot + 1, other))
                    if of == group and then is not None and case.in_reach(one, other) and not case.in_reach(
                        one, other, slow=True):  # fmt: skip
                        self._unless_any(slow, [here, then])

    def _unless_any(self, people: list[Any], together: list[Any]) -> None:
        """Not all of these at once when any of these people comes along."""
        for each in people:
            self.model.add(sum(together) + each <= len(together))

    # What it brings

    def _new_visits(self) -> None:
        """How many people of a group see a host for the first time: none where the group does not go."""
        case = self.case
        if case.walks_each > 1:
            self._new_visits_over_walks()
            return
        for (group, host), passes in self.passes.items():
            strangers = [each for (person, of), each in self.walks.items()
                         if of == group and host not in case.people[person].known]  # fmt: skip
            count = self.model.new_int_var(0, min(case.largest, len(strangers)), f"n{group}.{host}")
            self.model.add(count <= sum(strangers))
            self.model.add(count <= case.largest * passes)
            self.gain.append(NEW * count)

    def _new_visits_over_walks(self) -> None:
        """Who walks more than once sees a host for the first time once."""
        case = self.case
        for person, each in enumerate(case.people):
            for host in (host for host in range(len(case.hosts)) if host not in each.known):
                there = []
                for group in (group for one, group in self.walks if one == person):
                    both = self.model.new_bool_var(f"z{person}.{group}.{host}")
                    self.model.add(both <= self.walks[person, group])
                    self.model.add(both <= self.passes[group, host])
                    there.append(both)
                seen = self.model.new_bool_var(f"n{person}.{host}")
                self.model.add(seen <= sum(there))
                self.gain.append(NEW * seen)

    def _new_people(self) -> None:
        """Pairs that know each other already, or meet a second time, count against it."""
        case = self.case
        for pair in combinations(range(len(case.people)), 2):
            known = pair in case.acquainted
            if not known and case.walks_each == 1:
                continue
            together = []
            for group in range(len(self.groups)):
                both = [self.walks[person, group] for person in pair if (person, group) in self.walks]
                if len(both) == len(pair):
                    meet = self.model.new_bool_var(f"k{pair[0]}.{pair[1]}.{group}")
                    self.model.add(meet >= sum(both) - 1)
                    together.append(meet)
            if known:
                self.gain += [-AGAIN * each for each in together]
            elif len(together) > 1:
                again = self.model.new_int_var(0, case.walks_each - 1, f"r{pair[0]}.{pair[1]}")
                self.model.add(again >= sum(together) - 1)
                self.gain.append(-AGAIN * again)

    def _domains(self) -> None:
        for group in range(len(self.groups)):
            for domain in sorted({each.domain for each in self.case.people}):
                of = [each for (person, where), each in self.walks.items()
                      if where == group and self.case.people[person].domain == domain]  # fmt: skip
                there = self.model.new_bool_var(f"d{group}.{domain}")
                self.model.add(there <= sum(of))
                self.gain.append(MIXED * there)

    # The search

    def improved(self, start: Plan, search: Search, heard: Heard) -> Plan:
        """From a first plan to a better one."""
        self._hint(start)
        solver = cp_model.CpSolver()
        self._hint_all(solver)
        solver.parameters.num_workers = search.workers
        solver.parameters.random_seed = search.seed
        solver.parameters.max_time_in_seconds = search.seconds
        if search.effort:
            solver.parameters.max_deterministic_time = search.effort
        teller = _Teller(self, heard, worth(self.case, start).score)
        status = solver.solve(self.model, teller)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return start
        found = self.read(solver.boolean_value)
        return max(start, found, key=lambda plan: worth(self.case, plan).score)

    def _hint(self, plan: Plan) -> None:
        free = {
            day: [g for g, (where, _n) in enumerate(self.groups) if where == day] for day in range(len(self.case.days))
        }
        true: set[Any] = set()
        for group in plan.groups:
            number = free[group.day].pop(0)
            true |= {("x", person, number) for person in group.people} | {("s", number, group.start)}
            true |= {("a", number, slot, host) for host, slot in group.stops}
        for name, variables in (("x", self.walks), ("s", self.begins), ("a", self.at)):
            for key, variable in variables.items():
                self.model.add_hint(variable, (name, *key) in true)

    def _hint_all(self, solver: cp_model.CpSolver) -> None:
        """What follows from the first plan becomes a hint too: with a whole one the search begins there."""
        solver.parameters.fix_variables_to_their_hinted_value = True
        if solver.solve(self.model) in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            whole = range(len(self.model.proto.variables))
            values = [solver.value(self.model.get_int_var_from_proto_index(index)) for index in whole]
            self.model.clear_hints()  # type: ignore[no-untyped-call]  # OR-Tools left it so
            for index, value in enumerate(values):
                self.model.add_hint(self.model.get_int_var_from_proto_index(index), value)
        solver.parameters.fix_variables_to_their_hinted_value = False

    def read(self, is_true: Callable[[Any], bool]) -> Plan:
        """A solution as a plan; groups that do not go are left out."""
        groups = []
        for number, (day, _n) in enumerate(self.groups):
            stops = sorted((slot, host) for (of, slot, host), each in self.at.items() if of == number and is_true(each))
            people = frozenset(person for (person, of), each in self.walks.items() if of == number and is_true(each))
            if stops:
                groups.append(Group(day, stops[0][0], tuple(host for _slot, host in stops), people))
        return Plan(tuple(groups))


class _Teller(cp_model.CpSolverSolutionCallback):
    """Tells each better plan."""

    def __init__(self, model: _Model, heard: Heard, least: int) -> None:
        super().__init__()
        self._of, self._heard, self._best = model, heard, least

    def on_solution_callback(self) -> None:
        """CP-SAT calls this by its name."""
        plan = self._of.read(self.boolean_value)
        score = worth(self._of.case, plan).score
        if score > self._best:
            self._best = score
            self._heard(plan, self.wall_time)
