"""Walks: a season, its days and hosts, who wants to come, and who walked where with whom (M26)."""

from kortelijn.walks.models.group import Group, Lesson, Place, Visit
from kortelijn.walks.models.planning import Planning
from kortelijn.walks.models.season import PAUSE, Day, Host, Reception, Season
from kortelijn.walks.models.walker import KEPT, Walker

__all__ = [
    "KEPT",
    "PAUSE",
    "Day",
    "Group",
    "Host",
    "Lesson",
    "Place",
    "Planning",
    "Reception",
    "Season",
    "Visit",
    "Walker",
]
