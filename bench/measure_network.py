"""Measures of a network: the page of 60 seats, a region, and a whole country, each beside a floor of the same run."""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import igraph
import numpy as np

from bench.measure import Result, cpu_milliseconds
from kortelijn.insights.duties import Held
from kortelijn.insights.figures import key_players, measured
from kortelijn.insights.measures import cuts
from kortelijn.insights.measures.change import without
from kortelijn.insights.measures.edges import Edges
from kortelijn.insights.models import CONTACT
from kortelijn.insights.roster import roster_of
from kortelijn.kernel.actor import system_for
from kortelijn.parties.models import Network
from kortelijn.ties.actions import observe
from kortelijn.ties.models import Layer
from tests.factories.world import World

REGION, COUNTRY, CROWD = (100_000, 500_000), (1_000_000, 5_000_000), (5_000, 25_000)
PAGE, SECONDS, MEMORY = 50, {REGION: 10, COUNTRY: 90}, 2 * 1024  # what must be: milliseconds, seconds, megabytes
PROFESSIONS = ("huisarts", "welzijnscoach", "wijkverpleegkundige", "maatschappelijk-werker", "leerkracht")


def run() -> list[Result]:
    """The country only when asked for by name: it takes a minute and 1.5 GB."""
    sizes = [REGION, COUNTRY] if "measure_network" in sys.argv[1:] else [REGION]
    return [*_page(), *_crowd(), *(result for size in sizes for result in _command(*size))]


def _page() -> list[Result]:
    """Sixty seats: all that the page reads and measures, and its measures alone."""
    network = _sixty()
    edges = measured(network, CONTACT)[1].edges
    alone = cuts.fragmentation_of_each(edges)
    whole = cpu_milliseconds(lambda: measured(network, CONTACT), times=20)
    measures = cpu_milliseconds(lambda: _measures(edges), times=20)
    reading = cpu_milliseconds(lambda: (roster_of(network), Held.of(network)), times=20)
    floor = cpu_milliseconds(edges.graph.betweenness, times=200)
    pairs = cpu_milliseconds(lambda: key_players(edges, alone), times=20)
    return [
        Result("vitaliteit van 60 plekken, alles", whole, "wat mag", PAGE, limit=1),
        Result("vitaliteit van 60 plekken, alleen de maten", measures, "betweenness van igraph", floor, limit=150),
        Result("het beste paar van 60", pairs, "alles", whole, limit=1),
        Result("vitaliteit van 60 plekken, alles", whole, "mensen en plekken lezen", reading, limit=2.5),
    ]


def _crowd() -> list[Result]:
    """Five thousand people: who holds it together, and what if twenty of them go."""
    ends = _neighbourhoods(*CROWD)
    edges = Edges.of(CROWD[0], ends[:, 0], ends[:, 1])
    alone = cuts.fragmentation_of_each(edges)
    return [
        Result("het sleutelpaar van 5.000 mensen", _seconds(lambda: key_players(edges, alone)) * 1000, "wat mag", 2000,
               limit=1),
        Result("wat als, 5.000 mensen", _seconds(lambda: without(edges, list(range(20)))) * 1000, "wat mag", 2000,
               limit=1),
    ]  # fmt: skip


def _measures(edges: Edges) -> None:
    key_players(edges, cuts.fragmentation_of_each(edges, cuts.blocks(edges)))


def _sixty() -> Network:
    """Sixty people on sixty seats, and 170 ties."""
    world, chance = World(slug="bench-vitaliteit"), np.random.default_rng(5)
    seats = [
        world.seat(world.welfare if number % 2 else world.practice, f"Plek {number}", f"Mens{number}",
                   profession=PROFESSIONS[number % len(PROFESSIONS)])
        for number in range(60)
    ]  # fmt: skip
    people = [seat.tenures.get().person_id for seat in seats]
    pairs = [(people[a], people[b]) for a, b in igraph.Graph.Erdos_Renyi(n=60, m=170).get_edgelist()]
    chance.shuffle(pairs)
    observe(system_for(world.network.pk), world.network, Layer.MEETING, pairs)
    return world.network


def _command(people: int, ties: int) -> list[Result]:
    """`kortelijn measure` on a sheet, in a process of its own so that its memory is its own."""
    told = f"{people:_} mensen, {ties:_} banden".replace("_", ".")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "edges.csv"
        ends = _neighbourhoods(people, ties)
        np.savetxt(path, ends, fmt="%d", delimiter=",", header="source,target", comments="")
        floor = _seconds(lambda: igraph.Graph(n=people, edges=ends).biconnected_components())
        command = [sys.executable, "-m", "kortelijn", "measure", str(path)]
        pid = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ).pid  # noqa: S603  # our own command
        _pid, status, used = os.wait4(pid, 0)
    assert status == 0, "measuring failed"
    spent, peak = used.ru_utime + used.ru_stime, _megabytes(used)
    return [
        Result(f"measure, {told}", spent * 1000, "wat mag", SECONDS[people, ties] * 1000, limit=1),
        Result(f"measure, {told}", spent * 1000, "bouwen en blokken in igraph", floor * 1000, limit=12),
        Result(f"measure, {told}: MB geheugen", peak, "wat mag (MB)", MEMORY, limit=1),
    ]


def _megabytes(used: resource.struct_rusage) -> float:
    return used.ru_maxrss / 1024


def _seconds(run: Callable[[], object]) -> float:
    began = time.process_time()
    run()
    return time.process_time() - began


def _neighbourhoods(people: int, ties: int) -> np.ndarray:
    """Hoods of sixty: 80 % of ties within, 15 % in the municipality, 5 % anywhere; some are more active than others."""
    chance = np.random.default_rng(1)
    active = chance.lognormal(0, 0.6, people)
    count = int(ties * 1.2)
    source, kind = chance.choice(people, count, p=active / active.sum()), chance.random(count)
    within = source // 60 * 60 + chance.integers(0, 60, count)
    near = source // 6000 * 6000 + chance.integers(0, 6000, count)
    target = np.where(kind < 0.8, within, np.where(kind < 0.95, near, chance.integers(0, people, count))) % people
    keys = np.unique(np.minimum(source, target) * people + np.maximum(source, target))
    keys = chance.permutation(keys[keys // people != keys % people])[:ties]
    return np.column_stack((keys // people, keys % people))
