"""What the pages around a table show, each in a number of queries that does not grow with the network."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef

from kortelijn.gatherings.models import (
    Approach,
    Attendance,
    Choice,
    Circle,
    Decision,
    Invitee,
    Meeting,
    Member,
    Moment,
    Opinion,
    Poll,
    Review,
    Verdict,
)
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import now
from kortelijn.parties.models import Organization, Person, Seat, SeatQuerySet
from kortelijn.parties.queries import holders_of, taking_part
from kortelijn.steps.models import Step
from kortelijn.steps.queries import Card, steps_from
from kortelijn.tasks.models import Task

COMING, DECISIONS, HELD, SHOWN = 8, 12, 6, 300


@dataclass(frozen=True, slots=True)
class Sitting:
    """Who takes part: a seat with whoever sits on it, an organization, or one from elsewhere."""

    member: Member | None
    seat: Seat | None = None
    holder: Person | None = None
    leads: bool = False

    @property
    def name(self) -> str:
        """As people call them."""
        if self.holder:
            return self.holder.name
        return str(self.seat) if self.seat else str(self.member)


def mark_of(meeting: Meeting) -> str:
    """What the minutes of a meeting are at this moment, as a short mark: two people may write in them at once."""
    rows = meeting.agenda.exclude(said="").order_by("id").values_list("id", "said")
    text = "\x00".join([meeting.report, *(part for key, said in rows for part in (key.hex, said))])
    return sha256(text.encode()).hexdigest()[:16]


def table_of(circle: Circle) -> list[Sitting]:
    """Who leads it first, then seats, organizations, and those from elsewhere."""
    members = list(circle.members.current().select_related("seat__organization", "organization"))
    holders = holders_of([circle.lead_id, *(each.seat_id for each in members)])
    lead = Sitting(None, circle.lead, holders.get(circle.lead_id), leads=True)
    seats = [Sitting(each, each.seat, holders.get(each.seat_id)) for each in members
             if each.seat_id and each.seat_id != circle.lead_id]  # fmt: skip
    others = [Sitting(each) for each in members if not each.seat_id]
    return [lead, *seats, *sorted(others, key=lambda each: (bool(each.member and each.member.outsider), each.name))]


def seats_at(circle: Circle) -> SeatQuerySet:
    """The seats of a table, with who leads it."""
    there = Member.objects.current().filter(circle=circle.pk, seat__isnull=False).values("seat")
    rows = Seat.objects.filter(pk__in=there) | Seat.objects.filter(pk=circle.lead_id)
    return rows.select_related("organization").order_by("organization__name", "title", "id")


def coming(actor: Actor, *, mine: bool) -> list[Meeting]:
    """The next meetings, of the own tables or of the others."""
    rows = Meeting.objects.visible_to(actor).coming()
    own = Meeting.objects.of_seats([actor.own_seat]).values("pk")
    return list((rows.filter(pk__in=own) if mine else rows.exclude(pk__in=own))[:COMING])


class Shelf(NamedTuple):
    """All tables of one kind, with how many take part and when they meet next."""

    kind: str
    circles: list["Listed"]


@dataclass(frozen=True, slots=True)
class Listed:
    """A table on the overview."""

    circle: Circle
    members: int
    next: Meeting | None
    mine: bool


def shelves(actor: Actor) -> list[Shelf]:
    """What goes on in the network, kind by kind."""
    circles = list(Circle.objects.visible_to(actor).going().order_by("name", "id")[:SHOWN])
    members: dict[UUID, list[UUID | None]] = {each.pk: [] for each in circles}
    rows = Member.objects.current().filter(circle__in=circles).order_by("id")
    for circle, seat in rows.values_list("circle_id", "seat_id"):
        members[circle].append(seat)
    following: dict[UUID, Meeting] = {}
    for meeting in Meeting.objects.coming().filter(circle__in=circles):
        following.setdefault(meeting.circle_id, meeting)
    listed = [
        Listed(each, len(members[each.pk]), following.get(each.pk),
               actor.seat_id in members[each.pk] or each.lead_id == actor.seat_id)
        for each in circles
    ]  # fmt: skip
    return [Shelf(kind, [each for each in listed if each.circle.kind == kind]) for kind in Circle.Kind.values]


@dataclass(frozen=True, slots=True)
class Waiting:
    """What the network would like to hear from me: when I can, what I think, whether I join."""

    polls: list[Poll]
    reviews: list[Review]
    approaches: list[Approach]

    def __bool__(self) -> bool:
        """Whether anything waits."""
        return bool(self.polls or self.reviews or self.approaches)


def waiting_for(actor: Actor) -> Waiting:
    """Questions that this seat has not answered yet."""
    seat = actor.own_seat
    invited = Invitee.objects.filter(poll=OuterRef("pk"), seat=seat)
    said = Choice.objects.filter(moment__poll=OuterRef("pk"), seat=seat)
    polls = Poll.objects.visible_to(actor).open().filter(Exists(invited), ~Exists(said))
    mine = Circle.objects.going().with_seat(seat).values("pk")
    opinion = Opinion.objects.filter(review=OuterRef("pk"), seat=seat)
    reviews = Review.objects.visible_to(actor).open().filter(~Exists(opinion), circle__in=mine)
    asked = Approach.objects.visible_to(actor).open().filter(seat=seat)
    return Waiting(list(polls[:COMING]), list(reviews[:COMING]), list(asked[:COMING]))


@dataclass(frozen=True, slots=True)
class Story:
    """What a table did so far."""

    coming: list[Meeting]
    held: list[Meeting]
    decisions: list[Decision]
    actions: list[Card]
    polls: list[Poll]
    approaches: list[Approach]
    reviews: list[Review]


def story_of(actor: Actor, circle: Circle) -> Story:
    """Meetings before and after today, decisions, what is owed, who is being asked."""
    meetings = Meeting.objects.filter(circle=circle).with_circle()
    decisions = Decision.objects.filter(meeting__circle=circle).select_related("meeting").order_by("-at", "-id")
    return Story(
        list(meetings.coming()[:4]), list(meetings.filter(held_at__isnull=False).order_by("-starts_at")[:HELD]),
        list(decisions[:DECISIONS]), open_actions(circle),
        list(Poll.objects.visible_to(actor).open().filter(circle=circle)),
        list(Approach.objects.visible_to(actor).filter(circle=circle)[:20]),
        list(Review.objects.visible_to(actor).filter(circle=circle)[:3]),
    )  # fmt: skip


def open_actions(circle: Circle, meeting: Meeting | None = None) -> list[Card]:
    """What was agreed to do at meetings of this table and is not done yet: it comes along to the next one."""
    held = Meeting.objects.filter(circle=circle)
    if meeting:
        held = held.filter(starts_at__lt=meeting.starts_at)
    return steps_from(Step.objects.open().from_any(held).order_by("task__due_at", "id"))


def actions_of(meeting: Meeting) -> list[Card]:
    """What was agreed to do at this one, done or not."""
    return steps_from(Step.objects.from_any([meeting.pk]).order_by("made_at", "id"))


@dataclass(frozen=True, slots=True)
class Guest:
    """A seat that is expected at a meeting."""

    seat: Seat
    holder: Person | None
    answer: str = ""
    was_there: bool | None = None

    @property
    def name(self) -> str:
        """Who sits there, or the seat."""
        return self.holder.name if self.holder else str(self.seat)


def guests(meeting: Meeting) -> list[Guest]:
    """Who is expected, who said so, and who was there; also who has left the table since."""
    rows = {each.seat_id: each for each in meeting.attendance.select_related("seat__organization", "person")}
    seats = {} if meeting.only_invited else {seat.pk: seat for seat in seats_at(meeting.circle)}
    seats |= {pk: row.seat for pk, row in rows.items() if pk not in seats}
    holders = holders_of(seats)
    found = []
    for pk, seat in seats.items():
        row = rows.get(pk)
        person = row.person if row and row.was_there and row.person else holders.get(pk)
        found.append(Guest(seat, person, row.answer if row else "", row.was_there if row else None))
    return found


@dataclass(frozen=True, slots=True)
class Tally:
    """A proposed moment, and who can."""

    moment: Moment
    yes: list[str]
    maybe: list[str]
    no: list[str]
    mine: str
    without: list[str]  # who must be there and cannot

    @property
    def score(self) -> tuple[int, int, int]:
        """The best moment has everybody who must be there, then the most who can."""
        return (-len(self.without), 2 * len(self.yes) + len(self.maybe), -len(self.no))


def tallies(poll: Poll, seat_id: UUID | None) -> list[Tally]:
    """Each moment with who can, in order of time."""
    invitees = list(poll.invitees.select_related("seat__organization").order_by("id"))
    holders = holders_of(each.seat_id for each in invitees)
    names = {each.seat_id: _name(each.seat, holders) for each in invitees}
    must = {each.seat_id for each in invitees if each.required}
    said: dict[UUID, dict[UUID, str]] = {}
    for choice in Choice.objects.filter(moment__poll=poll).order_by("id"):
        said.setdefault(choice.moment_id, {})[choice.seat_id] = choice.answer
    return [_tally(moment, said.get(moment.pk, {}), names, must, seat_id) for moment in poll.moments.all()]


def _tally(moment: Moment, said: dict[UUID, str], names: dict[UUID, str], must: set[UUID], seat: UUID | None) -> Tally:
    def who(answer: str) -> list[str]:
        return [names[pk] for pk, given in said.items() if given == answer and pk in names]

    cannot = [names[pk] for pk, given in said.items() if given == Choice.Answer.NO and pk in must]
    mine = said.get(seat, "") if seat else ""
    return Tally(moment, who("yes"), who("maybe"), who("no"), mine, cannot)


def best_of(found: Sequence[Tally]) -> Tally | None:
    """Where most can, of what is still to come; nothing as long as nobody answered."""
    answered = [each for each in found if (each.yes or each.maybe) and not each.moment.is_over]
    return max(answered, key=lambda each: each.score, default=None)


def silent(poll: Poll) -> list[str]:
    """Who has not answered yet."""
    said = Choice.objects.filter(moment__poll=poll).values("seat")
    rows = list(poll.invitees.exclude(seat__in=said).select_related("seat__organization").order_by("id"))
    holders = holders_of(each.seat_id for each in rows)
    return [_name(each.seat, holders) for each in rows]


def _name(seat: Seat, holders: dict[UUID | None, Person]) -> str:
    holder = holders.get(seat.pk)
    return holder.name if holder else str(seat)


class Votes(NamedTuple):
    """One answer, how many gave it, and their sentences."""

    verdict: str
    label: str
    given: int
    sentences: list[str]


def votes(review: Review) -> list[Votes]:
    """What members think, without names beside it."""
    rows = list(review.opinions.all())
    return [
        Votes(code, str(label), sum(row.verdict == code for row in rows),
              [row.sentence for row in rows if row.verdict == code and row.sentence])
        for code, label in Verdict.choices
    ]  # fmt: skip


# Who should be connected to a collaboration


class Unconnected(NamedTuple):
    """An organization that a collaboration seeks and that is not in it; asked already or not."""

    organization: Organization
    seat: Seat | None
    holder: Person | None
    approach: Approach | None


def unconnected(actor: Actor, circle: Circle) -> list[Unconnected]:
    """The organizations of the sought kinds, and those with the sought professions, that take no part yet."""
    if not circle.seeks:
        return []
    sought = _sought(circle)
    inside = {each.organization_id for each in seats_at(circle)}
    inside |= set(circle.members.current().filter(organization__isnull=False).values_list("organization_id", flat=True))
    out = [each for each in sought if each.pk not in inside]
    doors = _doors(circle, out)
    holders = holders_of(seat.pk for seat in doors.values())
    asking = Approach.objects.visible_to(actor).filter(circle=circle, organization__in=out).order_by("asked_at", "id")
    asked = {each.organization_id: each for each in asking}
    return [
        Unconnected(each, door, holders.get(door.pk) if door else None, asked.get(each.pk))
        for each in out for door in [doors.get(each.pk)]
    ]  # fmt: skip


def _sought(circle: Circle) -> list[Organization]:
    here = taking_part(circle.network_id)
    with_profession = Seat.objects.filter(network=circle.network_id, profession__in=circle.seeks_professions)
    rows = here.filter(kind__in=circle.seeks_kinds) | here.filter(pk__in=with_profession.values("organization"))
    return list(rows.distinct().order_by("name", "id"))


def _doors(circle: Circle, organizations: Iterable[Organization]) -> dict[UUID, Seat]:
    """At each of these the seat to ask: of a sought profession, else with the most hours for the network."""
    rows = Seat.objects.filter(network=circle.network_id, organization__in=list(organizations)).occupied()
    found: dict[UUID, Seat] = {}
    for seat in sorted(rows.select_related("organization").order_by("-mandate_hours", "id"),
                       key=lambda seat: seat.profession not in circle.seeks_professions):  # fmt: skip
        found.setdefault(seat.organization_id, seat)
    return found


def door_of(circle: Circle, organization: Organization) -> Seat | None:
    """Which seat of an organization is asked first; none when nobody of it sits in this network."""
    return _doors(circle, [organization]).get(organization.pk)


def told_of(meeting: Meeting) -> list[UUID]:
    """Who should hear of a change: who is expected and did not say no."""
    said = dict(meeting.attendance.order_by("id").values_list("seat_id", "answer"))
    usual = [] if meeting.only_invited else list(seats_at(meeting.circle).values_list("pk", flat=True))
    return [seat for seat in dict.fromkeys([*usual, *said]) if said.get(seat) != Attendance.Answer.NO]


def without_minutes(since: timedelta) -> list[Meeting]:
    """What took place not longer ago than this, of which nobody wrote down who were there, and nobody owes that.

    A talk between some asks for no minutes: who leads the table was not there.
    """
    owed = Task.objects.filter(subject_id=OuterRef("pk"), code="minute-meeting")
    over = Meeting.objects.on().filter(held_at=None, only_invited=False, ends_at__lt=now(), ends_at__gte=now() - since)
    return list(over.filter(~Exists(owed), circle__ended_on=None).with_circle().order_by("starts_at", "id"))
