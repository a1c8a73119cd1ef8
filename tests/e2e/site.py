"""A running site, and a browser for each role."""

from dataclasses import dataclass, field

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from tests.rights.stage import Stage

DESK, PHONE, HALF = (ViewportSize(width=width, height=900) for width in (1280, 320, 640))
OPEN_ALL = "document.querySelectorAll('details').forEach((one) => (one.open = true))"
TWICE = "(root) => { root.style.fontSize = 2 * parseFloat(getComputedStyle(root).fontSize) + 'px' }"
# The page as it stands once the browser has drawn it at its new size.
DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))"
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@dataclass
class Site:
    """Whoever asks for a page gets it in a browser that is signed in already."""

    stage: Stage
    url: str
    browser: Browser
    contexts: dict[tuple[str, bool], BrowserContext] = field(default_factory=dict)

    def page(self, role: str, *, scripts: bool = True) -> Page:
        """A fresh page of somebody with this role."""
        key = (role, scripts)
        if key not in self.contexts:
            self.contexts[key] = self._signed_in(role, scripts)
        return self.contexts[key].new_page()

    def _signed_in(self, role: str, scripts: bool) -> BrowserContext:
        context = self.browser.new_context(
            base_url=self.url, locale="nl-NL", timezone_id="Europe/Amsterdam", java_script_enabled=scripts,
            reduced_motion="reduce",  # what still fades in has no contrast yet
        )  # fmt: skip
        context.set_default_timeout(10_000)
        if cookie := self.stage.clients[role].cookies.get(settings.SESSION_COOKIE_NAME):
            context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": self.url}])
        return context

    def close(self) -> None:
        """Close every browser window."""
        for context in self.contexts.values():
            context.close()


def complaints(page: Page) -> list[str]:
    """What is wrong with the page as it stands: for whom it is inaccessible, and where it is too wide."""
    page.evaluate(OPEN_ALL)
    found: list[str] = []
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        page.evaluate(DRAWN)
        found += [f"too wide at {size['width']}: {wide}" for wide in [page.evaluate(TOO_WIDE)] if wide > 0]
        axe = Axe().run(page)
        found += [f"at {size['width']}: {axe.generate_report()}"] if axe.violations_count else []
    page.set_viewport_size(HALF)
    page.locator("html").evaluate(TWICE)
    page.evaluate(DRAWN)
    found += [f"too wide with text of twice the size: {wide}" for wide in [page.evaluate(TOO_WIDE)] if wide > 0]
    return found
