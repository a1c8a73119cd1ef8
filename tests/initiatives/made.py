"""Initiatives to test with, made through the product's own actions."""

from typing import Any

from kortelijn.initiatives.actions import add_initiative
from kortelijn.initiatives.entry import AskEntry, Entry, MoneyEntry
from kortelijn.initiatives.models import Initiative
from kortelijn.parties.models import Seat
from tests.factories.world import World


def entry(contact: Seat, **changes: Any) -> Entry:
    """A shared table for older people, with a room that is still needed."""
    rows = {
        "parties": [(contact.organization, "trekker")], "money": [MoneyEntry("Gemeente", amount=None)],
        "asks": [AskEntry("ruimte", "een zaal op dinsdagavond")],
    }  # fmt: skip
    rows |= {name: changes.pop(name) for name in list(changes) if name in rows}
    fields = {
        "name": "Samen aan tafel", "aim": "Ouderen die alleen eten, schuiven eens per week aan.",
        "themes": ["eenzaamheid"], "groups": ["ouderen"], "phase": "proef", "contact": contact,
    }  # fmt: skip
    return Entry(fields | changes, **rows)


def initiative(world: World, contact: Seat | None = None, **changes: Any) -> Initiative:
    """Added by the coordinator for the link worker, unless another contact is named."""
    return add_initiative(world.coordinator, world.network, entry(contact or world.link_seat, **changes))
