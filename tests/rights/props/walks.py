"""A season that was invited and walked today, with one host and one group of the link worker and the GP."""

from datetime import time, timedelta
from typing import Any

from kortelijn.kernel.actor import SYSTEM
from kortelijn.kernel.clock import moved_to, now, today
from kortelijn.walks import actions
from kortelijn.walks.casing import casing_of
from kortelijn.walks.models import Group, Host, Planning, Season
from kortelijn.walks.planner import case as planner
from kortelijn.walks.planning.actions import keep_plan

AFTERNOON = (time(13), time(16, 30))


def objects(stage: Any) -> dict[type, Any]:
    """Planned three weeks ago, walked today."""
    world = stage.world
    with moved_to(now() - timedelta(days=21)):
        day = actions.DayPart(today() + timedelta(days=21), *AFTERNOON, 1)
        season = actions.start_season(
            world.coordinator, world.network, title="Najaarswandeling", days=[day], leader=world.coordinator_seat,
            answer_by=today() + timedelta(days=9), visits=1, smallest=2, largest=3,
        )  # fmt: skip
        hours = {each.pk: AFTERNOON for each in season.days.all()}
        host = actions.name_host(SYSTEM, season, seat=world.deputy_seat, location=world.location, hours=hours)
        for seat in (world.link_seat, world.gp_seat):
            actions.answer(SYSTEM, season.walkers.get(seat=seat), comes=True, days=list(hours))
        planning = Planning.objects.create(network=world.network, season=season, seconds=1)
        group = planner.Group(0, 0, (0,), frozenset({0, 1}))
        keep_plan(SYSTEM, planning, casing_of(season), planner.Plan((group,)))
        season = actions.invite(SYSTEM, Season.objects.get(pk=season.pk))
    return {Season: season, Host: host, Group: season.groups.get()}


def _key(stage: Any) -> str:
    """The link of the GP."""
    return str(stage.props[Season].walkers.get(seat=stage.world.gp_seat).key)


KEYS = {
    "wandeling/<str:key>": lambda stage: f"wandeling/{_key(stage)}",
    "<uuid:group>": lambda stage: str(stage.props[Group].pk),
}
TYPED = {
    "meelopen": lambda stage: {"antwoord": "nee"},
    "zet-over": lambda stage: {"wie": str(stage.props[Season].walkers.get(seat=stage.world.gp_seat).pk)},
}
