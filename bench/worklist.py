"""The worklist of one seat, with a thousand and with a million tasks in the database."""

from django.db import connection
from django.test import Client

from bench.measure import Result, cpu_milliseconds
from kortelijn.parties.models import Account
from tests.factories.world import World

SMALL, LARGE, SEATS = 1_000, 1_000_000, 2_000
SEATS_SQL = """
INSERT INTO parties_seat
    (id, network_id, organization_id, title, profession, functions, mandate_hours, shared, languages)
SELECT gen_random_uuid(), %(network)s, %(organization)s, 'Plek ' || n, 'welzijnscoach', '{}', 8, false, '{}'
FROM generate_series(1, %(seats)s) n
"""
TASKS_SQL = """
WITH seats AS (SELECT array_agg(id) ids FROM parties_seat WHERE title LIKE 'Plek %%')
INSERT INTO tasks_task
    (id, network_id, code, status, status_reason, business_status, owner_id, subject_type, subject_id,
    authored_at, last_action_at, due_at, closed_at, round, escalate_at)
SELECT gen_random_uuid(), %(network)s, 'fulfill', CASE WHEN n %% 5 = 0 THEN 'accepted' ELSE 'completed' END, '', '',
    ids[1 + n %% array_length(ids, 1)], 'bench', gen_random_uuid(), now() - n %% 700 * interval '1 day', now(),
    now() + (n %% 60 - 20) * interval '1 day', CASE WHEN n %% 5 = 0 THEN NULL ELSE now() END, 0, NULL
FROM seats, generate_series(%(start)s, %(end)s) n
"""


def run() -> list[Result]:
    """One figure: the page with a million tasks costs at most one and a half times that with a thousand."""
    world = World(slug="bench-worklist")
    _receive(world)
    client = Client(headers={"host": "localhost"})
    client.force_login(Account.objects.get(pk=world.link_worker.account_id))
    _sql(SEATS_SQL, network=world.network.pk, organization=world.welfare.pk, seats=SEATS)
    _tasks(world, 1, SMALL)
    small = cpu_milliseconds(lambda: _look(client), times=40)
    _tasks(world, SMALL + 1, LARGE)
    large = cpu_milliseconds(lambda: _look(client), times=40)
    return [Result("werklijst bij 1.000.000 taken", large, "werklijst bij 1.000 taken", small, limit=1.5)]


def _receive(world: World) -> None:
    """A worklist worth looking at."""
    for _ in range(12):
        world.referral(service=world.service)


def _look(client: Client) -> None:
    response = client.get("/vandaag/")
    assert response.status_code == 200


def _tasks(world: World, start: int, end: int) -> None:
    _sql(TASKS_SQL, network=world.network.pk, start=start, end=end)
    _sql("ANALYZE tasks_task")


def _sql(text: str, **values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(text, values)
