"""Evenings: plan one, lead it, and look afterwards at what was said and what came of it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from kortelijn.kernel.errors import Refused
from kortelijn.kernel.policy import may
from kortelijn.kernel.screens import KortelijnRequest, screen
from kortelijn.parties.models import Network
from kortelijn.steps.models import Step
from kortelijn.steps.queries import cards_of
from kortelijn.wall import actions
from kortelijn.wall.forms import AgreedForm, EveningForm, PlaceForm, SayForm, step_what
from kortelijn.wall.models import Contribution, Evening
from kortelijn.wall.queries import evenings_of, in_groups, steps_of

PER_PAGE, SAID_PER_PAGE = 20, 200
READ_ONLY = ("GET", "HEAD")


@screen("wall.see_evenings", methods=READ_ONLY)
def evenings(request: KortelijnRequest) -> HttpResponse:
    """All evenings, with what was said and done."""
    page = Paginator(evenings_of(request.actor), PER_PAGE).get_page(request.GET.get("pagina"))
    leads = may(request.actor, "wall.show")
    return render(request, "wall/evenings.html", {"page": page, "leads": leads})


@screen("wall.see_evening", of=Evening, methods=READ_ONLY)
def evening(request: KortelijnRequest, evening: Evening) -> HttpResponse:
    """What was said, which steps came of it, and how they stand."""
    shown = Contribution.objects.shown().filter(evening=evening).with_steps().order_by("at", "id")
    cards = [replace(card, origin=None) for card in cards_of(steps_of(evening), request.actor.seat_id)]
    page = {
        "evening": evening, "groups": in_groups(shown), "cards": cards,
        "leads": may(request.actor, "wall.lead", evening), "done": sum(card.step.state == "done" for card in cards),
    }  # fmt: skip
    return render(request, "wall/evening.html", page)


@screen("wall.plan")
def plan(request: KortelijnRequest) -> HttpResponse:
    """Plan an evening."""
    network = get_object_or_404(Network, pk=request.actor.network_id)
    form = EveningForm(request.POST or None)
    if form.is_valid() and succeeds(form, lambda: actions.plan_evening(request.actor, network, form.plan)):
        messages.success(request, _("De avond staat. De code werkt vanaf het begin van de avond."))
        return redirect("wall:evenings")
    return render(request, "wall/evening_form.html", {"form": form, "evening": None}, status=_status(form))


@screen("wall.change", of=Evening)
def change(request: KortelijnRequest, evening: Evening) -> HttpResponse:
    """Another day, title or question."""
    form = EveningForm(request.POST or None, initial=EveningForm.filled(evening))
    if form.is_valid() and succeeds(form, lambda: actions.change_evening(request.actor, evening, form.plan)):
        messages.success(request, _("De avond is aangepast."))
        return redirect("wall:evening", pk=evening.pk)
    return render(request, "wall/evening_form.html", {"form": form, "evening": evening}, status=_status(form))


@screen("wall.lead", of=Evening)
def lead(request: KortelijnRequest, evening: Evening) -> HttpResponse:
    """During the evening: look at what is held back, put it in order, and type what is said aloud."""
    form = SayForm(request.POST or None)
    if form.is_valid() and succeeds(form, lambda: actions.say(request.actor, evening, form.cleaned_data["text"])):
        messages.success(request, _("Het staat op de wand."))
        return redirect("wall:lead", pk=evening.pk)
    return render(request, "wall/lead.html", _leading(request, evening) | {"form": form}, status=_status(form))


def _leading(request: KortelijnRequest, evening: Evening) -> dict[str, Any]:
    said = evening.contributions.with_steps().order_by("-at", "-id")
    page = Paginator(said.exclude(status=Contribution.Status.HELD), SAID_PER_PAGE).get_page(request.GET.get("pagina"))
    headings = sorted({each.heading for each in page if each.heading})
    return {"evening": evening, "held": list(said.held()), "page": page, "headings": headings,
            "steps": steps_of(evening)}  # fmt: skip


@screen("wall.lead", of=Evening, methods=("POST",))
def close(request: KortelijnRequest, evening: Evening) -> HttpResponse:
    """Close it before its time."""
    _try(request, lambda: actions.close_evening(request.actor, evening), _("De avond is gesloten."))
    return redirect("wall:evening", pk=evening.pk)


@screen("wall.moderate", of=Contribution, methods=("POST",))
def show_it(request: KortelijnRequest, contribution: Contribution) -> HttpResponse:
    """On the wall."""
    _try(request, lambda: actions.show_contribution(request.actor, contribution), _("Het staat op de wand."))
    return redirect("wall:lead", pk=contribution.evening_id)


@screen("wall.moderate", of=Contribution, methods=("POST",))
def hide_it(request: KortelijnRequest, contribution: Contribution) -> HttpResponse:
    """Off the wall."""
    _try(request, lambda: actions.hide_contribution(request.actor, contribution), _("Het staat niet op de wand."))
    return redirect("wall:lead", pk=contribution.evening_id)


@screen("wall.moderate", of=Contribution, methods=("POST",))
def place(request: KortelijnRequest, contribution: Contribution) -> HttpResponse:
    """Under a heading, with the hands that went up for it."""
    form = PlaceForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        actions.place_contribution(
            request.actor, contribution, heading=data["heading"], hands=data["hands"] or 0
        )  # fmt: skip
        messages.success(request, _("Geordend."))
    else:
        messages.error(request, form.wrong)
    return redirect("wall:lead", pk=contribution.evening_id)


@screen("wall.make_step", of=Evening)
def make_step(request: KortelijnRequest, evening: Evening) -> HttpResponse:
    """Somebody goes to do something, with or without a contribution that it comes from."""
    from_it = _from(request, evening)
    form = AgreedForm(request.POST or None, actor=request.actor, initial=step_what(from_it))
    if form.is_valid() and succeeds(form, lambda: _make(request, evening, form, from_it)):
        messages.success(request, _("Afgesproken. Het staat nu op de werklijst van wie het doet."))
        return redirect("wall:lead", pk=evening.pk)
    page = {"form": form, "evening": evening, "contribution": from_it}
    return render(request, "wall/step_form.html", page, status=_status(form))


@screen("steps.see", of=Step, methods=READ_ONLY)
def step(request: KortelijnRequest, step: Step) -> HttpResponse:
    """What was agreed on an evening has the address of any other step; links of before lead on."""
    return redirect("steps:step", pk=step.pk, permanent=True)


def _make(request: KortelijnRequest, evening: Evening, form: AgreedForm, from_it: Contribution | None) -> object:
    return actions.make_step(request.actor, evening, contribution=from_it, **form.cleaned_data)


def _from(request: KortelijnRequest, evening: Evening) -> Contribution | None:
    """What was said, when the step begins there; whatever else stands in the address is nothing."""
    asked = request.GET.get("bij", "")
    return next((each for each in evening.contributions.shown() if str(each.pk) == asked), None) if asked else None


def succeeds(form: django_forms.Form, act: Callable[[], object]) -> bool:
    """Do it; what is refused becomes a message on the form, and what was typed stays."""
    try:
        act()
    except Refused as refused:
        form.add_error(None, str(refused))
    except ValidationError as wrong:
        form.add_error(None, wrong.messages)
    return not form.errors


def _try(request: KortelijnRequest, act: Callable[[], object], done: str) -> None:
    try:
        act()
        messages.success(request, done)
    except Refused as refused:
        messages.error(request, str(refused))


def _status(form: django_forms.Form) -> int:
    return 422 if form.errors else 200
