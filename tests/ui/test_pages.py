"""The frame, the error pages and the style guide: they render with as little as possible."""

import re

import pytest
from django.template.loader import get_template
from django.test import Client, RequestFactory
from django.views import defaults

from kortelijn.ui.shell import NavItem, SeatCard
from kortelijn.ui.templatetags import ui
from tests.ui.rendering import render, words

FRAME = '{% extends "base.html" %}{% block heading %}Dag{% endblock %}{% block content %}x{% endblock %}'


def test_the_frame_needs_nothing() -> None:
    found = render(FRAME)
    assert found.html["class"] == ["voorbeeld-theme", "kortelijn-theme"]
    assert found.select_one("a.nl-skip-link")["href"] == "#" + found.main["id"]


def test_the_frame_shows_where_you_are_and_who_you_are() -> None:
    request = RequestFactory().get("/vandaag/")
    request.navigation = [NavItem("Zoek", "/"), NavItem("Vandaag", "/vandaag/", current=True, count=3)]  # type: ignore[attr-defined]  # set by the web app
    request.seat_card = SeatCard("Sanne de Wit", "welzijnscoach", "Rivierkant", "/plek/")  # type: ignore[attr-defined]  # set by the web app
    found = render(FRAME, request)
    assert words(found.select_one(".kl-nav [aria-current=page]")) == "Vandaag 3 te doen"
    assert words(found.select_one(".kl-menu__who")) == "Sanne de Wit welzijnscoach · Rivierkant"
    assert found.select_one(".kl-avatar").text == "SW"
    assert found.select_one("a[href='/plek/']")
    assert found.select_one("form[data-forget][action*=logout]")["method"] == "post"


@pytest.mark.parametrize("code", ["400", "403", "403_csrf", "404", "429", "500"])
def test_an_error_page_needs_no_request_and_offers_a_way_out(code: str) -> None:
    page = get_template(f"{code}.html").render()
    assert 'href="/"' in page
    assert f"Foutcode {code[:3]}" in page


def test_the_error_page_of_a_broken_server_needs_no_database() -> None:
    response = defaults.server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    assert "Het ligt niet aan u" in response.content.decode()


def test_every_page_of_a_resident_has_the_numbers_of_a_crisis() -> None:
    found = render('{% extends "base_resident.html" %}{% block heading %}Dag{% endblock %}')
    assert {link["href"] for link in found.select(".kl-crisis a")} == {"tel:112", "tel:113"}
    assert "kl-resident" in found.html["class"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/stijlgids/", "/stijlgids/papier/"])
def test_the_style_guide_is_open_to_all_and_has_nothing_inline(client: Client, path: str) -> None:
    page = client.get(path).content.decode()
    assert not re.search(r'\sstyle="|\son[a-z]+="|<style', page)
    assert re.findall(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)", page) == []


@pytest.mark.django_db
def test_the_guide_shows_every_component(client: Client) -> None:
    # Parts of the frame, of the guide itself, or of a component that the guide does show.
    frame = {"asset", "theme_link", "site_header", "site_footer", "language_menu", "page_heading"}
    inside = {"section", "error_summary", "avatar"}
    page = client.get("/stijlgids/").content.decode()
    shown = set(re.findall(r"{% (\w+)", page))
    assert set(ui.register.tags) - frame - inside - shown == set()
