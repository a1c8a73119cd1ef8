"""From the mail on a small phone without script: what it is for, twelve taps, four colleagues, thanks."""

from datetime import timedelta

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from kortelijn.kernel.clock import today
from kortelijn.ties.actions import start_wave
from kortelijn.ties.models import Answer, Round
from tests.e2e.site import complaints
from tests.factories.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PURPOSE = "Om te zien wie elkaar nog moet leren kennen."


def test_three_minutes_on_a_phone(chromium: Browser, live_server: LiveServer) -> None:
    world = World()
    me, _others = world.gp, [world.seat(world.welfare, f"Plek {one}", f"P{one}", profession="welzijnscoach")
                             for one in range(6)]  # fmt: skip
    start_wave(world.coordinator, world.network, purpose=PURPOSE, closes_on=today() + timedelta(days=14))
    key = Round.objects.get(person=me.person_id).key
    phone = chromium.new_context(base_url=live_server.url, java_script_enabled=False, locale="nl-NL",
                                 viewport={"width": 360, "height": 740})  # fmt: skip
    page = phone.new_page()
    page.goto(f"/banden/{key}/")
    expect(page.get_by_text(PURPOSE)).to_be_visible()
    page.get_by_role("button", name="Ik doe mee en begin").click()
    pages = 0
    while page.get_by_label("werk ik mee samen").count():
        for choice in page.get_by_label("werk ik mee samen").all():
            choice.check()
        page.get_by_role("button", name="Bewaar en ga verder").click()
        pages += 1
    assert pages == 2
    in_depth = 0
    while page.get_by_text("Hoe werkt u samen met").count():
        for choice in page.get_by_label("behoorlijk").all():
            choice.check()
        page.get_by_role("button", name="Bewaar en ga verder").click()
        in_depth += 1
    assert in_depth == 4
    expect(page.get_by_role("heading", name="Dank u. Dat was alles.")).to_be_visible()
    assert Answer.objects.filter(source=me.person_id).count() == 7
    phone.close()


def test_the_questions_are_accessible_and_fit(chromium: Browser, live_server: LiveServer) -> None:
    world = World()
    me, _colleague = world.gp, world.link_seat
    start_wave(world.coordinator, world.network, purpose=PURPOSE, closes_on=today() + timedelta(days=14))
    context = chromium.new_context(base_url=live_server.url, locale="nl-NL")
    page = context.new_page()
    page.goto(f"/banden/{Round.objects.get(person=me.person_id).key}/")
    page.get_by_role("button", name="Ik doe mee en begin").click()
    assert complaints(page) == []
    for choice in page.get_by_label("werk ik mee samen").all():
        choice.check()
    page.get_by_role("button", name="Bewaar en ga verder").click()
    expect(page.get_by_text("Doet wat is afgesproken")).to_be_visible()
    assert complaints(page) == []
    context.close()
