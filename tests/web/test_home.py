"""The front door, the frame around every page, and the net under every button."""

from html import unescape

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries

from kortelijn.kernel.errors import Refused
from kortelijn.web.middleware import RefusedMiddleware
from tests.factories.sitting import at_work
from tests.factories.world import World


def read(client: Client, url: str) -> str:
    return unescape(client.get(url).content.decode())


def test_three_doors(db: None, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        text = read(Client(), "/")
    for said in ("Ik verwijs", "?next=/zoek/", "Ik help", "?next=/vandaag/", "Ik heb een recept", "/recept/"):
        assert said in text


def test_signed_in_one_goes_on_to_the_own_work(world: World) -> None:
    assert at_work(world.gp_seat).get("/").headers["Location"] == "/zoek/"
    assert at_work(world.link_seat).get("/").headers["Location"] == "/vandaag/"


@pytest.mark.parametrize("url", ["/privacy/", "/toegankelijkheid/"])
def test_public_pages(db: None, url: str) -> None:
    assert Client().get(url).status_code == 200


def test_the_menu_marks_where_one_is_and_who_one_is(world: World) -> None:
    text = read(at_work(world.link_seat), "/vandaag/")
    for name in ("Zoek", "Vandaag", "Mijn lijnen", "Aanbod", "Netwerk"):
        assert name in text
    assert 'href="/vandaag/" aria-current="page"' in text
    assert "Welzijnscoach · Rivierkant" in text


def test_signed_out_there_is_no_menu(db: None) -> None:
    assert "Mijn lijnen" not in read(Client(), "/")


def refusing(request: HttpRequest) -> RefusedMiddleware:
    return RefusedMiddleware(lambda _request: None)  # type: ignore[return-value]  # never called here


def test_what_any_button_was_refused_becomes_a_message(world: World, rf: RequestFactory) -> None:
    request = rf.post("/iets/", headers={"referer": "http://testserver/lijnen/"})
    request._messages = Messages()  # type: ignore[attr-defined]  # as the middleware of Django does
    response = refusing(request).process_exception(request, Refused("Dat kan nu niet."))
    assert response is not None
    assert response.headers["Location"] == "http://testserver/lijnen/"
    assert request._messages.said == ["Dat kan nu niet."]  # type: ignore[attr-defined]


def test_never_to_the_site_of_another(rf: RequestFactory) -> None:
    request = rf.post("/iets/", headers={"referer": "https://kwaad.example/"})
    request._messages = Messages()  # type: ignore[attr-defined]
    response = refusing(request).process_exception(request, Refused("Nee."))
    assert response is not None
    assert response.headers["Location"] == "/"


def test_another_error_is_left_alone(rf: RequestFactory) -> None:
    request = rf.post("/iets/")
    assert refusing(request).process_exception(request, ValueError("stuk")) is None


class Messages:
    """Keeps what is said."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def add(self, level: int, message: str, extra_tags: str = "") -> None:
        self.said.append(message)
