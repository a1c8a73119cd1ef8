"""What may be done with a file that is brought to be taken in."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy
from procrastinate.contrib.django import app

from kortelijn.interop.hsds.importing import Report, import_gathered
from kortelijn.interop.models import ColumnMapping, Import
from kortelijn.interop.transfer import store
from kortelijn.interop.transfer.columns import signature
from kortelijn.interop.transfer.reading import Format, Reading, gathered
from kortelijn.interop.transfer.report import Told, told
from kortelijn.kernel.actions import action
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.errors import Refused
from kortelijn.kernel.events import kind, record
from kortelijn.kernel.lifecycle import locked, perform
from kortelijn.kernel.policy import require
from kortelijn.parties.models import Network

BROUGHT = kind("import.brought", gettext_lazy("{actor} bracht {name} om in te lezen"))
COLUMNS_ASKED = kind("import.columns-asked", gettext_lazy("Kortelijn vroeg wat de kolommen van {name} zeggen"))
COLUMNS_CHOSEN = kind("import.columns-chosen", gettext_lazy("{actor} zei wat de kolommen van {name} zeggen"))
CHECKED = kind("import.checked", gettext_lazy("{name} is gelezen: {added} nieuw, {updated} anders"))
REFUSED = kind("import.refused", gettext_lazy("{name} is niet ingelezen"))
BEGUN = kind("import.begun", gettext_lazy("{actor} neemt {name} over"))
FINISHED = kind("import.finished", gettext_lazy("{name} is overgenomen: {added} nieuw, {updated} anders"))
DISCARDED = kind("import.discarded", gettext_lazy("{actor} gooide {name} weg zonder het in te lezen"))


@action
def bring(
    actor: Actor, network: Network, *, key: UUID, name: str, url: str = "", format: str = "", size: int = 0,
    later: bool = False,
) -> Import:  # fmt: skip
    """A file or an address; what is large, or elsewhere, is read by the worker."""
    require(actor, "directory.import", network)
    brought = Import(id=key, network=network, person_id=actor.person_id, seat_id=actor.seat_id, name=name, url=url,
                     format=format, size=size)  # fmt: skip
    brought.full_clean(exclude=("network", "person", "seat", "status"))
    brought.save()
    record(actor, BROUGHT, brought, name=name)
    if later:
        _queue("interop.examine", brought)
    return brought


@action
def ask_columns(
    actor: Actor, brought: Import, *, format: str, size: int, headings: list[Any], columns: dict[str, str],
    organization: str,
) -> Import:  # fmt: skip
    """A sheet that nobody explained yet: what is proposed is asked."""
    _know(brought, {"format": format, "size": size})
    brought = perform(actor, brought, "ask_columns", headings=headings, columns=columns, organization=organization)
    record(actor, COLUMNS_ASKED, brought, name=brought.name)
    return brought


@action
def choose_columns(
    actor: Actor, brought: Import, *, columns: dict[str, str], organization: str = "", later: bool = False
) -> Import:
    """What the columns tell, for this sheet and for the next one with the same headings."""
    brought = perform(actor, brought, "read_again", columns=columns, organization=organization)
    ColumnMapping.objects.update_or_create(
        network=brought.network, signature=signature(each["heading"] for each in brought.headings),
        defaults={"columns": columns, "organization": organization},
    )  # fmt: skip
    record(actor, COLUMNS_CHOSEN, brought, name=brought.name)
    if later:
        _queue("interop.examine", brought)
    return brought


@action
def show(actor: Actor, brought: Import, report: Told, **known: Any) -> Import:
    """What would happen is told."""
    _know(brought, known)
    brought = perform(actor, brought, "show", report=report)
    record(actor, CHECKED, brought, name=brought.name, **_counts(report))
    return brought


@action
def refuse(actor: Actor, brought: Import, report: Told, **known: Any) -> Import:
    """Why it cannot be taken in as it is."""
    _know(brought, known)
    brought = perform(actor, brought, "refuse", report=report)
    record(actor, REFUSED, brought, name=brought.name)
    return brought


def _know(brought: Import, known: dict[str, Any]) -> None:
    """Keep what reading found out: the format, and how the columns of a sheet are called."""
    for name, value in known.items():
        setattr(brought, name, value)
    if known:
        brought.save(update_fields=list(known))


@action
def begin(actor: Actor, brought: Import, *, later: bool = False) -> Import:
    """Somebody looked at what would happen and says yes."""
    brought = perform(actor, brought, "begin")
    record(actor, BEGUN, brought, name=brought.name)
    if later:
        _queue("interop.take_in", brought)
    return brought


@action
def take_over(actor: Actor, brought: Import) -> Import:
    """All of the file into the directory, or nothing of it."""
    report = _taken_in(actor, brought)
    if report.refused:
        return refuse(actor, brought, told(report, []))
    brought = perform(actor, brought, "finish", report=told(report, []))
    record(actor, FINISHED, brought, name=brought.name, **_counts(brought.report))
    return brought


def _taken_in(actor: Actor, brought: Import) -> Report:
    path, reading = store.file_of(brought.pk), Reading(brought.columns, brought.organization)
    found = gathered(brought.network, path, Format(brought.format), reading)
    return import_gathered(
        actor, brought.network, found, brought.name, progress=lambda done, total: store.tell(brought.pk, done, total)
    )


@action
def discard(actor: Actor, brought: Import) -> None:
    """Not wanted after all; what is being taken over is left alone, unless it has been at it for too long."""
    require(actor, "directory.import", brought)
    brought = locked(brought)
    if brought.status == Import.Status.TAKING and not brought.is_stuck:
        raise Refused(str(gettext_lazy("Dit bestand wordt nu overgenomen. Wacht tot het klaar is.")))
    record(actor, DISCARDED, brought.network, name=brought.name)
    Import.objects.filter(pk=brought.pk).delete()


def _counts(report: Told) -> dict[str, int]:
    counts = report["counts"].get("SERVICE", {})
    return {"added": counts.get("ADDED", 0), "updated": counts.get("UPDATED", 0)}


def _queue(task: str, brought: Import) -> None:
    app.configure_task(task).defer(import_id=str(brought.pk))
