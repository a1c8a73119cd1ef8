"""A leefstijlkaart with sixty places on A0, on the whole ground of the demo's neighbourhood: from rows to PDF."""

import time

from bench.measure import Result
from kortelijn.demo.content import DATA
from kortelijn.ground.actions import load_ground
from kortelijn.ground.reading import read_file
from kortelijn.kernel.actor import SYSTEM
from kortelijn.kernel.clock import now
from kortelijn.lifestyle import poster
from kortelijn.lifestyle.models import LifestyleMap
from kortelijn.lifestyle.sheet import sheet_of
from tests.factories.world import World
from tests.lifestyle.making import map_with, offer

PLACES, SECONDS, TIMES = 60, 5, 3


def run() -> list[Result]:
    """The slowest of a few, each made anew: waiting is what counts, so by the clock on the wall."""
    world = World(slug="poster")
    ground = read_file(DATA / "ground.geojson")
    load_ground(SYSTEM, world.network, ground.found, credit=ground.credit)
    spots = [(52.0700 + each % 8 * 0.0012, 4.3190 + each // 8 * 0.0018) for each in range(PLACES)]
    of = map_with(world, *(offer(world, f"Wandelclub {number} van de buurt", at=at) for number, at in enumerate(spots)))
    papers = [each for each in poster.FORMATS if each.name in ("a4", "a0")]
    return [_result(paper.label, max(_milliseconds(of, paper) for _time in range(TIMES))) for paper in papers]


def _milliseconds(of: LifestyleMap, paper: poster.Format) -> float:
    poster._place_of.cache_clear()
    begun = time.perf_counter()
    poster.poster(sheet_of(of, now()), paper, now())
    return (time.perf_counter() - begun) * 1000


def _result(size: str, milliseconds: float) -> Result:
    return Result(f"leefstijlkaart, {PLACES} plekken, op {size}", milliseconds, "vijf tellen", SECONDS * 1000, 1)
