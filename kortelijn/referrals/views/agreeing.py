"""A line that came to lie at another organization: what that sees, and how the resident's answer is written down."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from kortelijn.kernel.moments import day_and_time
from kortelijn.kernel.screens import KortelijnRequest, screen
from kortelijn.parties.models import Organization
from kortelijn.parties.queries import holders_of
from kortelijn.referrals import agreeing
from kortelijn.referrals.forms.agreeing import NO, AskedForm, HeardForm
from kortelijn.referrals.forms.handover import PassOnForm
from kortelijn.referrals.forms.lines import StepForm
from kortelijn.referrals.models import Referral
from kortelijn.referrals.views.steps import ask, succeeds
from kortelijn.tasks.models import Handover, Task

Way = tuple[StepForm, Callable[[dict[str, Any]], object], str]


@screen("referrals.record_yes", of=Referral)
def ask_yes(request: KortelijnRequest, referral: Referral) -> HttpResponse:
    """Whoever sent it asked the resident, and writes down the answer."""
    organization = referral.holder.organization
    if not referral.task.is_open or referral.is_known_to(organization.pk):
        return redirect("referrals:line", pk=referral.pk)
    form = AskedForm(request.POST or None, organization=organization.name)
    return ask(request, referral, form, lambda data: _answer(request, referral, data["given"]), _("Vastgelegd."))


def _answer(request: KortelijnRequest, referral: Referral, given: str) -> object:
    if given == NO:
        return agreeing.record_no(request.actor, referral)
    return agreeing.record_yes(request.actor, referral, referral.holder.organization, given=given)


@screen("referrals.await_yes", of=Task)
def waits(request: KortelijnRequest, task: Task) -> HttpResponse:
    """That a line waits, from whom and since when; nothing about the resident before there is a yes."""
    referral = Referral.objects.with_line().filter(pk=task.subject_id).first()
    if referral is None:
        raise Http404(Referral._meta.label_lower)
    if referral.is_known_to(request.actor.organization_id):
        return redirect("referrals:line", pk=referral.pk)
    ways, sent = _ways(request, task, referral), request.method == "POST"
    for form, act, done in ways:
        if sent and form.is_bound and form.is_valid() and succeeds(form, act):
            messages.success(request, done)
            return redirect("referrals:waits", pk=task.pk)
    context = _page(task, referral) | {"forms": [form for form, _act, _done in ways]}
    return render(request, "referrals/waits.html", context, status=422 if sent else 200)


def _ways(request: KortelijnRequest, task: Task, referral: Referral) -> list[Way]:
    """What whoever owes it can do meanwhile; for who was only told, there is nothing to do."""
    if task.owner_id != request.actor.seat_id or not task.is_open:
        return []
    organization = get_object_or_404(Organization, pk=request.actor.organization_id)
    heard = HeardForm(request.POST if "asked_by" in request.POST else None, referral=referral)
    yes: Way = (
        heard, lambda data: agreeing.record_yes(request.actor, referral, organization, **data),
        _("Vastgelegd. U ziet nu de hele lijn."),
    )  # fmt: skip
    onward = PassOnForm(request.POST if "to_seat" in request.POST else None, referral=referral)
    asked = Handover.objects.open().filter(task=task.pk).exists()
    if task.pk != referral.task_id or asked or not onward.has_anybody:
        return [yes]
    done = _("Gevraagd. De lijn blijft bij u tot de ander ja zegt.")
    return [yes, (onward, lambda data: agreeing.pass_on(request.actor, referral, data["to_seat"]), done)]


def _page(task: Task, referral: Referral) -> dict[str, Any]:
    requester = referral.task.requester
    holders = holders_of([referral.task.requester_id])
    sender = holders.get(referral.task.requester_id)
    asking = Task.objects.open().filter(subject_id=referral.pk, code="ask-consent")
    return {
        "task": task, "requester": requester, "sender": sender, "sent": day_and_time(referral.sent_at),
        "was_for": referral.consent.to_organization, "since": day_and_time(task.last_action_at),
        "owner": task.owner, "is_asked": asking.exists(),
        "onward_asked": Handover.objects.open().filter(task=task.pk).select_related("to_seat__organization").first(),
    }  # fmt: skip
