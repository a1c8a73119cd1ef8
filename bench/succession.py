"""Somebody leaves a seat with five hundred open tasks: all that was accepted moves in one transaction."""

import statistics
import time
from datetime import timedelta

from django.db import connection

from bench.measure import Result, cpu_milliseconds
from kortelijn.kernel.actor import SYSTEM
from kortelijn.kernel.clock import moved_to, now, today
from kortelijn.parties.models import Seat, Tenure
from kortelijn.succession.actions import announce, answer, carry_out, propose
from kortelijn.succession.models import Departure
from kortelijn.tasks.models import Task
from kortelijn.tasks.queries import is_occupied
from tests.factories.world import World, actor_on

TASKS, ROUNDS, SECOND = 500, 5, 1000.0
TASKS_SQL = """
INSERT INTO tasks_task
    (id, network_id, code, status, status_reason, business_status, owner_id, subject_type, subject_id,
    authored_at, last_action_at, due_at, closed_at, round, escalate_at)
SELECT gen_random_uuid(), %(network)s, 'fulfill', 'accepted', '', '', %(owner)s, 'bench', gen_random_uuid(),
    now(), now(), now() + n %% 30 * interval '1 day', NULL, 0, now() + n %% 30 * interval '1 day'
FROM generate_series(1, %(tasks)s) n
"""
BEFORE_SQL = "SELECT 1 FROM parties_tenure WHERE seat_id = %s AND period @> %s LIMIT 1"


def run() -> list[Result]:
    """Five hundred tasks move within a second; to ask who is there costs little more than who sits there."""
    world = World(slug="bench-succession")
    taken = [_carried_out_in(world, number) for number in range(ROUNDS)]
    seat = world.link_seat
    before, after = cpu_milliseconds(lambda: _sits(seat)), cpu_milliseconds(lambda: is_occupied(seat))
    return [
        Result("500 taken naar een opvolger", statistics.median(taken), "een seconde", SECOND, limit=1),
        Result("is er iemand, met afwezigheid", after, "zit er iemand", before, limit=1.25),
    ]


def _carried_out_in(world: World, number: int) -> float:
    """Milliseconds on the clock, from the first statement to the commit."""
    leaving = _leaving(world, number)
    with moved_to(now() + timedelta(days=9)):
        began = time.perf_counter()
        carry_out(SYSTEM, leaving)
        taken = (time.perf_counter() - began) * 1000
    assert Task.objects.open().filter(owner=leaving.to_seat).count() == TASKS
    return taken


def _leaving(world: World, number: int) -> Departure:
    seat, to = (_seat(world, f"{what} {number}") for what in ("Weg", "Erna"))
    with connection.cursor() as cursor:
        cursor.execute(TASKS_SQL, {"network": world.network.pk, "owner": seat.pk, "tasks": TASKS})
        cursor.execute("ANALYZE tasks_task")
    tenure = Tenure.objects.get(seat=seat)
    leaving = announce(actor_on(seat), tenure, on=today() + timedelta(days=5))
    leaving = propose(actor_on(seat), leaving, to)
    keys = Task.objects.open().owed_by(seat.pk).values_list("pk", flat=True)
    return answer(actor_on(to), leaving, taken=list(keys), declined=[], takes_new=True)


def _seat(world: World, title: str) -> Seat:
    _above = world.coordinator_seat
    return world.seat(world.welfare, title, "Noor", profession="welzijnscoach", functions=["receives"])


def _sits(seat: Seat) -> None:
    with connection.cursor() as cursor:
        cursor.execute(BEFORE_SQL, [seat.pk, today()])
        cursor.fetchone()
