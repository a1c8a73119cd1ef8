"""Makes a plan better by many small changes, now and then a worse one (simulated annealing); the same every time."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from math import exp
from random import Random

from kortelijn.walks.planner.case import Case, Group, Pair, Plan
from kortelijn.walks.planner.rules import AGAIN, MIXED, NEW, PLACED, in_group

WARM, COLD, LOOK = 2.0, 0.5, 256
Change = dict[int, Group]  # by number of the group


def better_plan(
    case: Case, plan: Plan, steps: int, seed: int, heard: Callable[[Plan], None],
    is_over: Callable[[], bool] = lambda: False,
) -> Plan:  # fmt: skip
    """The best plan seen in so many steps, fewer when the time is over; `heard` gets what is better, now and then."""
    state = _State(case, plan, Random(seed))  # noqa: S311 - no secret: the same season gives the same plan
    best, least = list(state.groups), state.score
    told, every = least, max(1, steps // 12)
    for step in range(steps if plan.groups else 0):
        if step % LOOK == 0 and is_over():
            break
        state.step(WARM * (COLD / WARM) ** (step / steps))
        if state.score > least:
            best, least = list(state.groups), state.score
        if step % every == every - 1 and least > told:
            told = least
            heard(Plan(tuple(best)))
    return Plan(tuple(best))


class _State:
    """A plan with its score, kept while groups change."""

    def __init__(self, case: Case, plan: Plan, chance: Random) -> None:
        self.case, self.chance, self.score = case, chance, 0
        self.groups = list(plan.groups)
        self.seen: defaultdict[Pair, int] = defaultdict(int)
        self.met: defaultdict[Pair, int] = defaultdict(int)
        self.walks: defaultdict[int, int] = defaultdict(int)
        self.taken: set[tuple[int, int, int]] = set()
        self.moves = (
            self._swap,
            self._swap_on_a_day,
            self._swap_on_a_day,
            self._move,
            self._other_host,
            self._other_order,
        )
        for group in self.groups:
            self._count(group, 1)

    def step(self, warmth: float) -> None:
        """Try one change; keep it when it is better, or by chance when it is a little worse."""
        change = self.chance.choice(self.moves)()
        if not change or not self._can_be(change):
            return
        before, was = self.score, {number: self.groups[number] for number in change}
        self._put(change)
        if self.score < before and self.chance.random() >= exp((self.score - before) / warmth):
            self._put(was)

    def _put(self, change: Change) -> None:
        for number in change:
            self._count(self.groups[number], -1)
        for number, group in change.items():
            self.groups[number] = group
            self._count(group, 1)

    def _count(self, group: Group, sign: int) -> None:
        """Add a group to the score, or take it off."""
        case = self.case
        self.score += sign * (PLACED * len(group.people) - sum(case.minutes(*leg) for leg in group.legs))
        self.score += sign * MIXED * len({case.people[person].domain for person in group.people})
        for host, slot in group.stops:
            (self.taken.add if sign > 0 else self.taken.discard)((group.day, slot, host))
            for person in group.people:
                if host not in case.people[person].known:
                    self.score += NEW * self._once(self.seen, (person, host), sign)
        for pair in group.pairs:
            if pair in case.acquainted or not self._once(self.met, pair, sign):
                self.score -= AGAIN * sign
        for person in group.people:
            self.walks[person] += sign

    @staticmethod
    def _once(counts: defaultdict[Pair, int], key: Pair, sign: int) -> int:
        """Count it; what is left of the first time: 1 when it comes, -1 when it goes, 0 for a second time."""
        before = counts[key]
        counts[key] = before + sign
        return sign if (before if sign > 0 else before - 1) == 0 else 0

    def _can_be(self, change: Change) -> bool:
        for number, group in change.items():
            if any(in_group(self.case, number, group)):
                return False
            others = [each for n, each in enumerate(self.groups) if each.day == group.day and n not in change]
            if any(group.people & each.people for each in others):
                return False
            was = {(group.day, slot, host) for host, slot in self.groups[number].stops}
            if any((group.day, slot, host) in self.taken - was for host, slot in group.stops):
                return False
        return True

    def _one(self) -> int:
        return self.chance.randrange(len(self.groups))

    def _swap(self) -> Change:
        """Two people change places."""
        return self._swapped(self._one(), self._one())

    def _swap_on_a_day(self) -> Change:
        """Two people change places on the same day: who comes every day can do no other."""
        one = self._one()
        beside = [number for number, each in enumerate(self.groups) if each.day == self.groups[one].day]
        return self._swapped(one, self.chance.choice(beside))

    def _swapped(self, one: int, other: int) -> Change:
        a, b = self.groups[one], self.groups[other]
        if one == other:
            return {}
        p, q = self.chance.choice(sorted(a.people)), self.chance.choice(sorted(b.people))
        if p == q or p in b.people or q in a.people:
            return {}
        return {one: replace(a, people=a.people - {p} | {q}), other: replace(b, people=b.people - {q} | {p})}

    def _move(self) -> Change:
        """Somebody goes to another group, or from the waiting list into one."""
        target = self._one()
        group, person = self.groups[target], self.chance.randrange(len(self.case.people))
        if person in group.people:
            return {}
        change = {target: replace(group, people=group.people | {person})}
        if self.walks[person] >= self.case.walks_each:
            source = self.chance.choice([n for n, each in enumerate(self.groups) if person in each.people])
            change[source] = replace(self.groups[source], people=self.groups[source].people - {person})
        return change

    def _other_host(self) -> Change:
        """Somewhere else at one of the stops."""
        number = self._one()
        hosts = list(self.groups[number].hosts)
        hosts[self.chance.randrange(len(hosts))] = self.chance.randrange(len(self.case.hosts))
        return {number: replace(self.groups[number], hosts=tuple(hosts))}

    def _other_order(self) -> Change:
        """The same hosts in another order, or from another slot on."""
        number = self._one()
        group = self.groups[number]
        hosts = list(group.hosts)
        self.chance.shuffle(hosts)
        start = self.chance.randrange(self.case.days[group.day].slots - self.case.visits + 1)
        return {number: replace(group, hosts=tuple(hosts), start=start)}
