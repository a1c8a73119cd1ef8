"""The coordinator asks the network, and sees how many answered; never who said what."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kortelijn.kernel.clock import local
from kortelijn.kernel.errors import Refused
from kortelijn.kernel.screens import KortelijnRequest, screen
from kortelijn.parties.models import Network, Seat
from kortelijn.ties import actions
from kortelijn.ties.forms import HalfLifeForm, WaveForm
from kortelijn.ties.models import Wave
from kortelijn.ties.queries import coverage, half_life_of, response_of, trust_and_value


def _network(request: KortelijnRequest) -> Network:
    return Seat.objects.select_related("network").get(pk=request.actor.own_seat).network


def _page(request: KortelijnRequest, form: WaveForm | None = None, fading: HalfLifeForm | None = None) -> HttpResponse:
    network = _network(request)
    rounds = Wave.objects.visible_to(request.actor)
    context = {
        "waves": [(wave, response_of(wave)) for wave in rounds[:6]], "open": rounds.open().first(),
        "coverage": coverage(network), "form": form or WaveForm(),
        "fading": fading or HalfLifeForm(initial={"days": half_life_of(network)}),
    }  # fmt: skip
    return render(request, "ties/waves.html", context, status=422 if form or fading else 200)


@screen("ties.ask")
def waves(request: KortelijnRequest) -> HttpResponse:
    """What was asked and answered, and a new round."""
    if request.method != "POST":
        return _page(request)
    form = WaveForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    try:
        wave = actions.start_wave(request.actor, _network(request), **form.cleaned_data)
    except Refused as refused:
        form.add_error(None, str(refused))
        return _page(request, form)
    messages.success(request, _("De ronde loopt. Iedereen krijgt een mail met een eigen link."))
    return redirect("ties:wave", pk=wave.pk)


@screen("ties.set_up", methods=("POST",))
def fading(request: KortelijnRequest) -> HttpResponse:
    """How fast ties fade."""
    form = HalfLifeForm(request.POST)
    if not form.is_valid():
        return _page(request, fading=form)
    actions.set_half_life(request.actor, _network(request), form.cleaned_data["days"])
    messages.success(request, _("Bewaard. Banden vervagen vanaf nu in dit tempo."))
    return redirect("ties:waves")


@screen("ties.ask", of=Wave, methods=("GET", "HEAD"))
def wave(request: KortelijnRequest, wave: Wave) -> HttpResponse:
    """How many answered, what it says together, and what to do now."""
    context: dict[str, Any] = {"wave": wave, "response": response_of(wave), "sums": trust_and_value(wave.network)}
    context |= {"title": _title(wave), "lead": _lead(wave)}
    return render(request, "ties/wave.html", context)


def _title(wave: Wave) -> str:
    day = date_format(local(wave.started_at), "j F Y")
    return _("De ronde van {day}").format(day=day)


def _lead(wave: Wave) -> str:
    if wave.closed_at:
        return _("Gesloten op {day}.").format(day=date_format(local(wave.closed_at), "j F Y"))
    if wave.is_over:
        return _("De laatste dag was {day}. Sluit de ronde en vertel uw collega's wat eruit kwam.").format(
            day=date_format(wave.closes_on, "j F")
        )
    return _("Loopt tot en met {day}.").format(day=date_format(wave.closes_on, "j F"))


def _try(request: KortelijnRequest, wave: Wave, verb: Any, done: str) -> HttpResponse:
    try:
        verb(request.actor, wave)
        messages.success(request, done)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("ties:wave", pk=wave.pk)


@screen("ties.ask", of=Wave, methods=("POST",))
def remind(request: KortelijnRequest, wave: Wave) -> HttpResponse:
    """One more mail to who is silent."""
    return _try(request, wave, actions.remind, _("Wie nog niet antwoordde, krijgt nog één mail."))


@screen("ties.ask", of=Wave, methods=("POST",))
def close(request: KortelijnRequest, wave: Wave) -> HttpResponse:
    """The wave is over."""
    return _try(request, wave, actions.close_wave, _("De ronde is gesloten. Vertel uw collega's wat eruit kwam."))
