"""Meetings as they stand in somebody's calendar, and in that of a network."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.urls import reverse

from kortelijn.gatherings.models import Attendance, Meeting, Member
from kortelijn.gatherings.models.meeting import MeetingQuerySet
from kortelijn.kernel.clock import AMSTERDAM
from kortelijn.parties.calendar import Engagement
from kortelijn.parties.models import Tenure


class Meetings:
    """Where people sit at a table; who said that they cannot come has that time free."""

    kind = "meeting"

    def of_people(self, people: Collection[UUID], first: date, last: date) -> Iterator[Engagement]:
        """Each meeting of their tables, for each of them."""
        sitting = _sitting(people)
        meetings = list(_within(first, last).of_seats(list(sitting)).select_related("circle"))
        at_table = _at_tables({each.circle_id for each in meetings}, sitting)
        said = _answers(meetings, sitting)
        for meeting in meetings:
            asked = said[meeting.pk]
            usual = at_table[meeting.circle_id] | ({meeting.circle.lead_id} & sitting.keys())
            seats = asked.keys() if meeting.only_invited else usual | asked.keys()
            coming = {one for seat in seats if asked.get(seat) != Attendance.Answer.NO for one in sitting[seat]}
            for person in sorted(coming):
                yield _engagement(meeting, person)

    def of_network(self, network: UUID, first: date, last: date) -> Iterator[Engagement]:
        """All that is planned, but not a talk between some."""
        for meeting in _within(first, last).filter(network=network, only_invited=False).select_related("circle"):
            yield _engagement(meeting)


def _sitting(people: Collection[UUID]) -> dict[UUID, set[UUID]]:
    """On which seats these people sit."""
    found: dict[UUID, set[UUID]] = defaultdict(set)
    tenures = Tenure.objects.current().filter(person__in=people).order_by("id")
    for seat, person in tenures.values_list("seat_id", "person_id"):
        found[seat].add(person)
    return found


def _at_tables(circles: Collection[UUID], seats: Collection[UUID]) -> dict[UUID, set[UUID]]:
    found: dict[UUID, set[UUID]] = defaultdict(set)
    rows = Member.objects.current().filter(circle__in=circles, seat__in=seats).order_by("id")
    for circle, seat in rows.values_list("circle_id", "seat_id"):
        found[circle].add(seat)
    return found


def _answers(meetings: Collection[Meeting], seats: Collection[UUID]) -> dict[UUID, dict[UUID, str]]:
    """Per meeting what each of these seats said, if it is on the list."""
    found: dict[UUID, dict[UUID, str]] = defaultdict(dict)
    rows = Attendance.objects.filter(meeting__in=meetings, seat__in=seats).order_by("id")
    for meeting, seat, answer in rows.values_list("meeting_id", "seat_id", "answer"):
        found[meeting][seat] = answer
    return found


def _within(first: date, last: date) -> MeetingQuerySet:
    begin, end = (datetime.combine(day, time.min, AMSTERDAM) for day in (first, last + timedelta(days=1)))
    return Meeting.objects.on().filter(starts_at__lt=end, ends_at__gt=begin).order_by("starts_at", "id")


def _engagement(meeting: Meeting, person: UUID | None = None) -> Engagement:
    return Engagement(
        kind=Meetings.kind, key=meeting.pk, title=meeting.title, start=meeting.starts_at, end=meeting.ends_at,
        stamp=meeting.changed_at, person=person, where=meeting.place,
        url=reverse("gatherings:meeting", args=[meeting.pk]),
    )  # fmt: skip
