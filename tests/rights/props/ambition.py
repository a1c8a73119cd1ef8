"""A draft of the course, a goal, an obstacle, what the practice worries about, and what its board said aloud."""

from datetime import timedelta
from typing import Any

from kortelijn.ambition import actions
from kortelijn.ambition.committing import actions as committing
from kortelijn.ambition.models import Commitment, Course, Goal, Interest, Point
from kortelijn.kernel.clock import today
from tests.ambition.made import a_board, a_goal, said

DAY = timedelta(days=1)


def objects(stage: Any) -> dict[type, Any]:
    """The board of the practice said it; the board on the stage is another one."""
    world = stage.world
    board = a_board(world, world.practice, "Gerda")
    return {
        Course: actions.draft_course(
            world.coordinator, world.network, aim="Niemand staat er alleen voor.", for_whom="Iedereen in de wijk"
        ),
        Goal: a_goal(world),
        Point: actions.note_point(world.gp, world.network, kind="obstacle", what="Niemand weet wie er is."),
        Interest: said(world, world.practice, "worries", "Nog meer vergaderen", world.gp_seat, domains=["netwerk"]),
        Commitment: committing.note_commitment(
            world.coordinator, world.network, seat=board, what="Een kamer op dinsdag", since=today() - DAY,
            said_at="Bestuurlijk overleg", answer_on=today() + 40 * DAY,
        ),
    }  # fmt: skip


TYPED: dict[str, Any] = {}
KEYS = {
    "<uuid:party>/<slug:kind>": lambda stage: f"{stage.world.practice.pk}/workplace",
    "<uuid:party>": lambda stage: str(stage.world.practice.pk),
}
