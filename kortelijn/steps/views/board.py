"""The board of small steps, and a new one on it."""

from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from kortelijn.kernel.errors import Refused
from kortelijn.kernel.screens import KortelijnRequest, screen
from kortelijn.parties.models import Network
from kortelijn.steps import actions, queries
from kortelijn.steps.forms import StepForm
from kortelijn.steps.models import Step
from kortelijn.steps.origins import origin_named


@screen("steps.see", methods=("GET", "HEAD"))
def board(request: KortelijnRequest) -> HttpResponse:
    """What is next, what is being done, and what came of it."""
    mine = request.GET.get("van") == "mij"
    columns = queries.board(request.actor, mine=mine)
    return render(request, "steps/board.html", {"columns": columns, "mine": mine})


@screen("steps.set")
def new(request: KortelijnRequest) -> HttpResponse:
    """Somebody goes to do something small; an address may say what it comes of."""
    begin = {"key": uuid4(), "what": request.GET.get("what", ""), "why": request.GET.get("why", "")}
    form = StepForm(request.POST or None, actor=request.actor, initial=begin)
    if form.is_valid() and (step := _made(request, form)):
        messages.success(request, _("De stap staat op het bord, en op de werklijst van wie het doet."))
        return redirect("steps:step", pk=step.pk)
    status = 422 if form.is_bound else 200
    return render(request, "steps/new.html", {"form": form, "from": request.GET.get("herkomst", "")}, status=status)


def _made(request: KortelijnRequest, form: StepForm) -> Step | None:
    network = get_object_or_404(Network, pk=request.actor.network_id)
    origin = origin_named(request.actor, request.GET.get("herkomst", ""))
    try:
        return actions.set_step(request.actor, network, origin=origin, **form.cleaned_data)
    except (Refused, ValidationError) as wrong:
        form.add_error(None, wrong.messages if isinstance(wrong, ValidationError) else str(wrong))
        return None
