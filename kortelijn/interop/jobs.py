"""What the worker does with files that are brought: read the large ones, take them in, and let go of what is over."""

from uuid import UUID

import structlog
from procrastinate.contrib.django import app

from kortelijn.interop.models import Import
from kortelijn.interop.transfer import store, working
from kortelijn.kernel.actor import Actor, system_for
from kortelijn.parties.middleware import seated
from kortelijn.parties.models import Tenure

log = structlog.get_logger()


@app.task(name="interop.examine", retry=2)
def examine(import_id: str) -> None:
    """Read a file and say what would happen."""
    brought = Import.objects.select_related("network").filter(pk=import_id, status=Import.Status.RECEIVED).first()
    if brought:
        log.info("import.examined", status=working.examine(actor_of(brought), brought).status)


@app.task(name="interop.take_in", retry=2)
def take_in(import_id: str) -> None:
    """Take in what somebody said yes to."""
    brought = Import.objects.select_related("network").filter(pk=import_id, status=Import.Status.TAKING).first()
    if brought:
        log.info("import.taken-in", status=working.take_in(actor_of(brought), brought).status)


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
