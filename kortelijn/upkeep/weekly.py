"""Hours as people fill them in: days of the week from one time to another; other rhythms stay as they were."""

from collections.abc import Iterable, Mapping
from typing import Any

from kortelijn.directory.rules import WEEKDAYS, days_in, parts_of

WEEK = len(WEEKDAYS)
KNOWN = {"FREQ", "BYDAY", "INTERVAL", "WKST"}
MOMENTS = ("dtstart", "opens_at", "closes_at", "valid_from", "valid_to")
Line = Mapping[str, Any]


def weekly_days(rule: str) -> list[str] | None:
    """The weekdays of a rule that is the same every week; None for a rhythm that days cannot say."""
    if not rule:
        return []
    parts = parts_of(rule)
    if parts.get("INTERVAL", "1") != "1" or parts.keys() - KNOWN:
        return None
    days = [WEEKDAYS[day] for nth, day in days_in(parts) if not nth]
    if parts["FREQ"] == "DAILY":
        return days or list(WEEKDAYS)
    return days if parts["FREQ"] == "WEEKLY" and days and len(days) == len(parts["BYDAY"].split(",")) else None


def says_in_days(line: Line) -> bool:
    """Whether days and times say all of this line; a moment without days is a rhythm that only its words tell."""
    if line["rrule"]:
        return weekly_days(line["rrule"]) is not None
    return not any(line[name] for name in MOMENTS)


def rule_of(days: Iterable[str], before: str = "") -> str:
    """The rule for these days; as it was written before when that says the same."""
    wanted = [day for day in WEEKDAYS if day in set(days)]
    if before and sorted(weekly_days(before) or ()) == sorted(wanted):
        return before
    return f"FREQ=WEEKLY;BYDAY={','.join(wanted)}" if wanted else ""
