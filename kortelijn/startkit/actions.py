"""What a network decides about itself: its name, what it is for, how it works, and its looks."""

from django.utils.translation import gettext_lazy

from kortelijn.kernel.actions import action
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.events import kind, record
from kortelijn.kernel.lifecycle import locked
from kortelijn.kernel.policy import require
from kortelijn.parties.models import Network
from kortelijn.ui.theming import Theme

DESCRIBED = kind("network.described", gettext_lazy("{actor} schreef op waar het netwerk voor is en hoe het werkt"))
DRESSED = kind("network.dressed", gettext_lazy("{actor} gaf het netwerk een eigen huisstijl ({colour})"))


@action
def describe_network(actor: Actor, network: Network, *, name: str, vision: str, way_of_working: str) -> Network:
    """What the network is called, what it is for, and how it works."""
    require(actor, "startkit.describe", network)
    network = locked(network)
    network.name, network.vision, network.way_of_working = name, vision, way_of_working
    network.clean_fields()
    network.save(update_fields=["name", "vision", "way_of_working"])
    record(actor, DESCRIBED, network)
    return network


@action
def dress_network(actor: Actor, network: Network, *, colour: str, text: str, heading: str) -> Network:
    """How the network looks, on screen and on paper."""
    require(actor, "startkit.dress", network)
    network = locked(network)
    theme = Theme.of({"colour": colour, "text": text, "heading": heading})
    network.theme = {"colour": theme.colour, "text": theme.text, "heading": theme.heading}
    network.save(update_fields=["theme"])
    record(actor, DRESSED, network, colour=theme.colour)
    return network
