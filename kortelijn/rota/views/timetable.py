"""The day of the neighbourhood, the week of one place, and the turns in it."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kortelijn.directory.models import Location
from kortelijn.kernel.clock import today
from kortelijn.kernel.screens import KortelijnRequest, screen
from kortelijn.parties.models import Network
from kortelijn.rota import actions
from kortelijn.rota.forms import ShiftForm, StopForm
from kortelijn.rota.models import Shift
from kortelijn.rota.pages import day_asked, day_page, shift_page, week_page
from kortelijn.rota.queries import places_of
from kortelijn.rota.timetable import days_of
from kortelijn.rota.views.steps import ask

READ_ONLY = ("GET", "HEAD")
A_SEASON = timedelta(days=92)


@screen("rota.see", methods=READ_ONLY)
def day(request: KortelijnRequest) -> HttpResponse:
    """Who sits where on one day, in the whole neighbourhood."""
    network = get_object_or_404(Network, pk=request.actor.network_id)
    page = day_page(network, day_asked(request.GET.get("dag"), today()), for_everybody=False)
    return render(request, "rota/day.html", page | {"places": places_of(network.pk)})


@screen("rota.see_place", of=Location, methods=READ_ONLY)
def week(request: KortelijnRequest, location: Location) -> HttpResponse:
    """The week of one place."""
    return render(
        request, "rota/week.html", week_page(request.actor, location, day_asked(request.GET.get("dag"), today()))
    )


@screen("rota.add", of=Location)
def add(request: KortelijnRequest, location: Location) -> HttpResponse:
    """Somebody comes to sit here."""
    form = ShiftForm(request.POST or None, actor=request.actor, location=location)
    made: list[Shift] = []
    return ask(
        request, form, lambda data: made.append(actions.add_shift(request.actor, location, **form.fields_of_shift)),
        says=_("Het staat in het rooster."), then=reverse("rota:week", args=[location.pk]),
        shows=lambda: _week_with(made[0]),
        title=_("Wie komt hier zitten?"), lead=location.name, button=_("Zet in het rooster"),
    )  # fmt: skip


def _week_with(shift: Shift) -> str:
    """The week in which somebody sits there for the first time from now on."""
    begin = max(shift.first_day, today())
    first = next(iter(days_of(shift, begin, begin + A_SEASON)), begin)
    return f"{reverse('rota:week', args=[shift.location_id])}?dag={first}"


@screen("rota.see_shift", of=Shift, methods=READ_ONLY)
def shift(request: KortelijnRequest, shift: Shift) -> HttpResponse:
    """One turn and its next times."""
    return render(request, "rota/shift.html", shift_page(request.actor, shift))


@screen("rota.change", of=Shift)
def change(request: KortelijnRequest, shift: Shift) -> HttpResponse:
    """Other hours, another room, another rhythm."""
    form = ShiftForm(request.POST or None, actor=request.actor, location=shift.location, shift=shift)
    return ask(
        request, form, lambda data: actions.change_shift(request.actor, shift, **form.fields_of_shift),
        says=_("Het rooster is aangepast."), **_of(shift), title=_("Wat wordt er anders?"), button=_("Pas aan"),
    )  # fmt: skip


@screen("rota.stop", of=Shift)
def stop(request: KortelijnRequest, shift: Shift) -> HttpResponse:
    """It ends."""
    form = StopForm(request.POST or None, initial={"last_day": shift.last_day or today()})
    return ask(
        request, form, lambda data: actions.stop_shift(request.actor, shift, **data),
        says=_("Vastgelegd. Na die dag staat dit spreekuur niet meer in het rooster."), **_of(shift),
        title=_("Wanneer stopt dit spreekuur?"), button=_("Leg vast"),
    )  # fmt: skip


def _of(shift: Shift) -> dict[str, Any]:
    return {"then": reverse("rota:shift", args=[shift.pk]), "lead": f"{shift.title}, {shift.location.name}"}
