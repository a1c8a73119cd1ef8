"""The one box as a browser without JavaScript uses it: ask, and read what the page says."""

import re
from typing import Any

from django.http import HttpResponse
from django.test import Client

from tests.finding.offer import QUESTION

REGION = re.compile(r'<div class="kl-found" id="resultaten">.*?(?=\s*</main>)', re.DOTALL)


def ask(client: Client, question: str = QUESTION, **data: Any) -> str:
    """The page after a question."""
    return text(client.post("/zoek/", {"vraag": question, **data}))


def text(response: HttpResponse) -> str:
    """A page that is there."""
    assert response.status_code == 200
    return response.content.decode()


def region(page: str) -> str:
    """The part that htmx swaps."""
    found = REGION.search(page)
    assert found is not None
    return found[0]


def cards(page: str) -> list[str]:
    """The names of what was found, best first."""
    return re.findall(r'kl-card__title">(?:<a [^>]*>)?([^<]+)', page)


def chips_on(page: str) -> list[str]:
    """The needs that were heard or chosen."""
    return re.findall(r'name="weg" value="([^"]+)"', page)


def without_tokens(page: str) -> str:
    """To compare two pages: a token is masked anew each time."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"|\s+', "", page)
