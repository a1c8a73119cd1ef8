"""Pages go over the wire compressed; sound, pictures and what is asked for in parts go as they are."""

from http import HTTPStatus

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

READ = ("text/", "application/json", "application/geo+json", "application/fhir+json", "image/svg+xml")


class CompressionMiddleware(GZipMiddleware):
    """Django's own, which hides the length of secrets behind chance, for what is text and complete."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Compress what gains by it."""
        is_part = response.status_code == HTTPStatus.PARTIAL_CONTENT
        if is_part or not response.get("Content-Type", "").startswith(READ):
            return response
        return super().process_response(request, response)
