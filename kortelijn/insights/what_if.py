"""What if: a person, a seat or an organization goes; what falls apart, what nobody holds, and who could mend it."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from django.utils.functional import Promise

from kortelijn.insights.duties import seats_of, tasks_on
from kortelijn.insights.measures.change import Shock, without
from kortelijn.insights.measures.edges import Edges
from kortelijn.insights.models import CONTACT
from kortelijn.insights.providers import Gap, Supply, supply_of
from kortelijn.insights.roster import Member, Roster, roster_of
from kortelijn.parties.holdings import Holding, held_by_seats
from kortelijn.parties.models import Network, Seat
from kortelijn.tasks.models import Task
from kortelijn.ties.queries import live_ties

REFERRAL = "referrals.referral"
Words = str | Promise
PERSON, SEAT, ORGANIZATION = "persoon", "plek", "organisatie"


@dataclass(frozen=True)
class Taken:
    """Who or what is taken out: the people that are gone then, and the seats that are empty or gone."""

    title: str
    people: list[int]
    seats: set[UUID]
    organizations: set[UUID]


@dataclass(frozen=True)
class Here:
    """A network as it is, read once, to try things out on."""

    network: Network
    roster: Roster
    contacts: Edges
    seats: dict[UUID, Seat]

    @classmethod
    def of(cls, network: Network) -> "Here":
        """Who is here, who has contact with whom, and which seats there are."""
        roster = roster_of(network)
        return cls(network, roster, roster.edges(live_ties(network), CONTACT), seats_of(network))

    def taken(self, named: str) -> Taken | None:
        """What an address names (`persoon:<key>`), when it is in this network."""
        kind, _colon, text = named.partition(":")
        try:
            key = UUID(text)
        except ValueError:
            return None
        if kind == PERSON and key in self.roster.place:
            member = self.roster.members[self.roster.place[key]]
            return self._without_people(member.name, [self.roster.place[key]])
        if kind == SEAT and key in self.seats:
            return self._without_seats(str(self.seats[key]), {key}, set())
        theirs = {seat.pk for seat in self.seats.values() if seat.organization_id == key}
        if kind == ORGANIZATION and theirs:
            name = next(seat.organization.name for seat in self.seats.values() if seat.pk in theirs)
            return self._without_seats(name, theirs, {key})
        return None

    def _without_people(self, title: str, people: list[int]) -> Taken:
        """Their seats are empty then, unless somebody else sits there too."""
        seats = {key for key, sitting in self.roster.seats.items() if set(sitting) <= set(people)}
        return Taken(title, people, seats, set())

    def _without_seats(self, title: str, seats: set[UUID], organizations: set[UUID]) -> Taken:
        """Who sits elsewhere in the network as well, stays."""
        gone = [
            number for number, member in enumerate(self.roster.members)
            if {seat.pk for seat in member.seats} <= seats
        ]  # fmt: skip
        return Taken(title, gone, seats, organizations)


@dataclass(frozen=True)
class Falls:
    """Things of one kind that nobody holds any more then, each with the seat that holds it now."""

    title: Words
    items: list[tuple[Holding, str]]


@dataclass(frozen=True)
class Outcome:
    """What happens when somebody is taken out."""

    shock: Shock
    apart: list[list[Member]]  # the pieces that come loose, smallest kept whole
    alone: int  # of who stays: had contact with nobody before either
    falls: list[Falls]
    tasks: int
    to_deputy: int
    referrals: int
    gaps: list[Gap]
    bridge: tuple[Member, Member] | None
    mended: int


def outcome_of(here: Here, taken: Taken) -> Outcome:
    """Try it out; nothing changes."""
    shock = without(here.contacts, taken.people)
    loose = _loose(here, taken, shock)
    bridge, mended = _bridge(here, shock, loose)
    subjects = Task.objects.open().filter(owner__in=taken.seats, subject_type=REFERRAL).order_by()
    supply: Supply = supply_of(here.network)
    tasks = tasks_on(taken.seats)
    return Outcome(
        shock, [[here.roster.members[each] for each in piece] for piece in loose],
        len(set(np.flatnonzero(here.contacts.degrees == 0).tolist()) - set(taken.people)), _fallen(here, taken),
        sum(tasks.values()), _to_deputy(here, taken, tasks),
        subjects.values("subject_id").distinct().count(),
        supply.gaps(supply.lost(seats=taken.seats, organizations=taken.organizations)), bridge, mended,
    )  # fmt: skip


def _loose(here: Here, taken: Taken, shock: Shock) -> list[list[int]]:
    """The pieces that hung on who is gone, but the largest of each: the others can still reach that one.

    Whoever is left without anybody is loose, however small the rest.
    """
    before = here.contacts.graph.connected_components().membership
    hit = {before[each] for each in taken.people}
    largest: set[int] = set()
    loose = []
    for piece in shock.islands:  # the largest come first
        island = before[piece[0]]
        if island in hit and (island in largest or len(piece) == 1):
            loose.append(piece)
        largest.add(island)
    return loose


def _bridge(here: Here, shock: Shock, loose: list[list[int]]) -> tuple[tuple[Member, Member] | None, int]:
    """The two who would mend most by getting to know each other: in the two largest pieces, with fewest contacts."""
    if not loose:
        return None, 0
    before = here.contacts.graph.connected_components().membership
    other = loose[0]
    rest = [piece for piece in shock.islands if piece is not other]
    if not rest:
        return None, 0
    main = next((piece for piece in rest if before[piece[0]] == before[other[0]]), rest[0])
    known = here.contacts.degrees
    one, two = (min(piece, key=lambda each: (known[each] == 0, known[each], each)) for piece in (main, other))
    return (here.roster.members[one], here.roster.members[two]), len(main) * len(other)


def _fallen(here: Here, taken: Taken) -> list[Falls]:
    """Kind by kind, as on the page of a seat."""
    falling = [each for each in held_by_seats.of(list(taken.seats)) if _falls(here, each, taken)]
    kinds = [
        Falls(kind.title, [(each, str(here.seats[each.holder])) for each in falling if each.kind == kind.kind])
        for kind in held_by_seats.kinds()
    ]
    return [each for each in kinds if each.items]


def _falls(here: Here, holding: Holding, taken: Taken) -> bool:
    """Held now, and by nobody any more then."""
    seats = {holding.holder, *holding.others}
    holders = {person for seat in seats for person in here.roster.seats.get(seat, ())}
    left = {person for seat in seats - taken.seats for person in here.roster.seats.get(seat, ())}
    return bool(holders) and not left - set(taken.people)


def _to_deputy(here: Here, taken: Taken, tasks: Counter[UUID]) -> int:
    """Open tasks that a deputy on another seat gets; the others go to the coordinator."""
    counted: Counter[bool] = Counter()
    for key in taken.seats:
        seat: Seat = here.seats[key]
        deputy = seat.deputy_id
        ready = deputy is not None and deputy not in taken.seats and bool(here.roster.seats.get(deputy))
        counted[ready] += tasks[key]
    return counted[True]
