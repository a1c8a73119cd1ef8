"""Moments as people say them: yesterday 17.00, Thursday, 3 December."""

from datetime import date, datetime, time, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kortelijn.kernel.clock import AMSTERDAM, local, today

NEAR = timedelta(days=6)


def start_of_today() -> datetime:
    """Midnight at the beginning of this day in the Netherlands."""
    return datetime.combine(today(), time.min, AMSTERDAM)


def end_of_today() -> datetime:
    """Midnight at the end of this day in the Netherlands."""
    return datetime.combine(today() + timedelta(days=1), time.min, AMSTERDAM)


def day_word(day: date) -> str:
    """A day by its nearest name: today, tomorrow, yesterday, a day of this week, else its date."""
    distance = day - today()
    near = {-1: _("gisteren"), 0: _("vandaag"), 1: _("morgen")}
    if distance.days in near:
        return near[distance.days]
    if timedelta(0) < distance <= NEAR:
        return date_format(day, "l")
    return date_format(day, "j F" if day.year == today().year else "j F Y")


def day_of(moment: datetime) -> str:
    """The day of a moment by its nearest name."""
    return day_word(local(moment).date())


def clock_time(moment: datetime) -> str:
    """Hours and minutes as written in the Netherlands."""
    return date_format(local(moment), "H.i")


def day_and_time(moment: datetime) -> str:
    """Yesterday 17.00."""
    return f"{day_of(moment)} {clock_time(moment)}"
