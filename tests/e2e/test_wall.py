"""The wall in a real browser: keys and a presenter, what a phone says appears, and nothing falls off the screen."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from kortelijn.kernel.clock import now
from kortelijn.wall.actions import Plan, plan_evening
from kortelijn.wall.models import Evening
from tests.e2e.session import sign_in
from tests.factories.sitting import at_work
from tests.factories.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TOO_TALL = "document.documentElement.scrollHeight - document.documentElement.clientHeight"


def opened(world: World) -> Evening:
    _there = world.service, world.gp_seat
    plan = Plan("Wijkavond", "Wie staat er alleen voor?", now() - timedelta(minutes=5), now() + timedelta(hours=2))
    return plan_evening(world.coordinator, world.network, plan)


def test_a_presenter_goes_round_and_the_phone_is_heard(page: Page, live_server: LiveServer) -> None:
    world = World()
    evening = opened(world)
    sign_in(page, live_server, at_work(world.coordinator_seat))
    page.set_viewport_size(ViewportSize(width=1280, height=720))
    page.goto("/wand/")
    expect(page.get_by_role("heading", name="Dit zijn wij.")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("heading", name="De Spoorbrug")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("heading", name="Rivierkant")).to_be_visible()
    expect(page.get_by_role("heading", name="De Spoorbrug")).to_be_hidden()
    page.keyboard.press("Escape")
    page.keyboard.press("PageDown")
    expect(page.get_by_role("heading", name="Wie vindt wie?")).to_be_visible()
    page.keyboard.press("PageDown")
    expect(page.get_by_role("heading", name="Wie staat er alleen voor?")).to_be_visible()
    assert page.evaluate(TOO_TALL) <= 0
    phone = page.context.new_page()
    phone.goto(f"/avond/{evening.code}/")
    phone.get_by_label("Wat wilt u zeggen?").fill("Mannen van zestig zonder werk")
    phone.get_by_role("button", name="Zet op de wand").click()
    expect(phone.get_by_text("het staat zo op de wand")).to_be_visible()
    expect(page.get_by_text("Mannen van zestig zonder werk")).to_be_visible()
    page.keyboard.press("d")
    assert page.evaluate("document.documentElement.hasAttribute('data-dark')")
    page.keyboard.press("b")
    expect(page.locator("[data-wall-black]")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("k")
    expect(page.get_by_role("heading", name="Dit zijn wij.")).to_be_visible()
    explained = page.get_by_role("heading", name="Met toetsen of een presenter")
    page.keyboard.press("?")
    expect(explained).to_be_visible()
    page.keyboard.press("Escape")
    expect(explained).to_be_hidden()
