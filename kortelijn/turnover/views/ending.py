"""An organization stops here: what would fall, and where each thing goes."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kortelijn.kernel.errors import Refused
from kortelijn.kernel.policy import may
from kortelijn.kernel.screens import KortelijnRequest, screen, show
from kortelijn.kernel.told import told
from kortelijn.parties.models import Membership, Person
from kortelijn.referrals.models import Referral
from kortelijn.referrals.views.steps import succeeds
from kortelijn.tasks.models import Task
from kortelijn.turnover import actions, agreeing, queries
from kortelijn.turnover.estate import SEAT, Estate, estate_of
from kortelijn.turnover.forms import PlanForm, ReceiverForm, RoundForm, StopForm
from kortelijn.turnover.models import STAYS, Ending, Receiver

READ_ONLY = ("GET", "HEAD")


@screen("turnover.end")
def stop(request: KortelijnRequest, organization: UUID) -> HttpResponse:
    """On which day, and why; nothing moves before that."""
    rows = Membership.objects.select_related("organization", "network")
    member = get_object_or_404(rows, network=request.actor.network_id, organization=organization)
    form = StopForm(request.POST or None, initial={"last_day": member.ends_on})
    made: list[Ending] = []
    if form.is_valid() and succeeds(form, lambda data: made.append(
        actions.stop_here(request.actor, member.network, member.organization, **data)
    )):  # fmt: skip
        messages.success(request, _("De laatste dag staat vast. Geef nu alles wat hier ligt een plek."))
        return redirect("turnover:ending", pk=made[0].pk)
    context = {"form": form, "organization": member.organization}
    return render(request, "turnover/stop.html", context, status=422 if form.is_bound else 200)


@screen("turnover.see_ending", of=Ending, methods=READ_ONLY)
def ending(request: KortelijnRequest, ending: Ending) -> HttpResponse:
    """What would fall, who was asked, what was answered."""
    return _show_ending(request, ending, ReceiverForm(ending=ending))


def _show_ending(request: KortelijnRequest, ending: Ending, form: ReceiverForm) -> HttpResponse:
    estate, plans = estate_of(ending), may(request.actor, "turnover.plan", ending)
    plans = plans and not ending.is_closed
    context = _shown(ending, estate) | {
        "plans": plans, "lines": _lines(request, ending, estate), "history": told([ending.pk]), "title": _title(ending),
        "contacts": queries.contacts_outside(ending) if plans else None, "receiver_form": form,
        "sent": queries.sent_from(ending).count() if ending.is_planned else 0, "may_go_on": plans and ending.is_planned,
        "stays": plans and Task.objects.open().filter(code=STAYS, subject_id=ending.pk).exists(),
    }  # fmt: skip
    return render(request, "turnover/ending.html", context, status=422 if form.errors else 200)


@screen("turnover.plan", of=Ending)
def plan(request: KortelijnRequest, ending: Ending) -> HttpResponse:
    """Where each thing goes, on one page; who gets something is asked at once."""
    estate, receivers = estate_of(ending), _receivers(ending)
    if rest := next((each for each in receivers if str(each.pk) == request.POST.get("rest")), None):
        return _give_rest(request, ending, estate, rest)
    form = PlanForm(request.POST or None, estate=estate, receivers=receivers)
    if form.is_valid() and succeeds(form, lambda data: _plan(request, ending, form)):
        messages.success(request, _("Bewaard. Wie iets zou krijgen, heeft de vraag als taak."))
        return redirect("turnover:ending", pk=ending.pk)
    context = {"ending": ending, "form": form, "receivers": receivers, "groups": _groups(form)}
    return render(request, "turnover/plan.html", context, status=422 if form.is_bound else 200)


def _plan(request: KortelijnRequest, ending: Ending, form: PlanForm) -> None:
    actions.plan(request.actor, ending, form.choices())
    agreeing.ask_all(request.actor, ending)


def _give_rest(request: KortelijnRequest, ending: Ending, estate: Estate, receiver: Receiver) -> HttpResponse:
    """Everything without a place is meant for one: with what a seat holds, as the seat goes."""
    rest = {thing.key: actions.Choice(receiver.pk) for thing in estate.unplanned if thing.of_seat is None}

    def act() -> None:
        actions.plan(request.actor, ending, rest)
        agreeing.ask_all(request.actor, ending)

    return _tap(request, ending, act, _("Bewaard. {seat} heeft de vraag als taak.").format(seat=receiver.seat))


def _groups(form: PlanForm) -> list[tuple[str, list[Any]]]:
    found: dict[str, list[Any]] = {}
    for thing, choice, why, was in form.rows():
        found.setdefault(thing.heading, []).append((thing, choice, why, was, form.estate.says(thing)))
    return list(found.items())


@screen("turnover.plan", of=Ending)
def add_receiver(request: KortelijnRequest, ending: Ending) -> HttpResponse:
    """Somebody who may take something over."""
    if request.method != "POST":
        return redirect("turnover:ending", pk=ending.pk)
    form = ReceiverForm(request.POST, ending=ending)
    if form.is_valid() and succeeds(form, lambda data: agreeing.add_receiver(request.actor, ending, data["seat"])):
        messages.success(request, _("Die plek staat erbij. Kies nu wat daarheen gaat."))
        return redirect("turnover:plan", pk=ending.pk)
    return _show_ending(request, ending, form)


@screen("turnover.plan", of=Receiver, methods=("POST",))
def drop_receiver(request: KortelijnRequest, receiver: Receiver) -> HttpResponse:
    """This seat is asked no more."""
    return _tap(request, receiver.ending, lambda: agreeing.drop_receiver(request.actor, receiver),
                _("Die plek wordt niet meer gevraagd."))  # fmt: skip


@screen("turnover.end", of=Ending, methods=("POST",))
def go_on(request: KortelijnRequest, ending: Ending) -> HttpResponse:
    """It does not stop after all."""
    return _tap(request, ending, lambda: actions.go_on(request.actor, ending), _("Alles blijft zoals het was."))


@screen("turnover.introduce", of=Ending)
def meetings(request: KortelijnRequest, ending: Ending) -> HttpResponse:
    """Who must meet whom again, once the people of the organization have gone."""
    receivers = _receivers(ending)
    chosen = next((each for each in receivers if str(each.pk) == request.GET.get("wie")), None)
    chosen = chosen or next(iter(receivers), None)
    contacts = queries.to_meet(ending, chosen) if chosen and ending.is_done else []
    form = RoundForm(request.POST or None, contacts=contacts,
                     initial={"people": [str(each.person.pk) for each in contacts]})  # fmt: skip
    if chosen and form.is_valid():
        people = list(Person.objects.filter(pk__in=form.cleaned_data["people"]).order_by("pk"))
        if succeeds(form, lambda data: actions.plan_introductions(
            request.actor, ending, chosen.seat, people, due_on=data["due_on"]
        )):  # fmt: skip
            said = ngettext("Eén kennismaking staat klaar.", "{n} kennismakingen staan klaar.", len(people))
            messages.success(request, said.format(n=len(people)))
            return redirect("turnover:meetings", pk=ending.pk)
    planned = ending.introductions.select_related("contact", "seat__organization").order_by("due_on", "id")
    context = {"ending": ending, "form": form, "receivers": receivers, "chosen": chosen, "contacts": contacts,
               "planned": planned}  # fmt: skip
    return render(request, "turnover/meetings.html", context, status=422 if form.is_bound else 200)


def _tap(request: KortelijnRequest, ending: Ending, act: Any, done: str) -> HttpResponse:
    try:
        act()
        messages.success(request, done)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("turnover:ending", pk=ending.pk)


def _receivers(ending: Ending) -> list[Receiver]:
    return list(ending.receivers.select_related("seat__organization").order_by("seat__organization__name", "id"))


def _title(ending: Ending) -> str:
    said = _("{name} is gestopt") if ending.is_done else _("{name} stopt hier")
    if ending.status == Ending.Status.CANCELLED:
        said = _("{name} gaat toch door")
    if ending.status == Ending.Status.RETURNED:
        return _("{organization} is hier begonnen").format(organization=ending.organization.name)
    return said.format(name=ending.organization.name)


def _shown(ending: Ending, estate: Estate) -> dict[str, Any]:
    things, seats = estate.things, [thing for thing in estate.things if thing.kind == SEAT]
    rows = [(heading, [(thing, estate.move_of(thing), estate.says(thing)) for thing in some])
            for heading, some in estate.by_heading()]  # fmt: skip
    moved = list(ending.moves.filter(moved_at__isnull=False).select_related("receiver__seat__organization"))
    return {
        "ending": ending, "organization": ending.organization, "groups": rows, "open": len(estate.open),
        "agreed": len(things) - len(estate.open), "total": len(things), "unplanned": len(estate.unplanned),
        "receivers": [(each, each.pk in estate.waits_for) for each in _receivers(ending)], "moved": moved,
        "tasks": sum(each.tasks for each in seats), "line_count": sum(each.lines for each in seats),
        "waiting": sum(each.waiting for each in seats),
    }  # fmt: skip


def _lines(request: KortelijnRequest, ending: Ending, estate: Estate) -> list[Referral]:
    """The lines at or from these seats that the reader may see anyway, by name; of the others only how many."""
    seats = [thing.key for thing in estate.things if thing.kind == SEAT]
    here = Q(task__owner__in=seats, task__closed_at=None)
    if ending.is_planned:
        here |= Q(pk__in=queries.sent_from(ending).values("pk"))
    rows = Referral.objects.visible_to(request.actor).filter(here)
    lines = list(rows.order_by("task__due_at", "id"))
    show(request, *lines)
    return lines
