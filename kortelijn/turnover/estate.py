"""What would fall when an organization stops: its seats and what these hold, what it holds itself, and who waits."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID, uuid5

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kortelijn.parties.holdings import Holding, held_by_organizations, held_by_seats
from kortelijn.parties.models import Membership, Seat, SeatQuerySet, Tenure
from kortelijn.referrals.models import Referral
from kortelijn.tasks.models import Task
from kortelijn.turnover.models import Ending, Move, Receiver

SEAT = "seat"
SEATS = _("Plekken")


@dataclass(frozen=True)
class Thing:
    """One thing that must go somewhere: a seat, what a seat holds, or what the organization holds."""

    kind: str
    key: UUID
    title: str
    heading: str
    url: str = ""
    of_seat: UUID | None = None
    may_stop: bool = False
    holding: Holding | None = None
    seat: Seat | None = None
    names: tuple[str, ...] = ()
    tasks: int = 0
    lines: int = 0
    waiting: int = 0


@dataclass
class Estate:
    """All of it, with where each thing goes so far."""

    things: list[Thing]
    moves: dict[UUID, Move] = field(default_factory=dict)
    leaving: frozenset[UUID] = frozenset()

    def move_of(self, thing: Thing) -> Move | None:
        """Where a thing goes: as was planned for it, else with its seat; a seat that stops takes nothing along."""
        if (own := self.moves.get(thing.key)) or thing.of_seat is None:
            return own
        seat = self.moves.get(thing.of_seat)
        return seat if seat and seat.receiver_id else None

    def says(self, thing: Thing) -> bool | None:
        """Whether it is agreed: yes, no, or nothing said yet."""
        move = self.move_of(thing)
        if move is None:
            return None
        if move.receiver and move.receiver.seat.organization_id in self.leaving:
            return False
        return True if move.stops_because else move.taken

    def goes_along(self, thing: Thing) -> bool:
        """Whether this seat goes with its people."""
        move = self.moves.get(thing.key)
        return bool(move and move.along)

    @property
    def waits_for(self) -> set[UUID]:
        """The receivers that did not say yes or no to something that is still there."""
        asked = [self.move_of(thing) for thing in self.things if self.says(thing) is None]
        return {move.receiver_id for move in asked if move and move.receiver_id}

    @property
    def open(self) -> list[Thing]:
        """What nobody took yet and nobody stops."""
        return [thing for thing in self.things if not self.says(thing)]

    @property
    def unplanned(self) -> list[Thing]:
        """What has no place to go yet."""
        return [thing for thing in self.things if self.move_of(thing) is None]

    def by_heading(self) -> list[tuple[str, list[Thing]]]:
        """Under the heading that each app gives it, seats first."""
        found: dict[str, list[Thing]] = {}
        for thing in self.things:
            found.setdefault(thing.heading, []).append(thing)
        return list(found.items())


def estate_of(ending: Ending) -> Estate:
    """What there is to move; as many queries, however much it is. After the day only what is left without a place."""
    seats = list(open_seats(ending)) if ending.is_planned else []
    own = [] if ending.is_closed else _own(ending)
    return Estate(
        [*_seats(seats), *_of_seats(seats), *own],
        {move.key: move for move in ending.moves.select_related("receiver__seat__organization")},
        frozenset(leaving(ending.network_id).values_list("organization", flat=True)),
    )


def leaving(network_id: UUID) -> QuerySet[Membership]:
    """Whoever stops here itself, or did: it takes nothing over any more."""
    going = (Membership.Phase.ENDING, Membership.Phase.ENDED)
    return Membership.objects.filter(network=network_id, phase__in=going)


def key_of(holding: Holding) -> UUID:
    """What names a thing in a plan: one row may be held in two ways, as the intake of a service and the service."""
    return uuid5(holding.key, holding.kind)


def offered_to(receiver: Receiver) -> list[Thing]:
    """What would go to this seat, as it is now."""
    estate = estate_of(receiver.ending)
    moves = [(thing, estate.move_of(thing)) for thing in estate.things]
    if receiver.seat.organization_id in estate.leaving:
        return []
    return [thing for thing, move in moves if move and move.receiver_id == receiver.pk]


def open_seats(ending: Ending) -> SeatQuerySet:
    """The seats of the organization where somebody sits or will sit, or that owe something."""
    sits = Tenure.objects.filter(Q(announced=False) | Q(pk__in=Tenure.objects.current().values("pk")))
    owes = Task.objects.open().filter(owner=OuterRef("pk"))
    here = Seat.objects.filter(network=ending.network_id, organization=ending.organization_id)
    used = here.filter(Exists(sits.filter(seat=OuterRef("pk"), period__isempty=False)) | Exists(owes))
    return used.select_related("organization").order_by("title", "id")


def _seats(seats: list[Seat]) -> Iterable[Thing]:
    keys = [seat.pk for seat in seats]
    names, owed = _names(keys), Counter(Task.objects.open().filter(owner__in=keys).values_list("owner", flat=True))
    rows = Referral.objects.filter(task__owner__in=keys, task__closed_at=None)
    lines = list(rows.values_list("task__owner", "task__status"))
    held = Counter(owner for owner, _status in lines)
    waits = Counter(owner for owner, status in lines if status == Task.Status.REQUESTED)
    for seat in seats:
        yield Thing(
            SEAT, seat.pk, seat.title, str(SEATS), reverse("web:seat", args=[seat.pk]), may_stop=True, seat=seat,
            names=tuple(names.get(seat.pk, ())), tasks=owed[seat.pk], lines=held[seat.pk], waiting=waits[seat.pk],
        )  # fmt: skip


def _names(seats: list[UUID]) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = {}
    rows = Tenure.objects.current().filter(seat__in=seats).select_related("person")
    for tenure in rows.order_by("person__given_name", "id"):
        found.setdefault(tenure.seat_id, []).append(tenure.person.name)
    return found


def _of_seats(seats: list[Seat]) -> Iterable[Thing]:
    headings = {kind.kind: str(kind.title) for kind in held_by_seats.kinds()}
    for each in held_by_seats.of([seat.pk for seat in seats]):
        yield Thing(each.kind, key_of(each), each.title, headings[each.kind], each.url, of_seat=each.holder,
                    holding=each)  # fmt: skip


def _own(ending: Ending) -> Iterable[Thing]:
    kinds = {kind.kind: kind for kind in held_by_organizations.kinds()}
    for each in held_by_organizations.of([ending.organization_id]):
        if each.network in (None, ending.network_id):
            kind = kinds[each.kind]
            yield Thing(each.kind, key_of(each), each.title, str(kind.title), each.url,
                        may_stop=hasattr(kind, "stop"), holding=each)  # fmt: skip
