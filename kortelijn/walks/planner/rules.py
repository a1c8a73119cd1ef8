"""What always holds in a plan, and what it is worth: the same for the planner, the check while dragging and tests."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from kortelijn.walks.planner.case import Case, Group, Plan

PLACED, NEW, AGAIN, MIXED = 100, 6, 4, 2  # a walking minute is 1


class Broken(StrEnum):
    """What cannot be."""

    CLOSED = "closed"
    TAKEN = "taken"
    TWICE_AT_HOST = "twice-at-host"
    NOT_ENOUGH_VISITS = "visits"
    TOO_MANY = "too-many"
    TOO_FEW = "too-few"
    TOO_FAR = "too-far"
    STEPS = "steps"
    NOT_THAT_DAY = "not-that-day"
    TWO_AT_ONCE = "two-at-once"
    TOO_OFTEN = "too-often"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that cannot be, and where."""

    what: Broken
    group: int | None = None
    person: int | None = None
    host: int | None = None


def faults(case: Case, plan: Plan) -> list[Fault]:
    """All that is wrong with a plan; nothing is how it must be."""
    found = [fault for number, group in enumerate(plan.groups) for fault in in_group(case, number, group)]
    return found + list(_between_groups(case, plan))


def in_group(case: Case, number: int, group: Group) -> Iterator[Fault]:
    """What is wrong within one group."""
    if len(group.hosts) != case.visits:
        yield Fault(Broken.NOT_ENOUGH_VISITS, number)
    if len(set(group.hosts)) < len(group.hosts):
        yield Fault(Broken.TWICE_AT_HOST, number)
    if len(group.people) > case.largest:
        yield Fault(Broken.TOO_MANY, number)
    if len(group.people) < case.smallest:
        yield Fault(Broken.TOO_FEW, number)
    for host, slot in group.stops:
        if (group.day, slot) not in case.hosts[host].open or not 0 <= slot < case.days[group.day].slots:
            yield Fault(Broken.CLOSED, number, host=host)
    slow = [person for person in group.people if case.people[person].is_slow]
    for one, other in group.legs:
        if not case.in_reach(one, other, slow=bool(slow)):
            yield Fault(Broken.TOO_FAR, number, min(slow, default=None), other)
    for person in sorted(group.people):
        if group.day not in case.people[person].days:
            yield Fault(Broken.NOT_THAT_DAY, number, person)
        if case.people[person].step_free:
            yield from (Fault(Broken.STEPS, number, person, h) for h in group.hosts if not case.hosts[h].step_free)


def _between_groups(case: Case, plan: Plan) -> Iterator[Fault]:
    visits = Counter((group.day, slot, host) for group in plan.groups for host, slot in group.stops)
    yield from (Fault(Broken.TAKEN, host=host) for (_day, _slot, host), times in visits.items() if times > 1)
    walks = Counter((person, group.day) for group in plan.groups for person in group.people)
    yield from (Fault(Broken.TWO_AT_ONCE, person=person) for (person, _day), times in walks.items() if times > 1)
    often = Counter(person for group in plan.groups for person in group.people)
    yield from (Fault(Broken.TOO_OFTEN, person=person) for person, times in often.items() if times > case.walks_each)


@dataclass(frozen=True, slots=True)
class Worth:
    """A plan in numbers: who comes along, what is new to them, whom they knew already, how far they walk."""

    placed: int
    new_visits: int
    again: int  # pairs that know each other already, or meet twice
    met: int  # pairs that meet for the first time
    domains: int
    minutes: int

    @property
    def score(self) -> int:
        """One number, the higher the better."""
        good = PLACED * self.placed + NEW * self.new_visits + MIXED * self.domains
        return good - AGAIN * self.again - self.minutes

    @property
    def new_each(self) -> float:
        """How many visits are new to somebody, on average."""
        return self.new_visits / self.placed if self.placed else 0.0


def worth(case: Case, plan: Plan) -> Worth:
    """What a plan brings; a visit or an acquaintance is new once."""
    pairs = Counter(pair for group in plan.groups for pair in group.pairs)
    again = sum(times - (pair not in case.acquainted) for pair, times in pairs.items())
    visits = {(person, host) for group in plan.groups for person in group.people for host in group.hosts}
    return Worth(
        placed=sum(len(group.people) for group in plan.groups),
        new_visits=sum(host not in case.people[person].known for person, host in visits),
        again=again, met=pairs.total() - again,
        domains=sum(len({case.people[person].domain for person in group.people}) for group in plan.groups),
        minutes=sum(case.minutes(*leg) for group in plan.groups for leg in group.legs),
    )  # fmt: skip


def worth_of(case: Case, group: Group) -> Worth:
    """What one group brings, by itself."""
    return worth(case, Plan((group,)))
