"""A small network that walks: hosts on the map, and people who may come."""

from collections.abc import Callable
from datetime import time, timedelta

import pytest

from kortelijn.directory.actions import add_location
from kortelijn.directory.models import Location
from kortelijn.kernel.actor import SYSTEM
from kortelijn.kernel.clock import today
from kortelijn.parties.actions import add_organization
from kortelijn.parties.models import Seat
from kortelijn.walks import actions
from kortelijn.walks.models import Host, Season, Walker
from tests.factories.world import World

AFTERNOON = (time(13), time(16, 30))


class Walking(World):
    """The network with partners in four places."""

    def partner(self, name: str, *, step_free: bool = True, number: int = 0) -> tuple[Seat, Location]:
        """An organization with somebody on a seat, and a place some hundred metres on."""
        organization = add_organization(SYSTEM, self.network, name=name, kind="welzijn")
        seat = self.seat(organization, "Beheerder", f"Van {name}", profession="sociaal-makelaar")
        place = add_location(
            SYSTEM, self.network, name=f"Huis {name}", address=f"Laan {number}", postal_code="2515 AA",
            city="Den Haag", latitude=52.068 + number * 0.001, longitude=4.32, organization=organization,
            accessibility={"step_free": True} if step_free else {},
        )  # fmt: skip
        return seat, place

    def season(self, **changes: object) -> Season:
        """One afternoon in three weeks."""
        _everybody = self.link_seat, self.gp_seat
        fields = {"title": "Najaarswandeling", "visits": 2, "smallest": 2, "largest": 3, "groups": 2} | changes
        groups = fields.pop("groups")
        day = actions.DayPart(today() + timedelta(days=21), *AFTERNOON, groups)
        return actions.start_season(
            self.coordinator, self.network, days=[day], answer_by=today() + timedelta(days=10),
            leader=self.coordinator_seat, **fields,
        )  # fmt: skip

    def host(self, season: Season, name: str, number: int, **fields: bool) -> Host:
        """A partner that receives all afternoon."""
        seat, place = self.partner(name, number=number, **fields)
        hours = {day.pk: AFTERNOON for day in season.days.all()}
        return actions.name_host(self.coordinator, season, seat=seat, location=place, hours=hours)


@pytest.fixture
def world(db: None) -> Walking:
    """One network with what it needs."""
    return Walking()


@pytest.fixture
def says_yes() -> Callable[..., Walker]:
    """Somebody wants to come on every day of the season."""

    def say(season: Season, seat: Seat, **needs: bool) -> Walker:
        walker = season.walkers.get(seat=seat)
        return actions.answer(SYSTEM, walker, comes=True, days=[day.pk for day in season.days.all()], **needs)

    return say
