"""Who is asked to a table: asking them, and what came of it."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kortelijn.gatherings.forms.circle import BecauseForm
from kortelijn.gatherings.inviting import actions
from kortelijn.gatherings.missing import voices
from kortelijn.gatherings.models import Approach, Circle
from kortelijn.gatherings.views.asking import ask, tap
from kortelijn.gatherings.views.circle import back_to
from kortelijn.gatherings.words import invitation
from kortelijn.kernel.errors import Refused
from kortelijn.kernel.policy import may
from kortelijn.kernel.screens import KortelijnRequest, screen
from kortelijn.kernel.told import told
from kortelijn.parties.models import Organization, Seat


def address(approach: Approach) -> str:
    """Where it is seen how far it is."""
    return reverse("gatherings:approach", args=[approach.pk])


@screen("gatherings.ask_along", of=Circle, methods=("POST",))
def ask_along(request: KortelijnRequest, circle: Circle) -> HttpResponse:
    """Ask a seat that is missing, through whoever at the table knows them."""
    seat = get_object_or_404(Seat.objects.visible_to(request.actor), pk=_key(request, "seat"))
    offered = ((voice, each) for voice in voices(circle) for each in voice.candidates if each.seat.pk == seat.pk)
    voice, candidate = next(offered, (None, None))
    door = candidate.through[0] if candidate and candidate.through else (None, None)
    return _asked(request, lambda: actions.ask_along(
        request.actor, circle, seat.organization, seat=seat, contact=door[0], through=door[1],
        brings=voice.title if voice else "",
    ), back=reverse("gatherings:missing", args=[circle.pk]))  # fmt: skip


@screen("gatherings.ask_along", of=Circle, methods=("POST",))
def connect_practice(request: KortelijnRequest, circle: Circle) -> HttpResponse:
    """One button: an invitation, somebody who makes the contact, and moments for a first meeting."""
    here = Organization.objects.filter(networks=circle.network_id)
    organization = get_object_or_404(here, pk=_key(request, "organization"))
    return _asked(
        request, lambda: actions.connect_organization(request.actor, circle, organization),
        back=reverse("gatherings:circle", args=[circle.pk]),
    )  # fmt: skip


def _asked(request: KortelijnRequest, act: Callable[[], Approach], back: str) -> HttpResponse:
    try:
        approach = act()
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(back)
    messages.success(request, _("Gevraagd. Er ging een uitnodiging uit, en iemand legt het contact."))
    return redirect(address(approach))


def _key(request: KortelijnRequest, name: str) -> UUID | None:
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError:
        return None


@screen("gatherings.see", of=Approach, methods=("GET", "HEAD"))
def approach(request: KortelijnRequest, approach: Approach) -> HttpResponse:
    """Who is asked what for, who makes the contact, how far it is; and what one can answer."""
    actor = request.actor
    asked = approach.seat_id == actor.seat_id
    context = {
        "approach": approach, "asked": asked,
        "knows": actor.person_id is not None and approach.through_id == actor.person_id,
        "letter": invitation(approach), "history": told([approach.pk]),
        "may_talk": approach.state == Approach.State.ASKED and may(actor, "gatherings.follow_up", approach),
        "may_answer": approach.is_open and may(actor, "gatherings.answer", approach),
        "poll": approach.circle.polls.open().filter(invitees__seat=approach.seat).first() if approach.seat else None,
    }  # fmt: skip
    return render(request, "gatherings/approach.html", context | back_to(approach.circle))


@screen("gatherings.follow_up", of=Approach, methods=("POST",))
def talked(request: KortelijnRequest, approach: Approach) -> HttpResponse:
    """There was contact."""
    return tap(
        request, lambda: actions.talked(request.actor, approach), then=address(approach),
        says=_("Genoteerd: u bent in gesprek. Over drie weken vragen wij wat het werd."),
    )  # fmt: skip


@screen("gatherings.answer", of=Approach, methods=("POST",))
def connect(request: KortelijnRequest, approach: Approach) -> HttpResponse:
    """They join."""
    return tap(
        request, lambda: actions.connect(request.actor, approach), then=address(approach), says=_("Welkom aan tafel.")
    )


@screen("gatherings.answer", of=Approach)
def decline(request: KortelijnRequest, approach: Approach) -> HttpResponse:
    """They do not, and why."""
    form = BecauseForm(request.POST or None)
    return ask(
        request, form, lambda: actions.decline(request.actor, approach, form.cleaned_data["because"]),
        says=_("Duidelijk. De reden staat erbij, zodat niemand het hoeft te raden."), then=address(approach),
        title=_("Doet niet mee"), button=_("Leg vast"), kind="danger", back=address(approach),
        back_label=approach.circle.name,
    )  # fmt: skip
