"""The parties on the map of the neighbourhood, each under its own number, none on top of another."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kortelijn.ground.drawing import Drawing, draw
from kortelijn.parties.models import Network
from kortelijn.wall.parties import Party

WIDTH, HEIGHT, EDGE = 1240, 900, 72
RADIUS, BETWEEN = 24, 55
ROUNDS = 120
GOLDEN = math.pi * (3 - math.sqrt(5))
NOTICED = 6.0


@dataclass(frozen=True)
class Marker:
    """A number on the map, where it really is, and where else this party can be found."""

    party: Party
    x: float
    y: float
    home: tuple[float, float]
    also: list[tuple[float, float]]

    @property
    def moved(self) -> bool:
        """Whether it stepped aside for another, so that a line must say from where."""
        return math.hypot(self.x - self.home[0], self.y - self.home[1]) > NOTICED

    @property
    def ties(self) -> list[str]:
        """The short lines to where else it is."""
        return [_arc((self.x, self.y), spot) for spot in self.also]


@dataclass(frozen=True)
class WallMap:
    """The ground with the parties on it, and those that have no place of their own."""

    ground: Drawing
    markers: list[Marker]
    nowhere: list[Party]


def map_of(network: Network, parties: Sequence[Party]) -> WallMap:
    """Drawn on the server: the page needs no script and no tiles."""
    placed = [each for each in parties if each.places]
    points = [(place.latitude or 0.0, place.longitude or 0.0) for each in placed for place in each.places]
    ground = draw(network, WIDTH, HEIGHT, points=points, padding=EDGE)
    homes = [ground.place(each.places[0].latitude or 0.0, each.places[0].longitude or 0.0) for each in placed]
    markers = [
        Marker(party, x, y, home, _also(ground, party, home))
        for party, home, (x, y) in zip(placed, homes, _apart(homes), strict=True)
    ]
    return WallMap(ground, markers, [each for each in parties if not each.places])


def _also(ground: Drawing, party: Party, home: tuple[float, float]) -> list[tuple[float, float]]:
    spots = [ground.place(place.latitude or 0.0, place.longitude or 0.0) for place in party.places[1:]]
    return [spot for spot in dict.fromkeys(spots) if math.dist(spot, home) > BETWEEN]


def _apart(homes: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Numbers step aside for each other, and stay as near to their place as they can; without any chance in it."""
    if not homes:
        return []
    there = np.array(homes, dtype=float)
    turn = np.arange(len(homes)) * GOLDEN
    spots = there + np.stack([np.cos(turn), np.sin(turn)], axis=1)  # two at one door each lean another way
    for _round in range(ROUNDS):
        away = spots[:, None, :] - spots[None, :, :]
        far = np.maximum(np.hypot(away[..., 0], away[..., 1]), 1e-6)
        short = np.maximum(BETWEEN - far, 0)
        np.fill_diagonal(short, 0)
        spots = spots + 0.45 * (away / far[..., None] * short[..., None]).sum(axis=1) + 0.02 * (there - spots)
        spots = np.clip(spots, [EDGE / 2, EDGE / 2], [WIDTH - EDGE / 2, HEIGHT - EDGE / 2])
    return [(round(float(x), 1), round(float(y), 1)) for x, y in spots]


def _arc(one: tuple[float, float], other: tuple[float, float]) -> str:
    across, down = other[0] - one[0], other[1] - one[1]
    bend = 0.2 * (1 if across >= 0 else -1)
    middle = ((one[0] + other[0]) / 2 + bend * down, (one[1] + other[1]) / 2 - bend * across)
    return f"M{one[0]:.1f} {one[1]:.1f}Q{middle[0]:.1f} {middle[1]:.1f} {other[0]:.1f} {other[1]:.1f}"
