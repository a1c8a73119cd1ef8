"""The turns of the rota as they stand in somebody's calendar."""

from collections.abc import Collection, Iterator
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from kortelijn.directory.facts import address_words
from kortelijn.parties.calendar import Engagement
from kortelijn.parties.models import Tenure
from kortelijn.rota.models import Deviation, Shift
from kortelijn.rota.queries import in_span
from kortelijn.rota.timetable import Session, sessions


class Turns:
    """Where people must be at their regular hours; each time by itself, because any of them can be otherwise."""

    kind = "my-turn"

    def of_people(self, people: Collection[UUID], first: date, last: date) -> Iterator[Engagement]:
        """The own turns, and those taken over for a day."""
        sitting: dict[UUID, list[UUID]] = {}
        tenures = Tenure.objects.current().filter(person__in=people).order_by("id")
        for seat, person in tenures.values_list("seat_id", "person_id"):
            sitting.setdefault(seat, []).append(person)
        mine = Q(seat__in=sitting) | Q(deviations__seat__in=sitting)
        rows = in_span(first, last).filter(mine).distinct() if sitting else Shift.objects.none()
        for session in sessions(rows, first, last):
            if session.takes_place:
                for person in sitting.get(session.seat.pk, ()):
                    yield _engagement(session, person)

    def of_network(self, network: UUID, first: date, last: date) -> Iterator[Engagement]:
        """Nothing: walk-in hours have a public calendar of their own."""
        return iter(())


def _engagement(session: Session, person: UUID) -> Engagement:
    shift, place = session.shift, session.shift.location
    sought = session.kind == Deviation.Kind.UNCOVERED
    room = shift.room.name if shift.room else ""
    at = (place.latitude, place.longitude) if place.latitude is not None and place.longitude is not None else None
    return Engagement(
        kind=Turns.kind, key=shift.pk, day=session.day, person=person, stamp=shift.changed_at,
        title=_("{title} (vervanging gezocht)").format(title=shift.title) if sought else shift.title,
        start=session.start, end=session.end, point=at, url=reverse("rota:shift", args=[shift.pk]),
        where=", ".join(part for part in (place.name, room, address_words(place)) if part),
    )  # fmt: skip
