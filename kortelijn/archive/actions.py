"""Taking a network along: asked for with a purpose, made by the worker, fetched, let go; and bringing one."""

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from procrastinate.contrib.django import app

from kortelijn.archive import store
from kortelijn.archive.locking import lock_for
from kortelijn.archive.models import VALID, Export
from kortelijn.archive.reading import Brought
from kortelijn.archive.taking import Taken, Tell, take
from kortelijn.archive.writing import Written
from kortelijn.directory.models import Service
from kortelijn.finding import index
from kortelijn.kernel.access import log_access
from kortelijn.kernel.actions import action
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import now
from kortelijn.kernel.errors import Refused
from kortelijn.kernel.events import kind, record
from kortelijn.kernel.lifecycle import locked, one_at_a_time
from kortelijn.kernel.models import AccessLog
from kortelijn.kernel.policy import require
from kortelijn.parties.models import Network
from kortelijn.residents.models import Resident

ASKED = kind("archive.asked", gettext_lazy("{actor} vroeg om alles van dit netwerk mee te nemen: {purpose}"))
MADE = kind("archive.made", gettext_lazy("Het bestand met alles van dit netwerk is gemaakt ({rows} rijen)"))
FAILED = kind("archive.failed", gettext_lazy("Het bestand met alles van dit netwerk kon niet worden gemaakt"))
FETCHED = kind("archive.fetched", gettext_lazy("{actor} haalde alles van dit netwerk op: {purpose}"))
LET_GO = kind("archive.let-go", gettext_lazy("Het bestand met alles van dit netwerk is weer verwijderd"))
EXPORTED = kind("archive.exported", gettext_lazy("De beheerder nam alles van dit netwerk mee: {purpose}"))
BROUGHT = kind("archive.brought", gettext_lazy("Dit netwerk is op deze installatie gezet ({rows} rijen)"))


@action
def ask_export(actor: Actor, network: Network, *, purpose: str, passphrase: str) -> Export:
    """Have the worker make it, locked for a passphrase that is kept nowhere."""
    require(actor, "archive.take_along", network)
    one_at_a_time(f"archive {network.pk}")
    mine = Export.objects.visible_to(actor).filter(status=Export.Status.MAKING).first()
    if mine and mine.is_making:
        raise Refused(_("Er wordt al een bestand voor u gemaakt. Wacht tot het klaar is."))
    if mine:
        _give_up(actor, mine)
    export = Export(
        network=network, person_id=actor.person_id, seat_id=actor.seat_id, purpose=purpose.strip(),
        lock=lock_for(passphrase),
    )  # fmt: skip
    export.full_clean()
    export.save()
    record(actor, ASKED, export, purpose=export.purpose)
    app.configure_task("archive.make").defer(export_id=str(export.pk))
    return export


@action
def finish_export(actor: Actor, export: Export, *, size: int, rows: int) -> Export:
    """It can be fetched, for a day."""
    require(actor, "archive.make", export)
    export = locked(export)
    if export.status != Export.Status.MAKING:
        raise Refused(_("Dit bestand wordt niet meer gemaakt. Vraag een nieuw aan."))
    export.status, export.size, export.rows, export.expires_at = Export.Status.READY, size, rows, now() + VALID
    export.save()
    record(actor, MADE, export, rows=rows)
    return export


@action
def give_up(actor: Actor, export: Export, *, problem: str = "") -> None:
    """It did not work out; it may be asked for again."""
    require(actor, "archive.make", export)
    _give_up(actor, locked(export), problem)


def _give_up(actor: Actor, export: Export, problem: str = "") -> None:
    export.status, export.problem = Export.Status.FAILED, problem[:300]
    export.save(update_fields=["status", "problem"])
    record(actor, FAILED, export)


@action
def fetch(actor: Actor, export: Export) -> Export:
    """Who asked takes it along: every resident in it was looked at (NEN 7513)."""
    require(actor, "archive.fetch", export)
    export = locked(export)
    if not export.is_ready:
        raise Refused(_("Dit bestand is er niet meer. Vraag een nieuw aan."))
    export.fetched_at = now()
    export.save(update_fields=["fetched_at"])
    _log_residents(actor, store.residents(export.pk))
    record(actor, FETCHED, export, purpose=export.purpose)
    return export


@action
def let_go(actor: Actor, export: Export) -> None:
    """The file goes: its day is over, or who asked has it."""
    require(actor, "archive.let_go", export)
    export = locked(export)
    if export.is_making:
        raise Refused(_("Dit bestand wordt nog gemaakt. Wacht tot het klaar is."))
    export.status = Export.Status.OVER
    export.save(update_fields=["status"])
    record(actor, LET_GO, export)


@action
def note_export(actor: Actor, network: Network, *, purpose: str, written: Written) -> None:
    """Whoever runs the installation took a network along: it stands in its history, and with every resident."""
    require(actor, "archive.bring")
    _log_residents(actor, written.residents)
    record(actor, EXPORTED, network, purpose=purpose, rows=written.rows)


def _log_residents(actor: Actor, keys: Iterable[UUID]) -> None:
    """Each who is in the file, also who was erased here since: they are in what was taken along."""
    log_access(actor, "archive.fetch", (Resident(pk=key) for key in keys), AccessLog.Action.EXECUTE)


@action
def bring_network(actor: Actor, brought: Brought, *, slug: str = "", tell: Tell = lambda done, of, what: None) -> Taken:
    """All of a network onto this installation, with its search index; or nothing of it."""
    require(actor, "archive.bring")
    taken = take(brought, slug=slug, tell=tell)
    network = Network.objects.get(pk=taken.network_id)
    services = Service.objects.active().filter(network=network).order_by("pk")
    index.follow(list(services.values_list("pk", flat=True)))
    record(actor, BROUGHT, network, rows=taken.rows)
    return taken
