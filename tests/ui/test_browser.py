"""What only a browser can tell: reachable, readable, narrow, and nothing lost while typing."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page, Route, expect

from tests.ui.rendering import render

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PATHS = ["/stijlgids/", "/stijlgids/papier/", "/account/login/", "/bestaat-niet/"]
DRAFT = "/concept/018f/"
FORM = (
    '{% extends "base.html" %}{% block heading %}Proef{% endblock %}{% block content %}'
    '<form class="kl-form" method="post" action="/verstuur/" data-autosave="' + DRAFT + '">'
    '<label for="wens">Wens</label><textarea id="wens" name="wish" class="utrecht-textarea"></textarea>'
    '<label><input type="checkbox" name="parts" value="mo-morning">ma</label>{% button "Verstuur" %}</form>'
    '{% ask_box "vraag" %}{% copy_text "regel een" id="regels" %}{% endblock %}'
)
Serve = Callable[[str, int], list[str]]


@pytest.fixture
def serve(page: Page) -> Serve:
    """Answer one address with a text and a status, and keep what was sent to it."""

    def start(path: str, status: int, body: str = "") -> list[str]:
        sent: list[str] = []

        def answer(route: Route) -> None:
            sent.append(route.request.post_data or "")
            route.fulfill(status=status, body=body, content_type="text/html; charset=utf-8")

        page.route(f"**{path}", answer)
        return sent

    return start


@pytest.fixture
def proof(page: Page, serve: Callable[..., list[str]]) -> Page:
    """A page with our parts, from a template of the test."""
    serve("/proef/", 200, str(render(FORM)))
    page.clock.set_fixed_time(datetime(2026, 11, 24, 13, 3, tzinfo=UTC))
    page.goto("/proef/")
    return page


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("path", PATHS)
def test_no_page_has_an_accessibility_violation_or_scrolls_sideways(page: Page, path: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(path)
    page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_text_of_twice_the_size_still_fits(page: Page) -> None:
    page.set_viewport_size({"width": 640, "height": 900})
    page.goto("/stijlgids/")
    page.evaluate("document.documentElement.style.fontSize = '212.5%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 640


def test_the_security_policy_stops_nothing_of_ours(page: Page) -> None:
    complaints: list[str] = []
    page.on("console", lambda one: complaints.append(_text(one)))
    for path in ("/stijlgids/", "/account/login/"):
        page.goto(path)
    assert [one for one in complaints if one] == []


def _text(message: ConsoleMessage) -> str:
    return message.text if message.type in {"error", "warning"} else ""


def test_the_keyboard_starts_at_the_skip_link_and_focus_is_seen(page: Page) -> None:
    page.goto("/stijlgids/")
    page.keyboard.press("Tab")
    link = page.locator(".nl-skip-link")
    expect(link).to_be_focused()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineWidth") == "3px"
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_typing_is_saved_after_a_rest(proof: Page, serve: Serve) -> None:
    sent = serve(DRAFT, 204)
    proof.locator("#wens").press_sequentially("weer eens samen eten")
    expect(proof.get_by_text("Bewaard om 14.03")).to_be_visible()
    assert len(sent) == 1
    assert "samen" in sent[0]


def test_what_was_not_saved_comes_back(proof: Page, serve: Serve) -> None:
    serve(DRAFT, 403)
    proof.locator("#wens").fill("samen eten")
    proof.locator("[value=mo-morning]").check()
    expect(proof.get_by_text("Nog niet bewaard")).to_be_visible()
    proof.reload()
    expect(proof.locator("#wens")).to_have_value("samen eten")
    expect(proof.locator("[value=mo-morning]")).to_be_checked()


def test_what_was_saved_is_left_to_the_server(proof: Page, serve: Serve) -> None:
    serve(DRAFT, 204)
    proof.locator("#wens").fill("samen eten")
    expect(proof.get_by_text("Bewaard om")).to_be_visible()
    proof.reload()
    expect(proof.locator("#wens")).to_have_value("")


def test_an_impatient_double_click_sends_once(proof: Page) -> None:
    sent: list[Route] = []

    def never_answer(route: Route) -> None:
        sent.append(route)

    proof.route("**/verstuur/", never_answer)
    proof.route(f"**{DRAFT}", lambda route: route.fulfill(status=204))
    button = proof.get_by_role("button", name="Verstuur")
    twice = "(one) => { one.click(); one.click(); return one.getAttribute('aria-disabled'); }"
    with proof.expect_request("**/verstuur/"):
        assert button.evaluate(twice) == "true"
    proof.wait_for_timeout(200)
    assert len(sent) == 1


def test_slash_goes_to_the_box_unless_one_is_typing(proof: Page) -> None:
    proof.keyboard.press("/")
    expect(proof.get_by_label("Wat speelt er?")).to_be_focused()
    proof.keyboard.press("/")
    expect(proof.get_by_label("Wat speelt er?")).to_have_value("/")


def test_the_text_for_the_file_can_be_copied(proof: Page) -> None:
    proof.context.grant_permissions(["clipboard-read", "clipboard-write"])
    proof.get_by_role("button", name="Kopieer").click()
    expect(proof.get_by_role("button", name="Gekopieerd")).to_be_visible()
    assert proof.evaluate("navigator.clipboard.readText()") == "regel een"


def test_a_theme_of_a_network_reaches_the_buttons_and_the_letters(page: Page) -> None:
    page.goto("/stijlgids/")
    theme = {"--kortelijn-brand-500": "#7a1f5c", "--kortelijn-font-text": "serif"}
    page.evaluate("(t) => { for (const k in t) document.documentElement.style.setProperty(k, t[k]) }", theme)
    button = page.locator(".utrecht-button--primary-action").first
    expect(button).to_have_css("background-color", "rgb(122, 31, 92)")
    expect(page.locator("h1")).to_have_css("font-family", "serif")
