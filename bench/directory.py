"""The list of what there is, in a network with five hundred services and in one with half a million."""

import sys
from collections.abc import Callable
from http import HTTPStatus
from uuid import UUID

from django.db import connection
from django.test import Client

from bench.measure import Result, cpu_of_each
from kortelijn.parties.models import Account
from tests.factories.world import World

SMALL, WHOLE, SOME, ORGANIZATION_HAS = 500, 500_000, 50_000, 8
TIMES = 40
MOST = 1.5
PAGES = {
    "lijst": "/aanbod/", "op naam": "/aanbod/?zoek=wandelgroep", "op een zeldzame naam": "/aanbod/?zoek=kalebas",
    "op organisatie": "/aanbod/?zoek=organisatie+12", "op onderwerp": "/aanbod/?domein=geld",
    "gratis in het Turks": "/aanbod/?gratis=1&taal=tr", "vandaag open": "/aanbod/?open=vandaag",
    "nu open": "/aanbod/?open=nu", "op dinsdag": "/aanbod/?dag=di", "tweede bladzijde": "/aanbod/?pagina=2",
}  # fmt: skip
ORGANIZATIONS = """
INSERT INTO parties_organization (id, name, description, kind, url, email, phone, source_id)
SELECT gen_random_uuid(), 'Organisatie ' || n, '', 'welzijn', '', '', '', 'bench-' || n
FROM generate_series(%(start)s / %(each)s, %(end)s / %(each)s) n
"""
# Copies of one that an action made, so that a new column is no reason to come back here; names, hours and the rest have
# nothing to do with each other. A rare name fills one page in the small network too, so that as many cards are drawn.
SERVICES = """
WITH seen AS (SELECT array_agg(id ORDER BY id) ids FROM parties_organization WHERE source_id LIKE 'bench-%%')
INSERT INTO directory_service
SELECT (jsonb_populate_record(one, jsonb_build_object(
    'id', gen_random_uuid(), 'organization_id', ids[1 + n %% array_length(ids, 1)], 'source_id', 'bench-' || n,
    'name', (ARRAY['Wandelgroep', 'Eettafel', 'Taalles', 'Spreekuur', 'Inloop', 'Maatje', 'Repair Café', 'Gym', 'Koor',
        'Moestuin'])[1 + n %% 10] || CASE WHEN n %% 25000 = 77 OR n <= 20 THEN ' Kalebas ' ELSE ' De Brug ' END || n,
    'domains', ARRAY[(ARRAY['netwerk', 'geld', 'bewegen', 'taal', 'psychisch', 'jeugd', 'voeding'])
        [1 + abs(hashint4(n)) %% 7]],
    'cost_amount', CASE WHEN abs(hashint4(n + 1)) %% 3 = 0 THEN 5 ELSE 0 END,
    'languages', to_jsonb((ARRAY['{nl}', '{nl,en}', '{nl,tr}', '{nl,ar,en}', '{nl,pl}'])
        [1 + abs(hashint4(n + 2)) %% 5]::varchar[])
))).*
FROM directory_service one, seen, generate_series(%(start)s, %(end)s) n WHERE one.id = %(one)s
"""
HOURS = """
INSERT INTO directory_schedule (id, service_id, rrule, opens_at, closes_at, walk_in, notes)
SELECT gen_random_uuid(), id, (ARRAY['FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', 'FREQ=WEEKLY;BYDAY=TU,TH', 'FREQ=DAILY',
    'FREQ=WEEKLY;BYDAY=MO,WE', 'FREQ=MONTHLY;BYDAY=1WE', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TH'])
    [1 + abs(hashint4(substr(source_id, 7)::int)) %% 6], '08:00', '20:00', true, ''
FROM directory_service
WHERE source_id LIKE 'bench-%%' AND substr(source_id, 7)::int BETWEEN %(start)s AND %(end)s
"""


def run() -> list[Result]:
    """One figure for each way to look: among half a million it costs at most one and a half times as much.

    Half a million when asked for by name, else a tenth of it, so that all benches together stay short.
    """
    large = WHOLE if "directory" in sys.argv[1:] else SOME
    world = World(slug="bench-directory")
    client = Client(headers={"host": "localhost"})
    account = Account.objects.get(person=world.coordinator.person_id)
    client.force_login(account)
    _grow(world, 1, SMALL)
    few = _looks(client)
    _grow(world, SMALL + 1, large)
    many, told = _looks(client), f"bij {large:_} diensten".replace("_", ".")
    return [
        Result(f"aanbod {name} {told}", many[name], f"bij {SMALL} diensten", few[name], limit=MOST) for name in PAGES
    ]


def _looks(client: Client) -> dict[str, float]:
    """The middle of many looks at each page, in turns."""
    times = cpu_of_each([_looking(client, address) for address in PAGES.values()], TIMES)
    return {name: sorted(taken)[len(taken) // 2] for name, taken in zip(PAGES, times, strict=True)}


def _looking(client: Client, address: str) -> Callable[[int], object]:
    def look(_number: int) -> None:
        assert client.get(address).status_code == HTTPStatus.OK

    return look


def _grow(world: World, start: int, end: int) -> None:
    span: dict[str, int | UUID] = {"start": start, "end": end, "each": ORGANIZATION_HAS, "one": world.service.pk}
    for statement in (ORGANIZATIONS, SERVICES, HOURS):
        _sql(statement, **span)
    _sql("VACUUM ANALYZE")


def _sql(text: str, **values: int | UUID) -> None:
    with connection.cursor() as cursor:
        cursor.execute(text, values or None)
