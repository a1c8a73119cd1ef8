"""“Ik ga weg”: one page that says where one is, and one page per step."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kortelijn.kernel.clock import today
from kortelijn.kernel.errors import Refused
from kortelijn.kernel.policy import may
from kortelijn.kernel.screens import KortelijnRequest, screen
from kortelijn.parties.models import Seat, Tenure
from kortelijn.parties.queries import holders_of
from kortelijn.referrals.views.steps import succeeds
from kortelijn.succession import actions, drafts, forms
from kortelijn.succession.file import done_in_words
from kortelijn.succession.items import estate_of
from kortelijn.succession.models import Departure
from kortelijn.succession.moving import STAYS_HERE, others_stay
from kortelijn.succession.queries import acquaintances, to_meet
from kortelijn.succession.steps import steps_of
from kortelijn.tasks.queries import way_up

READ_ONLY = ("GET", "HEAD")
INTRODUCE_WITHIN = timedelta(days=28)
AT_ONCE = 8  # up to so many are ticked beforehand; of more one chooses, for each is a task of who comes after


@screen("succession.see", of=Departure, methods=READ_ONLY)
def departure(request: KortelijnRequest, departure: Departure) -> HttpResponse:
    """Where the leaving stands, step by step."""
    estate = estate_of(request.actor, departure.seat_id)
    context = _words(request, departure) | {
        "steps": steps_of(departure, estate), "total": estate.total, "receiver": _receiver(departure),
        "may_stay": departure.is_planned and may(request.actor, "succession.stay", departure),
    }  # fmt: skip
    return render(request, "succession/departure.html", context)


@screen("succession.see", of=Departure, methods=READ_ONLY)
def estate(request: KortelijnRequest, departure: Departure) -> HttpResponse:
    """All that the seat owes and holds."""
    found = estate_of(request.actor, departure.seat_id)
    return render(request, "succession/estate.html", _words(request, departure) | {"estate": found})


@screen("succession.prepare", of=Departure)
def told(request: KortelijnRequest, departure: Departure) -> HttpResponse:
    """What only this person knows: kept while typing."""
    form = forms.ToldForm(request.POST or None, initial=departure.told)
    if request.method == "POST" and form.is_valid():
        drafts.keep_told(request.actor, departure, form.cleaned_data)
        if request.headers.get("X-Autosave"):
            return HttpResponse(status=204)
        messages.success(request, _("Bewaard. Uw opvolger kan het lezen."))
        return redirect("succession:departure", pk=departure.pk)
    context = _words(request, departure) | {"form": form, "done": done_in_words(departure.file)}
    return render(request, "succession/told.html", context, status=422 if form.errors else 200)


@screen("succession.prepare", of=Departure)
def receiver(request: KortelijnRequest, departure: Departure) -> HttpResponse:
    """Who takes over."""
    words = request.GET.get("zoek", "")[:80]
    sent = request.method == "POST"
    form = forms.ReceiverForm(request.POST if sent else None, departure=departure, words=words)
    if sent and form.is_valid():
        to_seat = form.cleaned_data["to_seat"]
        if succeeds(form, lambda data: actions.propose(request.actor, departure, to_seat)):
            messages.success(request, _("Gevraagd. Zodra er antwoord is, ziet u dat hier."))
            return redirect("succession:departure", pk=departure.pk)
    context = _words(request, departure) | {
        "form": form, "words": words, "receiver": _receiver(departure),
        "may_seat": may(request.actor, "parties.begin_tenure", departure.seat),
    }  # fmt: skip
    return render(request, "succession/receiver.html", context, status=422 if form.errors else 200)


@screen("succession.prepare", of=Departure)
def meetings(request: KortelijnRequest, departure: Departure) -> HttpResponse:
    """Who must meet whom."""
    known = {each.contact_id for each in departure.introductions.all()}
    sees = may(request.actor, "succession.see_contacts", departure)
    people = [each for each in to_meet(departure) if each.person.pk not in known] if sees else []
    by = max(departure.leaves_on, today()) + INTRODUCE_WITHIN
    sent = request.method == "POST"
    few = people if len(people) <= AT_ONCE else []
    initial = {"people": [str(each.person.pk) for each in few], "due_on": by}
    form = forms.MeetForm(request.POST if sent else None, people=people, initial=initial)
    if sent and form.is_valid():
        chosen = [each.person for each in people if str(each.person.pk) in form.cleaned_data["people"]]
        due_on = form.cleaned_data["due_on"]
        if succeeds(form, lambda data: actions.plan_introductions(request.actor, departure, chosen, due_on=due_on)):
            messages.success(request, _("De kennismakingen staan gepland, elk als taak met een dag."))
            return redirect("succession:departure", pk=departure.pk)
    planned = departure.introductions.select_related("contact").order_by("due_on", "contact__given_name", "id")
    where = {each.person.pk: each.seat for each in acquaintances(departure.network_id, known)}
    context = _words(request, departure) | {
        "form": form, "people": people, "sees": sees, "choose": len(people) > AT_ONCE,
        "planned": [(each, where.get(each.contact_id)) for each in planned],
    }  # fmt: skip
    return render(request, "succession/meetings.html", context, status=422 if form.errors else 200)


@screen("succession.prepare", of=Departure)
def goodbye(request: KortelijnRequest, departure: Departure) -> HttpResponse:
    """The words with which somebody says goodbye."""
    initial = {"words": departure.goodbye or _goodbye(departure)}
    form = forms.GoodbyeForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        drafts.keep_goodbye(request.actor, departure, form.cleaned_data["words"])
        if request.headers.get("X-Autosave"):
            return HttpResponse(status=204)
        messages.success(request, _("Bewaard. Kopieer het bericht in uw mail."))
        return redirect("succession:goodbye", pk=departure.pk)
    context = _words(request, departure) | {"form": form, "text": initial["words"]}
    return render(request, "succession/goodbye.html", context, status=422 if form.errors else 200)


@screen("succession.stay", of=Departure, methods=("POST",))
def stay(request: KortelijnRequest, departure: Departure) -> HttpResponse:
    """It does not happen after all."""
    try:
        actions.stay(request.actor, departure)
        messages.success(request, _("Fijn. Alles blijft zoals het was."))
    except Refused as refused:
        messages.warning(request, str(refused))
        return redirect("succession:departure", pk=departure.pk)
    return redirect("web:seat", pk=departure.seat_id)


def _goodbye(departure: Departure) -> str:
    """A beginning in the person's own name, with who comes after when that is known."""
    after = _receiver(departure)
    day, seat = date_format(departure.last_day, "j F"), departure.seat
    last = _("Mijn laatste dag als {title} bij {organization} is {day}. Dank voor het samenwerken.")
    known = _("Voor vragen kunt u daarna terecht bij {name}, die weet wat er loopt en graag kennismaakt.")
    unknown = _("Voor vragen kunt u daarna terecht bij de coördinator van het wijknetwerk.")
    if Seat.Function.COORDINATES in seat.functions:
        unknown = _("Voor vragen kunt u daarna terecht bij {name}.").format(name=_instead_of(departure))
    lines = [
        _("Beste collega's,"), last.format(day=day, title=seat.title, organization=seat.organization.name),
        known.format(name=after) if after else unknown,
        _("Ik kijk met plezier terug op de korte lijntjes in deze wijk."), _("Hartelijke groet,"),
        departure.person.name,
    ]  # fmt: skip
    return "\n\n".join(lines)


def _instead_of(departure: Departure) -> str:
    """Who is there when a coordinator goes: a colleague on the seat, its deputy, or another coordinator."""
    seats = [departure.seat_id, *(each.pk for each in way_up(departure.seat))]
    there = Tenure.objects.current().filter(seat__in=seats).exclude(person=departure.person_id)
    first = min(there.select_related("person"), key=lambda each: seats.index(each.seat_id), default=None)
    return first.person.name if first else departure.seat.organization.name


def _receiver(departure: Departure) -> str:
    """Who comes after, by name."""
    if departure.successor:
        return departure.successor.name
    if departure.to_seat_id is None:
        return ""
    holder = holders_of([departure.to_seat_id]).get(departure.to_seat_id)
    return holder.name if holder else str(departure.to_seat)


def _words(request: KortelijnRequest, departure: Departure) -> dict[str, Any]:
    mine = departure.person_id == request.actor.person_id
    return {
        "departure": departure, "mine": mine, "may_prepare": may(request.actor, "succession.prepare", departure),
        "title": _("Ik ga weg") if mine else _("{name} gaat weg").format(name=departure.person.name),
        "lead": _("Laatste dag: {day}. Plek: {seat}.").format(
            day=date_format(departure.last_day, "l j F Y"), seat=departure.seat
        ),
        "stays_here": STAYS_HERE if others_stay(departure) else "",
    }  # fmt: skip
