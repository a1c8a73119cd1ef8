"""An initiative described in a real browser: kept while typing, and what looks like it shown before it is added."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.e2e.session import sign_in
from tests.e2e.site import complaints
from tests.factories.sitting import at_work
from tests.factories.world import World
from tests.initiatives.made import initiative

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_kept_while_typing_and_compared_before_it_is_added(page: Page, live_server: LiveServer) -> None:
    world = World()
    initiative(world)
    sign_in(page, live_server, at_work(world.gp_seat))
    page.goto("/aanbod/initiatieven/nieuw/")
    assert complaints(page) == []
    page.get_by_label("Hoe heet het?").fill("Samen eten")
    page.get_by_label("Wat willen jullie bereiken?").fill("Niemand eet alleen.")
    page.get_by_text("Eenzaamheid").check()
    page.get_by_text("ouderen", exact=True).check()
    expect(page.get_by_text("Waarom is het gestopt?")).to_be_hidden()
    expect(page.get_by_text("Bewaard om")).to_be_visible()
    page.reload()
    expect(page.get_by_label("Hoe heet het?")).to_have_value("Samen eten")
    page.get_by_role("button", name="Zet het erbij", exact=True).click()
    expect(page.get_by_text("Dit lijkt er al op")).to_be_visible()
    expect(page.get_by_role("link", name="Samen aan tafel")).to_be_visible()
    assert complaints(page) == []
    page.get_by_role("button", name="Het is echt anders: zet het erbij").click()
    expect(page.get_by_role("heading", name="Samen eten")).to_be_visible()
    page.get_by_role("link", name="Leg contact").click()
    assert complaints(page) == []
    page.get_by_role("button", name="Leg contact").click()
    expect(page.get_by_text("Contact is gelegd")).to_be_visible()
