"""How something is asked and done here: a form on a page of its own, or one tap; what is refused stays in sight."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render

from kortelijn.kernel.errors import Refused
from kortelijn.kernel.screens import KortelijnRequest

Where = str | Callable[[], str]


def is_done(form: forms.Form, act: Callable[[], object]) -> bool:
    """Do it; what is refused stands above the form."""
    try:
        act()
    except Refused as refused:
        form.add_error(None, str(refused))
    except ValidationError as wrong:
        form.add_error(None, wrong.messages)
    return not form.errors


def ask(
    request: KortelijnRequest, form: forms.Form, act: Callable[[], object], *, says: str, then: Where, **page: Any
) -> HttpResponse:
    """A form on a page of its own; when it is done, on to where that shows."""
    if request.method == "POST" and form.is_valid() and is_done(form, act):
        messages.success(request, says)
        return redirect(then if isinstance(then, str) else then())
    context = {"lead": "", "kind": "primary"} | page | {"form": form}
    return render(request, "gatherings/form.html", context, status=422 if form.is_bound else 200)


def tap(request: KortelijnRequest, act: Callable[[], object], *, says: str, then: str) -> HttpResponse:
    """One tap."""
    try:
        act()
        messages.success(request, says)
    except Refused as refused:
        messages.error(request, str(refused))
    except ValidationError as wrong:
        messages.error(request, " ".join(wrong.messages))
    return redirect(then)
