"""A course to test with, made as the product makes it."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from kortelijn.ambition import actions
from kortelijn.ambition.committing import actions as committing
from kortelijn.ambition.models import Commitment, Condition, Goal, Interest
from kortelijn.ambition.speaking import actions as speaking
from kortelijn.kernel.clock import today
from kortelijn.parties.models import Organization, Seat
from tests.factories.world import World, actor_on

DAY = timedelta(days=1)


def a_goal(world: World, **changes: Any) -> Goal:
    """From 20 to 80 percent, begun a hundred days ago, a hundred to go."""
    fields: dict[str, Any] = {
        "what": "Wie eenzaam is, heeft een vast contact", "seen_by": "Bewoners met een vast contact", "unit": "%",
        "began": Decimal(20), "began_on": today() - 100 * DAY, "target": Decimal(80), "by": today() + 100 * DAY,
        "domains": ["netwerk"], "means": [],
    }  # fmt: skip
    return actions.set_goal(world.coordinator, world.network, **fields | changes)


def said(world: World, party: Organization, side: str, text: str, seat: Seat | None = None, **tags: Any) -> Interest:
    """A party says it, from a seat of its own or through the coordinator."""
    who = actor_on(seat) if seat else world.coordinator
    return speaking.speak(who, world.network, party, side=side, text=text, **tags or {"domains": ["netwerk"]})


def a_board(world: World, organization: Organization | None = None, who: str = "Henk") -> Seat:
    """Somebody who governs."""
    return world.seat(organization or world.practice, "Bestuurder", who, profession="bestuurder", functions=["governs"])


def promised(board: Seat, **changes: Any) -> Commitment:
    """A board commits itself for thirty days from now."""
    fields: dict[str, Any] = {"what": "Acht uur per week voor het netwerk", "answer_on": today() + 30 * DAY}
    return committing.commit(actor_on(board), board.network, **fields | changes)


def a_condition(world: World, **changes: Any) -> Condition:
    """The practice has no room to work in."""
    fields: dict[str, Any] = {
        "kind": "workplace", "met": "not", "text": "Geen kamer voor wie langskomt", "owner": world.gp_seat,
    }  # fmt: skip
    return speaking.set_condition(world.gp, world.network, world.practice, **fields | changes)
