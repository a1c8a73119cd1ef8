"""Who may do what with a task: its seat does it, who was told may step in, who asked may call it off."""

from kortelijn.kernel.actor import Actor
from kortelijn.kernel.policy import allow, predicate
from kortelijn.parties.models import Seat
from kortelijn.parties.policy import is_about, is_seated, is_system
from kortelijn.tasks.models import Escalation, Handover, Task


@predicate
def owes(actor: Actor, task: Task) -> bool:
    """Acts from the seat that owes it, or stands in for it while its holder is away."""
    return actor.seat_id is not None and (actor.seat_id == task.owner_id or task.owner_id in actor.stands_in_for)


@predicate
def asked_for_it(actor: Actor, task: Task) -> bool:
    """Acts from the seat that waits for it."""
    return actor.seat_id is not None and actor.seat_id == task.requester_id


@predicate
def was_told(actor: Actor, task: Task) -> bool:
    """Was told that this task is late, in the present round of its clock."""
    told = Escalation.objects.filter(task=task.pk, round=task.round, seat=actor.seat_id)
    return actor.seat_id is not None and told.exists()


@predicate
def coordinates_it(actor: Actor, task: Task) -> bool:
    """Coordinates the network of this task and was told, or it is theirs."""
    return actor.has(Seat.Function.COORDINATES) and actor.network_id == task.network_id


@predicate
def is_asked(actor: Actor, handover: Handover) -> bool:
    """Acts from the seat that is asked to take over, or that owes the answer in its place."""
    if actor.seat_id is None:
        return False
    stands_in = Handover.objects.asked_of(actor.seat_id).filter(pk=handover.pk)
    return actor.seat_id == handover.to_seat_id or stands_in.exists()


@predicate
def gave_it(actor: Actor, handover: Handover) -> bool:
    """Acts from the seat that asked, or that owes the task since."""
    return actor.seat_id is not None and actor.seat_id in (handover.from_seat_id, handover.task.owner_id)


for _verb in ("accept", "reject", "begin", "complete", "fail", "pause", "resume", "hand_over", "restore"):
    allow(f"tasks.{_verb}", owes | is_system)
allow("tasks.cancel", owes | asked_for_it | is_about | is_system)
allow("tasks.take_over", was_told)
allow("tasks.move", is_system)
allow("tasks.hand_on", is_system)
allow("tasks.see_worklist", is_seated)
allow("tasks.answer_handover", is_asked | is_system)
allow("tasks.withdraw_handover", gave_it | is_system)
allow("tasks.see_handover", is_asked | gave_it)
