"""What else happens in the demo: each chapter plans its part of the two years on the stage of the town."""

from collections.abc import Callable

from kortelijn.demo.chapters import (
    freshness,
    ground,
    initiatives,
    insights,
    lifestyle,
    rota,
    ties,
    upkeep,
    voices,
    wall,
)
from kortelijn.demo.neighbourhood import Neighbourhood

Chapter = Callable[[Neighbourhood], None]
CHAPTERS: tuple[Chapter, ...] = (
    ground.plan,
    rota.plan,
    wall.plan,
    freshness.plan,
    upkeep.plan,
    voices.plan,
    initiatives.plan,
    lifestyle.plan,
    ties.plan,
    insights.plan,
)
