"""Who changed what when, and back again."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kortelijn.directory.models import Service
from kortelijn.kernel.errors import Refused
from kortelijn.kernel.policy import may
from kortelijn.kernel.screens import KortelijnRequest, screen
from kortelijn.upkeep import undoing
from kortelijn.upkeep.models import Revision
from kortelijn.upkeep.words import Line, lines_of, names_in

PER_PAGE = 15


@dataclass(frozen=True, slots=True)
class Change:
    """One revision as it reads."""

    revision: Revision
    lines: list[Line]
    undone: bool


@screen("upkeep.see_history", of=Service, methods=("GET", "HEAD"))
def history(request: KortelijnRequest, service: Service) -> HttpResponse:
    """Every change of one entry, the newest first."""
    rows = Revision.objects.filter(service=service).select_related("seat__organization", "undoes", "undone_by")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("pagina"))
    names = names_in([row.fields for row in page])
    changes = [Change(row, lines_of(row.fields, names), hasattr(row, "undone_by")) for row in page]
    context = {"service": service, "page": page, "changes": changes,
               "may_undo": may(request.actor, "directory.change", service)}  # fmt: skip
    return render(request, "upkeep/history.html", context)


@screen("upkeep.undo", of=Revision, methods=("POST",))
def undo(request: KortelijnRequest, revision: Revision) -> HttpResponse:
    """Put back what one change changed."""
    try:
        undoing.undo(request.actor, revision)
        messages.success(request, _("Ongedaan gemaakt. Wat er eerst stond, staat er weer."))
    except Refused as refused:
        messages.warning(request, str(refused))
    return redirect("upkeep:history", pk=revision.service_id)
