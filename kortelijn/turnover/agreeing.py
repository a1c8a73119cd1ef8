"""Asking others to take over what an organization leaves, and what they answer: item by item, or all."""

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kortelijn.kernel.actions import action
from kortelijn.kernel.actor import Actor, system_for
from kortelijn.kernel.clock import now
from kortelijn.kernel.errors import NotNow, Refused
from kortelijn.kernel.events import kind, record
from kortelijn.kernel.lifecycle import locked
from kortelijn.kernel.policy import require
from kortelijn.kernel.working_days import after_working_days
from kortelijn.parties.models import Seat
from kortelijn.tasks.actions import finish, hand_on, open_task
from kortelijn.tasks.models import Task
from kortelijn.tasks.queries import is_occupied
from kortelijn.turnover.actions import settle_rest
from kortelijn.turnover.estate import Thing, estate_of, leaving, offered_to
from kortelijn.turnover.models import ANSWER, Ending, Move, Receiver

ANSWER_DAYS = 5
ADDED = kind("ending.receiver-added", gettext_lazy("{actor} vraagt {seat} om over te nemen"))
DROPPED = kind("ending.receiver-dropped", gettext_lazy("{actor} vraagt {seat} niet meer"))
ASKED = kind("ending.asked", gettext_lazy("{actor} vroeg {seat} wat zij overnemen"))
ANSWERED = kind("ending.answered", gettext_lazy("{actor} neemt {taken} dingen over, en {declined} niet"))


@action
def add_receiver(actor: Actor, ending: Ending, seat: Seat) -> Receiver:
    """A seat that may take something over, for itself and its organization."""
    require(actor, "turnover.plan", ending)
    ending = locked(ending)
    if ending.is_closed:
        raise NotNow
    if seat.network_id != ending.network_id or seat.organization_id == ending.organization_id:
        raise Refused(_("Kies een plek bij een andere organisatie in dit netwerk."))
    if leaving(ending.network_id).filter(organization=seat.organization_id).exists():
        raise Refused(_("Die organisatie stopt zelf ook. Kies een andere."))
    if not is_occupied(seat):
        raise Refused(_("Op die plek is nu niemand. Kies een andere plek."))
    receiver, is_new = Receiver.objects.get_or_create(network_id=ending.network_id, ending=ending, seat=seat)
    if is_new:
        record(actor, ADDED, ending, seat=str(seat))
    return receiver


@action
def drop_receiver(actor: Actor, receiver: Receiver) -> None:
    """This seat is asked nothing any more; what would go there has no place again."""
    require(actor, "turnover.plan", receiver)
    receiver = locked(receiver)
    if receiver.ending.is_closed or receiver.moves.filter(moved_at__isnull=False).exists():
        raise NotNow
    _close_answer(receiver)
    record(actor, DROPPED, receiver.ending, seat=str(receiver.seat))
    Receiver.objects.filter(pk=receiver.pk).delete()


@action
def ask_all(actor: Actor, ending: Ending) -> int:
    """Whoever would get something and did not say yes or no to it owes an answer."""
    require(actor, "turnover.plan", ending)
    if ending.is_closed:
        raise NotNow
    waits, asked = estate_of(ending).waits_for, 0
    _ask_no_more(ending, waits)
    owed = {task.subject_id: task for task in Task.objects.open().filter(code=ANSWER).select_related("owner")}
    for receiver in ending.receivers.filter(pk__in=waits).select_related("seat__organization").order_by("id"):
        if (task := owed.get(receiver.pk)) is None:
            open_task(actor, code=ANSWER, owner=receiver.seat, subject=receiver, requester_id=actor.seat_id,
                      due_at=after_working_days(now(), ANSWER_DAYS))  # fmt: skip
        elif not _give_back(task, receiver):
            continue
        record(actor, ASKED, receiver, seat=str(receiver.seat), to_seat=str(receiver.seat_id))
        asked += 1
    return asked


@action
def drop_questions(actor: Actor, ending: Ending) -> None:
    """What was asked about is there no more, or goes elsewhere by now: nobody owes an answer about nothing."""
    require(actor, "turnover.follow", ending)
    for receiver in _ask_no_more(ending, estate_of(ending).waits_for):
        record(actor, DROPPED, ending, seat=str(receiver.seat))


def _ask_no_more(ending: Ending, waits: Collection[UUID]) -> list[Receiver]:
    """Close the questions of those for whom nothing waits; gives who had one."""
    owed = Task.objects.open().filter(code=ANSWER).values("subject_id")
    rows = ending.receivers.filter(pk__in=owed).exclude(pk__in=waits)
    found = list(rows.select_related("seat__organization").order_by("id"))
    for receiver in found:
        _close_answer(receiver)
    return found


def _give_back(task: Task, receiver: Receiver) -> bool:
    """A question that went up to another organization is asked again of whoever may answer it."""
    owner = task.owner
    if owner is None or owner.organization_id == receiver.seat.organization_id or not is_occupied(receiver.seat):
        return False
    return hand_on(system_for(task.network_id), owner, receiver.seat, [task.pk], came_from=None) > 0


@action
def answer(
    actor: Actor, receiver: Receiver, *, taken: Collection[UUID], declined: Collection[UUID], note: str = ""
) -> Receiver:  # fmt: skip
    """What this seat takes over, for itself and its organization; what it declines has no place again."""
    require(actor, "turnover.answer", receiver)
    receiver = locked(receiver)
    ending = locked(receiver.ending)
    if ending.is_closed:
        raise NotNow
    if leaving(ending.network_id).filter(organization=receiver.seat.organization_id).exists():
        raise Refused(_("Uw organisatie stopt hier zelf ook. De coördinator kiest een andere."))
    offered = {thing.key: thing for thing in offered_to(receiver)}
    _write(receiver, {key: offered[key] for key in taken if key in offered}, yes=True)
    _write(receiver, {key: offered[key] for key in declined if key in offered}, yes=False)
    receiver.answered_at, receiver.note = now(), note
    receiver.save(update_fields=["answered_at", "note"])
    estate = estate_of(ending)
    if all(estate.says(thing) is not None for thing in offered_to(receiver)):
        _close_answer(receiver)  # what came since the page was opened is still asked
    record(actor, ANSWERED, ending, taken=len(taken), declined=len(declined), receiver=str(receiver.pk))
    if ending.is_done:
        settle_rest(system_for(ending.network_id), ending)
    return receiver


def _write(receiver: Receiver, things: dict[UUID, Thing], *, yes: bool) -> None:
    """A thing that follows its seat gets a row of its own only when it does not."""
    moves = Move.objects.filter(ending=receiver.ending_id, receiver=receiver)
    moves.filter(key__in=things).update(taken=yes)
    known = set(moves.values_list("key", flat=True))
    Move.objects.bulk_create(
        Move(network_id=receiver.network_id, ending_id=receiver.ending_id, kind=thing.kind, key=key,
             title=thing.title[:300], receiver=receiver, taken=yes)
        for key, thing in things.items() if key not in known and not yes
    )  # fmt: skip


def _close_answer(receiver: Receiver) -> None:
    for task in Task.objects.open().filter(subject_id=receiver.pk, code=ANSWER):
        finish(system_for(task.network_id), task)
