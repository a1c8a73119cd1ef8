"""The house that receives: its rooms, and whether it is open on public holidays."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kortelijn.directory.models import Location
from kortelijn.kernel.screens import KortelijnRequest, screen
from kortelijn.rota import actions
from kortelijn.rota.forms import HolidayForm, RoomForm
from kortelijn.rota.models import House, Room
from kortelijn.rota.queries import rooms_of
from kortelijn.rota.views.steps import done, tap


@screen("rota.keep_house", of=Location)
def house(request: KortelijnRequest, location: Location) -> HttpResponse:
    """The rooms of this place, and one more."""
    form = RoomForm(request.POST or None)
    sent = request.method == "POST"
    if sent and form.is_valid() and done(form, lambda data: actions.add_room(request.actor, location, data["name"]))[0]:
        return redirect("rota:house", pk=location.pk)
    return _page(request, location, form, HolidayForm(initial=_agreed(location)), wrong=sent)


@screen("rota.keep_house", of=Location)
def holidays(request: KortelijnRequest, location: Location) -> HttpResponse:
    """Open or closed on public holidays."""
    form = HolidayForm(request.POST or None, initial=_agreed(location))
    if request.method == "POST" and form.is_valid():
        is_open = form.cleaned_data["holidays"] == "open"
        return tap(
            request, lambda: actions.agree_with_house(request.actor, location, open_on_holidays=is_open),
            says=_("Vastgelegd."), then=reverse("rota:house", args=[location.pk]),
        )  # fmt: skip
    return _page(request, location, RoomForm(), form, wrong=request.method == "POST")


@screen("rota.remove_room", of=Room, methods=("POST",))
def remove_room(request: KortelijnRequest, room: Room) -> HttpResponse:
    """A room that is no longer there."""
    return tap(
        request, lambda: actions.remove_room(request.actor, room), says=_("De kamer is weg."),
        then=reverse("rota:house", args=[room.location_id]),
    )  # fmt: skip


def _agreed(location: Location) -> dict[str, str]:
    is_open = House.objects.filter(location=location.pk, open_on_holidays=True).exists()
    return {"holidays": "open" if is_open else "closed"}


def _page(
    request: KortelijnRequest, location: Location, form: RoomForm, holiday_form: HolidayForm, *, wrong: bool
) -> HttpResponse:
    context = {"location": location, "form": form, "holiday_form": holiday_form, "rooms": rooms_of(location.pk)}
    return render(request, "rota/house.html", context, status=422 if wrong else 200)
