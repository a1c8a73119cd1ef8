"""“Ik ga weg” in a real browser: a colleague takes over some of it, and on the day the rest goes up."""

from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from kortelijn.kernel.clock import moved_to, now, today
from kortelijn.kernel.events import delivered_inline
from kortelijn.parties.models import Seat
from kortelijn.tasks.jobs import sweep
from kortelijn.tasks.models import Task
from tests.e2e.session import sign_in
from tests.e2e.site import complaints
from tests.factories.sitting import at_work
from tests.factories.world import World
from tests.initiatives.made import initiative
from tests.succession.made import colleague

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DAYS = 20


def in_a_browser(chromium: Browser, live_server: LiveServer, seat: Seat, width: int = 1280) -> Page:
    page = chromium.new_context(
        base_url=live_server.url, locale="nl-NL", viewport={"width": width, "height": 800}
    ).new_page()
    sign_in(page, live_server, at_work(seat))
    return page


def she_leaves(page: Page, seat: Seat) -> None:
    """From her own seat: the day, and whom to ask."""
    page.goto(f"/netwerk/plekken/{seat.pk}/")
    page.get_by_role("link", name="Ik ga weg").click()
    page.get_by_label("Vanaf welke dag zit u hier niet meer?").fill((today() + timedelta(days=DAYS)).isoformat())
    page.get_by_role("button", name="Bereid de overdracht voor").click()
    expect(page.get_by_role("heading", name="Ik ga weg")).to_be_visible()
    page.get_by_role("link", name="Vraag iemand").click()
    asked = page.get_by_label("Wie vraagt u om over te nemen?")
    asked.select_option(label=asked.locator("option", has_text="Ilse Bakkali").inner_text())
    page.get_by_role("button", name="Vraag om over te nemen").click()
    expect(page.get_by_text("Wacht op antwoord")).to_be_visible()


def she_takes_some(page: Page) -> None:
    """The colleague, on a phone: found on her own day, one thing left out, and why."""
    page.goto("/vandaag/")
    page.get_by_role("link", name="Antwoord").click()
    assert complaints(page) == []
    page.get_by_label("Samen aan tafel").uncheck()
    page.get_by_label("Wat neemt u niet over, en waarom?").fill("De eettafel kan ik er niet bij hebben.")
    page.get_by_role("button", name="Ik neem over wat is aangevinkt").click()
    expect(page.get_by_text("U neemt 2 dingen over")).to_be_visible()


@pytest.mark.timeout(120)
def test_a_colleague_takes_some_and_the_rest_goes_up(chromium: Browser, live_server: LiveServer) -> None:
    world = World()
    referrals = [world.referral() for _ in range(2)]
    to, project = colleague(world), initiative(world, contact=world.link_seat)
    hers = in_a_browser(chromium, live_server, world.link_seat)
    she_leaves(hers, world.link_seat)
    she_takes_some(in_a_browser(chromium, live_server, to, width=320))
    hers.reload()
    expect(hers.get_by_text("2 van de 3 overgenomen")).to_be_visible()
    with delivered_inline(), moved_to(now() + timedelta(days=DAYS, hours=2)):
        sweep()
    assert {task.owner for task in Task.objects.filter(referral__in=referrals)} == {to}
    above = in_a_browser(chromium, live_server, world.coordinator_seat)
    above.goto("/vandaag/")
    above.get_by_role("link", name="Verdeel").click()
    expect(above.get_by_text(project.name)).to_be_visible()
