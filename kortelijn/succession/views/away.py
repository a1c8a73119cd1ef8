"""Being away for a time, and back; somebody who does not come after all; on what a seat rests."""

from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kortelijn.kernel.errors import Refused
from kortelijn.kernel.screens import KortelijnRequest, screen
from kortelijn.parties import actions as parties
from kortelijn.parties.models import Absence, Seat, Tenure
from kortelijn.referrals.views.steps import succeeds
from kortelijn.succession import forms, undoing
from kortelijn.succession.queries import meanwhile


@screen("parties.go_absent", of=Tenure)
def absent(request: KortelijnRequest, tenure: Tenure) -> HttpResponse:
    """From when until when, and who stands in."""
    mine = tenure.person_id == request.actor.person_id
    form = forms.AbsenceForm(request.POST or None, seat=tenure.seat, mine=mine)
    if _done(request, form, lambda data: parties.go_absent(request.actor, tenure, **data)):
        messages.success(request, _("Vastgelegd. Er blijft niets liggen."))
        return redirect("web:seat", pk=tenure.seat_id)
    title = _("Ik ben er even niet") if mine else _("{name} is er even niet").format(name=tenure.person.name)
    context = {"seat": tenure.seat, "form": form, "title": title, "button": _("Leg vast")}
    return render(request, "succession/absent.html", context, status=422 if form.errors else 200)


@screen("parties.end_absence", of=Absence)
def back(request: KortelijnRequest, absence: Absence) -> HttpResponse:
    """What happened meanwhile; what is taken back comes to the own seat again."""
    mine = absence.person_id == request.actor.person_id
    if request.method == "POST":
        return _come_back(request, absence, mine)
    context = {"absence": absence, "seat": absence.seat, "mine": mine}
    return render(request, "succession/back.html", context | {"meanwhile": meanwhile(request.actor, absence)})


def _come_back(request: KortelijnRequest, absence: Absence, mine: bool) -> HttpResponse:
    if not mine:
        parties.end_absence(request.actor, absence)
        messages.success(request, _("Vastgelegd. Deze collega ziet wat er intussen gebeurde."))
        return redirect("web:seat", pk=absence.seat_id)
    keys = [key for each in request.POST.getlist("terug") if (key := _key(each))]
    try:
        undoing.take_back(request.actor, absence, keys)
    except Refused as refused:
        messages.warning(request, str(refused))
        return redirect("succession:back", pk=absence.pk)
    messages.success(request, _("Welkom terug."))
    return redirect("web:worklist")


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@screen("parties.end_tenure", of=Tenure, methods=("POST",))
def not_coming(request: KortelijnRequest, tenure: Tenure) -> HttpResponse:
    """Somebody who would begin on a later day does not."""
    try:
        parties.cancel_tenure(request.actor, tenure)
        messages.success(request, _("Vastgelegd. Deze persoon komt niet op deze plek."))
    except Refused as refused:
        messages.warning(request, str(refused))
    return redirect("web:seat", pk=tenure.seat_id)


@screen("parties.set_mandate", of=Seat)
def mandate(request: KortelijnRequest, seat: Seat) -> HttpResponse:
    """On what a seat rests."""
    form = forms.MandateForm(request.POST or None, seat=seat)
    if _done(request, form, lambda data: parties.set_mandate(request.actor, seat, **data)):
        messages.success(request, _("Vastgelegd."))
        return redirect("web:seat", pk=seat.pk)
    context = {"seat": seat, "form": form, "title": _("Waar rust deze plek op?"), "button": _("Leg vast")}
    return render(request, "succession/mandate.html", context, status=422 if form.errors else 200)


def _done(request: KortelijnRequest, form: django_forms.Form, act: Any) -> bool:
    return request.method == "POST" and form.is_valid() and succeeds(form, act)
