"""What changes hands on the day that somebody leaves, what stays where it is, and what then lacks somebody."""

from datetime import datetime, time
from itertools import groupby
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kortelijn.kernel.actor import system_for
from kortelijn.kernel.clock import AMSTERDAM, local, today
from kortelijn.kernel.models import Event
from kortelijn.parties.holdings import held_by_seats
from kortelijn.parties.models import Seat, Tenure
from kortelijn.succession.items import declined_of, taken_of
from kortelijn.succession.models import ASKED, LOOK_BACK, PLACE, Departure
from kortelijn.tasks.actions import MOVED_UP, hand_on
from kortelijn.tasks.models import Task, TaskQuerySet
from kortelijn.tasks.queries import is_occupied, way_up

STAYS_HERE = _("Er blijven collega's op deze plek. Alles blijft hier.")


def others_stay(departure: Departure) -> bool:
    """Whether colleagues go on at this seat when one of them leaves: then it is theirs, and nothing moves."""
    if not departure.seat.shared:
        return False
    day = local(departure.carried_out_at).date() if departure.carried_out_at else max(departure.leaves_on, today())
    rows = Tenure.objects.filter(seat=departure.seat_id, period__contains=day)
    return rows.exclude(person=departure.person_id).exists()


def leaves_a_gap(departure: Departure) -> bool:
    """Whether nobody comes after, or not for all of it: nobody asked, no answer given, or something declined."""
    taken = departure.answered_at is not None and not departure.answers.filter(taken=False).exists()
    if taken or departure.stays_on_seat:
        return False
    return not Tenure.objects.current().filter(seat=departure.seat_id).exists()


def whoever_answers(departure: Departure) -> Seat | None:
    """Who takes over when this question is answered: who answers in the place of a receiver who left, takes it on."""
    owed = Task.objects.open().filter(code=ASKED, subject_id=departure.pk).select_related("owner").first()
    stays = departure.stays_on_seat or owed is None or owed.owner_id == departure.seat_id
    return departure.to_seat if stays or owed is None else owed.owner


def move_accepted(departure: Departure) -> tuple[int, int]:
    """How many tasks and other things moved; where somebody comes on this seat, only what was declined leaves it."""
    if others_stay(departure):
        return 0, 0
    if departure.to_seat is None or departure.stays_on_seat:
        _lift_declined(departure)
        return 0, 0
    system, seat, to = system_for(departure.network_id), departure.seat, departure.to_seat
    tasks, held = list(_owed_by(departure)), held_by_seats.of([seat.pk])
    taken = taken_of(departure, [*(task.pk for task in tasks), *(each.key for each in held)])
    count = sum(
        hand_on(system, owner, to, [task.pk for task in some], came_from=departure.person)
        for owner, some in groupby([task for task in tasks if task.pk in taken], key=lambda task: task.owner)
        if owner and owner != to
    )
    going = [each for each in held if each.key in taken]
    held_by_seats.move(system, going, to)
    return count, len(going)


def _owed_by(departure: Departure) -> TaskQuerySet:
    """What the seat owes, and what went up from it since the last day because moving it failed at first."""
    since = datetime.combine(departure.leaves_on, time.min, AMSTERDAM)
    told = Event.objects.filter(kind=MOVED_UP.name, at__gte=since, data__left=str(departure.seat_id))
    went_up = Q(pk__in=list(told.values_list("subject_id", flat=True)), came_from__isnull=False)
    rows = Task.objects.open().filter(Q(owner=departure.seat_id) | went_up).exclude(code=LOOK_BACK)
    return rows.select_related("owner").order_by("owner_id", "id")


def _lift_declined(departure: Departure) -> None:
    seat = departure.seat
    declined = declined_of(departure) & set(Task.objects.open().owed_by(seat.pk).values_list("pk", flat=True))
    above = next((each for each in way_up(seat) if is_occupied(each)), None) if declined else None
    if above:
        hand_on(system_for(departure.network_id), seat, above, declined, came_from=departure.person)


def declined_on(seat: Seat) -> dict[UUID, set[UUID]]:
    """What a seat still holds that whoever came to sit there did not take on, by departure that is owed a place."""
    owed = Task.objects.open().filter(code=PLACE).values("subject_id")
    rows = Departure.objects.filter(seat=seat, pk__in=owed).order_by("id")
    return {departure.pk: declined_held(departure) for departure in rows}


def declined_held(departure: Departure) -> set[UUID]:
    """What was declined and is held by this seat all the same, because a successor sat down on it."""
    declined = declined_of(departure) if departure.stays_on_seat else set()
    return {each.key for each in held_by_seats.of([departure.seat_id]) if each.key in declined} if declined else set()
