"""Which turns there are in a span of days, and with what a new one would clash."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from django.db import models
from django.db.models import Q

from kortelijn.directory.models import Location
from kortelijn.kernel.clock import today
from kortelijn.parties.models import Seat, Tenure
from kortelijn.rota.models import Deviation, Room, Shift, ShiftQuerySet
from kortelijn.rota.timetable import Session, clash, sessions, with_people
from kortelijn.tasks.models import Task

FILL = "fill-rota-seat"  # the task of who stands in for a seat on which nobody sits
AHEAD = timedelta(weeks=26)  # so far ahead we look for clashes
MOST_CLASHES = 5
MOST_PLACES = 200


def in_span(first: date, last: date) -> ShiftQuerySet:
    """The turns that can fall within these days."""
    return Shift.objects.filter(Q(last_day=None) | Q(last_day__gte=first), first_day__lte=last).with_all()


def sessions_at(location_id: UUID, first: date, last: date) -> list[Session]:
    """What there is at one location."""
    return sessions(in_span(first, last).filter(location=location_id), first, last)


def sessions_in(network_id: UUID, first: date, last: date) -> list[Session]:
    """What there is in a whole network."""
    return sessions(in_span(first, last).filter(network=network_id), first, last)


def sessions_of_person(person_id: UUID, first: date, last: date) -> list[Session]:
    """Where somebody must be: the own turns, and those taken over for a day."""
    seats = Tenure.objects.current().filter(person=person_id).values_list("seat_id", flat=True)
    mine = set(seats)
    covered = Q(deviations__seat__in=mine)
    rows = in_span(first, last).filter(Q(seat__in=mine) | covered).distinct()
    return [each for each in sessions(rows, first, last) if each.seat.pk in mine]


def clashes_of(shift: Shift, first: date | None = None, last: date | None = None) -> list[Session]:
    """With which sessions a turn, saved or not, would clash in the coming half year; the first few."""
    begin = first or max(shift.first_day, today())
    end = last or begin + AHEAD
    others = in_span(begin, end).filter(network=shift.network_id).exclude(pk=shift.pk)
    same = Q(location=shift.location_id, room=shift.room_id) if shift.room_id else Q(pk=None)
    rows = others.filter(same | Q(seat__in=_seats_of_people(shift.seat)) | Q(deviations__seat=shift.seat_id)).distinct()
    return _clashing(sessions([shift], begin, end), sessions(rows, begin, end))


def clashes_of_day(deviation: Deviation) -> list[Session]:
    """With what a day would clash as it is about to become."""
    shift = Shift.objects.with_all().get(pk=deviation.shift_id)
    seat = deviation.seat or shift.seat
    rows = in_span(deviation.day, deviation.day).filter(network=shift.network_id).exclude(pk=shift.pk)
    same = Q(location=shift.location_id, room=shift.room_id) if shift.room_id else Q(pk=None)
    rows = rows.filter(same | Q(seat__in=_seats_of_people(seat)) | Q(deviations__seat=seat.pk)).distinct()
    return _clashing([Session(shift, deviation.day, deviation)], sessions(rows, deviation.day, deviation.day))


def _seats_of_people(seat: Seat) -> set[UUID]:
    """All seats of whoever sits on this one: nobody is at two places at once."""
    people = Tenure.objects.current().filter(seat=seat.pk).values("person")
    return {seat.pk, *Tenure.objects.current().filter(person__in=people).values_list("seat_id", flat=True)}


def _clashing(mine: Sequence[Session], others: Sequence[Session]) -> list[Session]:
    with_people([*mine, *others])
    by_day: dict[date, list[Session]] = {}
    for other in others:
        if other.takes_place:
            by_day.setdefault(other.day, []).append(other)
    found = (other for one in mine if one.takes_place for other in by_day.get(one.day, []) if clash(one, other))
    first_of_each: dict[UUID, Session] = {}
    for other in found:
        first_of_each.setdefault(other.shift.pk, other)
    return list(first_of_each.values())[:MOST_CLASHES]


def cover_task(deviation: Deviation) -> Task | None:
    """What is owed for a day without anybody."""
    return Task.objects.open().filter(subject_id=deviation.pk, code="arrange-cover").select_related("owner").first()


def turns_without_anybody(network_id: UUID) -> list[Shift]:
    """The turns that go on though nobody sits on their seat, each seat's earliest first."""
    rows = Shift.objects.filter(Q(last_day=None) | Q(last_day__gte=today()), network=network_id)
    vacant = Seat.objects.filter(network=network_id).vacant()
    return list(rows.filter(seat__in=vacant).select_related("seat").order_by("opens_at", "id"))


def seats_asked_for(network_id: UUID) -> dict[UUID, Task]:
    """What is owed because nobody sits there, by the turn that it is about."""
    return {task.subject_id: task for task in Task.objects.open().filter(network=network_id, code=FILL).order_by("id")}


def places_of(network_id: UUID) -> list[Location]:
    """The places of a network, those with a rota first; the others can get one."""
    turns = models.Count("shifts", filter=Q(shifts__last_day=None) | Q(shifts__last_day__gte=today()))
    rows = Location.objects.filter(network=network_id).annotate(turns=turns)
    return list(rows.order_by(models.F("turns").desc(), "name")[:MOST_PLACES])


def rooms_of(location_id: UUID) -> list[Room]:
    """The rooms of a place, and how many turns there are in each."""
    return list(Room.objects.filter(location=location_id).annotate(turns=models.Count("shifts")).order_by("name"))
