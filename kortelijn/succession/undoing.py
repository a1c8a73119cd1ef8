"""Back again: a look at what happened meanwhile, what is taken back, and when there is nobody left to look."""

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext_lazy

from kortelijn.kernel.actions import action
from kortelijn.kernel.actor import Actor, system_for
from kortelijn.kernel.clock import now
from kortelijn.kernel.errors import NotNow
from kortelijn.kernel.events import kind, record
from kortelijn.kernel.policy import require
from kortelijn.kernel.working_days import after_working_days
from kortelijn.parties.actions import end_absence
from kortelijn.parties.models import Absence, Seat
from kortelijn.succession.models import LOOK_BACK
from kortelijn.succession.queries import is_long_ago, taken_in
from kortelijn.tasks.actions import finish, hand_on, open_task
from kortelijn.tasks.models import Task

LOOK_BACK_DAYS = 2

LOOK_BACK_OWED = kind("absence.look-back", gettext_lazy("{name} is terug: er ligt een lijstje klaar"))
LOOK_BACK_LAPSED = kind("absence.look-back-lapsed", gettext_lazy("Wie terug zou kijken, zit niet meer op deze plek"))
TAKEN_BACK = kind("absence.taken-back", gettext_lazy("{actor} nam {count} taken terug"))


@action
def take_back(actor: Actor, absence: Absence, keys: Collection[UUID]) -> int:
    """Back at work: what a colleague took in meanwhile, and is still open, comes to the own seat again."""
    require(actor, "succession.take_back", absence)
    absence = end_absence(actor, absence)
    if keys and is_long_ago(absence):
        raise NotNow
    held: dict[Seat, list[UUID]] = {}
    for task in taken_in(absence).filter(pk__in=keys).select_related("owner").order_by("id"):
        if task.owner:
            held.setdefault(task.owner, []).append(task.pk)
    system = system_for(absence.network_id)
    count = sum(hand_on(system, owner, absence.seat, some, came_from=None) for owner, some in held.items())
    for task in Task.objects.open().filter(subject_id=absence.pk).order_by("id"):
        finish(system, task)
    record(actor, TAKEN_BACK, absence.seat, count=count)
    return count


@action
def owe_look_back(actor: Actor, absence: Absence) -> Task:
    """Somebody is back: the own seat owes a look at what happened meanwhile."""
    require(actor, "succession.place", absence.seat)
    by = after_working_days(now(), LOOK_BACK_DAYS)
    task = open_task(actor, code=LOOK_BACK, owner=absence.seat, subject=absence, due_at=by)
    record(actor, LOOK_BACK_OWED, absence.seat, name=absence.person.name)
    return task


@action
def let_look_back_go(actor: Actor, task: Task) -> Task:
    """Whoever was to look back sits there no more: nobody else can, so it is owed no longer."""
    task = finish(actor, task)
    record(actor, LOOK_BACK_LAPSED, task)
    return task
