"""A form whose token is no longer right: mostly because one logged in again meanwhile."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from kortelijn.kernel.kept import OURS
from kortelijn.kernel.screens import public


@public("says that a form was not taken, and gives back what was in it")
def stale(request: HttpRequest, reason: str = "") -> HttpResponse:
    """What a browser says came from our own page is given back with a fresh token, to be sent by a click."""
    ours = comes_from_our_page(request)
    typed = [(name, value) for name, values in request.POST.lists() for value in values if name not in OURS]
    context = {"typed": typed if ours else [], "again": request.get_full_path() if ours else ""}
    return render(request, "403_csrf.html", context, status=403)


def comes_from_our_page(request: HttpRequest) -> bool:
    """As the browser itself reports, in a header that no page can set; without it we do not believe it."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    origin = request.headers.get("Origin", "")
    return url_has_allowed_host_and_scheme(origin, {request.get_host()}, require_https=request.is_secure())
