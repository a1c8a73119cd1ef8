"""A practice with a room, a turn of the link worker there, and a day for which somebody is sought."""

from datetime import time, timedelta
from typing import Any

from kortelijn.directory.models import Location
from kortelijn.interop.hsds_api.terms import taxonomy_id, term_id
from kortelijn.kernel.actor import SYSTEM
from kortelijn.kernel.clock import today
from kortelijn.rota import actions
from kortelijn.rota.feeds import key_of
from kortelijn.rota.models import Deviation, Room, Shift

HOURS = {"opens_at": "09:00", "closes_at": "10:00"}


def objects(stage: Any) -> dict[type, Any]:
    """All of it at the community house of the welfare organization, with the link worker on the seat."""
    world = stage.world
    room = actions.add_room(SYSTEM, world.location, "Keukentafel")
    empty = actions.add_room(SYSTEM, world.location, "Bovenzaal")
    shift = actions.add_shift(
        SYSTEM, world.location, seat=world.link_seat, room=room, service=world.service, walk_in=True,
        rrule="FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", first_day=today(), last_day=None, opens_at=time(9),
        closes_at=time(11),
    )  # fmt: skip
    actions.agree_with_house(SYSTEM, world.location, open_on_holidays=True)
    found = actions.report_absence(world.link_worker, shift, today() + timedelta(days=7), today() + timedelta(days=13))
    stage.feed_key = key_of(actions.renew_feed(world.link_worker))
    return {Location: world.location, Room: empty, Shift: shift, Deviation: found[0]}


def _turn(stage: Any) -> dict[str, str]:
    day = {"rhythm": "weekly", "days": "SA", "first_day": str(today()), "last_day": "", "walk_in": "on"}
    return day | HOURS | {"seat": str(stage.world.link_seat.pk), "service": "", "room": ""}


TYPED = {
    "erbij": _turn, "anders": _turn, "kamers": lambda stage: {"name": "Zolder"},
    "feestdagen": lambda stage: {"holidays": "closed"}, "naam": lambda stage: {"naam": "ja"},
    "stop": lambda stage: {"last_day": str(today() + timedelta(days=60))},
    "afwezig": lambda stage: {"first": str(today() + timedelta(days=21)), "last": str(today() + timedelta(days=22))},
    "dag": lambda stage: {"what": "closed", "day": _a_day(stage)}, "vervanging": lambda stage: {"what": "closed"},
}  # fmt: skip
KEYS = {
    "<uuid:place>": lambda stage: str(stage.world.location.pk),
    "<uuid:service>": lambda stage: str(stage.world.service.pk),
    "<uuid:organization>": lambda stage: str(stage.world.welfare.pk),
    "<uuid:at>": lambda stage: str(stage.world.service.at_locations.get().pk),
    "<uuid:taxonomy>": lambda stage: str(taxonomy_id("behoeften")),
    "<uuid:term>": lambda stage: str(term_id("behoeften", "geld")),
    "<rest:rest>": lambda stage: "nergens",
    "<str:feed>": lambda stage: str(stage.feed_key),
}  # fmt: skip


def _a_day(stage: Any) -> str:
    day = today() + timedelta(days=1)
    while day.weekday() > 4:
        day += timedelta(days=1)
    return str(day)
