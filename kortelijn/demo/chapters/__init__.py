"""What else happens in the demo: each chapter plans its part of the two years on the stage of the town."""

from collections.abc import Callable

from kortelijn.demo.chapters import (
    agreements,
    ambition,
    competences,
    freshness,
    gatherings,
    ground,
    initiatives,
    insights,
    lifestyle,
    rota,
    startkit,
    succession,
    ties,
    turnover,
    upkeep,
    voices,
    walks,
    wall,
)
from kortelijn.demo.neighbourhood import Neighbourhood

Chapter = Callable[[Neighbourhood], None]
CHAPTERS: tuple[Chapter, ...] = (
    ground.plan,
    agreements.plan,
    startkit.plan,
    rota.plan,
    wall.plan,
    freshness.plan,
    upkeep.plan,
    voices.plan,
    initiatives.plan,
    lifestyle.plan,
    ties.plan,
    gatherings.plan,
    competences.plan,
    walks.plan,
    ambition.plan,
    insights.plan,
    succession.plan,
    turnover.plan,
)
