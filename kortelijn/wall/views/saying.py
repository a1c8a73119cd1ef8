"""With a phone in the room: type the code, and say something. No account, no name."""

from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from kortelijn.kernel.actor import PUBLIC
from kortelijn.kernel.errors import Refused
from kortelijn.kernel.screens import public
from kortelijn.kernel.throttle import comes_from, count_wrong, is_braked
from kortelijn.parties.language import open_in_that_of
from kortelijn.wall.actions import say as say_it
from kortelijn.wall.forms import CodeForm, SayForm
from kortelijn.wall.models import Contribution, Evening

WHY = "whoever is in the room says something without an account or a name; what names a person is held back"
BRAKE = {"limit": 600, "seconds": 600}  # a whole room shares the address of its house
ONE_PHONE = {"limit": 10, "seconds": 60}  # what is refused of one phone does not count for the room
SAID = "gezegd"

View = Callable[..., HttpResponse]


def braked(view: View) -> View:
    """A room full of phones may; a program that guesses codes or floods the wall may not."""

    @wraps(view)
    def enter(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        brakes = _brakes(request) if request.method == "POST" else {}
        if any(is_braked(key, **brake) for key, brake in brakes.items()):
            return render(request, "429.html", status=429)
        for key, brake in brakes.items():
            count_wrong(key, **brake)
        return view(request, **kwargs)

    return enter


def _brakes(request: HttpRequest) -> dict[str, dict[str, int]]:
    """One for the house, and one for the phone, known by the secret that its form carries: no session is needed."""
    brakes = {f"evening:{comes_from(request)}": BRAKE}
    if secret := request.META.get("CSRF_COOKIE"):
        brakes[f"evening-phone:{sha256(secret.encode()).hexdigest()[:32]}"] = ONE_PHONE
    return brakes


@never_cache
@braked
@public(WHY)
def enter(request: HttpRequest) -> HttpResponse:
    """Whose phone does not read the picture types the code."""
    form = CodeForm(request.POST or None)
    if form.is_valid():
        if evening := Evening.objects.filter(code=form.cleaned_data["code"]).first():
            return redirect("wall:say", evening=evening.code)
        form.add_error("code", _("Deze code kennen wij niet. Kijk nog eens op de wand."))
    return render(request, "wall/evening_code.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@braked
@public(WHY)
def say(request: HttpRequest, evening: str) -> HttpResponse:
    """The question, and a box to answer it in."""
    found = get_object_or_404(Evening.objects.with_network(), code=evening.upper())
    open_in_that_of(request, found.network)
    form = SayForm(request.POST or None, initial={"key": uuid4()})
    if form.is_valid() and (said := _said(found, form)):
        shown = "wand" if said.status == Contribution.Status.SHOWN else "kijkt"
        return redirect(f"{reverse('wall:say', args=[found.code])}?{SAID}={shown}")
    page = {"evening": found, "form": form, "said": request.GET.get(SAID, "")}
    return render(request, "wall/say.html", page, status=422 if form.errors else 200)


def _said(evening: Evening, form: SayForm) -> Contribution | None:
    try:
        return say_it(PUBLIC, evening, form.cleaned_data["text"], key=form.cleaned_data["key"])
    except Refused as refused:
        form.add_error(None, str(refused))
        return None
