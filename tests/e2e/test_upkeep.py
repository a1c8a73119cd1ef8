"""An entry written in a real browser: whoever loses the page comes back to what was typed, and nothing stood yet."""

import re

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from kortelijn.directory.models import Service
from tests.e2e.session import sign_in
from tests.e2e.site import complaints
from tests.factories.sitting import at_work
from tests.factories.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_page_is_lost_and_what_was_typed_stands_there(page: Page, live_server: LiveServer) -> None:
    world = World()
    service = world.service
    sign_in(page, live_server, at_work(world.coordinator_seat))
    page.goto(f"/aanbod/{service.pk}/")
    page.get_by_role("button", name="Pas aan").click()
    expect(page).to_have_url(re.compile(r"/stap/wat/$"))
    here = page.url
    page.get_by_label("Hoe heet het?").fill("Eettafel De Brug en tuin")
    expect(page.get_by_text("Bewaard om")).to_be_visible()
    page.goto("about:blank")
    page.goto(here)
    expect(page.get_by_label("Hoe heet het?")).to_have_value("Eettafel De Brug en tuin")
    assert complaints(page) == []
    assert Service.objects.get(pk=service.pk).name == "Eettafel De Brug"
    page.goto("/aanbod/bijhouden/")
    expect(page.get_by_role("heading", name="Verder schrijven")).to_be_visible()
