"""How often: what a person chooses becomes a rule (RFC 5545), and a rule becomes that choice and its words again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kortelijn.directory.hour_words import rule_words
from kortelijn.directory.rules import WEEKDAYS, days_in, parts_of

ONCE = "FREQ=DAILY;COUNT=1"


class Rhythm(models.TextChoices):
    """The rhythms that office hours have."""

    WEEKLY = "weekly", gettext_lazy("elke week")
    BIWEEKLY = "biweekly", gettext_lazy("om de week")
    FIRST = "1", gettext_lazy("de eerste van de maand")
    SECOND = "2", gettext_lazy("de tweede van de maand")
    THIRD = "3", gettext_lazy("de derde van de maand")
    FOURTH = "4", gettext_lazy("de vierde van de maand")
    LAST = "-1", gettext_lazy("de laatste van de maand")
    ONCE = "once", gettext_lazy("één keer")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A rhythm and the weekdays on which it falls, by their codes; a single time needs no weekday."""

    rhythm: str
    days: tuple[str, ...] = ()

    @property
    def rule(self) -> str:
        """The rule of recurrence."""
        if self.rhythm == Rhythm.ONCE:
            return ONCE
        if self.rhythm in (Rhythm.WEEKLY, Rhythm.BIWEEKLY):
            every = ";INTERVAL=2" if self.rhythm == Rhythm.BIWEEKLY else ""
            return f"FREQ=WEEKLY{every};BYDAY={','.join(self.days)}"
        return f"FREQ=MONTHLY;BYDAY={','.join(self.rhythm + day for day in self.days)}"


def pattern_of(rule: str) -> Pattern:
    """The choice behind a rule of ours."""
    parts = parts_of(rule)
    if parts.get("COUNT") == "1":
        return Pattern(Rhythm.ONCE)
    found = days_in(parts)
    days = tuple(WEEKDAYS[day] for _nth, day in found)
    if parts.get("FREQ") == "MONTHLY":
        return Pattern(str(found[0][0]), days)
    return Pattern(Rhythm.BIWEEKLY if parts.get("INTERVAL") == "2" else Rhythm.WEEKLY, days)


def in_order(days: Sequence[str]) -> tuple[str, ...]:
    """Weekdays from Monday on, each once."""
    return tuple(day for day in WEEKDAYS if day in days)


def pattern_words(rule: str, first_day: date) -> str:
    """`elke week op di en do`, `één keer, op 24 november`."""
    if pattern_of(rule).rhythm == Rhythm.ONCE:
        return _("één keer, op %(day)s") % {"day": date_format(first_day, "j F Y")}
    return rule_words(rule)
