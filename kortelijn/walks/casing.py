"""A season as the planner sees it, and its plan as rows: the only place where keys become numbers."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from kortelijn.directory.distance import Point, metres_between
from kortelijn.kernel.clock import local
from kortelijn.parties.models import Tenure
from kortelijn.ties.queries import contacts_of
from kortelijn.ties.roster import domain_of
from kortelijn.walks.models import PAUSE, Day, Group, Host, Season, Walker
from kortelijn.walks.planner import case as planner


@dataclass(frozen=True)
class Casing:
    """The case, with whose number is whose; `groups` are those of the plan that stands."""

    case: planner.Case
    walkers: list[Walker]
    hosts: list[Host]
    days: list[Day]
    groups: list[Group]
    plan: planner.Plan

    def number_of(self, walker_id: UUID) -> int | None:
        """Of somebody who wants to come."""
        return next((number for number, each in enumerate(self.walkers) if each.pk == walker_id), None)

    def group_number(self, group_id: UUID | None) -> int | None:
        """Of a group in the plan that stands."""
        return next((number for number, each in enumerate(self.groups) if each.pk == group_id), None)


def casing_of(season: Season) -> Casing:
    """Everything that the planner needs, in a number of queries that does not grow."""
    coming = season.walkers.coming().select_related("person", "seat__organization").prefetch_related("days")
    walkers = sorted(coming, key=lambda each: (each.answered_at or each.asked_at, each.pk))
    rows = season.hosts.select_related("organization", "location", "seat").prefetch_related("receptions")
    hosts = [host for host in rows if host.location.latitude is not None and host.location.longitude is not None]
    days = list(season.days.all())
    for day in days:
        day.season = season
    contacts = contacts_of(season.network_id, (walker.person_id for walker in walkers))
    at_hosts = _people_at(season, hosts)
    case = planner.Case(
        people=tuple(_person(each, days, hosts, contacts[each.person_id], at_hosts) for each in walkers),
        hosts=tuple(_host(each, days) for each in hosts),
        days=tuple(planner.Day(len(day.starts()), day.groups) for day in days),
        metres=_metres(hosts), visits=season.visits, smallest=season.smallest, largest=season.largest, pause=PAUSE,
        walks_each=season.walks_each, acquainted=_acquainted(walkers, contacts),
    )  # fmt: skip
    groups = list(season.groups.select_related("day").prefetch_related("visits", "places"))
    return Casing(case, walkers, hosts, days, groups, _plan(groups, walkers, hosts, days))


def _people_at(season: Season, hosts: Iterable[Host]) -> dict[UUID, set[UUID]]:
    """Who works at each organization in this network."""
    found: dict[UUID, set[UUID]] = {host.organization_id: set() for host in hosts}
    tenures = Tenure.objects.current().filter(seat__network=season.network_id, seat__organization__in=found)
    for organization, person in tenures.order_by("id").values_list("seat__organization_id", "person_id"):
        found[organization].add(person)
    return found


def _person(
    walker: Walker, days: list[Day], hosts: list[Host], contacts: set[UUID], at_hosts: dict[UUID, set[UUID]]
) -> planner.Person:
    can = {day.pk for day in walker.days.all()}
    known = {
        number for number, host in enumerate(hosts)
        if host.organization_id == walker.seat.organization_id or contacts & at_hosts[host.organization_id]
    }  # fmt: skip
    return planner.Person(
        party=str(walker.seat.organization_id), domain=domain_of(walker.seat.profession),
        days=frozenset(number for number, day in enumerate(days) if day.pk in can),
        is_slow=walker.is_slow, step_free=walker.step_free, known=frozenset(known),
    )  # fmt: skip


def _host(host: Host, days: list[Day]) -> planner.Host:
    """Open in the slots whose whole visit falls within the hours in which it receives."""
    hours = {each.day_id: each for each in host.receptions.all()}
    slots = {
        (number, slot)
        for number, day in enumerate(days) if (at := hours.get(day.pk))
        for slot, start in enumerate(day.starts())
        if at.opens <= local(start).time() and local(start + day.season.visit_time).time() <= at.closes
    }  # fmt: skip
    return planner.Host(
        str(host.organization_id), domain_of(host.seat.profession), frozenset(slots), step_free=host.is_step_free
    )


def _metres(hosts: list[Host]) -> tuple[tuple[float, ...], ...]:
    points = [Point(host.location.latitude or 0.0, host.location.longitude or 0.0) for host in hosts]
    return tuple(tuple(metres_between(one, other) for other in points) for one in points)


def _acquainted(walkers: list[Walker], contacts: dict[UUID, set[UUID]]) -> frozenset[planner.Pair]:
    """Who has a living tie with whom, or works at the same organization."""
    return frozenset(
        (one, other)
        for one, a in enumerate(walkers) for other, b in enumerate(walkers[one + 1 :], start=one + 1)
        if b.person_id in contacts[a.person_id] or a.seat.organization_id == b.seat.organization_id
    )  # fmt: skip


def _plan(groups: list[Group], walkers: list[Walker], hosts: list[Host], days: list[Day]) -> planner.Plan:
    """The groups that stand, with who has a place in them."""
    of_walker = {walker.pk: number for number, walker in enumerate(walkers)}
    of_host = {host.pk: number for number, host in enumerate(hosts)}
    of_day = {day.pk: number for number, day in enumerate(days)}
    found = []
    for group in groups:
        kept = [of_walker[p.walker_id] for p in group.places.all() if p.is_kept and p.walker_id in of_walker]
        route = tuple(of_host[visit.host_id] for visit in group.visits.all() if visit.host_id in of_host)
        found.append(planner.Group(of_day[group.day_id], group.start, route, frozenset(kept)))
    return planner.Plan(tuple(found))
