"""A question to its first page, in a directory of the whole country and in one of the neighbourhood only."""

import statistics
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from uuid import UUID

from bench.country import MIDDLE, SERVICES, Country
from bench.measure import Result, cpu_of_each
from kortelijn.directory.distance import Point
from kortelijn.directory.models import Service
from kortelijn.finding.answers import as_data
from kortelijn.finding.filters import Filters
from kortelijn.finding.find import Found, find
from kortelijn.parties.models import Network

SMALL, WHOLE, SOME = 5_000, SERVICES, 50_000
TIMES = 600
QUESTIONS = (
    "mw 78, sinds overlijden man hele dagen alleen, eet slecht, post blijft liggen",
    "Ik snap die brieven van de gemeente niet en mijn geld is halverwege de maand op",
    "jongen 16, komt zijn kamer niet meer af, gaat niet naar school",
    "ik pieker de hele nacht en slaap niet", "mijn moeder vergeet alles en ik kan niet meer",
    "valt vaak, durft de trap niet meer op", "spreekt nog weinig Nederlands en zoekt werk",
    "ik wil stoppen met drinken", "ruzie thuis, de kinderen merken het", "waar kan ik samen eten",
)  # fmt: skip
FILTERS = (Filters(), Filters(), Filters(free=True), Filters(without_referral=True, open="vandaag"))

Ask = Callable[[int], Found]


@dataclass(frozen=True)
class Timed:
    """CPU milliseconds of many first pages, and of the floor in between, so that a busy machine slows down both."""

    pages: list[float]
    floor: list[float]

    @property
    def middle(self) -> float:
        """Half of the pages take longer."""
        return statistics.median(self.pages)

    @property
    def slowest(self) -> float:
        """One in a hundred takes longer."""
        return statistics.quantiles(self.pages, n=100)[-1]

    @property
    def floor_middle(self) -> float:
        """What the floor took meanwhile."""
        return statistics.median(self.floor)


def run() -> list[Result]:
    """The whole country when asked for by name, else a tenth of it, so that all benches together stay short."""
    whole = "find" in sys.argv[1:]
    country = Country(WHOLE if whole else SOME)
    country.load(0, SMALL)
    asks = {"in een netwerk": _in_network(country), "rond een plek": _around}
    small = {name: _timed(ask) for name, ask in asks.items()}
    country.load(SMALL, country.size)
    large = {name: _timed(ask) for name, ask in asks.items()}
    return [result for name in asks for result in _results(name, small[name], large[name], whole)]


def _results(name: str, small: Timed, large: Timed, whole: bool) -> Iterator[Result]:
    """The two absolute figures only when asked for by name: for those the machine must be quiet."""
    told = f"zoeken {name}, {WHOLE if whole else SOME:_} diensten".replace("_", ".")
    orm = "tien diensten ophalen met het ORM"
    yield Result(told, large.middle, orm, large.floor_middle, limit=3)
    yield Result(f"{told}: p99", large.slowest, orm, large.floor_middle, limit=8)
    before = small.middle * large.floor_middle / small.floor_middle
    yield Result(told, large.middle, f"bij {SMALL} diensten", before, limit=1.3)
    if whole:
        yield Result(f"{told}: p50", large.middle, "wat mag op een stille machine", 10, limit=1)
        yield Result(f"{told}: p99", large.slowest, "wat mag op een stille machine", 50, limit=1)


def _timed(ask: Ask) -> Timed:
    """Questions and the floor in turns; a page counts with all that is said on it."""
    ids = [result.service.pk for result in _around(0).results]
    times = cpu_of_each([lambda number: as_data(ask(number)), lambda _number: _fetched(ids)], TIMES)
    return Timed(*times)


def _fetched(ids: list[UUID]) -> list[Service]:
    """The least that any web application would do to show ten services."""
    return list(Service.objects.filter(pk__in=ids).with_hours())


def _in_network(country: Country) -> Ask:
    """Within the network of the middle; the largest around it, for that is where it takes longest."""
    numbers = country.network_of[:SMALL]
    largest = max(set(numbers.tolist()), key=numbers.tolist().count)
    network = Network.objects.get(slug=f"bench-wijk-{largest}")
    return lambda number: find(network, _question(number), near=MIDDLE, filters=_filter(number))


def _around(number: int) -> Found:
    return find(None, _question(number), near=_near(number), filters=_filter(number))


def _near(number: int) -> Point:
    """Somewhere in the streets around the middle."""
    return Point(MIDDLE.latitude + number % 7 * 0.001, MIDDLE.longitude + number % 5 * 0.001)


def _question(number: int) -> str:
    return QUESTIONS[number % len(QUESTIONS)]


def _filter(number: int) -> Filters:
    return FILTERS[number % len(FILTERS)]
