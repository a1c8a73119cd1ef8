"""What is tried in the neighbourhood: the picture, the list, one of them, and everything that is needed."""

import csv
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format

from kortelijn.initiatives.drafts import open_draft
from kortelijn.initiatives.forms import ChoiceForm
from kortelijn.initiatives.models import Ask, Initiative
from kortelijn.initiatives.page import asks_of, page_of
from kortelijn.initiatives.picture import picture_of
from kortelijn.initiatives.queries import chosen_initiatives
from kortelijn.initiatives.sheet import rows_of
from kortelijn.kernel.clock import now
from kortelijn.kernel.screens import KortelijnRequest, screen

PER_PAGE = 20


@screen("initiatives.see_list", methods=("GET", "HEAD"))
def initiatives(request: KortelijnRequest) -> HttpResponse:
    """All of it at a glance, and what was chosen as a list."""
    form = ChoiceForm(request.GET)
    chosen = form.chosen()
    rows = list(chosen_initiatives(request.actor, chosen))
    picture = picture_of(rows)
    for each in rows:
        each.alike = picture.alike[each.pk]
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("pagina"))
    query = f"?{urlencode(chosen)}" if chosen else ""
    context: dict[str, Any] = {"form": form, "query": query, "chosen": chosen, "picture": picture, "page": page,
               "draft": open_draft(request.actor)}  # fmt: skip
    return render(request, "initiatives/list.html", context)


@screen("initiatives.see", of=Initiative, methods=("GET", "HEAD"))
def initiative(request: KortelijnRequest, initiative: Initiative) -> HttpResponse:
    """One initiative: what, for whom, how far, who, money, what is needed, and what looks like it."""
    return render(request, "initiatives/initiative.html", {"page": page_of(request.actor, initiative)})


@screen("initiatives.see_list", methods=("GET", "HEAD"))
def needed(request: KortelijnRequest) -> HttpResponse:
    """What is needed, over all initiatives."""
    kind = request.GET.get("soort", "")
    kind = kind if kind in Ask.Kind.values else ""
    return render(request, "initiatives/needed.html", {"groups": asks_of(request.actor, kind), "kind": kind,
                  "kinds": Ask.Kind.choices})  # fmt: skip


@screen("initiatives.see_list", methods=("GET", "HEAD"))
def sheet(request: KortelijnRequest) -> HttpResponse:
    """The list as a table for a spreadsheet, as it was chosen."""
    found = chosen_initiatives(request.actor, ChoiceForm(request.GET).chosen())
    day = date_format(now(), "Y-m-d")
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="initiatieven-{day}.csv"'
    answer.write("\N{BYTE ORDER MARK}")  # without it, spreadsheets take it for another encoding
    csv.writer(answer, delimiter=";").writerows(rows_of(found.prefetch_related("money")))
    return answer
