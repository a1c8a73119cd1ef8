"""One table: who sits there, what it did, who is missing; and what may be done with it."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kortelijn.gatherings import actions
from kortelijn.gatherings.forms.circle import BecauseForm, CircleForm, ResultForm, TakeInForm
from kortelijn.gatherings.missing import by_family, missing, suggestions, voices
from kortelijn.gatherings.models import Approach, Circle, Member
from kortelijn.gatherings.queries import story_of, table_of, unconnected
from kortelijn.gatherings.reviewing.actions import ask_worth
from kortelijn.gatherings.views.asking import ask, tap
from kortelijn.gatherings.words import purpose_title, rhythm_words
from kortelijn.kernel.policy import may
from kortelijn.kernel.screens import KortelijnRequest, screen
from kortelijn.kernel.told import told
from kortelijn.vocabulary.themes import theme

VERBS = ("change", "end", "take_in", "record_result", "plan", "seek_moment", "ask_along", "ask_worth")


def address(circle: Circle) -> str:
    """Where a table is seen."""
    return reverse("gatherings:circle", args=[circle.pk])


def back_to(circle: Circle) -> dict[str, str]:
    """The way back to a table."""
    return {"back": address(circle), "back_label": circle.name}


@screen("gatherings.see", of=Circle, methods=("GET", "HEAD"))
def circle(request: KortelijnRequest, circle: Circle) -> HttpResponse:
    """What for, who, when, what came of it."""
    sittings, actor = table_of(circle), request.actor
    mine = any(each.seat and each.seat.pk == actor.seat_id for each in sittings)
    context = {
        "circle": circle, "sittings": sittings, "mine": mine, "story": story_of(actor, circle),
        "results": circle.results.select_related("made_by__organization"), "rhythm": rhythm_words(circle),
        "purpose_title": purpose_title(circle), "theme": theme(circle.theme) if circle.theme else None,
        "missing": missing(circle) if circle.goes_on else [], "may": _verbs(request, circle),
        "unconnected": unconnected(actor, circle), "history": told([circle.pk], most=12),
        "leads": circle.lead_id == actor.seat_id,
    }  # fmt: skip
    return render(request, "gatherings/circle.html", context)


def _verbs(request: KortelijnRequest, circle: Circle) -> dict[str, bool]:
    return {verb: circle.goes_on and may(request.actor, f"gatherings.{verb}", circle) for verb in VERBS}


@screen("gatherings.change", of=Circle)
def change(request: KortelijnRequest, circle: Circle) -> HttpResponse:
    """Other words, another lead, another rhythm."""
    form = CircleForm(request.POST or None, actor=request.actor, kind=circle.kind, circle=circle)
    return ask(
        request, form, lambda: actions.change_circle(request.actor, circle, **form.fields_of_circle),
        says=_("Het is aangepast."), then=address(circle), title=_("Pas {name} aan").format(name=circle.name),
        button=_("Bewaar"), **back_to(circle),
    )  # fmt: skip


@screen("gatherings.end", of=Circle)
def end(request: KortelijnRequest, circle: Circle) -> HttpResponse:
    """It stops knowingly."""
    form = BecauseForm(request.POST or None)
    return ask(
        request, form, lambda: actions.end_circle(request.actor, circle, form.cleaned_data["because"]),
        says=_("Het is beëindigd. Wat het opleverde, blijft te lezen."), then=address(circle), kind="danger",
        title=_("Stopt {name}?").format(name=circle.name), button=_("Ja, beëindig het"),
        lead=_("Bijeenkomsten die gepland staan, vervallen. Besluiten en resultaten blijven te lezen."),
        **back_to(circle),
    )  # fmt: skip


@screen("gatherings.join", of=Circle, methods=("POST",))
def join(request: KortelijnRequest, circle: Circle) -> HttpResponse:
    """One tap."""
    return tap(
        request, lambda: actions.join(request.actor, circle), then=address(circle),
        says=_("Welkom aan tafel. De bijeenkomsten staan nu ook in uw agenda."),
    )  # fmt: skip


@screen("gatherings.leave", of=Circle, methods=("POST",))
def leave(request: KortelijnRequest, circle: Circle) -> HttpResponse:
    """One tap."""
    return tap(
        request, lambda: actions.leave(request.actor, circle), then=address(circle), says=_("U doet niet meer mee.")
    )


@screen("gatherings.take_in", of=Circle)
def take_in(request: KortelijnRequest, circle: Circle) -> HttpResponse:
    """Somebody who said yes already, or an organization from outside."""
    form = TakeInForm(request.POST or None, actor=request.actor)
    return ask(
        request, form, lambda: actions.take_in(request.actor, circle, **form.cleaned_data),
        says=_("Die staat erbij."), then=address(circle), title=_("Wie doet er al mee?"),
        lead=_("Voor wie al ja zei. Wilt u iemand eerst vragen? Doe dat bij “Wie ontbreekt aan deze tafel?”"),
        button=_("Zet erbij"), **back_to(circle),
    )  # fmt: skip


@screen("gatherings.take_in", of=Circle, methods=("POST",))
def let_go(request: KortelijnRequest, circle: Circle, member: UUID) -> HttpResponse:
    """Somebody no longer takes part."""
    row = get_object_or_404(Member.objects.current(), pk=member, circle=circle)
    return tap(
        request,
        lambda: actions.let_go(request.actor, circle, row),
        then=address(circle),
        says=_("Die doet niet meer mee."),
    )


@screen("gatherings.record_result", of=Circle)
def result(request: KortelijnRequest, circle: Circle) -> HttpResponse:
    """What came of it."""
    form = ResultForm(request.POST or None)
    return ask(
        request, form, lambda: actions.record_result(request.actor, circle, **form.cleaned_data),
        says=_("Mooi. Iedereen in het netwerk kan dit nu lezen."), then=address(circle),
        title=_("Wat leverde {name} op?").format(name=circle.name),
        lead=_("Iets waar een collega die er niet bij was, wat aan heeft."), button=_("Leg vast"), **back_to(circle),
    )  # fmt: skip


@screen("gatherings.ask_worth", of=Circle, methods=("POST",))
def worth(request: KortelijnRequest, circle: Circle) -> HttpResponse:
    """Ask it now."""
    return tap(
        request, lambda: ask_worth(request.actor, circle), then=address(circle),
        says=_("Gevraagd. De deelnemers krijgen een mail en antwoorden met één tik."),
    )  # fmt: skip


@screen("gatherings.see", of=Circle, methods=("GET", "HEAD"))
def who_is_missing(request: KortelijnRequest, circle: Circle) -> HttpResponse:
    """What belongs at this table: who brings it, who could, and through whom they are asked."""
    found = voices(circle)
    asked = {each.seat_id: each for each in Approach.objects.visible_to(request.actor).filter(circle=circle).open()}
    people = suggestions(found, request.actor.person_id)
    context: dict[str, Any] = {
        "circle": circle, "families": by_family(found), "missing": sum(each.is_missing for each in found),
        "may_ask": circle.goes_on and may(request.actor, "gatherings.ask_along", circle), "asked": asked,
        "theme": theme(circle.theme) if circle.theme else None, "people": people,
        "best": next((each.seat.pk for each in people if each.seat.pk not in asked), None),
    }  # fmt: skip
    return render(request, "gatherings/missing.html", context)
