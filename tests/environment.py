"""Loaded by pytest before anything else: chooses the test settings and keeps a PostgreSQL running for the run."""

import os
from contextlib import ExitStack

import pytest
from django.conf import settings

from tests import random_order

os.environ["KORTELIJN_ENV"] = "test"
# All workers of one run share its name, so that their databases can be told from those of another run.
os.environ.setdefault("KORTELIJN_TEST_RUN", str(os.getpid()))

_held = ExitStack()


def pytest_configure(config: pytest.Config) -> None:
    """Start the embedded PostgreSQL, or find it running, unless DATABASE_URL names another."""
    random_order.install()
    if os.environ.get("DATABASE_URL") or config.option.collectonly:
        return
    _held.enter_context(settings.CLUSTER.in_use())


def pytest_unconfigure() -> None:
    """Let go of PostgreSQL; the last run to leave stops it."""
    _held.close()
