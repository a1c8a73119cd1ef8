"""Finding a moment together: proposed where people are free, answered with a tap."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from kortelijn.gatherings import agreeing
from kortelijn.gatherings.forms.meeting import MomentsForm
from kortelijn.gatherings.models import Choice, Circle, Moment, Poll
from kortelijn.gatherings.moments import first_day, moments_for
from kortelijn.gatherings.queries import best_of, seats_at, silent, tallies
from kortelijn.gatherings.views.asking import tap
from kortelijn.gatherings.views.circle import back_to
from kortelijn.kernel.errors import Refused
from kortelijn.kernel.policy import may
from kortelijn.kernel.screens import KortelijnRequest, screen
from kortelijn.parties.models import Seat
from kortelijn.parties.queries import holders_of


@screen("gatherings.seek_moment", of=Circle)
def seek(request: KortelijnRequest, circle: Circle) -> HttpResponse:
    """Who must be there and how long: then moments are proposed; those that are ticked are asked about."""
    seats = list(seats_at(circle))
    holders = holders_of(seat.pk for seat in seats)
    names = [(str(seat.pk), f"{holders[seat.pk].name}, {seat.title}") for seat in seats if seat.pk in holders]
    asked = request.POST if request.method == "POST" else request.GET
    form = MomentsForm(asked if "minutes" in asked else _usual(circle, names), guests=names)
    context: dict[str, Any] = {"circle": circle, "form": form, "key": uuid4(), "chosen": asked.getlist("moment")}
    if form.is_valid():
        must = [seat for seat in seats if str(seat.pk) in form.cleaned_data["required"]]
        may_come = [seat for seat in seats if seat not in must and seat.pk in holders]
        if request.method == "POST" and (poll := _proposed(request, circle, form, must, may_come)):
            messages.success(request, _("Gevraagd. Iedereen krijgt een mail en kiest met een tik."))
            return redirect("gatherings:poll", pk=poll.pk)
        days, length = form.cleaned_data["within"], form.cleaned_data["minutes"]
        context["found"] = moments_for(must, may_come, minutes=length, first=first_day(), days=days)
        context["others"] = len(may_come)
    status = 422 if request.method == "POST" or form.errors else 200
    return render(request, "gatherings/seek.html", context | back_to(circle), status=status)


def _usual(circle: Circle, names: list[tuple[str, str]]) -> QueryDict:
    """What is mostly asked: an hour within three weeks, with who leads it; so moments stand there at once."""
    found = QueryDict(mutable=True)
    found.update({"minutes": "60", "within": "15", "place": circle.place})
    found.setlist("required", [key for key, _name in names if key == str(circle.lead_id)])
    return found


def _proposed(
    request: KortelijnRequest, circle: Circle, form: MomentsForm, must: list[Seat], may_come: list[Seat]
) -> Poll | None:
    data = form.cleaned_data
    try:
        return agreeing.propose_moments(
            request.actor, circle, _moments(request), required=must, optional=may_come, key=_key(request),
            minutes=data["minutes"], subject=data["subject"], place=data["place"],
        )  # fmt: skip
    except Refused as refused:
        form.add_error(None, str(refused))
        return None


def _moments(request: KortelijnRequest) -> list[datetime]:
    found = (_read(text) for text in request.POST.getlist("moment"))
    return sorted({moment for moment in found if moment})


def _read(text: str) -> datetime | None:
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    return moment if moment and moment.tzinfo else None


def _key(request: KortelijnRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError:
        return None


@screen("gatherings.see", of=Poll)
def poll(request: KortelijnRequest, poll: Poll) -> HttpResponse:
    """Which moments suit me, and who can when."""
    actor = request.actor
    invited = may(actor, "gatherings.say_when", poll)
    if request.method == "POST":
        answers = {moment.pk: request.POST.get(f"m-{moment.pk.hex}", "") for moment in poll.moments.all()}
        return tap(
            request, lambda: agreeing.say_when(actor, poll, answers), says=_("Dank u wel. U kunt het nog veranderen."),
            then=reverse("gatherings:poll", args=[poll.pk]),
        )  # fmt: skip
    found = tallies(poll, actor.seat_id)
    all_over = poll.is_open and all(each.moment.is_over for each in found)
    context = {
        "poll": poll, "tallies": found, "best": best_of(found), "silent": silent(poll), "answers": Choice.Answer,
        "all_over": all_over, "may_answer": poll.is_open and invited and not all_over,
        "may_choose": poll.is_open and may(actor, "gatherings.choose", poll),
    }  # fmt: skip
    return render(request, "gatherings/poll.html", context | back_to(poll.circle))


@screen("gatherings.choose", of=Poll, methods=("POST",))
def choose(request: KortelijnRequest, poll: Poll, moment: UUID) -> HttpResponse:
    """This is when."""
    row = get_object_or_404(Moment, pk=moment, poll=poll)
    return tap(
        request, lambda: agreeing.choose(request.actor, poll, row), then=reverse("gatherings:poll", args=[poll.pk]),
        says=_("Gekozen. Iedereen krijgt bericht, en het staat in hun agenda."),
    )  # fmt: skip


@screen("gatherings.choose", of=Poll, methods=("POST",))
def again(request: KortelijnRequest, poll: Poll) -> HttpResponse:
    """Other moments, for the same people."""
    try:
        poll = agreeing.propose_again(request.actor, poll)
        messages.success(request, _("Gevraagd. Iedereen krijgt een mail met de nieuwe momenten."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("gatherings:poll", pk=poll.pk)


@screen("gatherings.choose", of=Poll, methods=("POST",))
def drop(request: KortelijnRequest, poll: Poll) -> HttpResponse:
    """No moment is sought any more."""
    return tap(
        request, lambda: agreeing.drop_poll(request.actor, poll),
        then=reverse("gatherings:circle", args=[poll.circle_id]), says=_("Gestopt. Er wordt geen moment meer gezocht."),
    )  # fmt: skip
