"""What the network says of itself: written down by its coordinator in its first weeks."""

from typing import Any

from kortelijn.demo.content import DATA
from kortelijn.demo.neighbourhood import NAME, Neighbourhood
from kortelijn.kernel.actor import SYSTEM
from kortelijn.parties.models import Network
from kortelijn.startkit.actions import describe_network
from kortelijn.vocabulary.loading import read_yaml

MONTHS_AGO = 22


def plan(town: Neighbourhood) -> None:
    """Put the first words of the network on the stage."""
    words: Any = read_yaml(DATA / "startkit.yaml")

    def describe() -> None:
        network: Network = town.network
        describe_network(SYSTEM, network, name=NAME, **words)

    town.stage.once(town.stage.months_ago(MONTHS_AGO), describe)
