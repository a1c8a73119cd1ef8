"""A question to its first page, in a directory of the whole country and in one of the neighbourhood only."""

import statistics
import sys
from collections.abc import Callable, Iterator

from bench.country import MIDDLE, SERVICES, Country
from bench.measure import Result, cpu_milliseconds, cpu_of_each
from kortelijn.directory.distance import Point
from kortelijn.finding.filters import Filters
from kortelijn.finding.find import Found, find
from kortelijn.finding.management.commands.find import as_data
from kortelijn.finding.shelf import services_of
from kortelijn.finding.understand import understand
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


def run() -> list[Result]:
    """The whole country when asked for by name, else a tenth of it, so that all benches together stay short."""
    size = WHOLE if "find" in sys.argv[1:] else SOME
    country = Country(size)
    country.load(0, SMALL)
    asks = {"in een netwerk": _in_network(country), "rond een plek": _around}
    small = {name: _times(ask) for name, ask in asks.items()}
    country.load(SMALL, size)
    return list(_results(asks, small, size))


def _results(asks: dict[str, Ask], small: dict[str, list[float]], size: int) -> Iterator[Result]:
    reading = cpu_milliseconds(lambda: [understand(question) for question in QUESTIONS], times=3) / len(QUESTIONS)
    ids = [result.service.pk for result in asks["rond een plek"](0).results]
    page = cpu_milliseconds(lambda: list(services_of(ids).values()), times=50)
    for name, ask in asks.items():
        large = _times(ask)
        middle, slowest = statistics.median(large), _slowest(large)
        told = f"zoeken {name}, {size:_} diensten".replace("_", ".")
        yield Result(f"{told}: p50", middle, "wat mag", 10, limit=1)
        yield Result(f"{told}: p99", slowest, "wat mag", 50, limit=1)
        yield Result(told, middle, f"bij {SMALL} diensten", statistics.median(small[name]), limit=1.3)
        yield Result(
            f"zoeken {name}, zonder lezen van de vraag", middle - reading, "tien diensten ophalen", page, limit=4
        )


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


def _times(ask: Ask) -> list[float]:
    """CPU milliseconds of each first page, with all that is said on it."""
    return cpu_of_each(lambda number: as_data(ask(number)), TIMES)


def _slowest(times: list[float]) -> float:
    """What one in a hundred takes at least."""
    return statistics.quantiles(times, n=100)[-1]
