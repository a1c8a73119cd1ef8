"""Who refers to whom, as islands with short lines between them: counted over half a year, never of a few residents."""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from dateutil.relativedelta import relativedelta
from django.db.models import Count, F
from numpy.typing import NDArray

from kortelijn.kernel.clock import now
from kortelijn.parties.models import Network, Organization
from kortelijn.parties.queries import taking_part
from kortelijn.referrals.models import Referral

MONTHS = 6
LEAST = 5  # lines of fewer residents than this are not told: they could point to somebody
MOST = 90  # islands that a wall can hold
WIDTH, HEIGHT, SHORE = 1600, 900, 130
ROWS, COLUMNS, CELL, WORDS = 8, 4, 196, 18  # apart: so many with the name below, of so many letters
LOW_ROWS, LOW_COLUMNS, LOW_CELL, LOW_WORDS = 24, 3, 258, 20  # when there are more: with the name beside, on one line
ROOM = 250  # how wide a name of an island with lines is
ROUNDS = 320
Points = NDArray[np.float64]
# What an organization is for, by a word in its kind: the colours of the sea map, with their legend.
SIDES = (("citizens", ("bewoner", "buurthuis", "vrijwillig", "geloof", "mantelzorg", "sport", "voedselbank")),
         ("public", ("gemeente", "politie", "woning", "school", "bibliotheek", "recht", "verzekeraar")),
         ("care", ("huisarts", "zorg", "ggz", "apotheek", "ziekenhuis", "fysio")))  # fmt: skip


@dataclass(frozen=True)
class Tie:
    """One organization refers to another: how often, and how many residents."""

    sender: Organization
    receiver: Organization
    times: int


@dataclass(frozen=True)
class Island:
    """An organization on the sea: where it lies, how large it is, and its name in lines."""

    organization: Organization
    x: float
    y: float
    radius: float
    side: str
    shape: str
    label: list[tuple[str, float]]
    beside: bool = False

    @property
    def label_x(self) -> float:
        """Where the middle of its name stands, or its begin when it stands beside."""
        return round(self.x + (self.radius + 14 if self.beside else 0), 1)


@dataclass(frozen=True)
class Line:
    """A short line between two islands, as the mark draws it; the more often, the thicker."""

    path: str
    width: float
    ties: list[Tie]
    ends: tuple[UUID, UUID]


@dataclass(frozen=True)
class Sea:
    """The drawing, and what the table beside it says."""

    islands: list[Island]
    lines: list[Line]
    ties: list[Tie]
    apart: list[Organization]
    more: int
    edge: float

    @property
    def apart_x(self) -> float:
        """The middle of what stands apart."""
        return round((self.edge + WIDTH) / 2, 1)


def sea_of(network: Network) -> Sea:
    """Two statements: who there is, and who referred to whom."""
    there = list(taking_part(network.pk).order_by("name", "id"))
    ties = ties_of(network, {each.pk: each for each in there})
    tied = {each.pk for tie in ties for each in (tie.sender, tie.receiver)}
    apart = [each for each in there if each.pk not in tied]
    shown = ([each for each in there if each.pk in tied] + apart[: LOW_ROWS * LOW_COLUMNS if tied else MOST])[:MOST]
    islands, edge = islands_of(shown, ties, tied)
    return Sea(list(islands.values()), _lines(ties, islands), ties, apart, len(there) - len(shown), edge)


def ties_of(network: Network, there: dict[UUID, Organization]) -> list[Tie]:
    """From whom to whom in the past half year, the most travelled first; never of fewer than five residents."""
    since = now() - relativedelta(months=MONTHS)
    sent = Referral.objects.filter(network=network.pk, sent_at__gte=since, task__requester__isnull=False)
    pairs = sent.values(from_id=F("task__requester__organization"), to_id=F("consent__to_organization"))
    counted = pairs.annotate(times=Count("pk"), residents=Count("resident", distinct=True))
    enough = counted.filter(residents__gte=LEAST).order_by("-times", "from_id", "to_id")
    return [
        Tie(there[row["from_id"]], there[row["to_id"]], row["times"])
        for row in enough
        if row["from_id"] != row["to_id"] and row["from_id"] in there and row["to_id"] in there
    ]


def islands_of(
    shown: Sequence[Organization], ties: Sequence[Tie], tied: set[UUID]
) -> tuple[dict[UUID, Island], float]:  # fmt: skip
    """Those with lines in the middle, the others along the shore at the right; always the same for the same lines."""
    weight: dict[UUID, int] = defaultdict(int)
    for tie in ties:
        weight[tie.sender.pk] += tie.times
        weight[tie.receiver.pk] += tie.times
    inner = [each for each in shown if each.pk in tied]
    outer = [each for each in shown if each.pk not in tied]
    most = max(weight.values(), default=1)
    beside = len(outer) > ROWS * (COLUMNS if inner else (WIDTH - 40) // CELL)
    cell, rows = (LOW_CELL, LOW_ROWS) if beside else (CELL, ROWS)
    columns = math.ceil(len(outer) / rows) if inner else (WIDTH - 40) // cell
    edge = WIDTH - SHORE / 2 - columns * cell if inner else 0.0
    places = {**_drift(inner, ties, edge), **_along_the_shore(outer, columns, edge, beside=beside)}
    return {
        each.pk: _island(each, places[each.pk], math.sqrt(weight[each.pk] / most), beside=beside) for each in shown
    }, edge


def _drift(inner: Sequence[Organization], ties: Sequence[Tie], edge: float) -> dict[UUID, tuple[float, float]]:
    """Islands that refer to each other float together (Fruchterman and Reingold 1991), begun from a circle."""
    count = len(inner)
    if not count:
        return {}
    index = {each.pk: number for number, each in enumerate(inner)}
    pull = np.zeros((count, count))
    for tie in ties:
        one, other = index[tie.sender.pk], index[tie.receiver.pk]
        pull[one, other] += math.log1p(tie.times)
        pull[other, one] += math.log1p(tie.times)
    right = edge - ROOM / 2 - 25
    spots = _settle(_fitted(_float(pull), right), right)
    return {each.pk: (float(x), float(y)) for each, (x, y) in zip(inner, spots, strict=True)}


def _float(pull: Points) -> Points:
    count = len(pull)
    around = np.linspace(0, 2 * np.pi, count, endpoint=False)
    spots = np.stack([1.7 * np.cos(around), np.sin(around)], axis=1)
    ideal = 1.6 / math.sqrt(count)
    for turn in range(ROUNDS):
        apart = spots[:, None, :] - spots[None, :, :]
        far = np.maximum(np.hypot(apart[..., 0], apart[..., 1]), 0.01)
        push = ideal**2 / far - (pull / max(pull.max(), 1.0)) * far**2 / ideal
        moved = (apart / far[..., None] * push[..., None]).sum(axis=1) - 0.35 * ideal * spots
        size = np.maximum(np.hypot(moved[:, 0], moved[:, 1]), 1e-9)
        spots = spots + moved / size[:, None] * np.minimum(size, 0.12 * (1 - turn / ROUNDS))[:, None]
    return spots


def _fitted(spots: Points, right: float) -> Points:
    low, high = spots.min(axis=0), spots.max(axis=0)
    size = np.maximum(high - low, 1e-6)
    room = np.array([right - SHORE, HEIGHT - 1.7 * SHORE])
    middle = (spots - low) / size
    middle[:, high - low < 1e-6] = 0.5  # noqa: PLR2004  # all on one line: in the middle of the other direction
    fitted: Points = middle * room + np.array([SHORE, 0.75 * SHORE])
    return fitted


def _settle(spots: Points, right: float) -> Points:
    """Push islands apart until no name lies on another."""
    for _round in range(160):
        apart = spots[:, None, :] - spots[None, :, :]
        overlap_x, overlap_y = ROOM - np.abs(apart[..., 0]), 128 - np.abs(apart[..., 1])
        touching = (overlap_x > 0) & (overlap_y > 0)
        np.fill_diagonal(touching, False)
        if not touching.any():
            return spots
        sideways = touching & (overlap_x < overlap_y * 1.6)
        sign = np.where(apart == 0, np.sign(np.subtract.outer(range(len(spots)), range(len(spots))))[..., None], apart)
        move_x = np.where(sideways, np.sign(sign[..., 0]) * overlap_x, 0).sum(axis=1)
        move_y = np.where(touching & ~sideways, np.sign(sign[..., 1]) * overlap_y, 0).sum(axis=1)
        spots = spots + 0.28 * np.stack([move_x, move_y], axis=1)
        spots = np.clip(spots, [SHORE, 70], [right, HEIGHT - 105])
    return _in_rows(spots, right)


def _in_rows(spots: Points, right: float) -> Points:
    """Where the sea is too narrow to come apart by themselves: in rows, in the order in which they lay."""
    columns = int((right - SHORE) // ROOM) + 1
    downward = np.argsort(spots[:, 1], kind="stable")
    rows = [downward[first : first + columns] for first in range(0, len(spots), columns)]
    across, down = np.linspace(SHORE, right, columns), np.linspace(70, HEIGHT - 105, len(rows))
    placed = np.empty_like(spots)
    for y, row in zip(down, rows, strict=True):
        mine = row[np.argsort(spots[row, 0], kind="stable")]
        placed[mine] = np.stack([across[: len(mine)], np.full(len(mine), y)], axis=1)
    return placed


def _along_the_shore(
    outer: Sequence[Organization], columns: int, edge: float, *, beside: bool
) -> dict[UUID, tuple[float, float]]:  # fmt: skip
    """In columns at the right, or over the whole sea when nobody has a line yet."""
    if not outer:
        return {}
    across = (WIDTH - edge - (SHORE / 2 if edge else 40)) / columns
    left = edge + 20 + (22 if beside else across / 2)
    rows = math.ceil(len(outer) / columns)
    down = (HEIGHT - 165) / max(rows, 1)
    return {
        each.pk: (left + across * (number % columns), 105 + down * (number // columns))
        for number, each in enumerate(outer)
    }


def _island(organization: Organization, place: tuple[float, float], share: float, *, beside: bool) -> Island:
    beside = beside and not share
    radius = round(22 + 32 * share, 1) if share else (9.0 if beside else 17.0)
    x, y = round(place[0], 1), round(place[1], 1)
    words = [_cut(organization.name, LOW_WORDS)] if beside else _in_lines(organization.name, 22 if share else WORDS)
    top = y + 6 if beside else y + radius + (23 if share else 21)
    label = [(line, round(top + 21 * row, 1)) for row, line in enumerate(words)]
    coast = _coast(organization.pk, x, y, radius)
    return Island(organization, x, y, radius, side_of(organization), coast, label, beside)


def side_of(organization: Organization) -> str:
    """Care, citizens among themselves, public, or else welfare: told by its kind."""
    kind = organization.kind.casefold()
    return next((side for side, words in SIDES if any(word in kind for word in words)), "welfare")


def _in_lines(name: str, longest: int) -> list[str]:
    """At most two lines; what does not fit is cut, the table has it whole."""
    first = ""
    words = name.split()
    while words and len(f"{first} {words[0]}".strip()) <= longest:
        first = f"{first} {words.pop(0)}".strip()
    rest = " ".join(words)
    return [line for line in (first, _cut(rest, longest)) if line]


def _cut(words: str, longest: int) -> str:
    return words if len(words) <= longest else f"{words[: longest - 1].rstrip()}…"


def _coast(key: UUID, x: float, y: float, radius: float) -> str:
    """A coast of its own for each island, from its key: round, but no circle."""
    bays = [0.9 + 0.2 * byte / 255 for byte in key.bytes[-8:]]
    corners = [
        (x + 1.18 * radius * bay * math.cos(math.tau * number / 8), y + radius * bay * math.sin(math.tau * number / 8))
        for number, bay in enumerate(bays)
    ]
    path = []
    for number, (here_x, here_y) in enumerate(corners):
        before, after, beyond = corners[number - 1], corners[(number + 1) % 8], corners[(number + 2) % 8]
        one = (here_x + (after[0] - before[0]) / 6, here_y + (after[1] - before[1]) / 6)
        two = (after[0] - (beyond[0] - here_x) / 6, after[1] - (beyond[1] - here_y) / 6)
        path.append(f"C{one[0]:.1f} {one[1]:.1f} {two[0]:.1f} {two[1]:.1f} {after[0]:.1f} {after[1]:.1f}")
    return f"M{corners[0][0]:.1f} {corners[0][1]:.1f}{''.join(path)}Z"


def _lines(ties: Sequence[Tie], islands: dict[UUID, Island]) -> list[Line]:
    """One line per pair, both ways together."""
    pairs: dict[tuple[UUID, UUID], list[Tie]] = defaultdict(list)
    for tie in ties:
        if tie.sender.pk in islands and tie.receiver.pk in islands:
            one, other = sorted((tie.sender.pk, tie.receiver.pk))
            pairs[one, other].append(tie)
    most = max((sum(tie.times for tie in each) for each in pairs.values()), default=1)
    return [
        Line(
            _arc(islands[one], islands[other]), round(4 + 9 * sum(t.times for t in each) / most, 1), each, (one, other)
        )
        for (one, other), each in pairs.items()
    ]


def _arc(one: Island, other: Island) -> str:
    """Bent upward, from the shore of the one to the shore of the other."""
    across, down = other.x - one.x, other.y - one.y
    far = max(math.hypot(across, down), 1.0)
    bend = 0.16 * far * (1 if across >= 0 else -1)
    middle = ((one.x + other.x) / 2 + bend * down / far, (one.y + other.y) / 2 - bend * across / far)
    begin, end = _shore(one, middle), _shore(other, middle)
    return f"M{begin[0]:.1f} {begin[1]:.1f}Q{middle[0]:.1f} {middle[1]:.1f} {end[0]:.1f} {end[1]:.1f}"


def _shore(island: Island, toward: tuple[float, float]) -> tuple[float, float]:
    across, down = toward[0] - island.x, toward[1] - island.y
    far = max(math.hypot(across, down), 1.0)
    return island.x + across / far * (island.radius + 7), island.y + down / far * (island.radius + 5)
