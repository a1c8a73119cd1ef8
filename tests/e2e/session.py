"""Sign in to a real browser without the login pages, which have tests of their own."""

from django.conf import settings
from django.test import Client
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer


def sign_in(page: Page, live_server: LiveServer, client: Client) -> None:
    """Give the browser the session of this client."""
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
