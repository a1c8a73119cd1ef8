"""For which needs there are fewer than two providers within fifteen minutes on foot, and which fall below that."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from kortelijn.directory.distance import DETOUR, METRES_A_MINUTE, Point, metres_between
from kortelijn.directory.models import Service
from kortelijn.finding.listings import Listings, Packed, layout
from kortelijn.finding.models import Listing
from kortelijn.parties.models import Area, Network
from kortelijn.vocabulary.needs import NEEDS

MINUTES = 15
REACH = MINUTES * METRES_A_MINUTE / DETOUR  # metres as the crow flies: some 920, for 1.2 kilometres of street
SPEAKS = 0.15  # of a need: how likely it must be that a text speaks of it
ENOUGH = 2


@dataclass(frozen=True)
class Gap:
    """A need for which, from one neighbourhood, fewer than two providers remain."""

    need: str
    place: str
    before: int
    after: int


@dataclass(frozen=True)
class Supply:
    """Which services meet which needs, who provides them, and from which neighbourhoods they are near."""

    services: list[UUID]
    providers: NDArray[np.int64]
    intakes: list[UUID | None]
    organizations: list[UUID]
    meets: NDArray[np.bool_]  # service by need
    near: NDArray[np.bool_]  # service by place
    places: list[str]

    def counts(self, without: Collection[UUID] = ()) -> NDArray[np.int64]:
        """Of each place and need, how many different providers."""
        stays = np.asarray([service not in without for service in self.services], dtype=np.bool_)
        found = np.zeros((len(self.places), self.meets.shape[1]), dtype=np.int64)
        for provider in np.unique(self.providers):
            rows = stays & (self.providers == provider)
            found += (self.near[rows].T.astype(np.int64) @ self.meets[rows].astype(np.int64)) > 0
        return found

    @cached_property
    def all(self) -> NDArray[np.int64]:
        """As it is now."""
        return self.counts()

    def gaps(self, without: Collection[UUID]) -> list[Gap]:
        """What falls below two when these services go."""
        after = self.counts(without)
        where = np.argwhere((self.all >= ENOUGH) & (after < ENOUGH))
        return [
            Gap(NEEDS[need].title, self.places[place], int(self.all[place, need]), int(after[place, need]))
            for place, need in where.tolist()
        ]

    def lost(self, *, seats: Collection[UUID], organizations: Collection[UUID]) -> set[UUID]:
        """The services that go with these organizations, or that nobody takes in for any more."""
        told = zip(self.services, self.intakes, self.organizations, strict=True)
        return {service for service, intake, offers in told if intake in seats or offers in organizations}


def supply_of(network: Network) -> Supply:
    """The offer of a network as finding reads it, in four queries; one row per service and place."""
    rows = Listing.objects.filter(network=network, service__status=Service.Status.ACTIVE, layout=layout())
    rows = rows.order_by("service", "pk")
    told = list(rows.values_list("service", "service__organization", "service__intake", "facts", "terms"))
    read = Listings.of_rows([Packed(bytes(facts), bytes(terms)) for *_keys, facts, terms in told])
    offers = [each[1] for each in told]
    known = {key: number for number, key in enumerate(dict.fromkeys(offers))}
    places = _places(network)
    near = np.asarray([[_is_near(fact, point) for _name, point in places] for fact in read.facts], dtype=np.bool_)
    return Supply(
        [each[0] for each in told], np.asarray([known[each] for each in offers], dtype=np.int64),
        [each[2] for each in told], offers, np.asarray(read.needs >= SPEAKS, dtype=np.bool_),
        near.reshape(len(told), len(places)), [name for name, _point in places],
    )  # fmt: skip


def _places(network: Network) -> list[tuple[str, Point]]:
    """From where one walks: the middle of each neighbourhood of the network."""
    rows = network.areas.filter(kind=Area.Kind.NEIGHBOURHOOD, latitude__isnull=False, longitude__isnull=False)
    return [
        (row.name, Point(row.latitude, row.longitude))
        for row in rows.order_by("name", "pk")
        if row.latitude is not None and row.longitude is not None
    ]


def _is_near(fact: np.void, point: Point) -> bool:
    """Within reach, or it comes to the home; what has no place is near nowhere."""
    if fact["at_home"]:
        return True
    if np.isnan(fact["latitude"]):
        return False
    return metres_between(Point(float(fact["latitude"]), float(fact["longitude"])), point) <= REACH
