"""The last net under every view: what was refused becomes a message, what is only a button a page that says so."""

from collections.abc import Callable
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kortelijn.kernel.errors import Refused
from kortelijn.kernel.screens import page_before


class RefusedMiddleware:
    """Forms show what was refused themselves; this is for every other button."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and not response.content:
            page = render(request, "web/only_by_button.html", status=HTTPStatus.METHOD_NOT_ALLOWED)
            page["Allow"] = response["Allow"]
            return page
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Go back to the page of the button with the message; on a GET there is no way back, so say it here."""
        if not isinstance(exception, Refused):
            return None
        if request.method == "GET":
            return render(request, "web/refused.html", {"refused": str(exception)}, status=409)
        messages.error(request, str(exception))
        return redirect(page_before(request))
