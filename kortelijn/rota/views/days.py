"""One day of a turn: it is otherwise, somebody cannot, somebody else comes, or all is as always again."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kortelijn.kernel.clock import now, today
from kortelijn.kernel.screens import KortelijnRequest, screen
from kortelijn.rota import actions
from kortelijn.rota.forms import AbsenceForm, CoverForm, DayForm
from kortelijn.rota.models import Deviation, Shift
from kortelijn.rota.pages import coming_sessions
from kortelijn.rota.timetable import already_covered, sessions_of
from kortelijn.rota.views.steps import ask, tap


@screen("rota.deviate", of=Shift)
def deviate(request: KortelijnRequest, shift: Shift) -> HttpResponse:
    """This day not, somebody else, or another time."""
    days = [each.day for each in coming_sessions(shift, now())]
    form = DayForm(request.POST or None, actor=request.actor, days=days, initial={"day": request.GET.get("dag")})
    return ask(
        request, form, lambda data: _as_chosen(request, shift, data), says=_("Die dag staat nu anders in het rooster."),
        title=_("Eén dag anders"), button=_("Leg vast"), **_of(shift),
    )  # fmt: skip


def _as_chosen(request: KortelijnRequest, shift: Shift, data: dict[str, Any]) -> Deviation:
    day, anyway = date.fromisoformat(data["day"]), data.get("anyway", False)
    if data["what"] == DayForm.COVERED:
        return actions.cover(request.actor, shift, day, seat=data["seat"], anyway=anyway)
    if data["what"] == DayForm.MOVED:
        hours = {"opens_at": data["opens_at"], "closes_at": data["closes_at"]}
        return actions.move_hours(request.actor, shift, day, anyway=anyway, **hours)
    return actions.call_off(request.actor, shift, day)


@screen("rota.deviate", of=Shift)
def absent(request: KortelijnRequest, shift: Shift) -> HttpResponse:
    """Whoever sits there cannot for a while; somebody else gets the task to find a replacement."""
    initial = {"first": request.GET.get("dag") or today(), "last": request.GET.get("dag") or today()}
    form = AbsenceForm(request.POST or None, initial=initial)
    return ask(
        request, form, lambda data: _absent(request, shift, data["first"], data["last"]),
        says=_("Vastgelegd. De vervanger of de coördinator zoekt iemand voor deze dagen."), **_of(shift),
        title=_("Wanneer is er niemand?"), button=_("Leg vast"),
        explains=_("U hoeft niet te zeggen waarom. Wie u vervangt, krijgt de taak om iemand te regelen."),
    )  # fmt: skip


def _absent(request: KortelijnRequest, shift: Shift, first: date, last: date) -> None:
    actions.report_absence(request.actor, shift, first, last)
    if stays := already_covered(sessions_of(shift, first, last)):
        messages.info(request, stays)


@screen("rota.arrange_cover", of=Deviation)
def cover(request: KortelijnRequest, deviation: Deviation) -> HttpResponse:
    """Arrange a replacement for one day."""
    shift = deviation.shift
    form = CoverForm(request.POST or None, actor=request.actor)
    day = date_format(deviation.day, "l j F")
    return ask(
        request, form, lambda data: _settle(request, deviation, data), says=_("Geregeld. Het staat in het rooster."),
        title=_("Wie zit er {day}?").format(day=day), button=_("Leg vast"), **_of(shift),
    )  # fmt: skip


def _settle(request: KortelijnRequest, deviation: Deviation, data: dict[str, Any]) -> Deviation:
    seat = data["seat"] if data["what"] == CoverForm.COVERED else None
    return actions.arrange_cover(request.actor, deviation, seat=seat, anyway=data.get("anyway", False))


@screen("rota.restore", of=Deviation, methods=("POST",))
def restore(request: KortelijnRequest, deviation: Deviation) -> HttpResponse:
    """It takes place as always after all."""
    return tap(
        request, lambda: actions.restore_day(request.actor, deviation),
        says=_("Die dag gaat weer gewoon door."), then=reverse("rota:shift", args=[deviation.shift_id]),
    )  # fmt: skip


def _of(shift: Shift) -> dict[str, Any]:
    hours = f"{shift.opens_at:%H.%M}–{shift.closes_at:%H.%M}"
    return {"then": reverse("rota:shift", args=[shift.pk]), "lead": f"{shift.title}, {shift.location.name}, {hours}"}
