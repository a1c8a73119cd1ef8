"""kill -9 in the middle of many sends: what was acknowledged is stored and tasked, exactly once."""

import threading
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import psycopg
import pytest

from tests.crash.product import Product, Visitor, until

SENDS, AT_ONCE = 200, 8
KILLS = ("web process", "worker", "database", "web", "web process", "worker", "database")
BETWEEN_SECONDS = 2.0
COUNT = """
SELECT resident.name, count(DISTINCT referral.id), count(DISTINCT task.id), count(DISTINCT event.id),
    count(DISTINCT consent.id)
FROM residents_resident resident
LEFT JOIN referrals_referral referral ON referral.resident_id = resident.id
LEFT JOIN tasks_task task ON task.subject_id = referral.id AND task.code = 'fulfill' AND task.owner_id IS NOT NULL
LEFT JOIN kernel_event event ON event.subject_id = referral.id AND event.kind = 'referral.sent'
LEFT JOIN consent_consent consent ON consent.resident_id = resident.id
WHERE resident.name LIKE 'Proefpersoon %'
GROUP BY resident.name
"""
UNTOLD = """
SELECT count(*) FROM kernel_event event
JOIN referrals_referral referral ON referral.id = event.subject_id
JOIN residents_resident resident ON resident.id = referral.resident_id
WHERE event.kind = 'referral.sent' AND resident.name LIKE 'Proefpersoon %'
AND NOT EXISTS (SELECT FROM kernel_delivery delivery WHERE delivery.event_id = event.id)
"""


def sent_by(visitor: Visitor, number: int) -> None:
    """One recipe, sent until it is acknowledged; every try is the same draft, so the same key."""
    path = f"/recept/nieuw/?concept={uuid4()}"
    values = {"name": f"Proefpersoon {number}", "phone": "0612345678", "consent": "verbal", "day_part": "any"}
    visitor.insist(lambda: visitor.post(path, values), arrived="/recept/verstuurd/")


def gp(product: Product) -> Visitor:
    visitor = Visitor(product.address)
    visitor.insist(lambda: visitor.post("/demo/als/huisarts/", {}, form="/demo/"), arrived="/zoek/")
    return visitor


def kill_in_turn(product: Product, over: threading.Event) -> None:
    """Each victim in its turn; one that is still being started again is waited for."""
    for name in KILLS:
        if over.wait(BETWEEN_SECONDS):
            return
        while not product.kill(name):
            if over.wait(0.1):
                return


def send_all(product: Product) -> int:
    """Many sends at once; how many were acknowledged."""
    visitors = [gp(product) for _ in range(AT_ONCE)]
    over = threading.Event()
    killer = threading.Thread(target=kill_in_turn, args=(product, over))
    killer.start()
    try:
        with ThreadPoolExecutor(AT_ONCE) as pool:
            done = list(pool.map(lambda number: sent_by(visitors[number % AT_ONCE], number), range(SENDS)))
    finally:
        over.set()
        killer.join()
    return len(done)


@pytest.mark.timeout(600)  # two hundred sends between seven crashes
def test_acknowledged_is_stored_is_tasked_exactly_once(product: Product) -> None:
    acknowledged = send_all(product)
    assert "opnieuw gestart" in product.said()
    with psycopg.connect(product.cluster.url(), autocommit=True) as database:
        rows = database.execute(COUNT).fetchall()
        assert len(rows) == acknowledged == SENDS
        assert {row[1:] for row in rows} == {(1, 1, 1, 1)}
        until(lambda: database.execute(UNTOLD).fetchall() == [(0,)], seconds=90)
    product.run("check-invariants")
