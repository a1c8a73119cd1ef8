"""The start kit: the steps, the people, and what is left for later."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kortelijn.kernel.errors import Refused
from kortelijn.kernel.screens import KortelijnRequest, screen
from kortelijn.parties.models import Network
from kortelijn.startkit import actions
from kortelijn.startkit.forms import RosterForm, SkipForm
from kortelijn.startkit.kit import BY_CODE, stand_of
from kortelijn.ui.shell import optional_url
from kortelijn.vocabulary.professions import load


@screen("startkit.see_kit", methods=("GET", "HEAD"))
def kit(request: KortelijnRequest) -> HttpResponse:
    """What there is to do from nothing to running, and how far this network is."""
    stands = stand_of(_network(request))
    done, coming = sum(stand.done for stand in stands), next((each for each in stands if each.is_open), None)
    page = {
        "stands": stands, "done": done, "all": len(stands), "next": coming,
        "take_along_url": optional_url("archive:take_along"),
    }  # fmt: skip
    return render(request, "startkit/kit.html", page)


@screen("startkit.seat_people")
def people(request: KortelijnRequest) -> HttpResponse:
    """A pasted list: everybody on a seat at once, or every line that is wrong."""
    form = RosterForm(request.POST or None)
    if form.is_valid() and (count := _seated(request, form)):
        said = ngettext("{count} persoon heeft nu een plek.", "{count} mensen hebben nu een plek.", count)
        messages.success(request, said.format(count=count))
        return redirect("startkit:kit")
    page = {"form": form, "professions": [each.title for each in load()]}
    return render(request, "startkit/people.html", page, status=422 if form.is_bound else 200)


@screen("startkit.skip")
def skip(request: KortelijnRequest, kit_step: str) -> HttpResponse:
    """Not now, and why."""
    if kit_step not in BY_CODE:
        raise Http404
    form = SkipForm(request.POST or None)
    if form.is_valid():
        actions.skip_step(request.actor, _network(request), kit_step, form.cleaned_data["reason"])
        messages.success(request, _("Duidelijk. U kunt deze stap later alsnog zetten."))
        return redirect("startkit:kit")
    page = {"form": form, "step": BY_CODE[kit_step]}
    return render(request, "startkit/skip.html", page, status=422 if form.is_bound else 200)


@screen("startkit.skip", methods=("POST",))
def take_up(request: KortelijnRequest, kit_step: str) -> HttpResponse:
    """What was left for later is on the list again."""
    actions.take_up_step(request.actor, _network(request), kit_step)
    return redirect("startkit:kit")


def _seated(request: KortelijnRequest, form: RosterForm) -> int:
    try:
        return actions.seat_people(request.actor, _network(request), form.cleaned_data["roster"].lines)
    except (Refused, ValidationError) as wrong:
        form.add_error("list", wrong.messages if isinstance(wrong, ValidationError) else str(wrong))
        return 0


def _network(request: KortelijnRequest) -> Network:
    return get_object_or_404(Network, pk=request.actor.network_id)
