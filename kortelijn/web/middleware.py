"""Before a view: the language of its network. After it, the last net: what was refused becomes a message."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kortelijn.kernel.errors import Refused
from kortelijn.kernel.screens import page_before
from kortelijn.parties.language import has_chosen, open_in
from kortelijn.parties.models import Network


class NetworkLanguageMiddleware:
    """A network's pages open in its language, unless this person chose another (the cookie of the language button)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: object, kwargs: dict[str, Any]
    ) -> None:
        """Once it is known whose page this is."""
        if not has_chosen(request):
            at_work = hasattr(view, "guarded_by")
            open_in(request, language_at_work(request) if at_work else language_of_public_page(kwargs))


def language_at_work(request: HttpRequest) -> str:
    """Of the network in which one sits; the screen reads who acts anyway, so it costs no question of its own."""
    seat_id = request.actor.seat_id  # type: ignore[attr-defined]  # our own addition
    tenures = getattr(request, "tenures", [])
    return next((each.seat.network.language for each in tenures if each.seat_id == seat_id), "")


def language_of_public_page(kwargs: dict[str, Any]) -> str:
    """Of the network that the address names."""
    slug = kwargs.get("network") or kwargs.get("slug")
    return Network.objects.filter(slug=slug).values_list("language", flat=True).first() or "" if slug else ""


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
