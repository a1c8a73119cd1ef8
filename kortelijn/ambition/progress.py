"""How far a goal is: where it began, where it stands, where it should be; as a sentence and as a picture."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kortelijn.ambition.models import Goal
from kortelijn.ambition.words import amount
from kortelijn.kernel.clock import today

WIDTH, HEIGHT, EDGE = 320, 120, 12
AHEAD = 0.05  # this much of the way is neither ahead nor behind


@dataclass(frozen=True)
class Progress:
    """One goal with its readings, read on one day."""

    goal: Goal
    on: date

    @cached_property
    def points(self) -> list[tuple[date, Decimal]]:
        """The start, and everything that was read since."""
        goal = self.goal
        return [(goal.began_on, goal.began), *(each.point for each in goal.readings.all())]

    @property
    def share(self) -> float:
        """Which part of the way was gone; below nought when it went the wrong way."""
        return self._share(self.points[-1][1])

    @property
    def percent(self) -> int:
        """The same, as a bar can show it."""
        return round(100 * min(1.0, max(0.0, self.share)))

    @property
    def expected(self) -> float:
        """Which part would be gone if it went evenly, on the day of the last reading."""
        goal = self.goal
        return min(1.0, (self.points[-1][0] - goal.began_on).days / (goal.by - goal.began_on).days)

    @property
    def state(self) -> str:
        """Reached, on its way, behind, over time, or not read yet."""
        if self.share >= 1:
            return "reached"
        if self.goal.by < self.on:
            return "over"
        if len(self.points) == 1:
            return "unread"
        return "behind" if self.share < self.expected - AHEAD else "going"

    @property
    def sentence(self) -> str:
        """The numbers, in words."""
        goal, (day, value) = self.goal, self.points[-1]
        if len(self.points) == 1:
            said = _("Het begon bij {began} {unit} ({day}) en moet naar {target}. Er is nog geen stand afgelezen.")
        else:
            said = _("Van {began} naar {target} {unit}. Nu {now} ({day}): {percent}% van de weg.")
        return said.format(
            began=amount(goal.began), target=amount(goal.target), unit=goal.unit, now=amount(value),
            day=date_format(day, "j F Y"), percent=round(100 * self.share),
        )  # fmt: skip

    # The picture: time from left to right, the goal always above

    @property
    def line(self) -> list[tuple[tuple[float, float], tuple[float, float]]]:
        """From each reading to the next."""
        return list(pairwise(self.dots))

    @property
    def dots(self) -> list[tuple[float, float]]:
        """Each reading at its place."""
        return [(self._x(day), self._y(self._share(value))) for day, value in self.points]

    @property
    def top(self) -> float:
        """Where the goal is."""
        return self._y(1)

    @property
    def even(self) -> tuple[float, float, float, float]:
        """The line of going evenly."""
        return self._x(self.goal.began_on), self._y(0), self._x(self.goal.by), self._y(1)

    @property
    def rows(self) -> list[tuple[date, str, str]]:
        """The numbers behind the picture: day, value and who says so."""
        goal = self.goal
        read = [(each.on, amount(each.value), each.told_by) for each in goal.readings.all()]
        return [*reversed(read), (goal.began_on, amount(goal.began), _("waar het begon"))]

    def _share(self, value: Decimal) -> float:
        return float((value - self.goal.began) / (self.goal.target - self.goal.began))

    def _x(self, day: date) -> float:
        goal = self.goal
        last = max(goal.by, self.points[-1][0])
        return round(EDGE + (WIDTH - 2 * EDGE) * (day - goal.began_on).days / (last - goal.began_on).days, 1)

    def _y(self, share: float) -> float:
        shares = [self._share(value) for _day, value in self.points]
        low, high = min(0.0, *shares), max(1.0, *shares)
        return round(HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * (share - low) / (high - low), 1)


def progress_of(goal: Goal) -> Progress:
    """How far it is today."""
    return Progress(goal, today())
