"""Opening hours as people say them: "nu open tot 12.00", "morgen 10.00", "di en do 12.00-13.30"."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kortelijn.directory.hours import ALWAYS_FROM, ALWAYS_TO, Opening
from kortelijn.directory.models import Schedule
from kortelijn.directory.rules import counts_from_start, days_in, parts_of
from kortelijn.kernel.clock import local

WEEK = 7
RANGE = 3  # days in a row from which we say "ma t/m vr"


def opening_words(opening: Opening, at: datetime) -> str:
    """When it is open next, in a few words; `nu open` only when the hours are known."""
    if opening.is_on(at):
        return _("nu open, dag en nacht") if _round_the_clock(opening) else _until(opening)
    day = day_words(opening.day, local(at).date())
    return f"{day} {clock(opening.opens_at)}" if opening.opens_at else day


def _until(opening: Opening) -> str:
    return _("nu open tot %(time)s") % {"time": clock(opening.closes_at)} if opening.closes_at else _("nu open")


def _round_the_clock(hours: Opening | Schedule) -> bool:
    return (hours.opens_at, hours.closes_at) == (ALWAYS_FROM, ALWAYS_TO)


def day_words(day: date, today: date) -> str:
    """`vandaag`, `morgen`, `dinsdag`, or the date when it is more than a week away."""
    ahead = (day - today).days
    if ahead in (0, 1):
        return _("morgen") if ahead else _("vandaag")
    if 1 < ahead < WEEK:
        return str(WEEKDAYS[day.weekday()])
    return date_words(day, today)


def date_words(day: date, today: date) -> str:
    """`3 december`, with the year when it is another one."""
    return date_format(day, "j F" if day.year == today.year else "j F Y")


def clock(moment: time | None) -> str:
    """`9.00`; the last minute of the day is midnight."""
    if moment is None:
        return ""
    return _("24.00") if moment == ALWAYS_TO else time_format(moment, _("G.i"))


@dataclass(frozen=True, slots=True)
class Hours:
    """One line of opening hours: on which days, at what time, and what else to know."""

    days: str
    times: str
    walk_in: bool
    notes: str = ""

    @property
    def words(self) -> str:
        """Days and times in one phrase."""
        return f"{self.days} {self.times}".strip()


def hours_of(schedules: Iterable[Schedule], today: date) -> list[Hours]:
    """The lines in which one says when it is open; what is over is left out."""
    weekly: dict[tuple[str, str, bool, str], set[int]] = defaultdict(set)
    lines: list[Hours] = []
    for schedule in schedules:
        if schedule.valid_to and schedule.valid_to < today:
            continue
        season, on = _season(schedule, today), _weekdays(schedule.rrule)
        if on:
            weekly[(season, _times(schedule), schedule.walk_in, schedule.notes)] |= on
        else:
            days = _phrase(rule_words(schedule.rrule), season)
            lines.append(Hours(days, _times(schedule), schedule.walk_in, schedule.notes))
    plain = sorted(weekly.items(), key=lambda item: (min(item[1]), item[0][1]))
    return [Hours(_phrase(weekday_words(on), key[0]), *key[1:]) for key, on in plain] + lines


def hours_words(schedules: Iterable[Schedule], today: date) -> str:
    """All opening hours in one line, for a card."""
    return "; ".join(line.words or line.notes for line in hours_of(schedules, today))


def _times(schedule: Schedule) -> str:
    if _round_the_clock(schedule):
        return _("dag en nacht")
    if schedule.opens_at and schedule.closes_at:
        return f"{clock(schedule.opens_at)}-{clock(schedule.closes_at)}"
    if schedule.opens_at:
        return _("vanaf %(time)s") % {"time": clock(schedule.opens_at)}
    return _("tot %(time)s") % {"time": clock(schedule.closes_at)} if schedule.closes_at else ""


def _season(schedule: Schedule, today: date) -> str:
    """From when and until when, as far as that still says something."""
    begin = max((day for day in (schedule.valid_from, schedule.dtstart) if day), default=None)
    words = [_("vanaf %(day)s") % {"day": date_words(begin, today)}] if begin and begin > today else []
    if schedule.valid_to:
        words.append(_("tot en met %(day)s") % {"day": date_words(schedule.valid_to, today)})
    return " ".join(words)


def _phrase(days: str, season: str) -> str:
    return f"{days} ({season})" if days and season else days or season


def _weekdays(rule: str) -> set[int]:
    """The weekdays of a rule that is the same every week, or nothing."""
    if not rule or counts_from_start(rule):
        return set()
    parts = parts_of(rule)
    if parts["FREQ"] not in {"DAILY", "WEEKLY"} or parts.keys() & {"BYMONTH", "BYWEEKNO", "UNTIL"}:
        return set()
    return {day for _nth, day in days_in(parts)} or set(range(WEEK))


def weekday_words(on: Iterable[int], *, full: bool = False) -> str:
    """`di en do`, `ma t/m vr`, `elke dag`."""
    days, names = sorted(set(on)), WEEKDAYS if full else WEEKDAYS_ABBR
    if len(days) == WEEK:
        return _("elke dag")
    if len(days) >= RANGE and days[-1] - days[0] == len(days) - 1:
        return _("%(first)s t/m %(last)s") % {"first": names[days[0]], "last": names[days[-1]]}
    return in_a_row([str(names[day]) for day in days])


def in_a_row(words: Sequence[str]) -> str:
    """`a`, `a en b`, `a, b en c`."""
    if len(words) < 2:  # noqa: PLR2004 - one word needs no "en"
        return "".join(words)
    return _("%(first)s en %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


def rule_words(rule: str) -> str:
    """A rule that is not the same every week: `om de week op dinsdag`, `elke 1e woensdag van de maand`."""
    parts = parts_of(rule)
    say = {"DAILY": _daily, "WEEKLY": _weekly, "MONTHLY": _monthly, "YEARLY": _yearly}.get(parts.get("FREQ", ""))
    return say(parts, int(parts.get("INTERVAL", "1"))) if say else ""


def _daily(parts: dict[str, str], interval: int) -> str:
    if interval == 1:
        return _("elke dag") if not days_in(parts) else weekday_words(day for _nth, day in days_in(parts))
    return _("elke %(interval)d dagen") % {"interval": interval}


def _weekly(parts: dict[str, str], interval: int) -> str:
    on = weekday_words((day for _nth, day in days_in(parts)), full=interval > 1)
    every = {1: _("elke week"), 2: _("om de week")}.get(interval, _("elke %(interval)d weken") % {"interval": interval})
    if "BYWEEKNO" in parts:
        every = _("in week %(weeks)s") % {"weeks": in_a_row(parts["BYWEEKNO"].split(","))}
    return _("%(every)s op %(days)s") % {"every": every, "days": on} if on else every


def _monthly(parts: dict[str, str], interval: int) -> str:
    month = _("van de maand") if interval == 1 else _("om de %(interval)d maanden") % {"interval": interval}
    if ordinals := [_nth(nth, day) for nth, day in days_in(parts)]:
        return _("elke %(days)s %(month)s") % {"days": in_a_row(ordinals), "month": month}
    if "BYMONTHDAY" in parts:
        numbers = [_last_or(int(number)) for number in parts["BYMONTHDAY"].split(",")]
        return _("op de %(days)s %(month)s") % {"days": in_a_row(numbers), "month": month}
    return _("elke maand")


def _yearly(_parts: dict[str, str], interval: int) -> str:
    return _("een keer per jaar") if interval == 1 else _("om de %(interval)d jaar") % {"interval": interval}


def _nth(nth: int, day: int) -> str:
    return f"{_last_or(nth)} {WEEKDAYS[day]}" if nth else str(WEEKDAYS[day])


def _last_or(number: int) -> str:
    if number == -1:
        return _("laatste")
    return _ordinal(number) if number > 0 else _("op %(number)d na laatste") % {"number": -number - 1}


def _ordinal(number: int) -> str:
    """`3e`; in English the last digit decides: 1st, 2nd, 3rd, 4th."""
    words = {
        1: pgettext("1, 21, 31", "%(number)de"),
        2: pgettext("2, 22", "%(number)de"),
        3: pgettext("3, 23", "%(number)de"),
    }
    teen = number in {11, 12, 13}
    return words.get(0 if teen else number % 10, pgettext("4, 11, 12, 13", "%(number)de")) % {"number": number}
