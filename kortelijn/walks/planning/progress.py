"""How far a run of the planner is; in the cache, for it is over with the run."""

from dataclasses import asdict, dataclass

from django.core.cache import cache

from kortelijn.walks.models import Planning

KEPT = 600  # seconds


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the planner is, in numbers that mean something."""

    seconds: int
    placed: int
    of: int
    new_each: float
    met: int


def tell(planning: Planning, progress: Progress) -> None:
    """Say how far it is."""
    cache.set(_key(planning), asdict(progress), KEPT)


def progress_of(planning: Planning) -> Progress | None:
    """What the worker told last."""
    told = cache.get(_key(planning))
    return Progress(**told) if told else None


def _key(planning: Planning) -> str:
    return f"walks.plan:{planning.pk}"
