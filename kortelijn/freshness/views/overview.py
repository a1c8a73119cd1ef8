"""How fresh the directory is, who is silent, and what to do about it: ask, call, look more often."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kortelijn.directory.models import Service
from kortelijn.freshness import actions
from kortelijn.freshness.forms import RhythmForm, StepForm
from kortelijn.freshness.models import Check
from kortelijn.freshness.overview_page import call_list_of, lines_of, lists_of, tabs_of
from kortelijn.freshness.queries import added_up, freshness_of
from kortelijn.kernel.errors import Refused
from kortelijn.kernel.policy import may
from kortelijn.kernel.screens import KortelijnRequest, screen
from kortelijn.ui.shell import optional_url

PER_PAGE = 20


@screen("freshness.see", methods=("GET", "HEAD"))
def overview(request: KortelijnRequest) -> HttpResponse:
    """The whole network for who coordinates, the own organization for everybody else."""
    everything = may(request.actor, "freshness.see_all")
    parts = freshness_of(request.actor, everything=everything)
    chosen, rows = lists_of(request.actor, request.GET.get("lijst", ""), everything=everything)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("pagina"))
    context = {
        "everything": everything, "whole": added_up(parts), "parts": parts, "page": page, "chosen": chosen,
        "tabs": tabs_of(added_up(parts), chosen), "lines": lines_of(page, request.actor, chosen),
        "upkeep_url": optional_url("upkeep:overview"), "title": _title(everything), "lead": _lead(everything),
    }  # fmt: skip
    return render(request, "freshness/overview.html", context)


def _title(everything: bool) -> str:
    return _("Hoe vers is het aanbod?") if everything else _("Klopt uw aanbod nog?")


def _lead(everything: bool) -> str:
    if everything:
        return _("We vragen elke organisatie op tijd of het nog klopt. Wie stil blijft, ziet u hier.")
    return _("We vragen het op tijd per mail. U kunt het ook hier bijhouden.")


@screen("freshness.see_all", methods=("GET", "HEAD"))
def call_list(request: KortelijnRequest) -> HttpResponse:
    """Whom to call about what, to print or to go by on the screen."""
    return render(request, "freshness/call_list.html", {"calls": call_list_of(request.actor)})


@screen("freshness.ask", of=Service, methods=("POST",))
def ask(request: KortelijnRequest, service: Service) -> HttpResponse:
    """Do not wait for the rhythm."""
    try:
        actions.ask_now(request.actor, service)
        messages.success(request, _("Gevraagd: de mail over {name} is onderweg.").format(name=service.name))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(_back(request))


@screen("freshness.set_rhythm", of=Service, methods=("POST",))
def rhythm(request: KortelijnRequest, service: Service) -> HttpResponse:
    """Look more or less often."""
    form = RhythmForm(request.POST)
    if form.is_valid():
        actions.set_rhythm(request.actor, service, form.cleaned_data["months"])
        messages.success(request, _("Zo vaak vragen we voortaan of {name} nog klopt.").format(name=service.name))
    else:
        messages.error(request, " ".join(str(each) for each in form.errors["months"]))
    return redirect(_back(request))


def _back(request: KortelijnRequest) -> str:
    """To the list one came from."""
    chosen = request.POST.get("lijst", "")
    return f"{reverse('freshness:overview')}{f'?lijst={chosen}' if chosen.isalpha() else ''}#lijst"


@screen("freshness.settle", of=Check)
def check(request: KortelijnRequest, check: Check) -> HttpResponse:
    """One entry about which nobody answered, or about which somebody said that it does not hold."""
    if request.method == "POST" and check.is_open:
        form = StepForm(request.POST)
        if form.is_valid():
            return _settle(request, check, form.cleaned_data)
        messages.error(request, _("Kies: het klopt nog, of het is gestopt."))
    (line,) = lines_of([check.service], request.actor)
    status = 422 if request.method == "POST" and check.is_open else 200
    return render(request, "freshness/check.html", {"check": check, "line": line}, status=status)


def _settle(request: KortelijnRequest, check: Check, data: dict[str, Any]) -> HttpResponse:
    if data["outcome"] == Check.Outcome.STOPPED:
        actions.stop_for(request.actor, check)
        messages.success(request, _("{name} staat niet meer in het aanbod.").format(name=check.service.name))
    else:
        actions.confirm_for(request.actor, check)
        messages.success(request, _("Dank u. {name} is weer bevestigd.").format(name=check.service.name))
    return redirect("freshness:check", pk=check.pk)
