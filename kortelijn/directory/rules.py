"""Recurrence rules of schedules (RFC 5545): which ones we accept, and on which days of a month they fall."""

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from dateutil.rrule import rrule, rrulestr
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
# A rule that needs a first day but has none counts from here; it is a Monday.
EPOCH = date(2024, 1, 1)
_COMMON = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY", "BYMONTH"}
PARTS = {
    "DAILY": _COMMON,
    "WEEKLY": _COMMON | {"BYWEEKNO"},  # not in RFC 5545, but HSDS has it
    "MONTHLY": _COMMON | {"BYMONTHDAY", "BYSETPOS"},
    "YEARLY": _COMMON | {"BYMONTHDAY", "BYSETPOS", "BYYEARDAY", "BYWEEKNO"},
}
_RANGES = {
    "INTERVAL": (1, 99), "COUNT": (1, 9999), "BYMONTH": (1, 12), "BYMONTHDAY": (-31, 31),
    "BYSETPOS": (-366, 366), "BYYEARDAY": (-366, 366), "BYWEEKNO": (-53, 53),
}  # fmt: skip
_DAY = re.compile(r"([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)")


def parts_of(rule: str) -> dict[str, str]:
    """The parts of a rule: `FREQ=WEEKLY;BYDAY=TU` is {"FREQ": "WEEKLY", "BYDAY": "TU"}."""
    pairs = (part.partition("=") for part in rule.upper().removeprefix("RRULE:").split(";") if part)
    return {name.strip(): value.strip() for name, _sign, value in pairs}


def days_in(parts: dict[str, str]) -> list[tuple[int, int]]:
    """BYDAY as pairs of ordinal (0 when every) and weekday (Monday is 0)."""
    found = (_DAY.fullmatch(part) for part in parts.get("BYDAY", "").split(",") if part)
    return [(int(match[1] or 0), WEEKDAYS.index(match[2])) for match in found if match]


def check_rule(rule: str) -> None:
    """Refuse a rule that we cannot read, that asks for too much, or that never happens."""
    fault, part = _fault(rule)
    if fault == "frequency":
        raise ValidationError(_("Een herhaling is dagelijks, wekelijks, maandelijks of jaarlijks (FREQ)."))
    if fault == "part":
        raise ValidationError(_("Deze herhaling kunnen wij niet lezen: %(part)s.") % {"part": part})
    if fault == "never":
        raise ValidationError(_("Deze herhaling komt nooit voor."))


@lru_cache(maxsize=4096)
def _fault(rule: str) -> tuple[str, str]:
    """What is wrong with a rule, and with which part of it; the same few rules come by again and again."""
    if not rule:
        return "", ""
    parts = parts_of(rule)
    if parts.get("FREQ") not in PARTS:
        return "frequency", ""
    if wrong := next((name for name in parts if not _readable(parts, name)), None):
        return "part", f"{wrong}={parts[wrong]}"
    return ("", "") if _happens(rule) else ("never", "")


def _readable(parts: dict[str, str], name: str) -> bool:
    value, frequency = parts[name], parts["FREQ"]
    if name not in PARTS[frequency]:
        return False
    if name == "BYDAY":
        return all(_is_day(part, frequency) for part in value.split(","))
    if name in _RANGES:
        return all(_within(part, *_RANGES[name]) for part in value.split(","))
    if name == "WKST":
        return value in WEEKDAYS
    return name == "FREQ" or bool(_until(value))


def _is_day(part: str, frequency: str) -> bool:
    match = _DAY.fullmatch(part)
    return match is not None and (not match[1] or frequency in {"MONTHLY", "YEARLY"})


def _within(part: str, lowest: int, highest: int) -> bool:
    return bool(re.fullmatch(r"[+-]?\d{1,4}", part)) and lowest <= int(part) <= highest and int(part) != 0


def _until(value: str) -> date | None:
    match = re.fullmatch(r"(\d{8})(T\d{6}Z?)?", value)
    try:
        return datetime.strptime(match[1], "%Y%m%d").date() if match else None
    except ValueError:
        return None


def _happens(rule: str) -> bool:
    try:
        return next(iter(_compiled(rule, EPOCH)), None) is not None or _ended_before(rule, EPOCH)
    except (ValueError, TypeError, IndexError):
        return False


def _ended_before(rule: str, day: date) -> bool:
    """A rule with an end in the past does not happen any more, which is not the same as never."""
    until = _until(parts_of(rule).get("UNTIL", ""))
    return until is not None and until < day


@lru_cache(maxsize=4096)
def _compiled(rule: str, start: date) -> rrule:
    """A rule as dateutil knows it, counted in days: only the date of UNTIL matters."""
    text = re.sub(r"(UNTIL=\d{8})T\d{6}Z?", r"\1", rule.upper())
    found = rrulestr(text, dtstart=datetime.combine(start, time.min), cache=True)
    if not isinstance(found, rrule):
        raise TypeError("one rule, not a set of rules")
    return found


def counts_from_start(rule: str) -> bool:
    """Whether the days of a rule depend on its first day, as in `every two weeks` or `five times`."""
    parts = parts_of(rule)
    if parts.get("INTERVAL", "1") != "1" or "COUNT" in parts:
        return True
    return parts["FREQ"] != "DAILY" and not any(name.startswith("BY") and name != "BYMONTH" for name in parts)


@lru_cache(maxsize=16384)
def days_of_month(rule: str, start: date | None, year: int, month: int) -> tuple[date, ...]:
    """The days of one month on which a rule falls; most rules are shared, so this is mostly remembered."""
    first = date(year, month, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    counted = _compiled(rule, (start or EPOCH) if counts_from_start(rule) else first)
    found = counted.between(datetime.combine(first, time.min), datetime.combine(last, time.min), inc=True)
    return tuple(moment.date() for moment in found)
