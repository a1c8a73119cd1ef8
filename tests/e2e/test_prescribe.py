"""The GP in a real browser: from empty box to "sent" in six interactions, by keyboard, on a phone, interrupted."""

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, Request, expect
from pytest_django.live_server_helper import LiveServer

from kortelijn.finding.warm_up import read_everything
from kortelijn.referrals.models import Draft, Referral
from tests.e2e.session import sign_in
from tests.factories.world import World
from tests.finding.offer import neighbourhood, signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

QUESTION = "mw 78, man overleden, mist hem"
GROUP = "Verwijs naar Verder na verlies – gespreksgroep"


@pytest.fixture
def world() -> World:
    """A neighbourhood that a running server has read."""
    made = neighbourhood()
    read_everything()
    return made


@pytest.fixture
def gp(page: Page, live_server: LiveServer, world: World) -> Page:
    """A GP at the empty box."""
    sign_in(page, live_server, signed_in(world.gp_seat))
    page.goto("/zoek/")
    return page


def field(page: Page, name: str) -> Locator:
    return page.locator(f'[name="{name}"]')


def say(page: Page, question: str = QUESTION) -> Locator:
    """Type the question and wait for what fits."""
    page.get_by_label("Wat speelt er?").fill(question)
    group = page.get_by_role("button", name=GROUP)
    expect(group).to_be_visible()
    return group


def test_from_the_empty_box_to_sent_takes_six_interactions(gp: Page) -> None:
    interactions: list[Callable[[], object]] = [
        lambda: gp.get_by_label("Wat speelt er?").fill(QUESTION),
        lambda: gp.get_by_role("button", name=GROUP).click(),
        lambda: gp.get_by_label("Naam").fill("Mevrouw Van Dam"),
        lambda: gp.get_by_label("Telefoon").fill("06 12345678"),
        lambda: gp.get_by_label("Mondeling afgesproken").check(),
        lambda: gp.get_by_role("button", name="Verstuur").click(),
    ]
    for interact in interactions:
        interact()
    expect(gp.get_by_role("heading", level=1)).to_have_text(
        re.compile("^Sanne Bakkali belt mevrouw Van Dam uiterlijk ")
    )
    assert Referral.objects.count() == 1
    assert len(interactions) == 6


def test_the_question_leaves_the_browser_in_the_body_only(gp: Page) -> None:
    sent: list[Request] = []

    def see(request: Request) -> None:
        sent.append(request)

    gp.on("request", see)
    say(gp).click()
    gp.wait_for_url("**/recept/nieuw/**")
    assert any("overleden" in (request.post_data or "") for request in sent)
    assert not [request.url for request in sent if "overleden" in request.url]


def test_by_keyboard_from_slash_to_sent(gp: Page) -> None:
    gp.keyboard.press("/")
    gp.keyboard.type(QUESTION)
    gp.keyboard.press("Enter")
    link = gp.get_by_role("button", name=GROUP)
    expect(link).to_be_visible()
    link.focus()
    gp.keyboard.press("Enter")
    gp.get_by_label("Naam").focus()
    gp.keyboard.type("Mevrouw Van Dam")
    gp.keyboard.press("Tab")
    gp.keyboard.type("06 12345678")
    gp.get_by_label("Mondeling afgesproken").focus()
    gp.keyboard.press("Space")
    gp.keyboard.press("Enter")
    expect(gp.get_by_role("heading", level=1)).to_contain_text("belt mevrouw Van Dam")


def test_a_chip_swaps_only_what_is_under_the_box(gp: Page) -> None:
    say(gp)
    gp.evaluate("window.notReloaded = true")
    gp.get_by_text("iets anders…").click()
    gp.get_by_role("button", name="Geld en schulden").first.click()
    expect(gp.get_by_role("button", name="Haal Geld en schulden weg")).to_be_visible()
    expect(gp.get_by_role("heading", name="Helpdesk Geldzaken")).to_be_visible()
    gp.get_by_role("button", name="Haal Geld en schulden weg").click()
    expect(gp.get_by_role("button", name="Haal Geld en schulden weg")).to_have_count(0)
    assert gp.evaluate("window.notReloaded")
    assert gp.get_by_label("Wat speelt er?").input_value() == QUESTION


def test_the_back_button_brings_the_question_and_the_recipe_back(gp: Page) -> None:
    say(gp).click()
    gp.get_by_label("Naam").fill("Mevrouw Van Dam")
    expect(gp.get_by_text("Bewaard om")).to_be_visible()
    gp.go_back()
    expect(gp.get_by_label("Wat speelt er?")).to_have_value(QUESTION)
    expect(gp.get_by_role("button", name=GROUP)).to_be_visible()
    gp.go_forward()
    expect(gp.get_by_label("Naam")).to_have_value("Mevrouw Van Dam")


def test_a_lost_session_loses_nothing(gp: Page, live_server: LiveServer, world: World) -> None:
    say(gp).click()
    gp.wait_for_url("**/recept/nieuw/**")
    address = gp.url
    gp.context.clear_cookies(name=re.compile("^session"))
    gp.get_by_label("Naam").fill("Mevrouw Van Dam")
    expect(gp.get_by_text("Nog niet bewaard.")).to_be_visible()
    assert not Draft.objects.exclude(data__has_key="heard").exists()
    sign_in(gp, live_server, signed_in(world.gp_seat))
    gp.goto(address)
    expect(gp.get_by_label("Naam")).to_have_value("Mevrouw Van Dam")


def test_a_double_click_sends_once(gp: Page) -> None:
    say(gp).click()
    gp.get_by_label("Naam").fill("Mevrouw Van Dam")
    gp.get_by_label("Telefoon").fill("06 12345678")
    gp.get_by_label("Mondeling afgesproken").check()
    gp.get_by_role("button", name="Verstuur").dblclick()
    gp.wait_for_url("**/recept/verstuurd/**")
    assert Referral.objects.count() == 1
    assert gp.evaluate("Object.keys(sessionStorage).filter((key) => key.startsWith('draft:'))") == []


@pytest.mark.parametrize("width", [320, 1280])
def test_every_step_is_accessible_and_fits(gp: Page, width: int) -> None:
    gp.set_viewport_size({"width": width, "height": 860})
    check(gp, width)
    gp.get_by_label("Wat speelt er?").fill(f"{QUESTION}, wil niet meer leven")
    gp.get_by_text("Daarna: wat past er verder in de buurt?").click()  # under an alarm the rest is folded
    gp.get_by_text("iets anders…").click()
    check(gp, width)
    gp.get_by_role("button", name=GROUP).click()
    gp.wait_for_url("**/recept/nieuw/**")
    gp.get_by_text("Meer: geboortejaar").click()
    check(gp, width)
    gp.get_by_role("button", name="Verstuur").click()
    expect(gp.get_by_text("Dit is nog niet goed")).to_be_visible()
    check(gp, width)
    gp.get_by_label("Naam").fill("Mevrouw Van Dam")
    field(gp, "do_not_call").check()
    expect(gp.get_by_text("U belt zelf met")).to_be_visible()
    gp.get_by_label("Mondeling afgesproken").check()
    gp.get_by_role("button", name="Verstuur").click()
    gp.wait_for_url("**/recept/verstuurd/**")
    check(gp, width)


def check(page: Page, width: int) -> None:
    """No accessibility violation, and nothing to scroll sideways for."""
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_without_javascript_the_same_job_is_done(gp: Page, live_server: LiveServer, world: World) -> None:
    context = gp.context.browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, live_server, signed_in(world.gp_seat))
    page.goto("/zoek/")
    page.get_by_label("Wat speelt er?").fill(QUESTION)
    page.get_by_role("button", name="Zoek").click()
    page.get_by_role("button", name=re.compile("^Haal Verlies en rouw weg")).click()
    expect(page.get_by_role("button", name=re.compile("^Haal Verlies en rouw weg"))).to_have_count(0)
    page.get_by_role("button", name="Verwijs naar iemand die meekijkt").click()
    page.get_by_label("Naam").fill("Mevrouw Van Dam")
    page.get_by_role("button", name="Verstuur").click()
    expect(page.get_by_label("Naam")).to_have_value("Mevrouw Van Dam")
    page.get_by_label("Telefoon").fill("06 12345678")
    page.get_by_label("Schriftelijk").check()
    page.get_by_role("button", name="Verstuur").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("belt mevrouw Van Dam")
    context.close()
