"""The side of who comes after: what one takes over, what there is to know, whom to meet; and what lies with nobody."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kortelijn.kernel.errors import Refused
from kortelijn.kernel.policy import may
from kortelijn.kernel.screens import KortelijnRequest, screen
from kortelijn.parties.holdings import held_by_seats
from kortelijn.parties.models import Seat, holder_of
from kortelijn.referrals.views.steps import succeeds
from kortelijn.succession import actions, forms
from kortelijn.succession.file import done_in_words
from kortelijn.succession.items import estate_of, grouped, taken_of
from kortelijn.succession.models import Departure, Introduction
from kortelijn.succession.moving import declined_on
from kortelijn.succession.queries import acquaintances, newcomer_of

READ_ONLY = ("GET", "HEAD")


@screen("succession.answer", of=Departure)
def take_over(request: KortelijnRequest, departure: Departure) -> HttpResponse:
    """Item by item or all: what is not taken goes up on that day."""
    estate = estate_of(request.actor, departure.seat_id)
    sent = request.method == "POST"
    form = forms.AnswerForm(request.POST if sent else None, keys=estate.keys)
    if sent and form.is_valid():
        taken = estate.keys if "alles" in request.POST else form.keys
        if succeeds(form, lambda data: actions.answer(
            request.actor, departure, taken=taken, declined=estate.keys - taken, note=data["note"],
            takes_new=data["takes_new"] or "alles" in request.POST,
        )):  # fmt: skip
            messages.success(request, _taken_in_words(len(taken)))
            return redirect("succession:file", pk=departure.pk)
    said = taken_of(departure, estate.keys) if departure.answered_at else estate.keys
    context = {
        "departure": departure, "estate": estate, "form": form, "ticked": {str(key) for key in said},
    }  # fmt: skip
    return render(request, "succession/take_over.html", context, status=422 if form.errors else 200)


def _taken_in_words(count: int) -> str:
    taken = ngettext("U neemt één ding over.", "U neemt {count} dingen over.", count).format(count=count)
    return _("{taken} Hier leest u wat u moet weten.").format(taken=taken)


@screen("succession.read_file", of=Departure, methods=READ_ONLY)
def file(request: KortelijnRequest, departure: Departure) -> HttpResponse:
    """The handover file: what the events tell, and what only this person knew."""
    told = [(label, departure.told.get(code, "")) for code, label, _hint in forms.QUESTIONS]
    meetings = departure.introductions.select_related("contact").order_by("due_on", "contact__given_name", "id")
    context = {
        "departure": departure, "done": done_in_words(departure.file), "told": [one for one in told if one[1]],
        "meetings": meetings, "may_prepare": may(request.actor, "succession.prepare", departure),
    }  # fmt: skip
    return render(request, "succession/file.html", context)


@screen("succession.see_introduction", of=Introduction)
def introduction(request: KortelijnRequest, introduction: Introduction) -> HttpResponse:
    """Whom to meet and why; a tap says that it happened."""
    if request.method == "POST":
        return _settle(request, introduction, "met")
    return render(request, "succession/introduction.html", _introduction(request, introduction))


@screen("succession.settle_introduction", of=Introduction, methods=("POST",))
def not_needed(request: KortelijnRequest, introduction: Introduction) -> HttpResponse:
    """They know each other already."""
    return _settle(request, introduction, "dropped")


def _settle(request: KortelijnRequest, introduction: Introduction, how: str) -> HttpResponse:
    act = actions.meet if how == "met" else actions.drop_introduction
    try:
        act(request.actor, introduction)
        said = _("Mooi. Vanaf nu staan jullie bij elkaar als bekenden.") if how == "met" else _("Dan hoeft het niet.")
        messages.success(request, said)
    except Refused as refused:
        messages.warning(request, str(refused))
    return redirect("succession:introduction", pk=introduction.pk)


def _introduction(request: KortelijnRequest, introduction: Introduction) -> dict[str, Any]:
    where = acquaintances(introduction.network_id, [introduction.contact_id])
    newcomer = newcomer_of(introduction)
    sits = acquaintances(introduction.network_id, [newcomer.pk]) if newcomer else []
    return {
        "introduction": introduction, "departure": introduction.departure, "contact": introduction.contact,
        "seat": where[0].seat if where else None, "newcomer": newcomer, "newcomer_seat": sits[0].seat if sits else None,
        "may_settle": may(request.actor, "succession.settle_introduction", introduction),
    }  # fmt: skip


@screen("succession.place", of=Seat)
def place(request: KortelijnRequest, seat: Seat) -> HttpResponse:
    """What an empty seat still holds, and to whom it goes."""
    held = grouped(held_by_seats.of([seat.pk]))
    choices = [(str(item.key), f"{group.title}: {item.title}") for group in held for item in group.items]
    sent = request.method == "POST"
    form = forms.PlaceForm(request.POST if sent else None, seat=seat, held=choices,
                           initial={"keys": _to_place(seat) or [key for key, _label in choices]})  # fmt: skip
    if sent and form.is_valid():
        keys = {UUID(key) for key in form.cleaned_data["keys"]}
        to_seat = form.cleaned_data["to_seat"]
        if succeeds(form, lambda data: actions.place(request.actor, seat, keys, to_seat)):
            messages.success(request, _("Doorgegeven. Wie het nu heeft, ziet het op de eigen plek."))
            return redirect("web:seat", pk=seat.pk)
    context = {"seat": seat, "form": form, "held": choices, "holder": holder_of(seat.pk)}
    return render(request, "succession/place.html", context, status=422 if form.errors else 200)


def _to_place(seat: Seat) -> list[str]:
    """What whoever came to sit here did not take on."""
    return sorted(str(key) for held in declined_on(seat).values() for key in held)
