"""Reads that the pages of leaving, coming and being away need: whom to meet, what happened meanwhile, who leaves."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef

from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import AMSTERDAM, now
from kortelijn.kernel.events import sentence
from kortelijn.kernel.models import Event
from kortelijn.parties.models import Absence, Person, Seat, Tenure, holder_of
from kortelijn.succession.items import Item, task_items
from kortelijn.succession.models import LOOK_BACK, Departure, Introduction
from kortelijn.tasks.models import Task, TaskQuerySet
from kortelijn.ties.queries import contacts_of

MOST_HAPPENED = 60
LOOKS_BACK = timedelta(days=14)


@dataclass(frozen=True)
class Acquaintance:
    """A colleague with whom somebody works, and where that colleague sits."""

    person: Person
    seat: Seat


def to_meet(departure: Departure) -> list[Acquaintance]:
    """With whom who leaves has a living tie, and who comes after has none yet; by organization and name."""
    newcomer = departure.successor_id or _sitting_on(departure)
    people = [departure.person_id, *([newcomer] if newcomer else [])]
    contacts = contacts_of(departure.network_id, people)
    known = contacts[newcomer] if newcomer else set()
    wanted = contacts[departure.person_id] - known - {newcomer, departure.person_id}
    return acquaintances(departure.network_id, wanted)


def _sitting_on(departure: Departure) -> UUID | None:
    if departure.to_seat_id is None or departure.stays_on_seat:
        return None
    rows = Tenure.objects.current().filter(seat=departure.to_seat_id).order_by("period")
    return rows.values_list("person", flat=True).first()


def acquaintances(network_id: UUID, people: Collection[UUID | None]) -> list[Acquaintance]:
    """These people where they sit in a network today, each once."""
    tenures = Tenure.objects.current().filter(seat__network=network_id, person__in=[each for each in people if each])
    rows = tenures.select_related("person", "seat__organization")
    found: dict[UUID, Acquaintance] = {}
    for tenure in rows.order_by("seat__organization__name", "person__given_name", "person__family_name", "id"):
        found.setdefault(tenure.person_id, Acquaintance(tenure.person, tenure.seat))
    return list(found.values())


def newcomer_of(introduction: Introduction) -> Person | None:
    """Who is to be met: whoever comes on the seat, or sits where it moved to."""
    departure = introduction.departure
    return departure.successor or holder_of(departure.to_seat_id or departure.seat_id)


@dataclass(frozen=True)
class Happened:
    """One thing that colleagues did meanwhile."""

    at: datetime
    sentence: str
    about: str
    url: str


@dataclass(frozen=True)
class Meanwhile:
    """What went on while somebody was away."""

    taken_in: list[Item]
    happened: list[Happened]
    waiting: int


def meanwhile(actor: Actor, absence: Absence) -> Meanwhile:
    """What a colleague took in, what others did with what is mine, and how much of mine is open."""
    since = _start_of(absence.period.lower)
    mine = Task.objects.owed_by(absence.seat_id).filter(last_action_at__gte=since)
    tasks = list(taken_in(absence).order_by("due_at", "id"))
    return Meanwhile(
        task_items(actor, tasks), _happened(actor, absence, list(mine.order_by("-last_action_at", "id")), since),
        Task.objects.open().owed_by(absence.seat_id).count(),
    )  # fmt: skip


def taken_in(absence: Absence) -> TaskQuerySet:
    """What began with a colleague because this person was away from this seat, for two weeks after they are back."""
    if is_long_ago(absence):
        return Task.objects.none()
    rows = Task.objects.open().filter(came_from=absence.person_id, network=absence.network_id)
    rows = rows.filter(authored_at__gte=_start_of(absence.period.lower)).exclude(owner=absence.seat_id)
    # What moved there came off a seat that this person left; so may what began while they were away from that one.
    moved = Event.objects.filter(subject_id=OuterRef("pk"), kind__in=("task.moved-up", "task.handed-on"))
    sits = Tenure.objects.current().filter(person=absence.person_id).values("seat")
    left = Absence.objects.filter(person=absence.person_id).exclude(seat=absence.seat_id).exclude(seat__in=sits)
    for other in left:
        end = _start_of(other.period.upper) if other.period.upper else now()
        rows = rows.exclude(authored_at__range=(_start_of(other.period.lower), end))
    return rows.exclude(Exists(moved))


def is_long_ago(absence: Absence) -> bool:
    """Whether they have been back for so long that the list is closed."""
    return absence.ended_at is not None and absence.ended_at < now() - LOOKS_BACK


def looks_back_for_nobody() -> TaskQuerySet:
    """What is owed by somebody who is back, but does not sit on that seat any more: only they could look back."""
    here = Tenure.objects.current().filter(seat=OuterRef("seat"), person=OuterRef("person"))
    theirs = Absence.objects.filter(Exists(here), pk=OuterRef("subject_id"))
    return Task.objects.open().filter(~Exists(theirs), code=LOOK_BACK)


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time.min, AMSTERDAM)


def _happened(actor: Actor, absence: Absence, tasks: list[Task], since: datetime) -> list[Happened]:
    by_key = {key: item for task, item in _told(actor, tasks) for key in (task.pk, task.subject_id)}
    others = Event.objects.filter(subject_id__in=by_key, at__gte=since).exclude(person_id=absence.person_id)
    return [
        Happened(event.at, said, by_key[event.subject_id].title, by_key[event.subject_id].url)
        for event in others.order_by("-at", "-id")[:MOST_HAPPENED]
        if (said := sentence(event))
    ]


def _told(actor: Actor, tasks: list[Task]) -> Iterable[tuple[Task, Item]]:
    return zip(tasks, task_items(actor, tasks), strict=True)
