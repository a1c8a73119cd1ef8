"""The network in a real browser: drawn to move around in, by keyboard from the table, and there without scripts."""

import pytest
from playwright.sync_api import ConsoleMessage, Page, expect

from kortelijn.kernel.actor import system_for
from kortelijn.parties.models import Seat, Tenure
from kortelijn.ties.actions import observe
from kortelijn.ties.models import Layer
from tests.e2e.site import Site, complaints

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
ADDRESS = "/netwerk/vitaliteit/verken/?laag=walk"


@pytest.fixture(scope="module")
def met(site: Site) -> Site:
    """Three people walked: the link worker with two others."""
    world = site.stage.world

    def on(seat: Seat) -> object:
        return Tenure.objects.current().get(seat=seat).person_id

    link = on(world.link_seat)
    pairs = [(link, on(world.gp_seat)), (link, on(world.deputy_seat))]
    observe(system_for(world.network.pk), world.network, Layer.WALK, pairs)
    return site


def opened(site: Site, *, scripts: bool = True) -> tuple[Page, list[str]]:
    wrong: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type == "error":
            wrong.append(message.text)

    page = site.page("coordinator", scripts=scripts)
    page.on("console", hear)
    page.goto(ADDRESS)
    return page, wrong


def test_it_is_drawn_under_our_own_policy_and_goes_by_keyboard(met: Site) -> None:
    page, wrong = opened(met)
    expect(page.locator(".kl-net__stage svg")).to_be_visible()
    buttons = page.locator("[data-network-person] button")
    pressed = page.locator("[data-network-person] button[aria-pressed=true]")
    for place in range(buttons.count()):
        buttons.nth(place).focus()
        page.keyboard.press("Enter")
        expect(pressed).to_have_count(1)
        if ", " in page.locator("[data-network-said]").inner_text():
            break
    expect(page.locator("[data-network-said]")).to_contain_text(", ")  # the link worker met two others
    page.keyboard.press("Escape")
    expect(pressed).to_have_count(0)
    assert complaints(page) == []
    assert wrong == []


def test_without_scripts_the_picture_and_the_table_are_there(met: Site) -> None:
    page, _wrong = opened(met, scripts=False)
    assert page.locator(".kl-net__tie").count() == 2
    assert page.locator("tbody tr").count() >= 4


def test_who_says_what_for_tries_out_who_goes(met: Site) -> None:
    page, wrong = opened(met)
    page.goto("/netwerk/vitaliteit/wat-als/")
    page.get_by_label("Waarvoor kijkt u naar namen?").fill("de opvolging voorbereiden")
    page.get_by_role("button", name="Laat de namen zien").click()
    page.get_by_label("Wie of wat valt weg?").select_option(f"plek:{met.stage.world.link_seat.pk}")
    page.get_by_role("button", name="Laat zien wat er gebeurt").click()
    expect(page.get_by_role("heading", name="wegvalt")).to_be_visible()
    expect(page.locator(".kl-net__tie--lost").first).to_be_attached()
    assert complaints(page) == []
    page.goto("/netwerk/vitaliteit/")
    expect(page.get_by_role("heading", name="U ziet namen")).to_be_visible()
    assert complaints(page) == []
    assert wrong == []
