"""What to know about a service at a glance, in Dutch words: open when, how far, what it costs, room, still so."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from dateutil.relativedelta import relativedelta
from django.conf.locale import LANG_INFO
from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import get_language_info, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from kortelijn.directory.distance import Point, metres_between, walking_words
from kortelijn.directory.hour_words import hours_words, in_a_row, opening_words
from kortelijn.directory.hours import next_opening
from kortelijn.directory.models import Location, Service
from kortelijn.kernel.clock import local

STALE_MONTHS = 6
FREE = "gratis"
SHORT = 28  # characters that fit in a badge
# Spoken in Dutch neighbourhoods, and unknown to Django.
LANGUAGES: dict[str, str | Promise] = {
    "ary": gettext_lazy("Marokkaans Arabisch"), "zgh": gettext_lazy("Berbers"), "rif": gettext_lazy("Riffijns"),
    "pap": gettext_lazy("Papiaments"), "hns": gettext_lazy("Sarnami"), "srn": gettext_lazy("Sranantongo"),
    "dse": gettext_lazy("Nederlandse Gebarentaal"), "ti": gettext_lazy("Tigrinya"), "so": gettext_lazy("Somalisch"),
    "ku": gettext_lazy("Koerdisch"), "ps": gettext_lazy("Pasjtoe"), "prs": gettext_lazy("Dari"),
    "zh": gettext_lazy("Chinees"), "am": gettext_lazy("Amhaars"), "jv": gettext_lazy("Javaans"),
    "tw": gettext_lazy("Twi"), "yue": gettext_lazy("Kantonees"),
}  # fmt: skip
ACCESSIBLE: dict[str, str | Promise] = {
    "step_free": gettext_lazy("drempelvrij"), "lift": gettext_lazy("lift"),
    "toilet": gettext_lazy("invalidentoilet"), "hearing_loop": gettext_lazy("ringleiding"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact for a badge: its words and how it should strike (a badge kind)."""

    label: str
    kind: str = "plain"


def facts_of(service: Service, at: datetime, near: Point | None = None) -> list[Fact]:
    """The badges of a service, what is most urgent to know first; its hours and places were fetched before."""
    found = (
        _opening(service, at), _way(service, near), Fact(_("ook aan huis")) if service.at_home else None,
        _cost(service), _capacity(service), _freshness(service, at),
    )  # fmt: skip
    return [fact for fact in found if fact]


def _opening(service: Service, at: datetime) -> Fact | None:
    opening = next_opening(service.schedules.all(), at)
    if opening is None:
        return None
    days_ahead = (opening.day - local(at).date()).days
    if opening.is_on(at) or days_ahead <= 1:
        return Fact(opening_words(opening, at), "open")
    weekly = hours_words(service.schedules.all(), local(at).date())
    return Fact(weekly if len(weekly) <= SHORT else opening_words(opening, at))


def _way(service: Service, near: Point | None) -> Fact | None:
    metres = metres_to(service, near)
    return Fact(walking_words(metres)) if metres is not None else None


def metres_to(service: Service, near: Point | None) -> float | None:
    """The distance to the nearest place of a service, or None when either is unknown."""
    places = (point_of(place.location) for place in service.at_locations.all())
    return min((metres_between(near, point) for point in places if point), default=None) if near else None


def point_of(location: Location) -> Point | None:
    """Where a location is, when somebody has put it on the map."""
    if location.latitude is None or location.longitude is None:
        return None
    return Point(location.latitude, location.longitude)


def _cost(service: Service) -> Fact | None:
    words = cost_words(service)
    if len(words) <= SHORT:
        return Fact(words) if words else None
    return Fact(money(service)) if service.cost_amount is not None else Fact(_("met kosten"))


def cost_words(service: Service) -> str:
    """What it costs, as its organization says it, or the amount."""
    if service.cost_text.strip(" .").casefold() == FREE:
        return _("gratis")  # what everybody writes is not left in Dutch for who reads English
    return service.cost_text or (money(service) if service.cost_amount is not None else "")


def money(service: Service) -> str:
    """`gratis`, `€ 4` or `€ 2,50`."""
    if not service.cost_amount:
        return _("gratis")
    cents = 0 if service.cost_amount == service.cost_amount.to_integral_value() else 2
    return f"€ {number_format(service.cost_amount, decimal_pos=cents)}"


def _capacity(service: Service) -> Fact | None:
    if service.capacity_available is None:
        return None
    return Fact(capacity_words(service), "plain" if service.capacity_available else "soon")


def capacity_words(service: Service) -> str:
    """`plek voor 3`, or that there is no room now."""
    if service.capacity_available is None:
        return ""
    if not service.capacity_available:
        return _("nu geen plek")
    return _("plek voor %(count)d") % {"count": service.capacity_available}


def months_unconfirmed(service: Service, at: datetime) -> int:
    """Whole months since somebody last said that the entry is right."""
    passed = relativedelta(local(at).date(), local(service.confirmed_at).date())
    return passed.years * 12 + passed.months


def is_stale(service: Service, at: datetime) -> bool:
    """Nobody answered whether it still holds, or its rhythm and half a year have passed."""
    rhythm = max(STALE_MONTHS, service.update_rhythm_months)
    return service.unconfirmed_since is not None or months_unconfirmed(service, at) >= rhythm


def _freshness(service: Service, at: datetime) -> Fact | None:
    if service.unconfirmed_since:
        return Fact(_("niet bevestigd"), "overdue")
    if not is_stale(service, at):
        return None
    months = months_unconfirmed(service, at)
    words = ngettext("%(months)d maand niet nagekeken", "%(months)d maanden niet nagekeken", months)
    return Fact(words % {"months": months}, "overdue")


def freshness_words(service: Service, at: datetime) -> str:
    """`Bevestigd door Sanne de Wit, Rivierkant, op 3 maart 2026`, and how long ago that is when it is long."""
    day = date_format(local(service.confirmed_at).date(), "j F Y")
    months = months_unconfirmed(service, at)
    ago = ngettext("%(months)d maand geleden", "%(months)d maanden geleden", months) % {"months": months}
    when = f"{day}, {ago}" if months >= 1 else day
    if service.unconfirmed_since:
        return _("Niet bevestigd. Het laatst nagekeken op {when}").format(when=when)
    if service.confirmed_by:
        return _("Bevestigd door {who} op {when}").format(who=service.confirmed_by, when=when)
    if service.taken_from:
        return _("Overgenomen van {source} op {when}").format(source=service.taken_from, when=when)
    return _("Nagekeken op {when}").format(when=when)


def age_words(service: Service) -> str:
    """`vanaf 18 jaar`, `4 tot en met 12 jaar`, `alle leeftijden`."""
    low, high = service.minimum_age, service.maximum_age
    if low and high is not None:
        return _("%(low)d tot en met %(high)d jaar") % {"low": low, "high": high}
    if low:
        return _("vanaf %(low)d jaar") % {"low": low}
    return _("tot en met %(high)d jaar") % {"high": high} if high is not None else _("alle leeftijden")


def language_name(code: str) -> str:
    """A language as the reader calls it."""
    if code in LANGUAGES:
        return str(LANGUAGES[code])
    return str(get_language_info(code)["name_translated"]) if code in LANG_INFO else code


def languages_words(codes: Iterable[str]) -> str:
    """`Nederlands, Turks en Pools`."""
    return in_a_row([language_name(code) for code in codes])


def access_facts(location: Location) -> list[str]:
    """What makes a building easy to enter, as far as somebody has looked."""
    return [str(label) for key, label in ACCESSIBLE.items() if location.accessibility.get(key)]


def address_words(location: Location) -> str:
    """`Waldorpstraat 1, 2515 AA Den Haag`."""
    town = f"{location.postal_code} {location.city}".strip()
    return ", ".join(part for part in (location.address, town) if part)
