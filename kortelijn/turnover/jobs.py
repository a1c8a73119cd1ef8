"""What a day brings when organizations come and go: who begins, who is warned, who stopped."""

from collections.abc import Iterator

import structlog
from dateutil.relativedelta import relativedelta
from procrastinate.contrib.django import app

from kortelijn.kernel.actor import system_for
from kortelijn.kernel.clock import now, today
from kortelijn.kernel.moments import start_of_today
from kortelijn.parties.models import Membership, Seat
from kortelijn.tasks.actions import hand_on
from kortelijn.tasks.invariants import GRACE, Violation
from kortelijn.tasks.models import Task
from kortelijn.tasks.queries import is_occupied
from kortelijn.turnover.actions import begin, carry_out, close_last_seat
from kortelijn.turnover.agreeing import drop_questions
from kortelijn.turnover.contracting.actions import NEARER, SOON, close_warnings, warn
from kortelijn.turnover.estate import estate_of
from kortelijn.turnover.models import ANSWER, STAYS, Contract, Ending, Receiver
from kortelijn.turnover.owing import coordinator_of

log = structlog.get_logger()
MONTHS = ((3, NEARER), (6, SOON))


@app.periodic(cron="17 5 * * *")
@app.task(name="turnover.look", queueing_lock="turnover.look")
def look_every_day(timestamp: int) -> None:
    """Every morning."""
    log.info("turnover", warned=look_ahead(), began=begin_due())


def begin_due() -> int:
    """Organizations whose first day has come."""
    due = Membership.objects.filter(phase=Membership.Phase.STARTING, since__lte=today())
    return sum(begin(system_for(row.network_id), row).phase == Membership.Phase.ACTIVE for row in due.order_by("id"))


def look_ahead() -> int:
    """Warn six and three months before an end date, each once; what was settled since is warned of no more."""
    _close_settled()
    return sum(_warn(about, ends) for about, ends in [*_contracts(), *_endings()])


def _contracts() -> Iterator[tuple[Contract | Ending, relativedelta]]:
    rows = Contract.objects.unsettled().ending_by(today() + relativedelta(months=6))
    for row in rows.select_related("organization").order_by("ends_on", "id"):
        yield row, relativedelta(row.ends_on, today())


def _endings() -> Iterator[tuple[Contract | Ending, relativedelta]]:
    rows = Ending.objects.planned().filter(last_day__lte=today() + relativedelta(months=6))
    for row in rows.select_related("organization").order_by("last_day", "id"):
        if estate_of(row).open:
            yield row, relativedelta(row.last_day, today())


def _warn(about: Contract | Ending, ahead: relativedelta) -> bool:
    months = ahead.years * 12 + ahead.months + (ahead.days > 0)
    code = next(code for limit, code in MONTHS if months <= limit)
    return warn(system_for(about.network_id), about, code) is not None


def _close_settled() -> None:
    """Warnings about what needs no look any more, whatever it was that settled it."""
    warned = Task.objects.open().filter(code__in=(SOON, NEARER))
    keys = set(warned.values_list("subject_id", flat=True))
    waits = Contract.objects.unsettled().filter(ends_on__gte=today())
    for contract in Contract.objects.filter(pk__in=keys).exclude(pk__in=waits.values("pk")).order_by("id"):
        close_warnings(system_for(contract.network_id), contract)
    for ending in Ending.objects.filter(pk__in=keys).order_by("id"):
        if not estate_of(ending).open:
            close_warnings(system_for(ending.network_id), ending)
    asked = Task.objects.open().filter(code=ANSWER).values("subject_id")
    for ending in Ending.objects.filter(receivers__in=asked).distinct().order_by("id"):
        drop_questions(system_for(ending.network_id), ending)


def lift_questions() -> int:
    """A question that went up to another organization: only who coordinates can ask somebody else instead."""
    rows = Task.objects.open().filter(code=ANSWER, owner__isnull=False).select_related("owner")
    owed = {task.subject_id: task for task in rows}
    receivers = Receiver.objects.filter(pk__in=owed).select_related("seat", "ending").order_by("id")
    return sum(_lift(owed[receiver.pk], receiver) for receiver in receivers)


def _lift(task: Task, receiver: Receiver) -> int:
    owner = task.owner
    if owner is None or owner.organization_id == receiver.seat.organization_id:
        return 0
    if Seat.Function.COORDINATES in owner.functions:
        return 0
    to = receiver.seat if is_occupied(receiver.seat) else coordinator_of(receiver.ending)
    return hand_on(system_for(receiver.network_id), owner, to, [task.pk], came_from=None) if to else 0


def carry_out_due() -> int:
    """Move what was agreed from each organization that stopped; one that fails stops no other, and is tried again."""
    done = 0
    for ending in Ending.objects.due().order_by("last_day", "id"):
        try:
            carry_out(system_for(ending.network_id), ending)
            done += 1
        except Exception:  # whatever it is: nothing of it moved, and check-invariants names this ending
            log.exception("carry-out failed", ending=str(ending.pk))
    return done


def close_last_seats() -> int:
    """Seats that a coordinator kept after the last day, for lack of another one."""
    kept = Task.objects.open().filter(code=STAYS).values("subject_id")
    rows = Ending.objects.filter(pk__in=kept).order_by("id")
    return sum(close_last_seat(system_for(ending.network_id), ending) for ending in rows)


def broken_promises() -> Iterator[Violation]:
    """What was agreed and did not move on its day."""
    late = Ending.objects.due() if now() > start_of_today() + GRACE else Ending.objects.none()
    for ending in late.order_by("last_day", "id"):
        yield Violation(ending.pk, "is voorbij, en wat werd overgenomen is niet verhuisd", "Einde van een organisatie")
