"""HSDS schedules become ours: a rule of recurrence, with hours of the Dutch clock."""

from collections.abc import Iterator
from datetime import date, time
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kortelijn.directory.hours import ALWAYS_FROM, ALWAYS_TO
from kortelijn.directory.models import Schedule
from kortelijn.directory.rules import PARTS, WEEKDAYS, check_rule, counts_from_start, days_in, parts_of
from kortelijn.interop.hsds.exact import FIELDS, told_exactly
from kortelijn.interop.hsds.node import Node
from kortelijn.interop.hsds.wording import says_appointment, says_walk_in

Fields = dict[str, Any]
NOTES = 500
# In the order in which a rule is written.
LISTED = {"byday": "BYDAY", "byweekno": "BYWEEKNO", "bymonthday": "BYMONTHDAY", "byyearday": "BYYEARDAY"}
DUTCH_OFFSETS = (None, 1, 2)


def schedules_of(node: Node, *, walk_in: bool) -> tuple[Fields, ...]:
    """All schedules of an object; a night becomes two, because a day ends at midnight."""
    return tuple(each for schedule in node.children("schedules") for each in _schedule(schedule, walk_in))


def _schedule(node: Node, walk_in: bool) -> Iterator[Fields]:
    if len(exact := told_exactly(node, Schedule)) == len(FIELDS[Schedule]):
        yield exact
        return
    dtstart, begins, ends = node.day("dtstart"), node.day("valid_from"), _last_day(node)
    rule, notes, said = _rule(node, dtstart or begins), _notes(node), _said(node)
    if begins and ends and begins > ends:
        node.refuse("valid_to", _("de laatste dag ligt voor de eerste (%(day)s)."), day=begins)
        return
    if node.value.get("timezone") not in DUTCH_OFFSETS:
        node.notice("timezone", _("de tijdzone telt niet: tijden zijn die van de Nederlandse klok."))
    if not rule and not notes:
        return
    fields = {
        "rrule": rule, "dtstart": dtstart, "valid_from": begins, "valid_to": ends, "notes": notes,
        "walk_in": (walk_in or says_walk_in(said)) and not says_appointment(said),
    }  # fmt: skip
    yield from _with_hours(node, fields)


def _with_hours(node: Node, fields: Fields) -> Iterator[Fields]:
    opens, _ends_day = node.clock("opens_at")
    closes, at_midnight = node.clock("closes_at")
    if at_midnight or (closes == time.min and opens is not None):
        closes = ALWAYS_TO
    if opens is None or closes is None or opens < closes:
        yield fields | {"opens_at": opens, "closes_at": closes}
    elif opens == closes:
        node.refuse("closes_at", _("gaat open en dicht op dezelfde tijd."))
    elif following := _day_after(fields["rrule"]):
        yield fields | {"opens_at": opens, "closes_at": ALWAYS_TO}
        yield fields | {"opens_at": ALWAYS_FROM, "closes_at": closes, "rrule": following}
    else:
        node.refuse("closes_at", _("sluit voor het opent. Splits de nacht in tweeën: tot 23:59 en vanaf 00:00."))


def _day_after(rule: str) -> str:
    """The same rule one day later, for what goes on after midnight; only plain weeks can be shifted."""
    if not rule or counts_from_start(rule):
        return ""
    parts = parts_of(rule)
    if parts == {"FREQ": "DAILY"}:
        return rule
    if parts.keys() != {"FREQ", "BYDAY"} or parts["FREQ"] != "WEEKLY":
        return ""
    return "FREQ=WEEKLY;BYDAY=" + ",".join(WEEKDAYS[(day + 1) % len(WEEKDAYS)] for _nth, day in days_in(parts))


def _last_day(node: Node) -> date | None:
    """The end of a rule is the last day on which it counts, so the earlier of the two is the end."""
    return min((day for day in (node.day("valid_to"), node.day("until")) if day), default=None)


def _rule(node: Node, start: date | None) -> str:
    frequency = node.text("freq", 20).upper() or ("WEEKLY" if node.value.get("byday") else "")
    if not frequency:
        return "FREQ=DAILY;COUNT=1" if start and node.value.get("opens_at") else ""
    if frequency not in PARTS:
        node.refuse("freq", _("“%(freq)s” kennen wij niet. Schrijf WEEKLY of MONTHLY."), freq=frequency)
        return ""
    rule = ";".join([f"FREQ={frequency}", *_counted(node, start), *_listed(node, frequency)])
    try:
        check_rule(rule)
    except ValidationError as error:
        node.refuse("freq", error.messages[0])
        return ""
    return _complete(node, rule, start)


def _complete(node: Node, rule: str, start: date | None) -> str:
    if counts_from_start(rule) and start is None:
        node.refuse("dtstart", _("zonder eerste dag is niet te zeggen op welke dagen dit is. Vul byday of dtstart in."))
        return ""
    return rule


def _counted(node: Node, start: date | None) -> Iterator[str]:
    interval, count = node.whole("interval", 1, 99), node.whole("count", 1, 9999)
    if interval and interval > 1:
        yield f"INTERVAL={interval}"
        if first_day := node.text("wkst", 2).upper():
            yield f"WKST={first_day}"
    if count and not node.value.get("until"):
        if start:
            yield f"COUNT={count}"
        else:
            node.notice("count", _("zonder eerste dag (dtstart) is een aantal keren niet te tellen; weggelaten."))


def _listed(node: Node, frequency: str) -> Iterator[str]:
    for key, part in LISTED.items():
        text = node.text(key, 200).upper().replace(" ", "").strip(",")
        if text and part in PARTS[frequency]:
            yield f"{part}={text}"
        elif text:
            node.notice(key, _("%(key)s hoort niet bij %(freq)s; weggelaten."), key=key, freq=frequency)


def _notes(node: Node) -> str:
    parts = (node.text("description").rstrip("."), node.text("notes"))
    notes = ". ".join(part for part in dict.fromkeys(parts) if part)
    if len(notes) > NOTES:
        node.notice("notes", _("de toelichting is langer dan 500 tekens en is ingekort."))
        return notes[: NOTES - 1] + "…"
    return notes


def _said(node: Node) -> str:
    """Everything that may tell whether one simply comes: HSDS has no field for it."""
    return " ".join((node.text("attending_type"), node.text("description"), node.text("notes")))
