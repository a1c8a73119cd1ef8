"""What is asked and what is present, where the network falls short, and who can what."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from kortelijn.competences import queries
from kortelijn.competences.forms import WantedForm
from kortelijn.competences.models import Wanted
from kortelijn.competences.views.asking import READ_ONLY, known, network_of
from kortelijn.competences.vocabulary import matching
from kortelijn.kernel.policy import may
from kortelijn.kernel.screens import KortelijnRequest, screen

GAPS = 6


@screen("competences.see", methods=READ_ONLY)
def overview(request: KortelijnRequest) -> HttpResponse:
    """The gaps in a picture, the table behind it, and what is being learned."""
    actor = request.actor
    rows = queries.overview(network_of(request).pk)
    gaps = [row for row in rows if row.short]
    page = {
        "gaps": [(row, step_url(row)) for row in gaps[:GAPS]], "more_gaps": max(len(gaps) - GAPS, 0), "rows": rows,
        "trainings": queries.trainings(actor), "before": queries.learned_before(actor),
        "learners": queries.learners(actor), "to_confirm": queries.to_confirm(actor),
        "mine": len(queries.skills_of(actor)), "may_place": may(actor, "competences.place"),
        "learning": queries.joined_by(actor),
    }  # fmt: skip
    return render(request, "competences/overview.html", page)


@screen("competences.see", methods=READ_ONLY)
def who(request: KortelijnRequest) -> HttpResponse:
    """Find by words who can something, of those who show it."""
    asked = request.GET.get("q", "").strip()
    found = [(each, queries.who_can(request.actor, each.code)) for each in matching(asked)[:GAPS]] if asked else []
    return render(request, "competences/who.html", {"asked": asked, "found": found})


@screen("competences.see", methods=READ_ONLY)
def competence(request: KortelijnRequest, code: str) -> HttpResponse:
    """One competence: why it is needed, who can it, and how one learns it here."""
    return render(request, "competences/competence.html", competence_page(request, code))


def competence_page(request: KortelijnRequest, code: str, form: WantedForm | None = None) -> dict[str, object]:
    """What its page shows; with a form that was not right yet, that form."""
    known(code)
    actor, row = request.actor, queries.row_of(network_of(request).pk, code)
    wish = queries.wishes(actor, [row.training])[0] if row.training else None
    wants = may(actor, "competences.want")
    if form is None and wants:
        form = WantedForm(initial=_as_it_stands(row.wanted))
    return {
        "row": row, "colleagues": queries.who_can(actor, code), "wish": wish, "step_url": step_url(row),
        "form": form if wants else None, "skill": queries.skills_of(actor).get(code),
    }  # fmt: skip


def _as_it_stands(wanted: Wanted | None) -> dict[str, object]:
    return {"people": wanted.people, "reason": wanted.reason} if wanted else {}


def step_url(row: queries.Row) -> str:
    """Where a small step about this gap is set, filled in as far as we know."""
    asked = {"what": _("Zoek iemand voor: {title}").format(title=row.competence.title),
             "why": "; ".join(row.because)[:300]}  # fmt: skip
    if row.wanted:
        asked["herkomst"] = f"competences.wanted:{row.wanted.pk}"
    return f"{reverse('steps:new')}?{urlencode(asked)}"
