"""An invented country full of services: half a million, where the people are, in a few popular fields, with long texts.

Everything is drawn from a fixed seed, as columns; rows of it are written in bulk, those nearest to the middle of the
third city first, so that the same neighbourhood can be measured in a small and in a large directory.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import numpy as np
from django.apps import apps
from django.db import connection
from numpy.typing import NDArray
from psycopg import sql

from bench.texts import texts
from kortelijn.directory.distance import Point
from kortelijn.directory.models import Schedule
from kortelijn.finding.ground import KILOMETRES_A_DEGREE, on_the_map
from kortelijn.finding.index import topics_of
from kortelijn.finding.listings import NO_LIMIT, UNKNOWN_ROOM, Entry, language_bits, layout, packed, record
from kortelijn.finding.reading import model
from kortelijn.finding.week import WeekHours, week_of
from kortelijn.vocabulary.steps import STEPS

SERVICES, NETWORKS, TOWNS, SEED = 500_000, 2_000, 340, 2515
# The largest cities with their inhabitants in thousands; the other towns are invented.
CITIES = (
    (52.37, 4.90, 930), (51.92, 4.48, 670), (52.07, 4.31, 565), (52.09, 5.12, 375), (51.44, 5.48, 245),
    (53.22, 6.57, 240), (51.56, 5.09, 230), (52.37, 5.22, 225), (51.59, 4.78, 185), (51.84, 5.86, 180),
)  # fmt: skip
MIDDLE = Point(52.07, 4.31)
SOUTH_WEST, NORTH_EAST = (51.3, 4.2), (53.2, 6.8)
HOURS = (
    (), (("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", 9, 17),), (("FREQ=WEEKLY;BYDAY=TU,TH", 10, 12),),
    (("FREQ=WEEKLY;BYDAY=MO,WE", 13, 16), ("FREQ=WEEKLY;BYDAY=FR", 9, 12)), (("FREQ=WEEKLY;BYDAY=SA", 10, 13),),
    (("FREQ=MONTHLY;BYDAY=1WE", 19, 21),), (("FREQ=DAILY", 8, 22),), (("FREQ=WEEKLY;BYDAY=TH", 19, 21),),
)  # fmt: skip
SPOKEN = (("nl",), ("nl", "en"), ("nl", "tr"), ("nl", "ar", "en"), ("nl", "pl"), ())
AGES = ((0, None), (18, None), (65, None), (0, 18), (12, 23), (55, None))
ACCESS = ("inloop", "aanmelden", "verwijzing")
A_PLACE_HAS = 3  # services, on average
AN_ORGANIZATION_HAS = 8

# The columns of each table that have something to say.
NETWORK = "id name slug first_contact_days outcome_days escalation_days"
ORGANIZATION = "id name description kind url email phone source_id"
LOCATION = """
    id network_id name description address postal_code city state_province country latitude longitude accessibility
    source_id
"""
SERVICE = """
    id network_id organization_id name alternate_name description alert url email status domains themes step minimum_age
    maximum_age eligibility cost_amount cost_text access languages professional_route resident_route required_documents
    at_home capacity_available capacity_unit capacity_note confirmed_at source_id
"""
SCHEDULE = "id service_id at_id rrule opens_at closes_at walk_in notes"
LISTING = """
    id service_id network_id east north postcode minimum_age maximum_age free referral languages step open_days topics
    facts terms text model layout
"""

Row = tuple[Any, ...]


class Country:
    """The columns of all services, in the order in which they are written."""

    def __init__(self, size: int = SERVICES, seed: int = SEED) -> None:
        self.chance, self.size = np.random.default_rng(seed), size
        self.texts, self.weeks = texts(), [_week(hours) for hours in HOURS]
        self.text_of = self._often(len(self.texts), 0.3)
        self.hours_of, self.spoken, self.ages = (
            self._often(len(HOURS)),
            self._often(len(SPOKEN)),
            self._often(len(AGES)),
        )
        self.step, self.access = self._often(3), self._often(3)
        self.free = self.chance.random(size) < 0.7
        self.at_home = self.chance.random(size) < 0.08
        self.room = self.chance.choice([0, 3, UNKNOWN_ROOM], size, p=[0.05, 0.15, 0.8])
        self.months = self.chance.integers(0, 14, size)
        self._settle()
        self.keys, self.places, self.organizations = _keys(size, 1), *self._shared()
        self.network_keys = _keys(NETWORKS, 9)

    def _often(self, number: int, slope: float = 0.9) -> NDArray[np.intp]:
        """A number for each service; the first ones come most."""
        shares = 1 / np.arange(1, number + 1) ** slope
        return self.chance.choice(number, self.size, p=shares / shares.sum())

    def _settle(self) -> None:
        """Towns by their inhabitants, neighbourhoods in towns, services in neighbourhoods; the measured one first."""
        towns = self.chance.uniform(SOUTH_WEST, NORTH_EAST, (TOWNS, 2))
        people = np.concatenate([[each[2] for each in CITIES], 120 / np.arange(1, TOWNS + 1) ** 0.55])
        middles = np.concatenate([np.array([each[:2] for each in CITIES]), towns])
        town = self.chance.choice(len(people), NETWORKS, p=people / people.sum())
        spread = 0.5 + 0.22 * np.sqrt(people[town])[:, None]  # kilometres
        networks = middles[town] + self._scattered(NETWORKS) * spread / KILOMETRES_A_DEGREE
        size = self.chance.lognormal(0, 0.8, NETWORKS)
        self.network_of = self.chance.choice(NETWORKS, self.size, p=size / size.sum())
        self.spots = networks[self.network_of] + self._scattered(self.size) * 0.6 / KILOMETRES_A_DEGREE
        far = np.hypot(*((networks - (MIDDLE.latitude, MIDDLE.longitude)) * (1, 0.613)).T)
        order = np.lexsort((self.network_of, far[self.network_of]))
        self.network_of, self.spots = self.network_of[order], self.spots[order]

    def _scattered(self, number: int) -> NDArray[np.float64]:
        return self.chance.normal(0, 1, (number, 2)) * (1, 1.63)

    def _shared(self) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
        """Keys of places and organizations; each is shared by a few services that come one after another."""
        return _keys(self.size // A_PLACE_HAS + 1, 2), _keys(self.size // AN_ORGANIZATION_HAS + 1, 3)

    def facts(self) -> NDArray[Any]:
        """The records of the index."""
        patterns = [packed(Entry(domains=text.domains), text.reading) for text in self.texts]
        rows = np.frombuffer(b"".join(each.facts for each in patterns), record())[self.text_of]
        rows["service"] = np.ascontiguousarray(self.keys).view("V16")[:, 0]
        rows["latitude"], rows["longitude"] = self.spots.T
        rows["confirmed"] = date.today().toordinal() - 30 * self.months
        rows["languages"] = np.array([language_bits(each) for each in SPOKEN], "<u8")[self.spoken]
        rows["lowest"] = np.array([low for low, _high in AGES])[self.ages]
        rows["highest"] = np.array([NO_LIMIT if high is None else high for _low, high in AGES])[self.ages]
        rows["step"], rows["room"] = self.step + 1, np.minimum(self.room, UNKNOWN_ROOM)
        rows["free"], rows["referral"], rows["at_home"] = self.free, self.access == len(ACCESS) - 1, self.at_home
        for name in ("rhythm", "now_and_then", "week"):
            told = np.array([getattr(week, name) for week in self.weeks], np.uint8)
            rows["hours" if name == "week" else name] = told[self.hours_of]
        return rows

    def load(self, first: int, last: int) -> None:
        """Write the services from one number up to another, with all that belongs to them."""
        if not first:
            _copy("parties_network", NETWORK, map(_network, enumerate(self.network_keys)))
        organizations, places = (_shared(first, last, each) for each in (AN_ORGANIZATION_HAS, A_PLACE_HAS))
        _copy("parties_organization", ORGANIZATION, map(self._organization, organizations))
        _copy("directory_location", LOCATION, map(self._location, places))
        _copy("directory_service", SERVICE, map(self._service, range(first, last)))
        _copy("directory_serviceatlocation", "id service_id location_id", map(self._at, range(first, last)))
        _copy("directory_schedule", SCHEDULE, self._schedules(range(first, last)))
        _copy("finding_listing", LISTING, self._listings(first, last))
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def _organization(self, number: int) -> Row:
        return (_uuid(self.organizations[number]), f"Stichting {number}", "", "welzijn", "", "", "", "")

    def _at(self, n: int) -> Row:
        return (_uuid(self.keys[n], 4), _uuid(self.keys[n]), _uuid(self.places[n // A_PLACE_HAS]))

    def _location(self, number: int) -> Row:
        one = number * A_PLACE_HAS
        latitude, longitude = self.spots[one]
        return (
            _uuid(self.places[number]), _uuid(self.network_keys[self.network_of[one]]), f"Buurthuis {number}", "",
            f"Dorpsstraat {number % 300}", f"{_postcode(latitude, longitude)} AB", "Ergens", "", "NL",
            latitude, longitude, "{}", "",
        )  # fmt: skip

    def _service(self, n: int) -> Row:
        text, (low, high) = self.texts[self.text_of[n]], AGES[self.ages[n]]
        room = self.room[n]
        return (
            _uuid(self.keys[n]), _uuid(self.network_keys[self.network_of[n]]),
            _uuid(self.organizations[n // AN_ORGANIZATION_HAS]), text.name, "", text.description, "", "", "", "active",
            text.domains, [], STEPS[self.step[n]].code, low, high, "", 0 if self.free[n] else 5,
            "gratis" if self.free[n] else "€ 5 per keer", ACCESS[self.access[n]], list(SPOKEN[self.spoken[n]]), "", "",
            [], bool(self.at_home[n]), None if room == UNKNOWN_ROOM else int(room), "", "",
            datetime.now(UTC) - timedelta(days=30 * int(self.months[n])), "",
        )  # fmt: skip

    def _schedules(self, numbers: Iterable[int]) -> Iterator[Row]:
        for n in numbers:
            for place, (rule, opens, closes) in enumerate(HOURS[self.hours_of[n]]):
                keys = _uuid(self.keys[n], 5 + place), _uuid(self.keys[n]), _uuid(self.keys[n], 4)
                yield (*keys, rule, time(opens), time(closes), True, "")

    def _listings(self, first: int, last: int) -> Iterator[Row]:
        facts, patterns = self.facts(), [packed(Entry(domains=text.domains), text.reading) for text in self.texts]
        topics, marks = [topics_of(each) for each in patterns], [text.mark for text in self.texts]
        for n in range(first, last):
            text, (low, high) = self.text_of[n], AGES[self.ages[n]]
            spot = Point(*self.spots[n])
            yield (
                _uuid(self.keys[n], 8), _uuid(self.keys[n]), _uuid(self.network_keys[self.network_of[n]]),
                *on_the_map(spot), _postcode(spot.latitude, spot.longitude), low, high, bool(self.free[n]),
                ACCESS[self.access[n]] == "verwijzing", list(SPOKEN[self.spoken[n]]), STEPS[self.step[n]].code,
                self.weeks[self.hours_of[n]].open_days, topics[text], facts[n].tobytes(), patterns[text].terms,
                marks[text], model(), layout(),
            )  # fmt: skip


def _network(numbered: tuple[int, NDArray[np.uint8]]) -> Row:
    number, key = numbered
    return (_uuid(key), f"Wijk {number}", f"bench-wijk-{number}", 2, 30, 1)


def _shared(first: int, last: int, each: int) -> range:
    """The numbers of what is shared by so many services, without those that were written before."""
    return range(-(-first // each), -(-last // each))


def _week(hours: tuple[tuple[str, int, int], ...]) -> WeekHours:
    rows = [Schedule(rrule=rule, opens_at=time(opens), closes_at=time(closes)) for rule, opens, closes in hours]
    return week_of(rows, date.today())


def _keys(number: int, kind: int) -> NDArray[np.uint8]:
    """Keys that grow, as ours do, and whose last half looks like chance."""
    keys = np.zeros((number, 16), np.uint8)
    keys[:, 2:6] = np.arange(number, dtype=">u4").view(np.uint8).reshape(-1, 4)
    keys[:, 6], keys[:, 7], keys[:, 8] = 0x70, kind, 0x80
    keys[:, 9:] = np.random.default_rng(kind).integers(0, 256, (number, 7))
    return keys


def _uuid(key: NDArray[np.uint8], kind: int | None = None) -> UUID:
    raw = bytearray(key.tobytes())
    raw[7] = kind or raw[7]
    return UUID(bytes=bytes(raw))


def _postcode(latitude: float, longitude: float) -> str:
    """Neighbours share a postcode."""
    return str(1000 + (int(latitude * 50) * 61 + int(longitude * 30)) % 9000)


def _copy(table: str, columns: str, rows: Iterable[Row]) -> None:
    _fill_the_rest(table, set(columns.split()))
    names = ", ".join(columns.split())
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _fill_the_rest(table: str, told: set[str]) -> None:
    """What is not written gets what Django would write: COPY knows only the defaults of the database."""
    model = next(model for model in apps.get_models() if model._meta.db_table == table)
    silent = [field for field in model._meta.concrete_fields if field.column not in told and not field.null]
    with connection.cursor() as cursor:
        for field in silent:
            default = sql.Literal(field.get_default())
            change = sql.SQL("ALTER TABLE {} ALTER {} SET DEFAULT {}")
            cursor.execute(change.format(sql.Identifier(table), sql.Identifier(field.column), default))
