"""What the worker does with files that are brought: read the large ones, take them in, and let go of what is over."""

from uuid import UUID

import structlog
from procrastinate import JobContext
from procrastinate.contrib.django import app

from kortelijn.interop.models import Import
from kortelijn.interop.transfer import store, working
from kortelijn.kernel.actor import Actor, system_for
from kortelijn.parties.middleware import seated
from kortelijn.parties.models import Tenure

log = structlog.get_logger()
RETRIES = 2


@app.task(name="interop.examine", retry=RETRIES, pass_context=True)
def examine(context: JobContext, import_id: str) -> None:
    """Read a file and say what would happen."""
    brought = Import.objects.select_related("network").filter(pk=import_id, status=Import.Status.RECEIVED).first()
    if brought:
        done = working.examine(actor_of(brought), brought, last=_last(context))
        log.info("import.examined", status=done.status)


@app.task(name="interop.take_in", retry=RETRIES, pass_context=True)
def take_in(context: JobContext, import_id: str) -> None:
    """Take in what somebody said yes to."""
    brought = Import.objects.select_related("network").filter(pk=import_id, status=Import.Status.TAKING).first()
    if brought:
        done = working.take_in(actor_of(brought), brought, last=_last(context))
        log.info("import.taken-in", status=done.status)


def _last(context: JobContext) -> bool:
    """Whether it is not tried again after this time."""
    return context.job.attempts >= RETRIES


@app.periodic(cron="47 3 * * *")
@app.task(name="interop.let_go", queueing_lock="interop.let_go")
def let_go(timestamp: int = 0) -> None:
    """Every night: a file whose import is taken in, thrown away or too old is not kept."""
    waiting = set(Import.objects.exclude(status=Import.Status.DONE).values_list("id", flat=True))
    for key in store.keys() - waiting:
        store.remove(UUID(str(key)))


def actor_of(brought: Import) -> Actor:
    """Whoever brought it, when that person still sits there; otherwise the system for this network."""
    tenures = Tenure.objects.current().select_related("seat", "person__account")
    tenure = tenures.filter(seat=brought.seat_id, person=brought.person_id).first()
    account = getattr(tenure.person, "account", None) if tenure else None
    return seated(account, tenure) if tenure and account else system_for(brought.network_id)
