"""The card of one place: what is there, where one can walk in today, who is behind it, and what they tell."""

from collections.abc import Sequence
from dataclasses import dataclass

from kortelijn.directory.facts import access_facts
from kortelijn.maps.spots import Spot
from kortelijn.parties.models import Person, Seat
from kortelijn.parties.queries import holders_of, profession_title
from kortelijn.voices.models import Story
from kortelijn.voices.queries import published_at


@dataclass(frozen=True, slots=True)
class Behind:
    """Somebody who takes in what comes to this place; an empty seat says so."""

    seat: Seat
    holder: Person | None

    @property
    def role(self) -> str:
        """What they do, and where."""
        return f"{profession_title(self.seat.profession)}, {self.seat.organization.name}"


@dataclass(frozen=True, slots=True)
class PlaceCard:
    """All that the card shows."""

    spot: Spot
    access: list[str]
    people: Sequence[Behind]
    stories: Sequence[Story]


def card_of(spot: Spot, *, everybody: bool) -> PlaceCard:
    """The card; people are for colleagues only."""
    people = [] if everybody else _behind(spot)
    return PlaceCard(spot, access_facts(spot.location), people, list(published_at(spot.location)))


def _behind(spot: Spot) -> list[Behind]:
    """Who sits on the seats that take in what is offered here; two statements."""
    wanted = {each.service.intake_id for each in spot.offers if each.service.intake_id}
    if not wanted:
        return []
    seats = Seat.objects.filter(pk__in=wanted).select_related("organization").order_by("title", "id")
    holders = holders_of(wanted)
    return [Behind(seat, holders.get(seat.pk)) for seat in seats]
