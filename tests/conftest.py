"""Fixtures for all tests."""

import os
from collections.abc import Iterator

import pytest
from django.db import connections
from django.utils import translation
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests import browser


@pytest.fixture(autouse=True)
def in_dutch() -> Iterator[None]:
    """Start each test in Dutch: a request in another language leaves that language behind in its thread."""
    with translation.override("nl"):
        yield


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A real browser, one per worker."""
    # Playwright keeps an event loop in this thread, which makes Django refuse its ORM here without need.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    path = str(browser.executable())
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=path, args=list(browser.ARGUMENTS), env=dict(browser.environment())
        )
        yield launched
        launched.close()
        # With that loop Django keeps other connections for this thread than without; these nobody else closes.
        connections.close_all()


@pytest.fixture
def page(chromium: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A fresh page with its own cookies on the running site; addresses may be relative."""
    context = chromium.new_context(base_url=live_server.url, locale="nl-NL", timezone_id="Europe/Amsterdam")
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()
