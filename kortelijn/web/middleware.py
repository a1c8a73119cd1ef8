"""The last net under every view: what an action refused becomes a message, not an error page."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from kortelijn.kernel.errors import Refused


class RefusedMiddleware:
    """Forms show what was refused themselves; this is for every other button."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Go back to the page of the button with the message; on a GET there is no way back, so say it here."""
        if not isinstance(exception, Refused):
            return None
        if request.method == "GET":
            return render(request, "web/refused.html", {"refused": str(exception)}, status=409)
        messages.error(request, str(exception))
        return redirect(_page_before(request))


def _page_before(request: HttpRequest) -> str:
    before = request.headers.get("Referer", "")
    safe = url_has_allowed_host_and_scheme(before, {request.get_host()}, require_https=request.is_secure())
    return before if safe else "/"
