"""What the pages about organizations read: all of them with what ends soon first, and one with all it has."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from dateutil.relativedelta import relativedelta
from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, DateField, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Least, NullIf

from kortelijn.directory.models import Service
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import today
from kortelijn.parties.holdings import Holding, Register, held_by_organizations, held_by_seats
from kortelijn.parties.models import Membership, Person, Seat, Tenure
from kortelijn.parties.queries import holders_of
from kortelijn.referrals.models import Referral
from kortelijn.succession.queries import Acquaintance, acquaintances
from kortelijn.ties.queries import contacts_of
from kortelijn.turnover.models import Contract, Ending, Receiver

PER_PAGE, SOON = 30, relativedelta(months=6)
YEARS, YEAR_WIDE, LANE = 4, 100, 12
NEVER = date(9999, 12, 31)
Phase = Membership.Phase


@dataclass(frozen=True)
class Bar:
    """One contract on the line of years: where it begins, how wide, in which lane."""

    law: str
    x: str
    width: str
    y: int


@dataclass(frozen=True)
class Party:
    """One organization in the list."""

    membership: Membership
    seats: int
    sits: int
    services: int
    ends: date | None
    contracts: list[Contract]
    bars: list[Bar]

    @property
    def height(self) -> int:
        """Of the picture."""
        return max(len(self.bars), 1) * LANE + 2

    @property
    def ends_soon(self) -> bool:
        """Whether something ends here within half a year that nobody settled."""
        return self.ends is not None


@dataclass(frozen=True)
class Overview:
    """A page of organizations, and the years that their contracts are drawn over."""

    page: "Page[Any]"
    parties: list[Party]
    years: list[int]
    now_x: str


def overview(actor: Actor, sought: str, chosen: str, number: str | None) -> Overview:
    """The organizations of the network, what ends within half a year first; as many queries, however many."""
    here = Membership.objects.filter(network=actor.network_id)
    rows: QuerySet[Any] = here.select_related("organization").annotate(ends=_ends(actor.network_id))
    rows = _chosen(rows, chosen)
    for word in sought.split():
        rows = rows.filter(Q(organization__name__icontains=word) | Q(organization__kind__icontains=word))
    last = Case(When(phase=Phase.ENDED, then=Value(1)), default=Value(0), output_field=IntegerField())
    ordered = rows.annotate(last=last).prefetch_related("successors")
    ordered = ordered.order_by("last", F("ends").asc(nulls_last=True), "organization__name", "id")
    page: Page[Any] = Paginator(ordered, PER_PAGE).get_page(number)
    return Overview(page, _parties(list(page)), _years(), f"{_x(today()):.1f}")


def _chosen(rows: "QuerySet[Any]", chosen: str) -> "QuerySet[Any]":
    if chosen == "gestopt":
        return rows.filter(phase=Phase.ENDED)
    rows = rows.exclude(phase=Phase.ENDED)
    return rows.filter(ends__isnull=False) if chosen == "binnenkort" else rows


def _ends(network_id: UUID | None) -> Any:
    """The first day on which something ends here within half a year: the organization itself, or what pays it."""
    soon = Contract.objects.unsettled().ending_by(today() + SOON).filter(network=network_id)
    of_this = soon.filter(organization=OuterRef("organization")).order_by("ends_on").values("ends_on")[:1]
    contract = Coalesce(Subquery(of_this), Value(NEVER), output_field=DateField())
    stops = Case(When(phase=Phase.ENDING, then=F("ends_on")), default=Value(NEVER), output_field=DateField())
    return NullIf(Least(contract, stops, output_field=DateField()), Value(NEVER))


def _parties(rows: list[Any]) -> list[Party]:
    keys, network = [row.organization_id for row in rows], rows[0].network_id if rows else None
    seats, sits, services = _counts(keys, network)
    contracts: dict[UUID, list[Contract]] = defaultdict(list)
    theirs = Contract.objects.filter(network=network, organization__in=keys).select_related("financier")
    for contract in theirs.order_by("starts_on", "id"):
        contracts[contract.organization_id].append(contract)
    return [
        Party(row, seats.get(key, 0), sits.get(key, 0), services.get(key, 0), row.ends,
              [each for each in contracts[key] if not each.is_over], bars_of(contracts[key]))
        for row, key in zip(rows, keys, strict=True)
    ]  # fmt: skip


def _counts(keys: list[UUID], network: UUID | None) -> tuple[dict[UUID, int], dict[UUID, int], dict[UUID, int]]:
    """How many seats, how many with somebody on them, how many services one can go to."""
    seats = Seat.objects.filter(network=network, organization__in=keys)
    offer = Service.objects.active().filter(network=network, organization__in=keys)
    found = [rows.order_by().values_list("organization").annotate(n=Count("pk"))
             for rows in (seats, seats.occupied(), offer)]  # fmt: skip
    one, two, three = (dict(each) for each in found)
    return one, two, three


def _years() -> list[int]:
    return [today().year - 1 + number for number in range(YEARS)]


def _x(day: date) -> float:
    """Where a day stands on the line of years."""
    first = date(today().year - 1, 1, 1)
    return round((day - first).days / 365.25 * YEAR_WIDE, 1)


def bars_of(contracts: Iterable[Contract]) -> list[Bar]:
    """The contracts that fall in these years, each in a lane of its own."""
    bars: list[Bar] = []
    for contract in contracts:
        begin, end = max(_x(contract.starts_on), 0), min(_x(contract.ends_on), YEARS * YEAR_WIDE)
        if end > 0 and begin < YEARS * YEAR_WIDE:
            bars.append(Bar(contract.law, f"{begin:.1f}", f"{max(end - begin, 2):.1f}", len(bars) * LANE + 2))
    return bars


@dataclass(frozen=True)
class Sits:
    """A seat, and who sits there."""

    seat: Seat
    holder: Person | None


def seats_of(membership: Membership) -> list[Sits]:
    """The seats of an organization here, with who sits there."""
    rows = Seat.objects.filter(network=membership.network_id, organization=membership.organization_id)
    seats = list(rows.order_by("title", "id"))
    holders = holders_of(seat.pk for seat in seats)
    return [Sits(seat, holders.get(seat.pk)) for seat in seats]


def held_by(membership: Membership, seats: Iterable[UUID]) -> list[tuple[str, list[Holding]]]:
    """All that the organization and its seats hold but its services, which stand apart, under the apps' headings."""
    own = [each for each in held_by_organizations.of([membership.organization_id])
           if each.network in (None, membership.network_id) and each.kind != "services"]  # fmt: skip
    found = _grouped(held_by_organizations, own)
    theirs = [each for each in held_by_seats.of(list(seats)) if each.kind != "intake"]
    for title, some in _grouped(held_by_seats, theirs).items():
        known = {each.title for each in found.setdefault(title, [])}
        found[title] += [each for each in {one.title: one for one in some}.values() if each.title not in known]
    return list(found.items())


def _grouped(register: Register[Any], holdings: Iterable[Holding]) -> dict[str, list[Holding]]:
    titles = {kind.kind: str(kind.title) for kind in register.kinds()}
    found: dict[str, list[Holding]] = {}
    for each in holdings:
        found.setdefault(titles[each.kind], []).append(each)
    return found


def contacts_outside(ending: Ending) -> int:
    """With how many colleagues elsewhere the people of this organization have a living tie."""
    people = people_of(ending)
    return len(set().union(*contacts_of(ending.network_id, people).values()) - set(people)) if people else 0


def sent_from(ending: Ending) -> "QuerySet[Referral]":
    """The lines that were sent from this organization and are still open with another."""
    here = Referral.objects.filter(task__requester__network=ending.network_id, task__closed_at=None)
    return here.filter(task__requester__organization=ending.organization_id).exclude(
        task__owner__organization=ending.organization_id
    )


def people_of(ending: Ending) -> list[UUID]:
    """Who sits at the organization, or did on its last day and sits nowhere else in the network now."""
    rows = Tenure.objects.filter(seat__network=ending.network_id, seat__organization=ending.organization_id)
    if not ending.is_done:
        return list(rows.current().order_by("person").values_list("person", flat=True).distinct())
    here = Tenure.objects.current().filter(seat__network=ending.network_id).values("person")
    left = rows.filter(period__endswith__gte=ending.last_day).exclude(person__in=here)
    return list(left.order_by("person").values_list("person", flat=True).distinct())


def to_meet(ending: Ending, receiver: Receiver) -> list[Acquaintance]:
    """With whom the people who left had a living tie, and whoever took over has none yet; by organization and name."""
    newcomer = holders_of([receiver.seat_id]).get(receiver.seat_id)
    people = people_of(ending)
    contacts = contacts_of(ending.network_id, [*people, *([newcomer.pk] if newcomer else [])])
    known = contacts.get(newcomer.pk, set()) | {newcomer.pk} if newcomer else set()
    planned = set(ending.introductions.filter(seat=receiver.seat_id).values_list("contact", flat=True))
    wanted = set().union(*(contacts[each] for each in people)) if people else set()
    return acquaintances(ending.network_id, wanted - set(people) - known - planned)
