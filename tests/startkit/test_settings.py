"""A network says what it is for, and looks as it chose, on every page of it."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kortelijn.referrals.documents import recipe_card
from kortelijn.startkit.actions import dress_network
from kortelijn.ui.theming import Theme
from tests.factories.sitting import at_work
from tests.factories.world import World

BLUE = {"colour": "#2f4f93", "text": "systeem", "heading": "schreef"}


def test_a_coordinator_writes_what_the_network_is_for_and_everybody_reads_it(world: World) -> None:
    client = at_work(world.coordinator_seat)
    words = {"name": "Wijknetwerk Zuid", "vision": "Niemand valt tussen de eilanden.", "way_of_working": "We bellen."}
    client.post(reverse("startkit:describe"), words)
    page = at_work(world.gp_seat).get(reverse("startkit:settings")).content.decode()
    assert all(each in page for each in words.values())
    assert reverse("startkit:describe") not in page
    assert at_work(world.gp_seat).post(reverse("startkit:describe"), words).status_code == 403


def test_a_network_without_a_name_keeps_what_was_typed(world: World) -> None:
    page = at_work(world.coordinator_seat).post(reverse("startkit:describe"), {"name": "", "vision": "Voor elkaar"})
    assert page.status_code == 422
    assert "Voor elkaar" in page.content.decode()


def test_looking_first_changes_nothing_and_choosing_changes_every_page(world: World) -> None:
    client = at_work(world.coordinator_seat)
    looked = client.get(reverse("startkit:dress"), BLUE).content.decode()
    assert "voorbeeld.css?colour=%232f4f93" in looked
    world.network.refresh_from_db()
    assert world.network.theme == {}
    client.post(reverse("startkit:dress"), BLUE)
    world.network.refresh_from_db()
    assert world.network.theme == BLUE
    for page in (
        at_work(world.gp_seat).get(reverse("web:worklist")),
        Client().get(reverse("finding:help", args=[world.network.slug])),
    ):
        assert sheet_address(page) == reverse("startkit:sheet", args=[world.network.slug, Theme.of(BLUE).mark]), (
            page.request["PATH_INFO"]
        )


def test_the_sheet_is_kept_for_ever_until_its_address_changes(world: World) -> None:
    dress_network(world.coordinator, world.network, **BLUE)
    theme = Theme.of(BLUE)
    now = Client().get(reverse("startkit:sheet", args=[world.network.slug, theme.mark]))
    assert (now["Content-Type"], "immutable" in now["Cache-Control"]) == ("text/css; charset=utf-8", True)
    assert theme.step("500") in now.content.decode()
    old = Client().get(reverse("startkit:sheet", args=[world.network.slug, Theme().mark]))
    assert (old["Cache-Control"], old.content) == ("no-cache", now.content)


def test_the_house_needs_no_second_sheet(world: World) -> None:
    assert sheet_address(at_work(world.gp_seat).get(reverse("web:worklist"))) == ""


@pytest.mark.parametrize("colour", ["", "rood", "#12", "#2f4f93;}body{display:none"])
def test_a_colour_that_is_none_says_so(world: World, colour: str) -> None:
    client = at_work(world.coordinator_seat)
    page = client.post(reverse("startkit:dress"), BLUE | {"colour": colour})
    assert page.status_code == 422
    sheet = client.get(reverse("startkit:preview"), {"colour": colour}).content.decode()
    assert sheet == Theme().sheet


def test_paper_wears_the_colour_too(world: World) -> None:
    referral = world.referral()
    before = recipe_card(referral)
    dress_network(world.coordinator, world.network, **BLUE)
    referral.network.refresh_from_db()
    assert recipe_card(referral) != before


def test_looks_cost_no_query(world: World, django_assert_num_queries: Any) -> None:
    client = at_work(world.gp_seat)
    client.get(reverse("startkit:settings"))
    with django_assert_num_queries(SETTINGS):
        client.get(reverse("startkit:settings"))
    dress_network(world.coordinator, world.network, **BLUE)
    with django_assert_num_queries(SETTINGS):
        client.get(reverse("startkit:settings"))


SETTINGS = 8


def sheet_address(page: Any) -> str:
    found = re.search(r'href="(/thema/[^"]+)"', page.content.decode())
    return found[1] if found else ""
