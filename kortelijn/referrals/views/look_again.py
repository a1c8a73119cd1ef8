"""What came back and is not sent again: look at it on a later day, or be done with it and say why."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kortelijn.kernel.screens import KortelijnRequest, screen
from kortelijn.referrals.actions import close_look, look_later
from kortelijn.referrals.forms.lines import CloseLookForm, LookLaterForm, StepForm
from kortelijn.referrals.models import Referral
from kortelijn.referrals.queries import look_owed
from kortelijn.referrals.views.steps import succeeds


@screen("referrals.look_again", of=Referral)
def look_again(request: KortelijnRequest, referral: Referral) -> HttpResponse:
    """Both ways on one page; where nothing is owed any more there is only the line."""
    if look_owed(referral, request.actor.seat_id) is None:
        return redirect("referrals:line", pk=referral.pk)
    ways, sent = _ways(request, referral), request.method == "POST"
    for form, act, done in ways:
        if sent and form.is_bound and form.is_valid() and succeeds(form, act):
            messages.success(request, done)
            return redirect("web:worklist")
    forms = [form for form, _act, _done in ways]
    context = {"referral": referral, "forms": forms}
    return render(request, "referrals/look_again.html", context, status=422 if sent else 200)


def _ways(
    request: KortelijnRequest, referral: Referral
) -> list[tuple[StepForm, Callable[[dict[str, Any]], object], str]]:
    later = LookLaterForm(request.POST if "until" in request.POST else None)
    close = CloseLookForm(request.POST if "reason" in request.POST else None)
    return [
        (
            later,
            lambda data: look_later(request.actor, referral, **data),
            _("Het blijft op uw lijst staan, tot die dag."),
        ),
        (close, lambda data: close_look(request.actor, referral, **data), _("Afgerond.")),
    ]
