"""The places of a network on the map: where they are, what is there, and whether one can walk in today."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kortelijn.directory.distance import Point, metres_between, walking_words
from kortelijn.directory.facts import address_words, point_of
from kortelijn.directory.hour_words import clock, in_a_row, opening_words
from kortelijn.directory.hours import Opening, next_opening
from kortelijn.directory.models import Location, Schedule, Service, ServiceAtLocation, ServiceQuerySet
from kortelijn.kernel.clock import local
from kortelijn.maps.kinds import KINDS, Kind, kind_of
from kortelijn.rota.hours import Turn, current_of, places_of, turns_of, with_turns
from kortelijn.vocabulary.needs import Domain, is_known
from kortelijn.vocabulary.needs import domain as domain_with

AT_A_GLANCE = 2  # services that the list names of a place


@dataclass(frozen=True, slots=True)
class Offer:
    """One service at one place."""

    service: Service
    opening: Opening | None
    at: datetime

    @property
    def is_today(self) -> bool:
        """Whether it opens today, or is open."""
        return self.opening is not None and self.opening.day == local(self.at).date()

    @property
    def is_open(self) -> bool:
        """Whether it is open at this moment."""
        return self.opening is not None and self.opening.is_on(self.at)

    @property
    def walks_in(self) -> bool:
        """Whether one can simply come today."""
        return self.is_today and self.opening is not None and self.opening.walk_in

    @property
    def words(self) -> str:
        """When it is open next."""
        return opening_words(self.opening, self.at) if self.opening else ""

    @property
    def times(self) -> str:
        """From when until when it is open today."""
        if self.opening is None:
            return ""
        return "–".join(words for words in (clock(self.opening.opens_at), clock(self.opening.closes_at)) if words)


@dataclass(frozen=True, slots=True)
class Spot:
    """One place with what fits there."""

    location: Location
    offers: tuple[Offer, ...]
    metres: float | None = None
    about: frozenset[str] = frozenset()

    @property
    def point(self) -> Point | None:
        """Where it is on the map."""
        return point_of(self.location)

    @property
    def address(self) -> str:
        """Street and town."""
        return address_words(self.location)

    @property
    def walk(self) -> str:
        """How far it is on foot."""
        return walking_words(self.metres) if self.metres is not None else ""

    @property
    def domain(self) -> Domain:
        """What most of it is about: the field of life that stands first most often, of those asked for if any."""
        fields = [[code for code in each.service.domains if is_known(code)] for each in self.offers]
        mains = [next((code for code in codes if code in self.about), codes[0]) for codes in fields if codes]
        return domain_with(Counter(mains).most_common(1)[0][0] if mains else "netwerk")

    @property
    def kind(self) -> Kind:
        """Its kind, which gives the mark its shape."""
        return kind_of(self.domain.code)

    @property
    def is_open(self) -> bool:
        """Whether anything is open here at this moment."""
        return any(each.is_open for each in self.offers)

    @property
    def today(self) -> list[Offer]:
        """Where one can walk in today, what begins first first."""
        return sorted((each for each in self.offers if each.walks_in), key=_starts)

    @property
    def glance(self) -> str:
        """What is there, in one line."""
        names = [each.service.name for each in self.offers]
        rest = len(names) - AT_A_GLANCE
        if rest < 1:
            return in_a_row(names)
        more = ngettext("%(count)d ander", "%(count)d andere", rest) % {"count": rest}
        return in_a_row([*names[:AT_A_GLANCE], more])

    @property
    def state(self) -> str:
        """Whether one can come in now, or later today."""
        if self.is_open:
            return _("nu open")
        return _("vandaag inloop") if self.today else ""

    @property
    def label(self) -> str:
        """What the mark says aloud."""
        number = len(self.offers)
        many = ngettext("%(count)d aanbod", "%(count)d keer aanbod", number) % {"count": number}
        return ", ".join(part for part in (self.location.name, many, self.state) if part)


@dataclass(frozen=True, slots=True)
class Spots:
    """All places that fit, and what fits but has no place on the map."""

    places: tuple[Spot, ...]
    loose: tuple[Service, ...]

    @property
    def offers(self) -> int:
        """How many services fit."""
        return len({each.service.pk for spot in self.places for each in spot.offers}) + len(self.loose)

    def at(self, key: object) -> Spot | None:
        """The place with this key, when it fits."""
        return next((spot for spot in self.places if spot.location.pk == key), None)


def spots_of(
    rows: ServiceQuerySet, at: datetime, near: Point | None = None, about: Iterable[str] = ()
) -> Spots:  # fmt: skip
    """The places of these services, nearest first when it is known from where; four statements however many."""
    offers: dict[Location, list[Offer]] = defaultdict(list)
    loose: list[Service] = []
    services = list(rows.with_hours())
    turns = turns_of(service.pk for service in services)
    for service in services:
        mine = current_of(turns.get(service.pk, ()), local(at).date())
        places = [each for each in _places(service, mine) if point_of(each.location)]
        schedules = with_turns(service, mine, local(at).date())
        for each in places:
            here = [one for one in schedules if one.at is None or one.at.location_id == each.location_id]
            offers[each.location].append(_offer(service, here, at))
        loose += [] if places else [service]
    found = [Spot(place, tuple(here), _metres(place, near), frozenset(about)) for place, here in offers.items()]
    return Spots(tuple(sorted(found, key=_order)), tuple(loose))


def _places(service: Service, turns: list[Turn]) -> list[ServiceAtLocation]:
    """Where the directory tells of it, and where else somebody comes to sit for it."""
    return list(places_of(service, turns).values()) if turns else list(service.at_locations.all())


def _offer(service: Service, schedules: Iterable[Schedule], at: datetime) -> Offer:
    return Offer(service, next_opening(schedules, at), at)


def _metres(place: Location, near: Point | None) -> float | None:
    point = point_of(place)
    return metres_between(near, point) if near and point else None


def _order(spot: Spot) -> tuple[float, str, str]:
    return (spot.metres or 0.0, spot.location.name.casefold(), str(spot.location.pk))


def _starts(offer: Offer) -> tuple[datetime, str]:
    return (offer.opening.start if offer.opening else offer.at, offer.service.name)


def kinds_among(spots: Iterable[Spot]) -> list[Kind]:
    """The kinds that are to be seen, for the legend."""
    seen = {spot.kind.code for spot in spots}
    return [kind for kind in KINDS if kind.code in seen]
