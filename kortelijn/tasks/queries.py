"""Who stands in for whom: the way up from a seat, whoever stands in today, its deputy, the coordinator."""

from collections.abc import Iterator

from django.db import connection
from django.db.models import Exists, OuterRef

from kortelijn.kernel.clock import today
from kortelijn.parties.models import Absence, Seat, SeatQuerySet, Tenure
from kortelijn.tasks.models import Task

# Somebody sits there today who is not away; in plain SQL, because every sending asks it.
SOMEBODY_IS_THERE = """
SELECT 1 FROM parties_tenure
WHERE seat_id = %(seat)s AND period @> %(day)s AND (away IS NULL OR NOT away @> %(day)s) LIMIT 1
"""


def is_occupied(seat: Seat) -> bool:
    """Whether somebody sits there today who is not away."""
    with connection.cursor() as cursor:
        cursor.execute(SOMEBODY_IS_THERE, {"seat": seat.pk, "day": today()})
        return cursor.fetchone() is not None


def way_up(seat: Seat) -> Iterator[Seat]:
    """The seats above one seat, nearest first: who stands in today, its deputy, then the network's coordinators."""
    seen = {seat.pk}
    for above in _above(seat):
        if above.pk not in seen:
            seen.add(above.pk)
            yield above


def _above(seat: Seat) -> Iterator[Seat]:
    yield from stand_ins(seat)
    if seat.deputy:
        yield seat.deputy
    yield from coordinators(seat)


def stand_ins(seat: Seat) -> list[Seat]:
    """Who stands in for whoever is away from this seat today."""
    away = Absence.objects.current().filter(seat=seat.pk, stand_in__isnull=False)
    return [each.stand_in for each in away.select_related("stand_in").order_by("id") if each.stand_in]


def coordinators(seat: Seat) -> SeatQuerySet:
    """The coordinators of a seat's network who are there, the longest first; who is away comes after them."""
    rows = Seat.objects.filter(network=seat.network_id).with_function(Seat.Function.COORDINATES).occupied()
    there = Tenure.objects.present().filter(seat=OuterRef("pk"))
    return rows.annotate(is_there=Exists(there)).order_by("-is_there", "id")


def standing_in(seat: Seat) -> Seat:
    """The seat itself when somebody is there, else the first above it where somebody is.

    When all of them are away, the seat keeps what it has; an empty one gives it to whoever comes back.
    """
    if is_occupied(seat):
        return seat
    above = list(way_up(seat))
    there = next((each for each in above if is_occupied(each)), None)
    return there or next((each for each in [seat, *above] if _has_holder(each)), seat)


def _has_holder(seat: Seat) -> bool:
    return Tenure.objects.current().filter(seat=seat.pk).exists()


def deputy_of(task: Task) -> Seat | None:
    """Who is told first: whoever stands in today, else the deputy, if somebody is there."""
    if task.owner is None:
        return None
    nearest = [*stand_ins(task.owner), *([task.owner.deputy] if task.owner.deputy else [])]
    return next((each for each in nearest if is_occupied(each)), None)


def coordinator_of(task: Task) -> Seat | None:
    """The coordinator who can be told; for what a coordinator owes itself, another one or a board."""
    if task.owner is None:
        return None
    return coordinators(task.owner).exclude(pk=task.owner.pk).first() or _board_above(task.owner)


def _board_above(seat: Seat) -> Seat | None:
    boards = Seat.objects.filter(network=seat.network_id).with_function(Seat.Function.GOVERNS)
    return boards.occupied().exclude(pk=seat.pk).order_by("id").first()
