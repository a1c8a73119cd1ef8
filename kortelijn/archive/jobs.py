"""What the worker does: make a file that was asked for, and let go of what is over."""

import structlog
from procrastinate.contrib.django import app

from kortelijn.archive import store
from kortelijn.archive.actions import finish_export, give_up, let_go
from kortelijn.archive.locking import Locked
from kortelijn.archive.models import Export
from kortelijn.archive.writing import write
from kortelijn.kernel.actor import SYSTEM, system_for
from kortelijn.kernel.errors import Refused

log = structlog.get_logger()


@app.task(name="archive.make", retry=False, pass_context=False)
def make(export_id: str) -> None:
    """One file; safe to run twice, for what is made is left alone."""
    found = Export.objects.filter(status=Export.Status.MAKING).select_related("network").filter(pk=export_id).first()
    if found:
        make_now(found)


def make_now(export: Export) -> None:
    """Write it closed, say how far it is, and say that it can be fetched; or that it did not work out."""
    actor = system_for(export.network_id)
    try:
        with store.being_made(export.pk) as file:
            closed = Locked(file, export.lock)
            written = write(export.network, closed, lambda done, of, what: store.tell(export.pk, done, of))  # type: ignore[arg-type]  # all that a zip asks of a file
            closed.close()
        store.note_residents(export.pk, written.residents)
    except Refused as refused:
        store.remove(export.pk)
        give_up(actor, export, problem=str(refused))
        return
    except Exception as error:
        log.error("archive.make", export=str(export.pk), error=type(error).__name__)
        store.remove(export.pk)
        give_up(actor, export)
        return
    finish_export(actor, export, size=store.path_of(export.pk).stat().st_size, rows=written.rows)
    log.info("archive.made", export=str(export.pk), rows=written.rows)


@app.periodic(cron="*/10 * * * *")
@app.task(name="archive.let_go", queueing_lock="archive.let_go")
def let_go_of_what_is_over(timestamp: int = 0) -> None:
    """Every ten minutes: what can no longer be fetched is no longer there, nor is what belongs to nothing."""
    for export in Export.objects.over().exclude(status__in=("over", "failed")).order_by("pk"):
        if export.is_making:
            continue
        store.remove(export.pk)
        (give_up if export.status == Export.Status.MAKING else let_go)(SYSTEM, export)
    live = set(Export.objects.filter(status__in=("making", "ready")).values_list("pk", flat=True))
    for key in store.keys() - live:
        store.remove(key)
