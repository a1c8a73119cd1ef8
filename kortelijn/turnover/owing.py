"""What is owed when organizations come and go: who owes it, and that nobody does any more."""

from datetime import date
from uuid import UUID

from kortelijn.kernel.actor import system_for
from kortelijn.kernel.clock import now
from kortelijn.parties.models import Seat
from kortelijn.tasks.actions import finish
from kortelijn.tasks.models import Task
from kortelijn.turnover.models import Contract, Ending


def coordinator_of(about: Contract | Ending) -> Seat | None:
    """A coordinator of the network, of another organization when there is one."""
    seats = Seat.objects.filter(network=about.network_id).with_function(Seat.Function.COORDINATES).occupied()
    return seats.exclude(organization=about.organization_id).order_by("id").first() or seats.order_by("id").first()


def close_tasks(subject_id: UUID, *codes: str) -> int:
    """Nobody owes these any more, or nothing at all about it; gives how many there were."""
    owed = Task.objects.open().filter(subject_id=subject_id).order_by("id")
    rows = list(owed.filter(code__in=codes) if codes else owed)
    for task in rows:
        finish(system_for(task.network_id), task)
    return len(rows)


def written(day: date) -> str:
    """A day as a sentence of a timeline has it."""
    return day.strftime("%d-%m-%Y")


def warn_anew(network_id: UUID, organization_id: UUID) -> None:
    """It does not stop after all: what ends for it is warned of again, also what was warned of before."""
    Contract.objects.filter(network=network_id, organization=organization_id).update(warned_from=now())
