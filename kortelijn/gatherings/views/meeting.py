"""One meeting: prepared, attended, minuted, printed."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kortelijn.gatherings.forms.circle import BecauseForm
from kortelijn.gatherings.forms.meeting import (
    ActionForm,
    DecisionForm,
    ItemForm,
    MeetingForm,
    MinutesForm,
    PresentForm,
    values_of,
)
from kortelijn.gatherings.meetings import actions
from kortelijn.gatherings.models import AgendaItem, Attendance, Circle, Meeting
from kortelijn.gatherings.queries import actions_of, guests, open_actions
from kortelijn.gatherings.views.asking import ask, is_done, tap
from kortelijn.gatherings.views.circle import back_to
from kortelijn.kernel.policy import may
from kortelijn.kernel.screens import KortelijnRequest, screen
from kortelijn.kernel.told import told
from kortelijn.steps.actions import set_step

ANSWERS = {"ja": Attendance.Answer.YES, "nee": Attendance.Answer.NO}


def address(meeting: Meeting, page: str = "meeting") -> str:
    """Where a meeting is seen."""
    return reverse(f"gatherings:{page}", args=[meeting.pk])


def _back(meeting: Meeting) -> dict[str, str]:
    return {"back": address(meeting), "back_label": meeting.title}


@screen("gatherings.plan", of=Circle)
def plan(request: KortelijnRequest, circle: Circle) -> HttpResponse:
    """One more time."""
    form = MeetingForm(request.POST or None, initial={"key": uuid4(), "place": circle.place})
    made: list[Meeting] = []

    def act() -> None:
        key = form.cleaned_data["key"]
        made.append(actions.plan_meeting(request.actor, circle, key=key, **form.fields_of_meeting))

    return ask(
        request, form, act, says=_("Gepland. Wie aan tafel zit, krijgt bericht."), then=lambda: address(made[0]),
        title=_("Wanneer komt u bij elkaar?"), button=_("Plan"), **back_to(circle),
        lead=_("Weet u het moment nog niet? Ga terug en kies “Zoek een moment”."),
    )  # fmt: skip


@screen("gatherings.see", of=Meeting, methods=("GET", "HEAD"))
def meeting(request: KortelijnRequest, meeting: Meeting) -> HttpResponse:
    """What it is about, who comes, what was left to do; and afterwards what came of it."""
    return _show(request, meeting)


def _show(request: KortelijnRequest, meeting: Meeting, wrong: ItemForm | None = None) -> HttpResponse:
    actor, expected = request.actor, guests(meeting)
    mine = next((each for each in expected if each.seat.pk == actor.seat_id), None)
    prepares = meeting.is_open and may(actor, "gatherings.prepare", meeting)
    context = {
        "meeting": meeting, "agenda": list(meeting.agenda.select_related("brought_by__organization")),
        "guests": expected, "answer": mine.answer if mine else "", "left": open_actions(meeting.circle, meeting),
        "decisions": list(meeting.decisions.all()), "actions": actions_of(meeting),
        "history": told([meeting.pk], most=8),
        "form": wrong or (ItemForm(actor=actor) if prepares else None), "may_prepare": prepares,
        "may_minute": meeting.has_minutes and may(actor, "gatherings.keep_minutes", meeting),
        "may_move": meeting.is_open and not meeting.has_begun and may(actor, "gatherings.plan", meeting),
        "may_call_off": meeting.is_open and may(actor, "gatherings.call_off", meeting),
    }  # fmt: skip
    return render(request, "gatherings/meeting.html", context, status=422 if wrong else 200)


@screen("gatherings.prepare", of=Meeting, methods=("POST",))
def add_item(request: KortelijnRequest, meeting: Meeting) -> HttpResponse:
    """Something to talk about."""
    form = ItemForm(request.POST, actor=request.actor)
    if form.is_valid() and is_done(form, lambda: actions.add_item(request.actor, meeting, **form.cleaned_data)):
        return redirect(address(meeting) + "#agenda")
    return _show(request, meeting, form)


@screen("gatherings.prepare", of=Meeting, methods=("POST",))
def change_item(request: KortelijnRequest, meeting: Meeting, item: UUID) -> HttpResponse:
    """Up, down, or not this time."""
    row = get_object_or_404(AgendaItem, pk=item, meeting=meeting)
    what = request.POST.get("wat", "")
    if what == "weg":
        return tap(
            request, lambda: actions.take_off(request.actor, meeting, row), says=_("Van de agenda gehaald."),
            then=address(meeting) + "#agenda",
        )  # fmt: skip
    actions.move_item(request.actor, meeting, row, up=what == "omhoog")
    return redirect(address(meeting) + "#agenda")


@screen("gatherings.attend", of=Meeting, methods=("POST",))
def attend(request: KortelijnRequest, meeting: Meeting) -> HttpResponse:
    """I come, or I cannot."""
    answer = ANSWERS.get(request.POST.get("antwoord", ""), Attendance.Answer.YES)
    says = (
        _("Fijn, tot dan.") if answer == Attendance.Answer.YES else _("Duidelijk. De tijd is weer vrij in uw agenda.")
    )
    return tap(request, lambda: actions.say_whether(request.actor, meeting, answer), says=says, then=address(meeting))


@screen("gatherings.plan", of=Meeting)
def move(request: KortelijnRequest, meeting: Meeting) -> HttpResponse:
    """Another moment, place or subject."""
    form = MeetingForm(request.POST or None, initial=values_of(meeting))
    return ask(
        request, form, lambda: actions.move_meeting(request.actor, meeting, **form.fields_of_meeting),
        says=_("Aangepast. Wie zou komen, krijgt bericht."), then=address(meeting),
        title=_("Verzet of pas aan"), button=_("Bewaar"), **_back(meeting),
    )  # fmt: skip


@screen("gatherings.call_off", of=Meeting)
def call_off(request: KortelijnRequest, meeting: Meeting) -> HttpResponse:
    """It does not take place."""
    form = BecauseForm(request.POST or None)
    return ask(
        request, form, lambda: actions.call_off(request.actor, meeting, form.cleaned_data["because"]),
        says=_("Afgezegd. Wie zou komen, krijgt bericht."), then=address(meeting), kind="danger",
        title=_("Gaat het niet door?"), button=_("Zeg af"), **_back(meeting),
    )  # fmt: skip


@screen("gatherings.keep_minutes", of=Meeting)
def minutes(request: KortelijnRequest, meeting: Meeting) -> HttpResponse:
    """Who were there, what was said, decided and promised: all on one page, each kept by itself."""
    if not meeting.has_minutes:
        return redirect(address(meeting))
    sent = request.POST.get("deel", "") if request.method == "POST" else ""
    agenda = list(meeting.agenda.select_related("brought_by__organization"))
    forms = _forms(request, meeting, agenda, sent)
    if sent in forms and forms[sent].is_valid() and is_done(forms[sent], _acts(request, meeting, forms)[sent]):
        return redirect(f"{address(meeting, 'minutes')}#{sent}")
    context = {
        "meeting": meeting, "forms": forms, "decisions": list(meeting.decisions.all()),
        "actions": actions_of(meeting), "left": open_actions(meeting.circle, meeting),
    }  # fmt: skip
    return render(request, "gatherings/minutes.html", context, status=422 if request.method == "POST" else 200)


def _forms(request: KortelijnRequest, meeting: Meeting, agenda: list[AgendaItem], sent: str) -> dict[str, Any]:
    typed = {sent: request.POST}
    actor = request.actor
    return {
        "aanwezig": PresentForm(typed.get("aanwezig"), actor=actor, guests=guests(meeting)),
        "verslag": MinutesForm(typed.get("verslag"), meeting=meeting, agenda=agenda),
        "besluit": DecisionForm(typed.get("besluit")),
        "actie": ActionForm(typed.get("actie"), actor=actor, initial={"key": uuid4()}, prefix="a"),
    }


def _acts(request: KortelijnRequest, meeting: Meeting, forms: dict[str, Any]) -> dict[str, Callable[[], object]]:
    actor, typed = request.actor, {name: getattr(form, "cleaned_data", {}) for name, form in forms.items()}
    return {
        "aanwezig": lambda: actions.hold(actor, meeting, forms["aanwezig"].seats),
        "verslag": lambda: actions.keep_minutes(
            actor,
            meeting,
            report=typed["verslag"]["report"],
            said=forms["verslag"].said,
            seen=typed["verslag"]["seen"],
        ),
        "besluit": lambda: actions.decide(actor, meeting, typed["besluit"]["text"]),
        "actie": lambda: set_step(actor, meeting.network, origin=meeting, **typed["actie"]),
    }


@screen("gatherings.see", of=Meeting, methods=("GET", "HEAD"))
def paper(request: KortelijnRequest, meeting: Meeting) -> HttpResponse:
    """The minutes as one page to print or keep."""
    expected = guests(meeting)
    context = {
        "meeting": meeting, "agenda": list(meeting.agenda.select_related("brought_by__organization")),
        "present": [each for each in expected if each.was_there],
        "absent": [each for each in expected if each.was_there is False], "decisions": list(meeting.decisions.all()),
        "actions": actions_of(meeting), "left": open_actions(meeting.circle, meeting),
    }  # fmt: skip
    return render(request, "gatherings/paper.html", context)
