"""What may be undone: one change of one entry, as a new change, as long as nobody built on it."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kortelijn.directory.actions import update_service
from kortelijn.directory.organizations import survivors_of
from kortelijn.directory.sheets import sheet_of
from kortelijn.kernel.actions import action
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.errors import Refused
from kortelijn.kernel.events import kind, record
from kortelijn.kernel.lifecycle import locked
from kortelijn.kernel.policy import require
from kortelijn.upkeep.drafts import arguments_of
from kortelijn.upkeep.models import Revision
from kortelijn.upkeep.words import labels_of

EDIT_UNDONE = kind("service.edit-undone", gettext_lazy("{actor} maakte een wijziging van {name} ongedaan"))


@action
def undo(actor: Actor, revision: Revision) -> Revision:
    """Put back what one change changed; the history tells both."""
    require(actor, "upkeep.undo", revision)
    service = locked(revision.service)
    if revision.is_new or not revision.fields:
        raise Refused(_("Dit was het begin. Bestaat het niet meer? Zet het dan op gestopt."))
    if Revision.objects.filter(undoes=revision).exists():
        raise Refused(_("Deze wijziging is al ongedaan gemaakt."))
    current = sheet_of(service)
    built_on = [name for name, (_old, new) in revision.fields.items() if current[name] != new]
    if built_on:
        raise Refused(
            _("Daarna is dit opnieuw veranderd: {fields}. Maak eerst die wijziging ongedaan, of pas het zelf aan.")
            .format(fields=labels_of(built_on))
        )  # fmt: skip
    update_service(actor, service, **arguments_of(_before(revision)))
    made = Revision.objects.filter(service=service).order_by("-id")[0]
    made.undoes = revision
    made.save(update_fields=["undoes"])
    record(actor, EDIT_UNDONE, service, name=service.name)
    return made


def _before(revision: Revision) -> dict[str, Any]:
    """What each field was; an organization that was merged since is the one that it became."""
    was = {name: old for name, (old, _new) in revision.fields.items()}
    if own := was.get("organization_id"):
        was["organization_id"] = str(survivors_of([UUID(own)]).get(UUID(own), own))
    return was
