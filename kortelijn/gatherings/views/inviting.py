"""Who is asked to a table: asking them, and what came of it."""

from collections.abc import Callable, Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kortelijn.gatherings.forms.circle import AskAlongForm, BecauseForm
from kortelijn.gatherings.inviting import actions
from kortelijn.gatherings.missing import Candidate, Voice, voices
from kortelijn.gatherings.models import Approach, Circle
from kortelijn.gatherings.views.asking import ask, tap
from kortelijn.gatherings.views.circle import back_to
from kortelijn.gatherings.words import invitation
from kortelijn.kernel.errors import Refused
from kortelijn.kernel.policy import may
from kortelijn.kernel.screens import KortelijnRequest, screen
from kortelijn.kernel.told import told
from kortelijn.parties.models import Person, Seat
from kortelijn.parties.queries import taking_part


def address(approach: Approach) -> str:
    """Where it is seen how far it is."""
    return reverse("gatherings:approach", args=[approach.pk])


@screen("gatherings.ask_along", of=Circle)
def ask_along(request: KortelijnRequest, circle: Circle) -> HttpResponse:
    """Ask a seat that is missing: oneself, through somebody at the table who knows them, or through who leads it."""
    back, given = reverse("gatherings:missing", args=[circle.pk]), request.POST or request.GET
    key, seats = _key(given, "seat"), Seat.objects.visible_to(request.actor).select_related("organization")
    seat = seats.filter(pk=key).first() if key else None
    if seat is None:
        return redirect(back)
    voice, candidate = _suggested(circle, seat)
    others = [each for each in candidate.through if each[0].pk != request.actor.own_seat] if candidate else []
    form = AskAlongForm(request.POST or None, ways=_ways(request, circle, candidate, others))
    person = candidate.holder if candidate else None

    def act() -> Approach:
        contact, through = _contact(request, circle, form.cleaned_data["contact"], others)
        return actions.ask_along(request.actor, circle, seat.organization, seat=seat, contact=contact, through=through,
                                 brings=voice.title if voice else "")  # fmt: skip

    if request.method == "POST" and form.is_valid():
        return _asked(request, act, back=back)
    page = {"form": form, "circle": circle, "seat": seat, "person": person, "voice": voice, "back_url": back}
    return render(request, "gatherings/ask_along.html", page, status=422 if form.is_bound else 200)


def _suggested(circle: Circle, seat: Seat) -> tuple[Voice | None, Candidate | None]:
    """What this seat would bring, and who at the table knows whoever sits there."""
    offered = ((voice, each) for voice in voices(circle) for each in voice.candidates if each.seat.pk == seat.pk)
    return next(offered, (None, None))


def _ways(
    request: KortelijnRequest, circle: Circle, candidate: Candidate | None, others: Sequence[tuple[Seat, Person]]
) -> dict[str, tuple[str, str]]:
    """Who can make the contact, the shortest line first, and what each of them then gets."""
    task = _("Een taak: binnen vijf werkdagen bellen of mailen. De woorden staan klaar.")
    named = _("Die collega krijgt een mail en deze taak: binnen vijf werkdagen contact leggen. Lukt dat niet, dan geeft"
              " die het met één tik aan u terug.")  # fmt: skip
    ways = {AskAlongForm.SELF: (_("Ik zelf"), task)}
    if others:
        ways[AskAlongForm.THROUGH] = (_("Iemand aan deze tafel die deze collega kent"), named)
    if circle.lead_id != request.actor.own_seat:
        ways[AskAlongForm.LEAD] = (_("Wie dit trekt: {seat}").format(seat=circle.lead), named)
    mine = candidate is not None and len(others) < len(candidate.through)
    if others and not mine:
        return {AskAlongForm.THROUGH: ways[AskAlongForm.THROUGH]} | ways
    return ways


def _contact(
    request: KortelijnRequest, circle: Circle, way: str, others: Sequence[tuple[Seat, Person]]
) -> tuple[Seat | None, Person | None]:
    if way == AskAlongForm.THROUGH:
        return others[0]
    if way == AskAlongForm.LEAD:
        return circle.lead, None
    return Seat.objects.filter(pk=request.actor.own_seat).first(), None


@screen("gatherings.ask_along", of=Circle, methods=("POST",))
def connect_practice(request: KortelijnRequest, circle: Circle) -> HttpResponse:
    """One button: an invitation, somebody who makes the contact, and moments for a first meeting."""
    here = taking_part(circle.network_id)
    organization = get_object_or_404(here, pk=_key(request.POST, "organization"))
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


def _key(given: QueryDict, name: str) -> UUID | None:
    try:
        return UUID(given.get(name, ""))
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
        "may_hand_back": approach.is_open and not asked and may(actor, "gatherings.hand_back", approach),
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


@screen("gatherings.hand_back", of=Approach, methods=("POST",))
def hand_back(request: KortelijnRequest, approach: Approach) -> HttpResponse:
    """Whoever was named cannot make the contact."""
    return tap(
        request, lambda: actions.hand_back(request.actor, approach), then=address(approach),
        says=_("Duidelijk. Het contact ligt nu bij een ander; die kreeg een mail."),
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
