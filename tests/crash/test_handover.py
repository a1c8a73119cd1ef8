"""kill -9 in the middle of a handover of five hundred tasks and more: all of it or nothing, and in the end once."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Thread
from typing import Any

import psycopg
import pytest

from kortelijn.kernel.clock import today
from tests.crash.handover import IN_THIS_PROCESS, TASKS
from tests.crash.product import Product, Visitor, until

Leaving = dict[str, str]
HELD = "SELECT FROM directory_service WHERE id = %(service)s FOR UPDATE"
WAITING = "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%directory_service%'"
THE_DAY_COMES = """
WITH departure AS (UPDATE succession_departure SET leaves_on = %(today)s WHERE id = %(departure)s)
UPDATE parties_tenure SET period = daterange(lower(period), %(today)s) WHERE id = %(tenure)s
"""
LOOK = """
INSERT INTO procrastinate_jobs (queue_name, task_name, args)
VALUES ('default', 'tasks.sweep', '{"timestamp": 0}') RETURNING 1
"""
STATE = """
SELECT
    (SELECT status FROM succession_departure WHERE id = %(departure)s),
    (SELECT count(*) FROM tasks_task WHERE owner_id = %(seat)s AND subject_type = 'crash'),
    (SELECT count(*) FROM tasks_task WHERE owner_id = %(to)s AND subject_type = 'crash'),
    (SELECT count(*) FROM kernel_event event JOIN tasks_task task ON task.id = event.subject_id
        WHERE task.owner_id IN (%(seat)s, %(to)s) AND event.kind IN ('task.handed-on', 'task.moved-up')),
    (SELECT count(*) FROM kernel_event WHERE subject_id = %(departure)s AND kind = 'departure.carried-out'),
    (SELECT intake_id = %(to)s FROM directory_service WHERE id = %(service)s),
    (SELECT contact_id = %(to)s FROM initiatives_initiative WHERE id = %(project)s)
"""
NOTHING, ALL = ("planned", TASKS, 0, 0, 0, False, False), ("done", 0, TASKS, TASKS, 1, True, True)


@contextmanager
def connected(product: Product) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(product.cluster.url(), autocommit=True) as database:
        yield database


def ask(product: Product, sql: str, values: Leaving | None = None) -> list[Any]:
    """One statement on a connection of its own; nothing while the database is away."""
    with suppress(psycopg.OperationalError), connected(product) as database:
        done = database.execute(sql, values)
        return done.fetchall() if done.description else []
    return []


def state(product: Product, leaving: Leaving) -> Any:
    """What everybody else sees of the handover; to be asked of a database that is there."""
    found: list[Any] = []

    def answered() -> bool:
        found.extend(ask(product, STATE, leaving))
        return bool(found)

    until(answered, seconds=30)
    return found[0]


def whole(product: Product, leaving: Leaving) -> bool:
    """Whether all of it moved; at no moment only some of it did."""
    found = state(product, leaving)
    assert found in (NOTHING, ALL)
    return bool(found == ALL)


def leavers(product: Product) -> dict[str, Leaving]:
    environ = product.environ | {"DJANGO_SETTINGS_MODULE": "kortelijn.config.settings"}
    words = [sys.executable, "-c", IN_THIS_PROCESS]
    done = subprocess.run(words, env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    told: dict[str, Leaving] = json.loads(done.stdout.splitlines()[-1])
    return told


def leaves_today(product: Product, leaving: Leaving) -> Thread:
    """The coordinator says on the page that somebody is gone from today, and tries again until that arrived."""
    visitor, path = Visitor(product.address), f"/netwerk/bezetting/{leaving['tenure']}/weggaan/"
    visitor.insist(lambda: visitor.post("/demo/als/coordinator/", {}, form="/demo/"), arrived="/")
    values = {"on": today().isoformat(), "vandaag": "ja"}
    trying = Thread(target=visitor.insist, args=(lambda: visitor.post(path, values), leaving["seat"]))
    trying.start()
    return trying


def killed_halfway(product: Product, leaving: Leaving, victim: str) -> Thread | None:
    """What is held is kept busy, so that the handover waits with the tasks moved and the rest not: then kill -9."""
    trying = None
    with suppress(psycopg.OperationalError), psycopg.connect(product.cluster.url()) as keeps_busy:
        keeps_busy.execute(HELD, leaving)
        if victim == "web process":
            trying = leaves_today(product, leaving)
        else:
            ask(product, THE_DAY_COMES, leaving | {"today": today().isoformat()})
            assert ask(product, LOOK)
        until(lambda: ask(product, WAITING), seconds=20)
        assert state(product, leaving) == NOTHING
        assert product.kill(victim)
        assert state(product, leaving) in (NOTHING, ALL)
    return trying


def carried_out_after_all(product: Product, leaving: Leaving, trying: Thread | None) -> None:
    """By whoever tries again on the page, or by the next look of the worker."""
    if trying:
        trying.join(60)
        assert not trying.is_alive()
    else:
        until(lambda: ask(product, LOOK), seconds=30)
    until(lambda: whole(product, leaving), seconds=30)


@pytest.mark.timeout(240)  # a product of its own, and three crashes
def test_a_handover_is_whole_or_not_at_all_and_happens_once(product: Product) -> None:
    for victim, leaving in leavers(product).items():
        carried_out_after_all(product, leaving, killed_halfway(product, leaving, victim))
    product.run("check-invariants")
