"""In which language a page opens: that of the network whose page it is, unless whoever reads it chose another."""

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation

from kortelijn.parties.models import Network


def has_chosen(request: HttpRequest) -> bool:
    """Whether this person chose a language with the button; that one stays."""
    return request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) in dict(settings.LANGUAGES)


def open_in(request: HttpRequest, language: str) -> None:
    """From here on the page is in this language, when it is one that we speak and nobody chose another."""
    if language in dict(settings.LANGUAGES) and not has_chosen(request):
        translation.activate(language)
        request.LANGUAGE_CODE = translation.get_language()


def open_in_that_of(request: HttpRequest, network: Network) -> None:
    """For a page behind a link that names no network: once it is known whose it is."""
    open_in(request, network.language)
