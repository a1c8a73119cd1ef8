"""Log in with one click as somebody of the invented neighbourhood; outside the demo this does not exist."""

from collections.abc import Callable
from functools import wraps
from urllib.parse import quote

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kortelijn.demo.logins import LOGINS, STORY, Part, login_for
from kortelijn.kernel.screens import public
from kortelijn.parties.models import Account

View = Callable[..., HttpResponse]
ONLY_IN = ("demo", "test")
WHY = "everybody in it is invented, and it is not installed in production"


def demo_only(view: View) -> View:
    """A second lock behind the settings: even when the page would be reachable elsewhere, it is not there."""

    @wraps(view)
    def enter(request: HttpRequest, **kwargs: str) -> HttpResponse:
        if settings.ENV not in ONLY_IN:
            raise Http404
        return view(request, **kwargs)

    return enter


@never_cache
@demo_only
@public(WHY)
def choose(request: HttpRequest) -> HttpResponse:
    """Who do you want to be?"""
    here = set(Account.objects.filter(email__in=[each.email for each in LOGINS]).values_list("email", flat=True))
    people = [{"login": each, "url": _enter(each.key), "is_here": each.email in here} for each in LOGINS]
    story = [{"part": part, "url": _enter(part.login, part) if part.login else ""} for part in STORY]
    return render(request, "demo/choose.html", {"people": people, "story": story, "is_loaded": bool(here)})


@require_POST
@demo_only
@public(WHY)
def become(request: HttpRequest, key: str) -> HttpResponse:
    """Log in as this person and go on."""
    chosen = login_for(key)
    if chosen is None:
        raise Http404
    account = get_object_or_404(Account, email=chosen.email)
    login(request, account, backend=settings.AUTHENTICATION_BACKENDS[0])
    onward = request.GET.get("verder", "")
    safe = url_has_allowed_host_and_scheme(onward, {request.get_host()}, require_https=request.is_secure())
    return redirect(onward if safe else chosen.begins)


def _enter(key: str, part: Part | None = None) -> str:
    url = reverse("demo:become", args=[key])
    return f"{url}?verder={quote(part.begins())}" if part else url
