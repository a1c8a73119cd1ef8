"""Renders a snippet of template the way a page does."""

from bs4 import BeautifulSoup
from django.http import HttpRequest
from django.template import engines


def render(snippet: str, request: HttpRequest | None = None, **context: object) -> BeautifulSoup:
    return BeautifulSoup(engines["django"].from_string(snippet).render(context, request), "html.parser")


def words(soup: BeautifulSoup) -> str:
    return " ".join(soup.get_text(" ").split())
