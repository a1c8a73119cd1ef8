"""Which services are weighed at all: those of a network, or the nearest ones; read from the index in one statement."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from kortelijn.agreements.here import areas_of_postcode
from kortelijn.agreements.routes import NOTHING_AGREED, ROUTES_HERE, Agreed, routes_here
from kortelijn.directory.distance import Point
from kortelijn.directory.models import Service
from kortelijn.finding.filters import Filters
from kortelijn.finding.ground import on_the_map
from kortelijn.finding.listings import Listings, domain_order, layout
from kortelijn.kernel.clock import local
from kortelijn.kernel.statements import prepared
from kortelijn.parties.models import Network

MOST = 6_000  # of one network
REACHES = (1_200, 6_000, 24_000)  # of the nearest services: how many are looked at, until enough of them will do
ENOUGH = 20
NEAREST = 120  # are weighed whatever they are for; further away only what has to do with the question is
NEAR_MOST = 350

NOWHERE = tuple(routes_here(None, None))
Condition = tuple[str, list[Any]]
OPEN_TO_RESIDENTS = "NOT EXISTS (SELECT 1 FROM directory_service s WHERE s.id = service_id AND s.access = %s)"
GATHERED = """
SELECT string_agg(facts, ''::bytea), string_agg(terms, ''::bytea), ({routes})
FROM ({rows}) r
"""
ROWS = "SELECT facts, terms FROM finding_listing WHERE {conditions} LIMIT {most}"
# Which rows are near is asked before anything else, so that the database always walks its map from here outward.
NEAR_ROWS = """
SELECT facts, terms FROM (
    SELECT facts, terms, topics, row_number() OVER () AS place FROM (
        SELECT service_id, facts, terms, topics, layout, free, referral, languages, step, open_days, minimum_age,
            maximum_age
        FROM finding_listing WHERE east IS NOT NULL ORDER BY point(east, north) <-> %s::point LIMIT %s
    ) nearest
    WHERE {conditions}
) fitting
WHERE place <= %s OR topics & %s <> 0 LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class Candidates:
    """The services to weigh, and what their network agreed on what comes first."""

    listings: Listings = field(default_factory=Listings)
    agreed: Agreed = NOTHING_AGREED


def of_network(network: Network, filters: Filters, at: datetime, organization: UUID | None = None) -> Candidates:
    """The offer of one network, with what holds for who asks from this organization, or else from this postcode."""
    text, values = _all_of([("network_id = %s", [network.pk]), *_conditions(filters, at)])
    postcode = filters.postcode if organization is None else ""
    here = routes_here(network.pk, organization, areas_of_postcode(network.pk, postcode) if postcode else ())
    return _read(ROWS.format(conditions=text, most=MOST), values, network, here)


def around(near: Point, domains: Iterable[str], filters: Filters, at: datetime) -> Candidates:
    """The nearest services of the whole country, and somewhat further those that have to do with what is wanted."""
    text, values = _all_of(_conditions(filters, at))
    about = [NEAREST, _topics(domains), NEAR_MOST]
    found = Candidates()
    for reach in REACHES:
        here = "({},{})".format(*on_the_map(near))
        found = _read(NEAR_ROWS.format(conditions=text), [here, reach, *values, *about])
        if len(found.listings) >= ENOUGH:
            break
    return found


def _topics(domains: Iterable[str]) -> int:
    return sum(1 << domain_order()[code] for code in domains)


def _conditions(filters: Filters, at: datetime) -> list[Condition]:
    """The filters as conditions; of what is open only the weekday, the hour is looked up later."""
    today = local(at).weekday()
    chosen: list[tuple[bool, str, list[Any]]] = [
        (True, "layout = %s", [layout()]),
        (filters.free, "free", []),
        (filters.without_referral, "NOT referral", []),
        (filters.for_residents, OPEN_TO_RESIDENTS, [Service.Access.PROFESSIONALS]),
        (bool(filters.language), "languages @> ARRAY[%s]::varchar[]", [filters.language]),
        (bool(filters.step), "step = %s", [filters.step]),
        (bool(filters.open), "open_days & %s <> 0", [1 << today]),
        (filters.age is not None, "minimum_age <= %s", [filters.age]),
        (filters.age is not None, "coalesce(maximum_age, 999) >= %s", [filters.age]),
    ]
    return [(text, values) for holds, text, values in chosen if holds]


def _all_of(conditions: list[Condition]) -> Condition:
    texts = [text for text, _values in conditions]
    return " AND ".join(texts), [value for _text, values in conditions for value in values]


def _read(
    rows: str, values: list[Any], network: Network | None = None, here: Sequence[Any] = NOWHERE
) -> Candidates:  # fmt: skip
    """The rows as one value: reading them one by one would cost more than weighing them."""
    with prepared(as_bytes=True) as cursor:
        cursor.execute(GATHERED.format(rows=rows, routes=ROUTES_HERE), [*here, *values])
        facts, terms, agreed = cursor.fetchone()
    listings = Listings.of_bytes(facts or b"", terms or b"")
    return Candidates(listings, Agreed.read(network, agreed))
