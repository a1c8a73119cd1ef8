"""What of the wall stands on the stage: an evening that goes on, something that waits."""

from datetime import timedelta
from typing import Any

from kortelijn.kernel.actor import PUBLIC
from kortelijn.kernel.clock import local, now
from kortelijn.wall.actions import Plan, make_step, plan_evening, say
from kortelijn.wall.models import Contribution, Evening


def objects(stage: Any) -> dict[type, Any]:
    """An evening with a step of the link worker, and what somebody said there."""
    world = stage.world
    plan = Plan("Wijkavond", "Wie staat er alleen voor?", now() - timedelta(hours=1), now() + timedelta(days=20))
    evening = _long(world, plan)
    stage.evening = evening
    make_step(world.coordinator, evening, what="Een lijst op elke koelkast", owner=world.link_seat,
              due_on=local(now() + timedelta(days=30)).date())  # fmt: skip
    return {Evening: evening, Contribution: say(PUBLIC, evening, "Mevrouw Pietersen zit alleen")}


def _long(world: Any, plan: Plan) -> Evening:
    """Pages are looked at days later, so it stays open longer than a coordinator could plan."""
    short = Plan(plan.title, plan.question, plan.opens_at, plan.opens_at + timedelta(hours=3))
    evening = plan_evening(world.coordinator, world.network, short)
    evening.closes_at = plan.closes_at
    evening.save()
    return evening


EVENING = {"title": "Jeugd", "question": "Wat is er nodig?", "begins": "19:30", "ends": "22:00"}
TYPED = {
    "plannen": lambda stage: EVENING | {"on": local(stage.now + timedelta(days=30)).strftime("%Y-%m-%d")},
    "verzetten": lambda stage: EVENING | {"on": local(stage.now + timedelta(days=3)).strftime("%Y-%m-%d")},
    "leiden": lambda stage: {"text": "Bel elkaar"},
    "orden": lambda stage: {"heading": "Samen", "hands": "4"},
    "stap": lambda stage: {
        "what": "Een lijst", "owner": str(stage.world.link_seat.pk),
        "due_on": local(stage.now + timedelta(days=9)).strftime("%Y-%m-%d"),
    },
}  # fmt: skip
KEYS = {"<slug:evening>": lambda stage: stage.evening.code}
