"""Response headers that Django and django-csp do not set themselves."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

# Nothing in the product needs these; a page that is broken into cannot ask for them either.
REFUSED = ("camera", "geolocation", "payment", "usb", "serial", "midi", "interest-cohort")
PERMISSIONS_POLICY = ", ".join(f"{feature}=()" for feature in REFUSED)


class HeadersMiddleware:
    """Permissions-Policy everywhere, and no stored copy of pages made for one person."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        # Asking the session whether it was read, not who is in it, keeps public pages free of queries.
        if getattr(getattr(request, "session", None), "accessed", False):
            response.setdefault("Cache-Control", "private, no-store")
        return response
