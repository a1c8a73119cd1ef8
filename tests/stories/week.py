"""The week in which the stories play: an ordinary one, without holidays."""

from contextlib import AbstractContextManager
from datetime import datetime, timedelta

from kortelijn.kernel.clock import AMSTERDAM, moved_to

MONDAY = datetime(2026, 11, 23, tzinfo=AMSTERDAM)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def moment(day: str, time: str, *, week: int = 0) -> datetime:
    """A moment by its day and the hands of a Dutch clock."""
    hours, minutes = time.split(":")
    return MONDAY + timedelta(days=DAYS.index(day) + 7 * week, hours=int(hours), minutes=int(minutes))


def on(day: str, time: str, *, week: int = 0) -> AbstractContextManager[None]:
    """Within this block it is that moment."""
    return moved_to(moment(day, time, week=week))
