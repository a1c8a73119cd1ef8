"""A leefstijlkaart in a real browser: worded while it is saved, put in order, read by everybody without a script."""

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from kortelijn.lifestyle.models import Entry, LifestyleMap
from tests.e2e.session import sign_in
from tests.e2e.site import DESK, complaints
from tests.factories.sitting import at_work
from tests.factories.world import World
from tests.lifestyle.making import offer, published

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_worded_put_in_order_and_read_without_a_script(page: Page, live_server: LiveServer, chromium: Browser) -> None:
    world = World()
    of = published(world, offer(world, "Fit op je stoel"), offer(world, "Wandelclub", at=(52.072, 4.323)))
    sign_in(page, live_server, at_work(world.coordinator_seat))
    page.goto(f"/aanbod/leefstijlkaarten/{of.pk}/")
    page.get_by_label("Eigen regel over Wandelclub").fill("rustig tempo")
    expect(page.locator("[data-autosave-status]")).to_contain_text("Bewaard om")
    assert Entry.objects.get(service__name="Wandelclub").line == "rustig tempo"
    page.get_by_role("button", name="Zet Wandelclub eerder").click()
    expect(page.locator(".kaart-regel__naam").first).to_have_text("Wandelclub")
    expect(page.locator("[data-autosave-status]")).to_have_text("")  # nothing to put back: it was saved
    put_in_order_by_hand_and_by_arrows(page)
    reader = chromium.new_context(base_url=live_server.url, java_script_enabled=False).new_page()
    reader.goto(LifestyleMap.objects.get().get_absolute_url())
    reader.get_by_role("link", name="1: Wandelclub").click()
    expect(reader.locator("#plek-1:target")).to_contain_text("rustig tempo")
    reader.context.close()


def put_in_order_by_hand_and_by_arrows(page: Page) -> None:
    """Dragged down by its grip and brought back with an arrow; both are told aloud and kept."""
    told, names = page.locator("[data-order-status]"), page.locator(".kaart-regel__naam")
    first, second = page.locator("[data-grip]").nth(0), page.locator("[data-row]").nth(1)
    box, under = first.bounding_box(), second.bounding_box()
    assert box
    assert under
    page.mouse.move(box["x"] + 10, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(under["x"] + 60, under["y"] + under["height"] - 5, steps=4)
    page.mouse.up()
    expect(told).to_have_text("Wandelclub staat nu op plek 2 van 2 onder Bewegen.")
    expect(names.first).to_have_text("Fit op je stoel")
    expect(page.locator(".kaart-rond").first).to_have_text("1")
    grip = page.get_by_role("button", name="Versleep Wandelclub")
    grip.press("ArrowUp")
    expect(told).to_have_text("Wandelclub staat nu op plek 1 van 2 onder Bewegen.")
    expect(grip).to_be_focused()
    assert complaints(page) == []
    page.set_viewport_size(DESK)
    page.reload()
    expect(names.first).to_have_text("Wandelclub")
