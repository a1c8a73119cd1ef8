"""One running site for all the pages that are only looked at: built once per module, emptied afterwards."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connections
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer
from pytest_django.plugin import DjangoDbBlocker

from kortelijn.finding.warm_up import read_everything
from kortelijn.kernel.clock import moved_to, now
from tests.e2e.site import Site
from tests.rights.stage import Stage


@pytest.fixture(scope="module")
def site(chromium: Browser, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Site]:
    """Everybody of the rights table, ten days after they began, each in a browser of their own."""
    with django_db_blocker.unblock():
        read_everything()  # as the real server does when it starts
        with moved_to(now() - timedelta(days=10)):
            stage = Stage()
        server = LiveServer("localhost")
        opened = Site(stage, server.url, chromium)
        yield opened
        opened.close()
        server.stop()
        connections.close_all()
        call_command("flush", verbosity=0, interactive=False)
