"""The ground under the demo's maps: streets through its addresses, canals, parks and a railway; all invented."""

from functools import partial

from kortelijn.demo.content import DATA
from kortelijn.demo.neighbourhood import Neighbourhood
from kortelijn.ground.actions import load_ground
from kortelijn.ground.reading import read_file

LAID_MONTHS_AGO = 6


def plan(town: Neighbourhood) -> None:
    """The coordinator lays the ground once the network is well under way."""
    town.stage.once(town.stage.months_ago(LAID_MONTHS_AGO), partial(_lay, town))


def _lay(town: Neighbourhood) -> None:
    ground = read_file(DATA / "ground.geojson")
    load_ground(town.setter, town.network, ground.found, credit=ground.credit)
