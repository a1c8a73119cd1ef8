"""Likely duplicates of an entry that somebody is about to add, and all pairs of a neighbourhood: in a country."""

import statistics
import sys
from itertools import islice, product
from uuid import UUID

from django.db import connection

from bench.measure import Result, cpu_of_each
from kortelijn.directory.duplicates import likely_duplicates, likely_pairs
from kortelijn.parties.models import Network

SMALL, WHOLE, SOME, PER_NETWORK = 500, 500_000, 50_000, 250
TIMES, LIMIT, PAIRS_LIMIT = 200, 1.5, 40
WHAT = (
    "Inloop", "Eettafel", "Taalcafé", "Wandelclub", "Spreekuur schulden", "Maatje", "Koffieochtend", "Naaiatelier",
    "Budgetcursus", "Rouwgroep", "Jongerencentrum", "Repair café", "Ontmoetingsgroep", "Valpreventie", "Huiswerkklas",
    "Mantelzorgsalon", "Buurtmoestuin", "Zangkoor", "Formulierenhulp", "Beweegtuin", "Voedselbank", "Peuterspeelzaal",
    "Fietsles voor vrouwen", "Klussendienst",
)  # fmt: skip
WHERE = (
    "De Brug", "Om de Hoek", "Het Anker", "De Linde", "Zonneweelde", "De Wissel", "Oosterlicht", "De Schakel",
    "Spoorzicht", "Het Baken", "De Meander", "Rivierkant", "De Loods", "Hofvaart", "De Kade", "Waterkant",
    "Het Klokhuis", "De Stuw", "Laakhoek", "De Aanleg", "Kantelkade",
)  # fmt: skip
LOAD = """
INSERT INTO parties_network (id, name, slug, first_contact_days, outcome_days, escalation_days)
SELECT md5('n' || n)::uuid, 'Wijk ' || n, 'dubbel-' || n, 2, 30, 1 FROM generate_series(%(first)s / %(each)s,
    (%(last)s - 1) / %(each)s) n;
INSERT INTO directory_service (id, network_id, organization_id, name, alternate_name, description, alert, url, email,
    status, domains, themes, step, eligibility, cost_text, access, languages, professional_route, resident_route,
    required_documents, at_home, capacity_unit, capacity_note, confirmed_at, confirmed_by, update_rhythm_months,
    modified_at, source_id, taken_from)
SELECT md5('s' || n)::uuid, md5('n' || n / %(each)s)::uuid, %(organization)s,
    (%(names)s::text[])[1 + n %% %(count)s] || CASE WHEN n %% 3 = 0 THEN ' ' || n %% 997 ELSE '' END, '',
    'Voor iedereen uit de buurt die op dag ' || n || ' graag iets samen doet, met koffie.', '',
    'https://www.voorbeeld.example/aanbod/' || n, '', 'active', '{}', '{}', 'basic', '', '', 'inloop', '{}', '', '',
    '{}', false, '', '', now(), '', 6, now(), '', '' FROM generate_series(%(first)s, %(last)s - 1) n;
INSERT INTO directory_contact (id, service_id, name, title, phone, email, visibility)
SELECT md5('c' || n)::uuid, md5('s' || n)::uuid, '', '', '0' || 100000000 + n / 4, '', 'public'
FROM generate_series(%(first)s, %(last)s - 1) n;
INSERT INTO directory_location (id, network_id, name, description, address, postal_code, city, state_province, country,
    accessibility, source_id)
SELECT md5('l' || n)::uuid, md5('n' || n * 5 / %(each)s)::uuid, 'Gebouw', '', 'Laan ' || n %% 200,
    1000 + n %% 9000 || ' AB', '', '', 'NL', '{}', '' FROM generate_series(%(first)s / 5, (%(last)s - 1) / 5) n;
INSERT INTO directory_serviceatlocation (id, service_id, location_id)
SELECT md5('a' || n)::uuid, md5('s' || n)::uuid, md5('l' || n / 5)::uuid
FROM generate_series(%(first)s, %(last)s - 1) n;
"""


def run() -> list[Result]:
    """The whole country when asked for by name, else a tenth of it."""
    last = WHOLE if "duplicates" in sys.argv[1:] else SOME
    organization = _organization()
    _load(0, SMALL, organization)
    network = Network.objects.get(slug="dubbel-0")
    small, small_pairs = (statistics.median(each) for each in _measured(network))
    _load(SMALL, last, organization)
    large, large_pairs = (statistics.median(each) for each in _measured(network))
    return [
        Result(f"dubbelen van een nieuwe, {last} in het land", large, f"{SMALL} in het land", small, LIMIT),
        Result(f"alle paren van een wijk, {last} in het land", large_pairs, f"{SMALL} in het land", small_pairs, LIMIT),
    ]


def _measured(network: Network) -> list[list[float]]:
    return cpu_of_each([lambda number: _ask(network, number), lambda _number: likely_pairs(network.pk)], TIMES)


def _ask(network: Network, number: int) -> None:
    likely_duplicates(
        network, f"{WHAT[number % len(WHAT)]} {WHERE[number % len(WHERE)]}", address="Laan 3", postal_code="1003 AB",
        phone=f"0{100000000 + number}", url=f"voorbeeld.example/aanbod/{number}",
        text="Voor iedereen uit de buurt die graag iets samen doet.",
    )  # fmt: skip


def _organization() -> UUID:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO parties_organization (id, name, description, kind, url, email, phone, source_id)"
            " VALUES (gen_random_uuid(), 'Stichting', '', '', '', '', '', '') RETURNING id"
        )
        return UUID(str(cursor.fetchone()[0]))


def _load(first: int, last: int, organization: UUID) -> None:
    names = [f"{what} {where}" for what, where in islice(product(WHAT, WHERE), len(WHAT) * len(WHERE))]
    with connection.cursor() as cursor:
        values = {"first": first, "last": last, "each": PER_NETWORK, "organization": organization, "names": names,
                  "count": len(names)}  # fmt: skip
        for statement in LOAD.split(";\n")[:-1]:
            cursor.execute(statement, values)
        cursor.execute("VACUUM ANALYZE")
