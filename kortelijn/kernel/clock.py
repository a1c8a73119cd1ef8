"""The one clock: every moment the product writes comes from here, so that the demo and tests can move it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
_moved: ContextVar[datetime | None] = ContextVar("moved", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC (or the moment to which the clock was moved)."""
    return _moved.get() or timezone.now()


def today() -> date:
    """The calendar day in the Netherlands."""
    return local(now()).date()


def local(moment: datetime) -> datetime:
    """The same moment as a Dutch wall clock shows it."""
    return moment.astimezone(AMSTERDAM)


@contextmanager
def moved_to(moment: datetime) -> Iterator[None]:
    """Within this block it is `moment`: the demo plays two years of real events this way."""
    token = _moved.set(moment)
    try:
        yield
    finally:
        _moved.reset(token)
