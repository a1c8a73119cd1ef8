"""Hours in one cell: `di, do 10:00-12:00; FREQ=MONTHLY;... ` is read and written without losing anything.

An entry is `[days] [times] [op afspraak] [begint D] [vanaf D] [t/m D] ["remark"]`; entries have a `; ` between them.
What people type themselves (`ma t/m vr 9.00 - 17.00 uur`) is read too; what is not understood stays as a remark.
"""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date, time
from typing import Any

from django.core.exceptions import ValidationError

from kortelijn.directory.entries import SCHEDULE_FIELDS
from kortelijn.directory.rules import WEEKDAYS, check_rule

Fields = dict[str, Any]
SHORT = ("ma", "di", "wo", "do", "vr", "za", "zo")
_DAY = {
    **{name: number for number, name in enumerate(SHORT)},
    **{name: number for number, name in enumerate(
        ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"))},
    **{name: number for number, name in enumerate(("mo", "tu", "we", "th", "fr", "sa", "su"))},
}  # fmt: skip
_NAMES = [f"{name}{end}" for name in _DAY for end in ("", "en", "s")]
_WORD = "|".join(sorted(_NAMES, key=len, reverse=True))
_BETWEEN = r"(?:-|–|t/m|tot en met|,|en|&|/)"
_DAYS = re.compile(
    rf"(?:op |elke |iedere )?((?:{_WORD})\b\.?(?:\s*{_BETWEEN}\s*(?:{_WORD})\b\.?)*)\s*:?", re.IGNORECASE
)
_EVERY_DAY = re.compile(r"(dagelijks|elke dag|iedere dag)\b", re.IGNORECASE)
_WORKDAYS = re.compile(r"(op )?werkdagen\b|(elke|iedere) werkdag\b", re.IGNORECASE)
_CLOCK = r"(\d{1,2})(?:[:.](\d{2})(?::(\d{2}(?:\.\d+)?))?)?"
_TIMES = re.compile(
    rf"(?:van )?{_CLOCK}\s*(?:uur|u)?\s*(?:-|–|tot(?: en met)?|t/m)\s*{_CLOCK}\s*(?:uur|u)?\b", re.IGNORECASE
)
_FROM = re.compile(rf"(?:vanaf )?{_CLOCK}-(?=\s|$)", re.IGNORECASE)
_UNTIL = re.compile(rf"-{_CLOCK}(?=\s|$)", re.IGNORECASE)
_RULE = re.compile(r"FREQ=[A-Z0-9=;,+\-]*[A-Z0-9]")
_REMARK = re.compile(r'"(?:[^"\\]|\\.)*"')
_PIECE = re.compile(rf"{_REMARK.pattern}|{_RULE.pattern}|(?s:.)")
_MARKS = {"begint": "dtstart", "vanaf": "valid_from", "t/m": "valid_to"}
_MARK = re.compile(r"(begint|vanaf|t/m) (\d{4}-\d{2}-\d{2})")
_APPOINTMENT = re.compile(r"\(?op afspraak\)?", re.IGNORECASE)
_WALK_IN = re.compile(r"\(?(vrije )?inloop\)?", re.IGNORECASE)
NOTES, WEEK, MIDNIGHT = 500, 7, 24
PLAIN_WEEK = re.compile(r"FREQ=WEEKLY;BYDAY=((?:MO|TU|WE|TH|FR|SA|SU)(?:,(?:MO|TU|WE|TH|FR|SA|SU))*)")


def written(schedules: Iterable[Fields]) -> str:
    """Hours as text, in a fixed order."""
    return "; ".join(sorted(_entry(each) for each in schedules))


def _entry(each: Fields) -> str:
    parts = [_rule_text(each["rrule"]), _times_text(each["opens_at"], each["closes_at"])]
    parts += [] if each["walk_in"] else ["op afspraak"]
    parts += [f"{mark} {each[name].isoformat()}" for mark, name in _MARKS.items() if each[name]]
    parts += [json.dumps(each["notes"], ensure_ascii=False)] if each["notes"] else []
    return " ".join(part for part in parts if part) or '""'


def _rule_text(rule: str) -> str:
    if match := PLAIN_WEEK.fullmatch(rule):
        return ", ".join(SHORT[WEEKDAYS.index(day)] for day in match[1].split(","))
    return rule


def _times_text(opens: time | None, closes: time | None) -> str:
    if opens is None and closes is None:
        return ""
    return "-".join("" if each is None else each.isoformat("minutes" if not each.second else "auto")
                    for each in (opens, closes))  # fmt: skip


def read(text: str) -> tuple[list[Fields], list[str]]:
    """The hours that a text tells, and the parts of it that were not understood."""
    found, unclear = [], []
    before: Fields | None = None
    for entry in _entries(text):
        fields = _read_entry(entry, before)
        if fields is None:
            unclear.append(entry)
            found.append(_empty() | {"notes": entry[:NOTES]})
        else:
            found.append(fields)
            before = fields
    return found, unclear


def _empty() -> Fields:
    return dict.fromkeys(SCHEDULE_FIELDS) | {"rrule": "", "notes": "", "walk_in": True}


def _entries(text: str) -> Iterator[str]:
    """Cut at `;` and at line ends, but not within a remark or a rule."""
    entry = ""
    for match in _PIECE.finditer(text):
        if match[0] in {";", "\n"}:
            if entry.strip():
                yield entry.strip()
            entry = ""
        else:
            entry += match[0]
    if entry.strip():
        yield entry.strip()


def _read_entry(entry: str, before: Fields | None) -> Fields | None:
    """One entry; nothing when any part of it is not understood."""
    fields, rest = _empty(), entry
    if remark := _REMARK.search(rest):
        try:
            fields["notes"] = str(json.loads(remark[0]))[:NOTES]
        except ValueError:
            return None
        rest = rest.replace(remark[0], " ", 1)
    rest = _take_rule(fields, rest)
    rest = _take_marks(fields, rest)
    rest = _take_times(fields, rest)
    if _APPOINTMENT.search(rest):
        fields["walk_in"], rest = False, _APPOINTMENT.sub(" ", rest)
    rest = _WALK_IN.sub(" ", rest).strip(" ,.:()")
    if rest or not _is_right(fields):
        return None
    if before and not fields["rrule"] and fields["opens_at"] and not fields["notes"] and not fields["dtstart"]:
        fields["rrule"] = before["rrule"]  # `di 9-12; 13-17`: the same days
    return fields


def _is_right(fields: Fields) -> bool:
    try:
        check_rule(fields["rrule"])
    except ValidationError:
        return False
    opens, closes, begins, ends = (fields[name] for name in ("opens_at", "closes_at", "valid_from", "valid_to"))
    return (opens is None or closes is None or opens < closes) and (begins is None or ends is None or begins <= ends)


def _take_rule(fields: Fields, rest: str) -> str:
    if match := _RULE.search(rest):
        fields["rrule"] = match[0]
    elif match := _DAYS.match(rest):
        fields["rrule"] = f"FREQ=WEEKLY;BYDAY={','.join(WEEKDAYS[day] for day in _days(match[1]))}"
    elif match := _EVERY_DAY.match(rest):
        fields["rrule"] = "FREQ=DAILY"
    elif match := _WORKDAYS.match(rest):
        fields["rrule"] = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"
    return rest[: match.start()] + " " + rest[match.end() :] if match else rest


def _days(text: str) -> list[int]:
    """`ma t/m wo en vr` as numbers of days, each once."""
    found: list[int] = []
    words = re.findall(rf"({_WORD})\b|(-|–|t/m|tot en met)", text.casefold())
    through = False
    for word, sign in words:
        if sign:
            through = bool(found)
            continue
        day = _DAY[word if word in _DAY else re.sub(r"(en|s)$", "", word)]
        first, last = (found[-1] + 1, day + (WEEK if day <= found[-1] else 0)) if through else (day, day)
        found += [each % WEEK for each in range(first, last + 1)]
        through = False
    return list(dict.fromkeys(found))


def _take_marks(fields: Fields, rest: str) -> str:
    for match in _MARK.finditer(rest):
        try:
            fields[_MARKS[match[1]]] = date.fromisoformat(match[2])
        except ValueError:
            return rest
    return _MARK.sub(" ", rest)


def _take_times(fields: Fields, rest: str) -> str:
    for pattern, names in ((_TIMES, ("opens_at", "closes_at")), (_FROM, ("opens_at",)), (_UNTIL, ("closes_at",))):
        if match := pattern.search(rest):
            groups = match.groups()
            for place, name in enumerate(names):
                fields[name] = _time(*groups[place * 3 : place * 3 + 3])
                if fields[name] is None:
                    return rest
            return rest[: match.start()] + " " + rest[match.end() :]
    return rest


def _time(hours: str, minutes: str | None, seconds: str | None) -> time | None:
    """A time of the day; 24:00 is the last minute of it."""
    try:
        if int(hours) == MIDNIGHT and not int(minutes or 0):
            return time(23, 59)
        whole, _point, part = (seconds or "0").partition(".")
        return time(int(hours), int(minutes or 0), int(whole), int((part or "0").ljust(6, "0")[:6]))
    except ValueError:
        return None
