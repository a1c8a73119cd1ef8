"""What changes hands when an organization stopped: seats with their people or their work, and what each holds."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from kortelijn.competences.models import Placement
from kortelijn.directory.models import Service
from kortelijn.directory.organizations import rest_services, wake_services
from kortelijn.kernel.actor import Actor, system_for
from kortelijn.kernel.clock import now, today
from kortelijn.parties.actions import begin_tenure, cancel_tenure, end_tenure, go_absent, name_deputy, open_seat
from kortelijn.parties.holdings import Holding, held_by_organizations, held_by_seats
from kortelijn.parties.models import Absence, Membership, Organization, Person, Seat, Tenure
from kortelijn.succession.actions import lose_successor
from kortelijn.succession.models import Departure
from kortelijn.tasks.actions import hand_on
from kortelijn.tasks.models import Task
from kortelijn.turnover.estate import SEAT, Estate, Thing, estate_of
from kortelijn.turnover.models import LONGEST, Ending

TITLE = Seat._meta.get_field("title").max_length or 120
COPIED = ("profession", "functions", "mandate_hours", "shared", "languages")
OFFER = "services"


@dataclass(frozen=True)
class Moved:
    """What moved, and what stays behind with nobody."""

    things: int
    left: list[Thing]
    receivers: list[Organization]


def settle(ending: Ending) -> Moved:
    """Let all that was agreed go to whoever took it, within the transaction of whoever asks."""
    system, estate = system_for(ending.network_id), estate_of(ending)
    agreed = [thing for thing in estate.things if estate.says(thing)]
    _move_seats(system, ending, estate, [thing for thing in agreed if thing.kind == SEAT])
    _move_own(system, estate, [thing for thing in agreed if thing.kind != SEAT and thing.of_seat is None])
    offered = [thing.holding.key for thing in agreed if thing.kind == OFFER and thing.holding]
    wake(ending.organization_id, ending.network_id, offered)
    done = {thing.key for thing in agreed}
    ending.moves.filter(key__in=done, moved_at=None).update(moved_at=now())
    went = ending.moves.filter(moved_at__isnull=False, receiver__isnull=False).values("receiver__seat__organization")
    receivers = list(Organization.objects.filter(pk__in=went).order_by("name", "id"))
    return Moved(len(agreed), [thing for thing in estate.things if thing.key not in done], receivers)


def close_seats(ending: Ending) -> list[Seat]:
    """Nobody sits at the organization any more; gives the seats that cannot close, for lack of a coordinator."""
    system = system_for(ending.network_id)
    here = Tenure.objects.filter(seat__network=ending.network_id, seat__organization=ending.organization_id)
    stays = _last_coordinators(ending)
    for tenure in here.coming().select_related("seat").order_by("id"):
        cancel_tenure(system, tenure)
    for tenure in here.current().select_related("seat__organization").order_by("id"):
        if tenure.seat not in stays:
            end_tenure(system, tenure)
    return stays


def _last_coordinators(ending: Ending) -> list[Seat]:
    seats = Seat.objects.filter(network=ending.network_id).with_function(Seat.Function.COORDINATES).occupied()
    if seats.exclude(organization=ending.organization_id).exists():
        return []
    return list(seats.filter(organization=ending.organization_id).order_by("id")[:1])


def let_rest(ending: Ending, left: Iterable[Thing]) -> None:
    """What nobody took over cannot be gone to: it rests, and says so, until somebody says what becomes of it."""
    keys = [thing.holding.key for thing in left if thing.kind == OFFER and thing.holding]
    ending.resting = list(Service.objects.active().filter(pk__in=keys).values_list("pk", flat=True))
    ending.rests_because = _rests_because(ending)
    rest_services(system_for(ending.network_id), ending.resting, ending.rests_because)


def wake(organization: UUID, network: UUID, keys: Collection[UUID]) -> None:
    """Of these what rested since an ending of this organization goes on, whatever was written of it since."""
    rows = Ending.objects.filter(organization=organization, network=network, resting__overlap=list(keys))
    for ending in rows.select_related("network").order_by("id"):
        woken = set(ending.resting) & set(keys)
        wake_services(system_for(network), woken, ending.rests_because)
        ending.resting = [key for key in ending.resting if key not in woken]
        Ending.objects.filter(pk=ending.pk).update(resting=ending.resting)


def wake_what_is_its_own(membership: Membership) -> None:
    """An organization that began here anew offers again what rested and went to nobody else."""
    own = Service.objects.filter(network=membership.network_id, organization=membership.organization_id)
    wake(membership.organization_id, membership.network_id, list(own.values_list("pk", flat=True)))


def _rests_because(ending: Ending) -> str:
    with override(ending.network.language):
        return _("{name} is gestopt op {day}. Het netwerk zoekt uit wie dit overneemt.").format(
            name=ending.organization.name[: LONGEST // 2], day=date_format(ending.last_day, "j F Y")
        )


def _move_seats(system: Actor, ending: Ending, estate: Estate, agreed: list[Thing]) -> None:
    """The work of each seat goes to whoever took it, and what it holds with it unless that goes its own way."""
    going = {thing.key: thing for thing in agreed if thing.seat}
    went = {key: _new_home(system, estate, thing) for key, thing in going.items()}
    homes = {key: seat for key, seat in went.items() if seat}
    along = [thing.seat for thing in going.values() if thing.seat and estate.goes_along(thing)]
    _rename_deputies(system, ending, along, homes)
    for each in along:
        _stay_away(system, each, homes)
    for key, to in went.items():
        if to is not None and (seat := going[key].seat):
            owed = list(Task.objects.open().owed_by(key).values_list("pk", flat=True))
            hand_on(system, seat, to, owed, came_from=_whoever_sat(seat, to))
    held: dict[Seat, list[Holding]] = defaultdict(list)
    for thing in estate.things:
        if thing.of_seat and thing.holding and estate.says(thing) and (to := _goes_to(estate, thing, went)):
            held[to].append(thing.holding)
    for to, holdings in held.items():
        held_by_seats.move(system, holdings, to)


def _goes_to(estate: Estate, thing: Thing, went: dict[UUID, Seat | None]) -> Seat | None:
    """The seat for one thing that a seat holds: its own receiver, else where the seat went."""
    own = estate.moves.get(thing.key)
    if own and own.receiver:
        return own.receiver.seat
    return went.get(thing.of_seat) if thing.of_seat else None


def _new_home(system: Actor, estate: Estate, thing: Thing) -> Seat | None:
    """Where the work of a seat goes: to the seat that took it, or to a new one when its people go along."""
    move, seat = estate.moves.get(thing.key), thing.seat
    if move is None or move.receiver is None or seat is None:
        return None
    to = move.receiver.seat
    if not move.along:
        return to
    copied: dict[str, Any] = {name: getattr(seat, name) for name in COPIED}
    new = open_seat(system, to.network, to.organization, title=_free_title(seat, to.organization), **copied)
    for tenure in Tenure.objects.current().filter(seat=seat).select_related("person").order_by("id"):
        _sit_on(system, tenure, new)
    return new


def _sit_on(system: Actor, tenure: Tenure, seat: Seat) -> None:
    """The same person, until the same day; who learns here goes on learning, and who leaves goes on leaving."""
    here = begin_tenure(system, seat, tenure.person)
    until = DateRange(here.period.lower, tenure.period.upper)
    Tenure.objects.filter(pk=here.pk).update(period=until, ends_by=tenure.ends_by)
    Placement.objects.filter(tenure=tenure).update(tenure=here)
    for departure in Departure.objects.planned().filter(tenure=tenure):
        Departure.objects.filter(pk=departure.pk).update(tenure=here, seat=seat)
        if departure.stays_on_seat:  # whoever would come on the old seat comes nowhere now
            departure.refresh_from_db()
            lose_successor(system, departure)


def _stay_away(system: Actor, seat: Seat, homes: dict[UUID, Seat]) -> None:
    """Who is away is away at the successor too; whoever stands in does so from where that seat went."""
    sits = {each.person_id: each for each in Tenure.objects.current().filter(seat=homes[seat.pk])}
    for absence in Absence.objects.filter(seat=seat, ended_at=None).select_related("stand_in").order_by("id"):
        first, last = max(absence.period.lower, today()), absence.last_day
        tenure = sits.get(absence.person_id)
        if tenure and first in tenure.period and (last is None or last >= first):
            stands_in = _came_to(absence.stand_in, seat, homes)
            go_absent(system, tenure, first_day=first, last_day=last, kind=absence.kind, stand_in=stands_in)


def _came_to(helper: Seat | None, seat: Seat, homes: dict[UUID, Seat]) -> Seat | None:
    """Where the seat that helps another one is now; none that closed, and no seat helps itself."""
    if helper is None:
        return None
    stays = helper if helper.organization_id != seat.organization_id else None
    found = homes.get(helper.pk, stays)
    return None if found == homes[seat.pk] else found


def _free_title(seat: Seat, at: Organization) -> str:
    """The same title, unless that organization has it: then with the name of the old one."""
    taken = set(Seat.objects.filter(network=seat.network_id, organization=at).values_list("title", flat=True))
    ending, number, found = f" ({seat.organization.name[: TITLE // 2]})", 1, seat.title
    while found in taken:
        found, number = seat.title[: TITLE - len(ending)] + ending, number + 1
        ending = f" ({seat.organization.name[: TITLE // 2]} {number})"
    return found


def _whoever_sat(seat: Seat, to: Seat) -> Person | None:
    """From whom the work comes; somebody who goes along with it leaves nothing behind."""
    before = Tenure.objects.current().filter(seat=seat).select_related("person").order_by("period").first()
    goes_along = before and Tenure.objects.current().filter(seat=to, person=before.person_id).exists()
    return None if before is None or goes_along else before.person


def _rename_deputies(system: Actor, ending: Ending, along: Iterable[Seat], homes: dict[UUID, Seat]) -> None:
    """Whoever stood in from a seat that moved does so from where it went; a receiver keeps the deputy that it has."""
    rows = Seat.objects.filter(network=ending.network_id, deputy__in=homes).order_by("id")
    for seat in rows.exclude(organization=ending.organization_id):
        deputy = homes[seat.deputy_id] if seat.deputy_id else None
        name_deputy(system, seat, None if deputy == seat else deputy)
    for seat in along:
        if deputy := _came_to(seat.deputy, seat, homes):
            name_deputy(system, homes[seat.pk], deputy)


def _move_own(system: Actor, estate: Estate, agreed: list[Thing]) -> None:
    """What the organization held goes to another, or stops for the reason that was given."""
    going: dict[Organization, list[Holding]] = defaultdict(list)
    stops: dict[tuple[str, str], list[Holding]] = defaultdict(list)
    for thing in agreed:
        move = estate.moves.get(thing.key)
        if move is None or thing.holding is None:
            continue
        if move.receiver:
            going[move.receiver.seat.organization].append(thing.holding)
        else:
            stops[thing.kind, move.stops_because].append(thing.holding)
    for to, holdings in going.items():
        held_by_organizations.move(system, holdings, to)
    kinds: dict[str, Any] = {kind.kind: kind for kind in held_by_organizations.kinds()}
    for (kind, why), holdings in stops.items():
        kinds[kind].stop(system, holdings, why)
