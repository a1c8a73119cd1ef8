"""The work on a file: read it and say what would happen, then take it in; what is large is for the worker."""

from collections.abc import Callable
from traceback import extract_tb
from typing import Any

import structlog
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _

from kortelijn.interop import actions
from kortelijn.interop.hsds.importing import import_gathered
from kortelijn.interop.hsds.source import Unreadable
from kortelijn.interop.models import ColumnMapping, Import
from kortelijn.interop.transfer import store
from kortelijn.interop.transfer.columns import OURS, needs, proposed, signature, simple
from kortelijn.interop.transfer.fetching import fetch
from kortelijn.interop.transfer.reading import Format, Reading, gathered, recognized, sheet_of
from kortelijn.interop.transfer.report import off_the_map, refusal, told
from kortelijn.kernel.actor import Actor, system_for
from kortelijn.kernel.errors import NotNow, Refused
from kortelijn.parties.models import Organization

log = structlog.get_logger()
SHEETS = (Format.EXCEL, Format.CSV)
WRONG = (Unreadable, Refused, ValidationError, IntegrityError, DataError)


def examine(actor: Actor, brought: Import, *, last: bool = True) -> Import:
    """Read a file without changing anything; a sheet that nobody explained yet is asked about first."""
    return _safely(actor, brought, lambda: _examine(actor, brought), last=last)


def take_in(actor: Actor, brought: Import, *, last: bool = True) -> Import:
    """Take it in; what was not possible after all is told, and nothing has changed."""
    done = _safely(actor, brought, lambda: actions.take_over(actor, brought), last=last)
    if done.status == Import.Status.DONE:
        store.remove(done.pk)
    return done


def _safely(actor: Actor, brought: Import, work: Callable[[], Import], *, last: bool) -> Import:
    """What nobody foresaw ends as a refusal too, the last time that it is tried: an import is never busy for ever."""
    try:
        with transaction.atomic():
            return work()
    except (NotNow, Import.DoesNotExist):  # somebody was first, or threw it away meanwhile
        raise
    except WRONG as error:
        return actions.refuse(actor, brought, refusal(_reason(error)))
    except Exception as error:
        if not last:
            raise
        where = [f"{each.name}:{each.lineno}" for each in extract_tb(error.__traceback__)]
        log.error("import.failed", id=str(brought.pk), error=type(error).__name__, where=where)  # never what it says
        why = _("Er ging bij ons iets mis met dit bestand. Vraag de beheerder om in het logboek te kijken.")
        return actions.refuse(system_for(brought.network_id), brought, refusal(why))


def _reason(error: Exception) -> str:
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    if isinstance(error, IntegrityError | DataError):
        return _("De database weigert wat in dit bestand staat. Vraag de beheerder om in het logboek te kijken.")
    return str(error)


def _examine(actor: Actor, brought: Import) -> Import:
    remarks = _fetched(brought)
    path = store.file_of(brought.pk)
    kind = Format(brought.format) if brought.format else recognized(path)
    known: dict[str, Any] = {"format": kind, "size": path.stat().st_size}
    columns, organization = brought.columns, brought.organization
    if kind in SHEETS and not columns:
        sheet = sheet_of(path, kind)
        headings = [{"heading": heading, "samples": samples}
                    for heading, samples in zip(sheet.headings, sheet.samples(), strict=True)]  # fmt: skip
        columns, organization, certain = _explained(brought, sheet.headings)
        if not certain:
            return actions.ask_columns(actor, brought, **known, headings=headings, columns=columns,
                                       organization=organization)  # fmt: skip
        known |= {"headings": headings, "columns": columns, "organization": organization}
    found = gathered(brought.network, path, kind, Reading(columns, organization))
    remarks += off_the_map(brought.network, found)
    report = import_gathered(actor, brought.network, found, brought.name, keep=False, compare=True,
                             progress=lambda done, total: store.tell(brought.pk, done, total))  # fmt: skip
    verdict = actions.refuse if report.refused else actions.show
    return verdict(actor, brought, told(report, remarks), **known)


def _fetched(brought: Import) -> list[str]:
    """What stands behind an address, the first time; later the file is there."""
    if not brought.url or store.has(brought.pk):
        return []
    target = store.place_for(brought.pk, brought.name)
    return fetch(brought.url, target, lambda done, total: store.tell(brought.pk, done, total))


def _explained(brought: Import, headings: list[str]) -> tuple[dict[str, str], str, bool]:
    """What the columns tell: as somebody said before, or as we think; and whether that needs no asking."""
    before = ColumnMapping.objects.filter(network=brought.network, signature=signature(headings)).first()
    if before and not needs(before.columns, headings):
        return before.columns, before.organization, True
    columns = proposed(headings)
    ours = {simple(each.ours) for each in OURS}
    certain = {simple(heading) for heading in headings} <= ours and not needs(columns, headings)
    return columns, _likely_organization(brought), certain and "organization.name" in columns.values()


def _likely_organization(brought: Import) -> str:
    """Where everything is of one organization, that is mostly the one of whoever brings it."""
    own = Organization.objects.filter(seats=brought.seat_id).first() if brought.seat_id else None
    return own.name if own else ""
