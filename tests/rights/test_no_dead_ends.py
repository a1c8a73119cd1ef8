"""Whatever a page offers somebody, that somebody may do: no link and no button leads to a closed door."""

from urllib.parse import urldefrag, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.urls import resolve

from tests.rights.stage import Stage

pytestmark = pytest.mark.django_db
ROLES = ["sender", "colleague", "holder", "asked", "deputy_told", "coordinator_told", "board", "resident", "no_seat"]
PAGES_OF_A_KIND = 2
ELSEWHERE = ("/account/", "/demo/", "/static/")
CLOSED = {"400", "403", "404", "405", "409", "500"}


def offered(body: str) -> list[tuple[str, str]]:
    """Every address on a page with the method that a click on it has; a file to take along offers none."""
    if body.lstrip().startswith("<?xml"):
        return []
    page = BeautifulSoup(body, "html.parser")
    links = [("GET", str(each["href"])) for each in page.select("a[href^='/']")]
    forms = [(str(each.get("method", "get")).upper(), str(each["action"])) for each in page.select("form[action^='/']")]
    return [(method, urldefrag(address).url) for method, address in links + forms if not address.startswith(ELSEWHERE)]


def kind(method: str, address: str) -> tuple[str, str]:
    return method, resolve(urlsplit(address).path).view_name


def closed_doors(stage: Stage, role: str, *also: tuple[str, str]) -> list[str]:
    """Walk from the front doors on, some pages of each kind, and try everything that stands on them."""
    front = [("GET", address) for address in ("/", "/vandaag/", "/zoek/", "/recept/", stage.line)]
    todo, tried, closed = [*front, *also], dict[tuple[str, str], set[str]](), list[str]()
    while todo:
        method, address = todo.pop(0)
        same = tried.setdefault(kind(method, address), set())
        if address in same or len(same) == PAGES_OF_A_KIND:
            continue
        same.add(address)
        answer = stage.asks(role, method, address)
        if answer.outcome in CLOSED and (method, address) not in front:
            closed.append(f"{method} {address}: {answer.outcome}")
        todo += offered(answer.page) if answer.outcome == "200" else []
    return closed


@pytest.mark.parametrize("role", ROLES)
def test_nothing_on_a_page_leads_to_a_closed_door(stage: Stage, role: str) -> None:
    assert closed_doors(stage, role) == []


def test_a_closed_door_is_found(stage: Stage) -> None:
    door = f"{stage.line}oppakken/"
    assert closed_doors(stage, "sender", ("POST", door)) == [f"POST {door}: 403"]
