"""Loaded by pytest before anything else: chooses the test settings and keeps a PostgreSQL running for the run."""

import os
import re
from contextlib import ExitStack

import psutil
import psycopg
import pytest
from django.conf import settings
from psycopg import sql

from kortelijn.config import prepare
from tests import random_order

os.environ["KORTELIJN_ENV"] = "test"
# All workers of one run share its name, so that their databases can be told from those of another run.
os.environ.setdefault("KORTELIJN_TEST_RUN", str(os.getpid()))

LEFTOVER = re.compile(r"test_kortelijn_[a-z]*(\d+)")

_held = ExitStack()


def pytest_configure(config: pytest.Config) -> None:
    """Compile the translations; start the embedded PostgreSQL or find it running, unless DATABASE_URL names another."""
    random_order.install()
    if not hasattr(config, "workerinput"):
        prepare.catalogs()
    if os.environ.get("DATABASE_URL") or config.option.collectonly:
        return
    _held.enter_context(settings.CLUSTER.in_use())
    if not hasattr(config, "workerinput"):
        _drop_leftovers()


def pytest_unconfigure() -> None:
    """Let go of PostgreSQL; the last run to leave stops it."""
    _held.close()


def _drop_leftovers() -> None:
    """Remove the databases of runs that were killed: their name ends in the number of a process that is gone."""
    with psycopg.connect(settings.CLUSTER.url(), autocommit=True) as connection:
        for (name,) in connection.execute("SELECT datname FROM pg_database WHERE datname LIKE 'test_kortelijn_%'"):
            run = LEFTOVER.match(name)
            if run and not psutil.pid_exists(int(run[1])):
                connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
