"""How something is asked and done: what clashes is shown and asked once more, what is refused stays on the form."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render

from kortelijn.kernel.errors import Refused
from kortelijn.kernel.screens import KortelijnRequest
from kortelijn.rota.actions import Clash
from kortelijn.rota.forms import PlannedForm
from kortelijn.rota.timetable import Session

Act = Callable[[dict[str, Any]], object]


def done(form: forms.Form, act: Act) -> tuple[bool, list[Session]]:
    """Do it; whether it was done, and with what it clashes."""
    try:
        act(dict(form.cleaned_data))
    except Clash as clash:
        if isinstance(form, PlannedForm):
            form.ask_anyway()
        return False, clash.sessions
    except Refused as refused:
        form.add_error(None, str(refused))
    except ValidationError as wrong:
        form.add_error(None, wrong.messages)
    return not form.errors, []


def ask(
    request: KortelijnRequest, form: forms.Form, act: Act, *, says: str, then: str,
    shows: Callable[[], str] | None = None, **page: Any,
) -> HttpResponse:  # fmt: skip
    """A form on a page of its own; after it is done, to where that shows, or back to where one came from."""
    sent = request.method == "POST"
    clashes: list[Session] = []
    if sent and form.is_valid():
        is_done, clashes = done(form, act)
        if is_done:
            messages.success(request, says)
            return redirect(shows() if shows else then)
    context = {"explains": "", "lead": ""} | page | {"form": form, "back_url": then, "clashes": clashes}
    return render(request, "rota/step.html", context, status=422 if sent else 200)


def tap(request: KortelijnRequest, act: Callable[[], object], *, says: str, then: str) -> HttpResponse:
    """One tap."""
    try:
        act()
        messages.success(request, says)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(then)
