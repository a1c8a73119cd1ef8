"""The seats of the network: who sits where, who stands in, coming and going."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kortelijn.kernel.clock import today
from kortelijn.kernel.policy import may
from kortelijn.kernel.screens import KortelijnRequest, screen, show
from kortelijn.parties import actions
from kortelijn.parties.middleware import SEAT_IN_SESSION
from kortelijn.parties.models import Seat, Tenure
from kortelijn.referrals.views.steps import succeeds
from kortelijn.succession.actions import announce
from kortelijn.succession.models import Departure, planned_of
from kortelijn.web import forms
from kortelijn.web.navigation import tenures_on
from kortelijn.web.seat_page import consequence, seat_page
from kortelijn.web.seats import network_page

READ_ONLY = ("GET", "HEAD")
TIME_TO_HAND_OVER = timedelta(weeks=4)  # what we propose; who has less time says so
LONGEST_SEARCH = 80


@screen("parties.choose_seat")
def choose_seat(request: KortelijnRequest) -> HttpResponse:
    """From which of my seats I act; the choice lasts as long as the session."""
    initial = {"seat": str(request.actor.seat_id)}
    form = forms.SeatForm(request.POST or None, tenures=tenures_on(request), initial=initial)
    sent = request.method == "POST"
    if sent and form.is_valid():
        request.session[SEAT_IN_SESSION] = form.cleaned_data["seat"]
        return redirect("web:home")
    return render(request, "web/choose_seat.html", {"form": form}, status=422 if sent else 200)


@screen("parties.see_network", methods=READ_ONLY)
def seats(request: KortelijnRequest) -> HttpResponse:
    """Every seat of the network, by organization."""
    sought = request.GET.get("zoek", "").replace("\x00", "").strip()[:LONGEST_SEARCH]
    page = network_page(request.actor, request.GET.get("pagina"), sought)
    return render(request, "web/network.html", page | {"sees_questions": may(request.actor, "finding.see_questions")})


@screen("parties.see_seat", of=Seat, methods=READ_ONLY)
def seat(request: KortelijnRequest, seat: Seat) -> HttpResponse:
    """One seat and what it owes."""
    page = seat_page(request.actor, seat)
    show(request, *page["referrals"])
    return render(request, "web/seat.html", page)


@screen("parties.name_deputy", of=Seat)
def deputy(request: KortelijnRequest, seat: Seat) -> HttpResponse:
    """Who stands in for this seat."""
    form = forms.DeputyForm(request.POST or None, seat=seat)
    return _ask(
        request, seat, form, lambda data: actions.name_deputy(request.actor, seat, data["deputy"]),
        {"title": _("Wijs een vervanger aan"), "button": _("Leg vast"), "done": _("De vervanger staat vast.")},
    )  # fmt: skip


@screen("parties.begin_tenure", of=Seat)
def successor(request: KortelijnRequest, seat: Seat) -> HttpResponse:
    """Who comes to sit here, today or on a later day; after whoever leaves, that is the day on which they do."""
    leaving = Departure.objects.planned().filter(seat=seat).order_by("leaves_on").first()
    form = forms.SuccessorForm(
        request.POST or None, seat=seat, initial={"since": leaving.leaves_on if leaving else today()}
    )
    return _ask(
        request, seat, form, lambda data: _seat_somebody(request, seat, data),
        {"title": _("Zet iemand op deze plek"), "button": _("Zet op deze plek"), "done": _("De plek is weer bezet.")},
    )  # fmt: skip


@screen("parties.end_tenure", of=Tenure)
def leave(request: KortelijnRequest, tenure: Tenure) -> HttpResponse:
    """Somebody goes: first what will move where, then the day."""
    planned = planned_of(tenure.pk)
    day = planned.leaves_on if planned else today() + TIME_TO_HAND_OVER
    form = forms.LeaveForm(request.POST or None, initial={"on": day})
    mine = tenure.person_id == request.actor.person_id
    words = {
        "title": _("Ik ga weg") if mine else _("{name} gaat weg").format(name=tenure.person.name),
        "button": _("Bereid de overdracht voor"), "done": _("Vastgelegd. Er gaat niets verloren."),
        "consequence": consequence(tenure), "today": today(),
    }  # fmt: skip
    left: list[Departure] = []
    response = _ask(
        request, tenure.seat, form, lambda data: left.append(announce(request.actor, tenure, on=data["on"])), words
    )
    prepares = left and left[0].is_planned
    return redirect("succession:departure", pk=left[0].pk) if prepares else response


def _seat_somebody(request: KortelijnRequest, seat: Seat, data: dict[str, Any]) -> Tenure:
    since, person = data.pop("since"), data.pop("person")
    if person:
        return actions.begin_tenure(request.actor, seat, person, since=since)
    return actions.invite_to_seat(request.actor, seat, since=since, **data)


def _ask(
    request: KortelijnRequest, seat: Seat, form: django_forms.Form, act: Callable[[dict[str, Any]], object],
    words: dict[str, Any],
) -> HttpResponse:  # fmt: skip
    sent = request.method == "POST"
    if sent and form.is_valid() and succeeds(form, act):
        messages.success(request, words["done"])
        return redirect(
            reverse("web:home") if request.actor.seat_id == seat.pk else reverse("web:seat", args=[seat.pk])
        )
    context = {"consequence": None} | words | {"seat": seat, "form": form}
    return render(request, "web/seat_step.html", context, status=422 if sent else 200)
