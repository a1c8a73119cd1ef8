"""How every step on a line is asked and done: a form on a page of its own, or one tap."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kortelijn.kernel.errors import Refused
from kortelijn.kernel.screens import KortelijnRequest
from kortelijn.referrals.forms.lines import StepForm
from kortelijn.referrals.models import Referral


def ask(
    request: KortelijnRequest, referral: Referral, form: StepForm, act: Callable[[dict[str, Any]], object], done: str
) -> HttpResponse:
    """Show the form; when it is right, do it and go back to the line; when not, keep everything typed."""
    sent = request.method == "POST"
    if not sent and not referral.task.is_open:
        messages.info(request, _("Deze lijn is afgesloten: deze stap kan niet meer."))
        return redirect("referrals:line", pk=referral.pk)
    if sent and form.is_valid() and succeeds(form, act):
        messages.success(request, done)
        return redirect("referrals:line", pk=referral.pk)
    context = {"referral": referral, "form": form}
    return render(request, "referrals/line_step.html", context, status=422 if sent else 200)


def succeeds(form: forms.Form, act: Callable[[dict[str, Any]], object]) -> bool:
    """Do it; what is refused becomes a message on the form."""
    try:
        act(dict(form.cleaned_data))
    except Refused as refused:
        form.add_error(None, str(refused))
    except ValidationError as wrong:
        form.add_error(None, wrong.messages)
    return not form.errors


def tap(request: KortelijnRequest, referral: Referral, act: Callable[[], object], done: str) -> HttpResponse:
    """One tap; a link to it that is merely followed shows the line and does nothing."""
    if request.method == "POST":
        try:
            act()
            messages.success(request, done)
        except Refused as refused:
            messages.error(request, str(refused))
    return redirect("referrals:line", pk=referral.pk)
