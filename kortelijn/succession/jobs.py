"""What a day brings when somebody leaves: what was accepted moves, and what is held is never held by nobody."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import structlog
from django.db import transaction
from django.db.models import Q
from procrastinate.contrib.django import app

from kortelijn.kernel.actor import system_for
from kortelijn.kernel.clock import now
from kortelijn.kernel.moments import start_of_today
from kortelijn.parties.holdings import held_by_seats
from kortelijn.parties.models import Seat
from kortelijn.succession.actions import carry_out, let_placing_go, owe_placing, refresh_file
from kortelijn.succession.models import PLACE, Departure
from kortelijn.succession.moving import declined_held
from kortelijn.succession.queries import looks_back_for_nobody
from kortelijn.succession.undoing import let_look_back_go
from kortelijn.tasks.invariants import GRACE, Violation
from kortelijn.tasks.models import Task

log = structlog.get_logger()
FRESH = timedelta(hours=20)


@app.periodic(cron="41 4 * * *")
@app.task(name="succession.files", queueing_lock="succession.files")
def write_files(timestamp: int) -> None:
    """Every night: the file of whoever leaves tells of the day before as well."""
    for departure in Departure.objects.planned().exclude(filed_at__gt=now() - FRESH).select_related("seat", "person"):
        refresh_file(system_for(departure.network_id), departure)


def close_look_backs() -> int:
    """Let what only somebody who left could look back at be owed no longer, before it goes up to somebody else."""
    done = 0
    for task in list(looks_back_for_nobody().order_by("id")):
        try:
            with transaction.atomic():  # this also runs within the action by which somebody leaves
                let_look_back_go(system_for(task.network_id), task)
            done += 1
        except Exception:  # whatever it is: the others go on, and check-invariants names this one
            log.exception("closing a look back failed", task=str(task.pk))
    return done


def carry_out_due() -> int:
    """Move what was accepted from whoever left; one that fails stops no other, and is told and tried again."""
    done = 0
    for departure in Departure.objects.due().order_by("leaves_on", "id"):
        try:
            carry_out(system_for(departure.network_id), departure)
            done += 1
        except Exception:  # whatever it is: the tasks go up below, and check-invariants names this departure
            log.exception("carry-out failed", departure=str(departure.pk))
    return done


def owe_places() -> int:
    """Let a coordinator know of each empty seat that holds something, and forget those that do so no more."""
    vacant = {seat.pk: seat for seat in _holding_for_nobody()}
    owed = Task.objects.open().filter(code=PLACE)
    known = set(owed.values_list("subject_id", flat=True))
    filled, declined = Q(pk__in=known - set(vacant)), Q(pk__in=_without_what_was_declined(known))
    for seat in Seat.objects.filter(filled | declined):
        let_placing_go(system_for(seat.network_id), seat)
    new = [seat for key, seat in vacant.items() if key not in known]
    for seat in new:
        owe_placing(system_for(seat.network_id), seat)
    return len(new)


def _without_what_was_declined(known: set[UUID]) -> list[UUID]:
    """Seats that no longer hold what their new person did not take on."""
    rows = Departure.objects.filter(pk__in=known)
    return [departure.seat_id for departure in rows if not declined_held(departure)]


def _holding_for_nobody() -> list[Seat]:
    vacant = {seat.pk: seat for seat in Seat.objects.vacant().select_related("organization", "deputy")}
    holding = {each.holder for each in held_by_seats.of(vacant)} if vacant else set()
    return [seat for key, seat in vacant.items() if key in holding]


def broken_promises() -> Iterator[Violation]:
    """What was accepted and did not move, and what is held by a seat where nobody sits and nobody knows of it."""
    if now() > start_of_today() + GRACE:
        for departure in Departure.objects.due().order_by("leaves_on", "id"):
            yield Violation(departure.pk, "is voorbij, en wat werd overgenomen is niet verhuisd", "Vertrek")
        for task in looks_back_for_nobody().order_by("id"):
            yield Violation(task.pk, "wacht op iemand die hier niet meer zit")
    known = set(Task.objects.open().filter(code=PLACE).values_list("subject_id", flat=True))
    for seat in _holding_for_nobody():
        if seat.pk not in known:
            yield Violation(seat.pk, "is leeg en houdt nog iets vast, en niemand weet dat", "Plek")
