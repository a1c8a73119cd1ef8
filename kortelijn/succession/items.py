"""What a seat owes and holds, in words: by name of a resident only for who may see that line."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from kortelijn.kernel.actor import Actor
from kortelijn.kernel.moments import day_of
from kortelijn.parties.holdings import Holding, held_by_seats
from kortelijn.referrals.models import Referral
from kortelijn.succession.models import LOOK_BACK, Departure
from kortelijn.tasks.models import Task
from kortelijn.tasks.telling import tellings


@dataclass(frozen=True)
class Item:
    """One thing that a seat owes or holds."""

    key: UUID
    title: str
    note: str = ""
    url: str = ""
    late: bool = False


@dataclass(frozen=True)
class Group:
    """Things of one kind under their heading."""

    title: str
    items: list[Item]


@dataclass(frozen=True)
class Estate:
    """All that a seat owes and holds."""

    tasks: list[Item]
    held: list[Group]

    @property
    def keys(self) -> set[UUID]:
        """The key of each thing."""
        return {item.key for item in [*self.tasks, *(each for group in self.held for each in group.items)]}

    @property
    def total(self) -> int:
        """How many there are."""
        return len(self.tasks) + self.held_total

    @property
    def held_total(self) -> int:
        """How many of them are held."""
        return sum(len(group.items) for group in self.held)


def estate_of(actor: Actor, seat_id: UUID) -> Estate:
    """What a seat owes and holds now, as this actor may read it; as many queries, however much it is.

    To look back at the own absence can nobody take over: it ends with whoever was away.
    """
    owed = Task.objects.open().owed_by(seat_id).exclude(code=LOOK_BACK)
    tasks = list(owed.order_by("due_at", "id"))
    return Estate(task_items(actor, tasks), grouped(held_by_seats.of([seat_id])))


def task_items(actor: Actor, tasks: Sequence[Task]) -> list[Item]:
    """Tasks in words; a resident by name only where the actor may see the line."""
    told, lines = tellings(tasks), _lines(actor, tasks)
    return [_item(task, told[task.pk].title if task.pk in told else "", lines.get(task.subject_id),
                  told[task.pk].url if task.pk in told else "") for task in tasks]  # fmt: skip


def _item(task: Task, told: str, line: Referral | None, url: str) -> Item:
    if not told:
        who = line.resident.name if line else _("Een inwoner")
        told = _("{who}: {what}").format(who=who, what=_owed(task))
        url = reverse("referrals:line", args=[line.pk]) if line else ""
    return Item(task.pk, told, _("voor {day}").format(day=day_of(task.due_at)), url, task.is_overdue)


def _owed(task: Task) -> str:
    words = {
        "fulfill": _("contact en uitkomst"), "answer-handover": _("overnemen van een collega?"),
        "ask-consent": _("mag een ander meedoen?"), "look-again": _("kwam terug: kijk opnieuw"),
        "check-number": _("welk nummer klopt?"),
    }  # fmt: skip
    return words.get(task.code) or _("een open vraag")


def _lines(actor: Actor, tasks: Sequence[Task]) -> dict[UUID, Referral]:
    wanted = [task.subject_id for task in tasks if task.subject_type == Referral._meta.label_lower]
    return {row.pk: row for row in Referral.objects.visible_to(actor).filter(pk__in=wanted)} if wanted else {}


def grouped(holdings: Iterable[Holding]) -> list[Group]:
    """What is held, kind by kind, under the heading that its app gives it."""
    by_kind: dict[str, list[Item]] = {}
    for each in holdings:
        by_kind.setdefault(each.kind, []).append(Item(each.key, each.title, url=each.url))
    return [Group(str(kind.title), by_kind[kind.kind]) for kind in held_by_seats.kinds() if kind.kind in by_kind]


def taken_of(departure: Departure, keys: Iterable[UUID]) -> set[UUID]:
    """Which of these the receiver takes: what was said yes to, and what came since when all would be taken."""
    said = dict(departure.answers.values_list("key", "taken"))
    return {key for key in keys if said.get(key, departure.takes_new and departure.answered_at is not None)}


def declined_of(departure: Departure) -> set[UUID]:
    """What the receiver said no to."""
    return set(departure.answers.filter(taken=False).values_list("key", flat=True))
