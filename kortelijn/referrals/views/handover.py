"""Asking another seat to take a line over, and that seat's answer."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from kortelijn.kernel.errors import Refused
from kortelijn.kernel.moments import day_and_time
from kortelijn.kernel.policy import may
from kortelijn.kernel.screens import KortelijnRequest, screen
from kortelijn.parties.queries import holders_of
from kortelijn.referrals.actions import accept_line
from kortelijn.referrals.actions import hand_over as ask_to_take_over
from kortelijn.referrals.forms.handover import DeclineForm, HandOverForm
from kortelijn.referrals.line_page import dots, needs_in_words
from kortelijn.referrals.models import Referral
from kortelijn.referrals.names import in_sentence
from kortelijn.referrals.trying import liked, tried_in_words
from kortelijn.referrals.views.steps import ask, succeeds
from kortelijn.tasks import actions
from kortelijn.tasks.models import Handover


@screen("referrals.hand_over", of=Referral)
def hand_over(request: KortelijnRequest, referral: Referral) -> HttpResponse:
    """Ask another seat to take it over."""
    form = HandOverForm(request.POST or None, referral=referral)
    done = _("Gevraagd. De lijn blijft bij u tot de ander ja zegt.")
    return ask(request, referral, form, lambda data: ask_to_take_over(request.actor, referral, **data), done)


@screen("tasks.see_handover", of=Handover, methods=("GET", "HEAD"))
def handover(request: KortelijnRequest, handover: Handover) -> HttpResponse:
    """What the receiver needs to know to say yes or no."""
    return _page(request, handover, DeclineForm())


@screen("tasks.answer_handover", of=Handover)
def accept(request: KortelijnRequest, handover: Handover) -> HttpResponse:
    """Yes: the line is mine from now on."""
    if request.method != "POST":
        return redirect("referrals:handover", pk=handover.pk)
    try:
        accept_line(request.actor, handover)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("referrals:handover", pk=handover.pk)
    messages.success(request, _("De lijn is nu van u. Bel gerust meteen."))
    return redirect("referrals:line", pk=_referral(request, handover).pk)


@screen("tasks.answer_handover", of=Handover)
def decline(request: KortelijnRequest, handover: Handover) -> HttpResponse:
    """No, and why: it stays with whoever asked."""
    form = DeclineForm(request.POST or None)
    if not (request.method == "POST" and form.is_valid()):
        return _page(request, handover, form)
    if not succeeds(form, lambda data: actions.decline_handover(request.actor, handover, data["reason"])):
        return _page(request, handover, form)
    messages.success(request, _("Doorgegeven. De lijn blijft waar die was."))
    return redirect("referrals:lines")


@screen("tasks.withdraw_handover", of=Handover)
def withdraw(request: KortelijnRequest, handover: Handover) -> HttpResponse:
    """The giver takes the question back."""
    if request.method == "POST":
        try:
            actions.withdraw_handover(request.actor, handover)
            messages.success(request, _("De vraag is ingetrokken."))
        except Refused as refused:
            messages.error(request, str(refused))
    return redirect("referrals:line", pk=_referral(request, handover).pk)


def _referral(request: KortelijnRequest, handover: Handover) -> Referral:
    known = Referral.objects.known_to(request.actor.organization_id).with_line()
    return get_object_or_404(known, task=handover.task_id)


def _page(request: KortelijnRequest, handover: Handover, form: DeclineForm) -> HttpResponse:
    referral = _referral(request, handover)
    attempts = list(referral.attempts.all())
    giver = holders_of([handover.from_seat_id]).get(handover.from_seat_id)
    context = {
        "handover": handover, "referral": referral, "resident": referral.resident, "form": form,
        "steps": dots(referral), "needs": needs_in_words(referral), "tried": tried_in_words(attempts),
        "liked": liked(referral), "giver": giver, "asked_at": day_and_time(handover.asked_at),
        "lead": _("{who} vraagt of u {name} verder helpt.").format(
            who=giver.name if giver else handover.from_seat, name=in_sentence(referral.resident.name)
        ),
        "may_answer": handover.status == Handover.Status.REQUESTED
        and may(request.actor, "tasks.answer_handover", handover),
    }  # fmt: skip
    return render(request, "referrals/handover.html", context, status=422 if request.method == "POST" else 200)
