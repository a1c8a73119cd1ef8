"""What a page for everybody costs: bytes, requests, calm while it loads, and all of it to be read without a script."""

import gzip
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import brotli  # type: ignore[import-untyped]  # it says nothing of types
import pytest
from playwright.sync_api import Page, Response

from kortelijn.config import settings
from tests.e2e.site import Site
from tests.e2e.test_every_page import BY_ROUTE, pages

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

KILOBYTE = 1_000
MOST_BYTES = 150 * KILOBYTE
MOST_REQUESTS = 16
MOST_SHIFT = 0.1  # from here on a page is said to jump
A_SENTENCE = 20  # characters that say something
REDIRECTS = range(300, 400)
COMPRESSED = ("text/", "application/json", "application/javascript", "image/svg+xml")
HEADERS = 400  # bytes of one answer, about
SHIFTS = """
window.shift = 0;
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) if (!one.hadRecentInput) window.shift += one.value;
}).observe({ type: "layout-shift", buffered: true });
"""
ASKED = "performance.getEntriesByType('resource').map((one) => one.name)"
LARGE = "main h1, main p, main li, main img"  # what a browser counts as the largest thing painted
FOR_EVERYBODY = [route for route, role in pages() if BY_ROUTE[route].public_because]


@dataclass
class Bill:
    """What came over the wire for one page, as the product sends it to a browser of today.

    Files are compressed beforehand (brotli, by whitenoise), pages as they are made (gzip); a test serves files plain.
    """

    bytes: dict[str, int] = field(default_factory=dict)

    def add(self, response: Response) -> None:
        """Count one answer with its headers; one that only sends on has no body."""
        path, kind = urlsplit(response.url).path, response.headers.get("content-type", "")
        body = b"" if response.status in REDIRECTS else response.body()
        compress: Callable[[bytes], bytes] = brotli.compress if path.startswith("/static/") else gzip.compress
        self.bytes[path] = len(compress(body) if kind.startswith(COMPRESSED) else body) + HEADERS

    @property
    def total(self) -> int:
        """All of it."""
        return sum(self.bytes.values())


def visited(site: Site, route: str, *, scripts: bool) -> tuple[Page, Bill]:
    """The page of somebody whose browser has nothing of ours yet."""
    context = site.browser.new_context(base_url=site.url, locale="nl-NL", java_script_enabled=scripts)
    page, bill = context.new_page(), Bill()
    page.set_default_timeout(20_000)
    if scripts:
        page.add_init_script(SHIFTS)
    page.on("requestfinished", lambda request: bill.add(found) if (found := request.response()) else None)
    page.goto(site.stage.path(BY_ROUTE[route]), wait_until="networkidle")
    return page, bill


@pytest.mark.parametrize("route", FOR_EVERYBODY)
def test_a_public_page_is_light_and_calm(site: Site, route: str) -> None:
    page, bill = visited(site, route, scripts=True)
    told = json.dumps(bill.bytes, indent=1)
    assert bill.total <= MOST_BYTES, f"{bill.total} bytes: {told}"
    assert len(bill.bytes) <= MOST_REQUESTS, told
    assert page.evaluate("window.shift") <= MOST_SHIFT
    assert all(urlsplit(site.url).netloc == urlsplit(one).netloc for one in page.evaluate(ASKED)), "asks another site"
    page.context.close()


@pytest.mark.parametrize("route", FOR_EVERYBODY)
def test_a_public_page_is_read_without_scripts(site: Site, route: str) -> None:
    page, _bill = visited(site, route, scripts=False)
    assert page.locator("h1").count() == 1
    assert len(page.locator("main").inner_text().strip()) > A_SENTENCE
    assert page.locator(LARGE).first.is_visible(), "nothing large to look at until a script has run"
    assert page.locator("main button[disabled], main [aria-busy=true]").count() == 0
    page.context.close()


def test_what_is_served_is_compressed(site: Site) -> None:
    assert "kortelijn.config.compression.CompressionMiddleware" in settings.MIDDLEWARE
    page = site.page("anonymous")
    answer = page.goto(f"/hulp/{site.stage.world.network.slug}/")
    assert answer
    assert answer.headers["content-encoding"] == "gzip"
    page.close()
