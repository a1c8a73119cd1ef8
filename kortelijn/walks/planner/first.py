"""A first plan in a moment: routes along near hosts, people where they bring most. What comes after, improves it."""

from collections.abc import Iterator

from kortelijn.walks.planner.case import Case, Group, Pair, Plan
from kortelijn.walks.planner.rules import worth_of

Taken = set[tuple[int, int, int]]


def first_plan(case: Case) -> Plan:
    """Keeps every rule; who fits nowhere waits."""
    routes = [_route for day in range(len(case.days)) for _route in _routes(case, day)]
    groups = _filled(case, routes)
    return Plan(tuple(group for group in groups if len(group.people) >= case.smallest))


def _routes(case: Case, day: int) -> Iterator[Group]:
    """As many routes as groups fit on a day, those for who needs it easy first."""
    here = [person for person in case.people if day in person.days]
    easy = -(-sum(person.step_free or person.is_slow for person in here) // case.largest)
    taken: Taken = set()
    used = [0] * len(case.hosts)
    for number in range(min(case.days[day].groups, len(here) // max(case.smallest, 1))):
        route = _route(case, day, taken, used, easy=number < easy) or _route(case, day, taken, used, easy=False)
        if route is None:
            return
        taken |= {(day, slot, host) for host, slot in route.stops}
        for host in route.hosts:
            used[host] += 1
        yield route


def _route(case: Case, day: int, taken: Taken, used: list[int], *, easy: bool) -> Group | None:
    """From the earliest start with room, along the least used and nearest hosts."""
    for start in range(case.days[day].slots - case.visits + 1):
        found = _extended(case, (day, start), (), taken, used, easy)
        if found is not None:
            return Group(day, start, found, frozenset())
    return None


def _extended(
    case: Case, begin: Pair, so_far: tuple[int, ...], taken: Taken, used: list[int], easy: bool
) -> tuple[int, ...] | None:
    if len(so_far) == case.visits:
        return so_far
    (day, start), last = begin, so_far[-1] if so_far else None
    slot = start + len(so_far)
    fits = [
        host for host, each in enumerate(case.hosts)
        if (day, slot) in each.open and host not in so_far and (day, slot, host) not in taken
        and (not easy or each.step_free) and (last is None or case.in_reach(last, host, slow=easy))
    ]  # fmt: skip
    near = sorted(fits, key=lambda host: (used[host], case.minutes(last, host) if last is not None else 0, host))
    for host in near:
        found = _extended(case, begin, (*so_far, host), taken, used, easy)
        if found is not None:
            return found
    return None


def _filled(case: Case, routes: list[Group]) -> list[Group]:
    """First who has the least choice; then every group gets its least, and everybody the group where it brings most."""
    groups, walks = list(routes), [0] * len(case.people)
    order = sorted(range(len(case.people)), key=lambda one: (*_choice(case, one), one))
    for _round in range(case.walks_each):
        for person in order:
            best = max((each for each in range(len(groups)) if _may_join(case, groups, person, each)),
                       key=lambda each: _gain(case, groups[each], person), default=None)  # fmt: skip
            if best is not None and walks[person] < case.walks_each:
                groups[best] = _joined(groups[best], person)
                walks[person] += 1
    return groups


def _choice(case: Case, one: int) -> tuple[bool, bool, int]:
    person = case.people[one]
    return not person.step_free, not person.is_slow, len(person.days)


def _may_join(case: Case, groups: list[Group], one: int, number: int) -> bool:
    person, group = case.people[one], groups[number]
    if group.day not in person.days or len(group.people) >= case.largest:
        return False
    if any(one in other.people for other in groups if other.day == group.day):
        return False
    if person.step_free and not all(case.hosts[host].step_free for host in group.hosts):
        return False
    return not person.is_slow or all(case.in_reach(*leg, slow=True) for leg in group.legs)


def _gain(case: Case, group: Group, person: int) -> tuple[bool, int, int]:
    """A group that still lacks people goes first, the fullest of these; then what the person brings and finds there."""
    short = len(group.people) < case.smallest
    before, after = worth_of(case, group).score, worth_of(case, _joined(group, person)).score
    return short, len(group.people) if short else 0, after - before


def _joined(group: Group, person: int) -> Group:
    return Group(group.day, group.start, group.hosts, group.people | {person})
