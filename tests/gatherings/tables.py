"""Tables to sit at, made through the actions."""

from datetime import date, datetime, time, timedelta
from typing import Any

from kortelijn.gatherings import actions
from kortelijn.gatherings.meetings.actions import plan_meeting
from kortelijn.gatherings.models import Circle, Meeting
from kortelijn.kernel.actor import SYSTEM
from kortelijn.kernel.clock import now, today
from kortelijn.parties.models import Seat
from tests.factories.world import World

WEEKLY = {"rrule": "FREQ=WEEKLY;BYDAY=TU", "first_day": date(2026, 11, 2), "begins_at": time(9), "ends_at": time(10)}


def a_table(world: World, kind: str = "standing", **changes: Any) -> Circle:
    """Led by the link worker; standing ones every Tuesday at nine."""
    fields: dict[str, Any] = {
        "kind": kind, "lead": world.link_seat, "name": "Dinsdagoverleg", "purpose": "Weten wie wat doet.",
    }  # fmt: skip
    if kind == "standing":
        fields |= WEEKLY
    if kind == "theme":
        fields |= {
            "name": "Minder alleen",
            "theme": "eenzaamheid",
            "purpose": "Wie spreekt mensen die niemand spreekt?",
        }
    return actions.start_circle(SYSTEM, world.network, **fields | changes)


def a_meeting(world: World, circle: Circle, days: int = 1, **fields: Any) -> Meeting:
    """At ten, an hour."""
    start = datetime.combine(today() + timedelta(days=days), time(10), now().tzinfo)
    return plan_meeting(SYSTEM, circle, starts_at=start, ends_at=start + timedelta(hours=1), **fields)


def sit_down(circle: Circle, *seats: Seat) -> None:
    """These take part."""
    for seat in seats:
        actions.take_in(SYSTEM, circle, seat=seat)
