"""Who stands in for whom: the way up from a seat, its deputy, the coordinator."""

from collections.abc import Iterator

from django.db import connection

from kortelijn.kernel.clock import today
from kortelijn.parties.models import Seat, SeatQuerySet
from kortelijn.tasks.models import Task


def is_occupied(seat: Seat) -> bool:
    """Whether somebody sits there today; in plain SQL, because every sending asks it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM parties_tenure WHERE seat_id = %s AND period @> %s LIMIT 1", [seat.pk, today()])
        return cursor.fetchone() is not None


def way_up(seat: Seat) -> Iterator[Seat]:
    """The seats above one seat, nearest first: its deputy, then the network's coordinators."""
    if seat.deputy:
        yield seat.deputy
    yield from coordinators(seat).exclude(pk__in=[seat.pk, seat.deputy_id or seat.pk])


def coordinators(seat: Seat) -> SeatQuerySet:
    """The coordinators of a seat's network who are there, the longest first."""
    rows = Seat.objects.filter(network=seat.network_id).with_function(Seat.Function.COORDINATES)
    return rows.occupied().order_by("id")


def standing_in(seat: Seat) -> Seat:
    """The seat itself when somebody sits there, else the first above it where somebody does."""
    if is_occupied(seat):
        return seat
    return next((above for above in way_up(seat) if is_occupied(above)), seat)


def deputy_of(task: Task) -> Seat | None:
    """The deputy who can be told, if somebody sits there."""
    deputy = task.owner.deputy if task.owner else None
    return deputy if deputy and is_occupied(deputy) else None


def coordinator_of(task: Task) -> Seat | None:
    """The coordinator who can be told; for what a coordinator owes itself, another one or a board."""
    if task.owner is None:
        return None
    return coordinators(task.owner).exclude(pk=task.owner.pk).first() or _board_above(task.owner)


def _board_above(seat: Seat) -> Seat | None:
    boards = Seat.objects.filter(network=seat.network_id).with_function(Seat.Function.GOVERNS)
    return boards.occupied().exclude(pk=seat.pk).order_by("id").first()
