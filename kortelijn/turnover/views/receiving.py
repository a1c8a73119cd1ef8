"""The side of who comes after an organization: what one takes over, and whom to meet."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kortelijn.kernel.errors import Refused
from kortelijn.kernel.policy import may
from kortelijn.kernel.screens import KortelijnRequest, screen
from kortelijn.parties.models import holder_of
from kortelijn.referrals.views.steps import succeeds
from kortelijn.succession.queries import acquaintances
from kortelijn.turnover import actions, agreeing
from kortelijn.turnover.estate import Thing, estate_of, offered_to
from kortelijn.turnover.forms import AnswerForm
from kortelijn.turnover.models import Introduction, Receiver


@screen("turnover.see_question", of=Receiver)
def receive(request: KortelijnRequest, receiver: Receiver) -> HttpResponse:
    """Item by item or all: what is not taken goes back to the coordinator."""
    things, sent = offered_to(receiver), request.method == "POST"
    form = AnswerForm(request.POST if sent else None, things=things)
    if sent and form.is_valid():
        shown = form.shown
        taken = shown if "alles" in request.POST else form.keys & shown
        if succeeds(form, lambda data: agreeing.answer(
            request.actor, receiver, taken=taken, declined=shown - taken, note=data["note"]
        )):  # fmt: skip
            said = ngettext("U neemt één ding over.", "U neemt {n} dingen over.", len(taken))
            messages.success(request, said.format(n=len(taken)))
            if len(shown) < len(things):
                messages.info(request, _("Er kwam intussen iets bij. Kijk of u dat ook overneemt."))
            return redirect("turnover:receive", pk=receiver.pk)
    ending, estate = receiver.ending, estate_of(receiver.ending)
    context = {
        "receiver": receiver, "ending": ending, "form": form, "total": len(things), "groups": _groups(things),
        "along": {move.key for move in estate.moves.values() if move.along},
        "ticked": {str(each.key) for each in things if estate.says(each) is not False},
        "is_closed": ending.is_closed, "may_answer": may(request.actor, "turnover.answer", receiver),
        "may_plan": may(request.actor, "turnover.plan", receiver),
    }  # fmt: skip
    return render(request, "turnover/receive.html", context, status=422 if form.errors else 200)


def _groups(things: list[Thing]) -> list[tuple[str, list[Thing]]]:
    found: dict[str, list[Thing]] = {}
    for thing in things:
        found.setdefault(thing.heading, []).append(thing)
    return list(found.items())


@screen("turnover.see_introduction", of=Introduction)
def introduction(request: KortelijnRequest, introduction: Introduction) -> HttpResponse:
    """Whom to meet and why; a tap says that it happened."""
    if request.method == "POST":
        return _settle(request, introduction, met=True)
    where = acquaintances(introduction.network_id, [introduction.contact_id])
    context = {
        "introduction": introduction, "contact": introduction.contact, "ending": introduction.ending,
        "seat": where[0].seat if where else None, "newcomer": holder_of(introduction.seat_id),
        "may_settle": may(request.actor, "turnover.settle_introduction", introduction),
    }  # fmt: skip
    return render(request, "turnover/introduction.html", context)


@screen("turnover.settle_introduction", of=Introduction, methods=("POST",))
def not_needed(request: KortelijnRequest, introduction: Introduction) -> HttpResponse:
    """They know each other already."""
    return _settle(request, introduction, met=False)


def _settle(request: KortelijnRequest, introduction: Introduction, *, met: bool) -> HttpResponse:
    try:
        if met:
            actions.meet(request.actor, introduction)
            messages.success(request, _("Mooi. Vanaf nu staan jullie bij elkaar als bekenden."))
        else:
            actions.drop_introduction(request.actor, introduction)
            messages.success(request, _("Dan hoeft het niet."))
    except Refused as refused:
        messages.warning(request, str(refused))
    return redirect("turnover:introduction", pk=introduction.pk)
