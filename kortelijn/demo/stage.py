"""The stage: everything that happened in two years is played in the order of time, each thing at its own moment.

A script is a generator: it does something, says when it wants to go on, and waits. The stage moves the clock.
"""

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from itertools import count
from random import Random
from uuid import UUID

from dateutil.relativedelta import relativedelta

from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import AMSTERDAM, local, moved_to, now
from kortelijn.kernel.models import AccessLog
from kortelijn.kernel.working_days import is_working_day, next_working_day

Script = Iterator[datetime]
A_BREATH = timedelta(seconds=1)


@dataclass
class Stage:
    """The moments that wait to be played, up to the present; who sits where meanwhile, and who looked at whom."""

    present: datetime
    chance: Random
    seated: dict[UUID, list[Actor]] = field(default_factory=lambda: defaultdict(list))
    departures: int = 0
    looks: list[AccessLog] = field(default_factory=list)
    _waiting: list[tuple[datetime, int, Script]] = field(default_factory=list)
    _order: Iterator[int] = field(default_factory=count)

    def add(self, moment: datetime, script: Script) -> None:
        """Let a script begin at a moment; what lies after the present is not played."""
        heapq.heappush(self._waiting, (moment, next(self._order), script))

    def once(self, moment: datetime, step: Callable[[], object]) -> None:
        """Do one thing at a moment."""
        self.add(moment, _single(step))

    def play(self) -> None:
        """Play all that lies before the present, in the order of time."""
        while self._waiting and self._waiting[0][0] <= self.present:
            moment, _order, script = heapq.heappop(self._waiting)
            with moved_to(moment):
                following = next(script, None)
            if following is not None:
                self.add(max(following, moment + A_BREATH), script)

    def on(self, seat_id: UUID | None) -> Actor | None:
        """Somebody who sits on a seat at this moment; on a shared seat one of them."""
        present = self.seated.get(seat_id, []) if seat_id else []
        return self.chance.choice(present) if len(present) > 1 else next(iter(present), None)

    def months_ago(self, months: float) -> datetime:
        """Ten o'clock on the first working day at or after so many months before the present."""
        day = local(self.present).date() - relativedelta(months=int(months))
        return datetime.combine(day if is_working_day(day) else next_working_day(day), time(10), AMSTERDAM)

    def office_moment(self, mean_hours: float, least: float = 0.1) -> datetime:
        """A moment in office hours after now, at least and on average so many hours of work away."""
        worked = self.chance.expovariate(1 / (mean_hours - least)) + least
        moment = local(now())
        while True:
            opens, closes = _hours_of(moment)
            moment = max(moment, opens)
            left = (closes - moment).total_seconds() / 3600
            if 0 < worked < left and is_working_day(moment.date()):
                return moment + timedelta(hours=worked)
            worked -= max(0.0, left) if is_working_day(moment.date()) else 0
            moment = datetime.combine(moment.date() + timedelta(days=1), time(0), AMSTERDAM)


def _hours_of(moment: datetime) -> tuple[datetime, datetime]:
    day = moment.date()
    return datetime.combine(day, time(8, 30), AMSTERDAM), datetime.combine(day, time(16, 50), AMSTERDAM)


def _single(step: Callable[[], object]) -> Script:
    step()
    yield from ()
