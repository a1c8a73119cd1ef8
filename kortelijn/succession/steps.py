"""The steps of leaving, each with whether it is done and what it leads to."""

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kortelijn.succession.forms import QUESTIONS
from kortelijn.succession.items import Estate, taken_of
from kortelijn.succession.models import Departure
from kortelijn.succession.moving import STAYS_HERE, others_stay


@dataclass(frozen=True)
class Step:
    """One step: what it is, how it stands, and where it is done."""

    number: int
    title: str
    standing: str
    url: str
    act: str
    done: bool = False
    waits: bool = False


def steps_of(departure: Departure, estate: Estate) -> list[Step]:
    """All of them, in the order in which one does them."""
    makers = (_day, _estate, _told, _receiver, _meetings, _goodbye)
    return [make(number, departure, estate) for number, make in enumerate(makers, start=1)]


def _at(name: str, pk: UUID) -> str:
    return reverse(f"succession:{name}", args=[pk])


def _day(number: int, departure: Departure, estate: Estate) -> Step:
    day = date_format(departure.last_day, "l j F Y")
    url = reverse("web:leave", args=[departure.tenure_id])
    return Step(number, _("De laatste dag"), day, url, _("Verander de dag"), done=True)


def _estate(number: int, departure: Departure, estate: Estate) -> Step:
    tasks = ngettext("{n} open taak", "{n} open taken", len(estate.tasks)).format(n=len(estate.tasks))
    held = ngettext("{n} ding dat deze plek vasthoudt", "{n} dingen die deze plek vasthoudt", estate.held_total)
    standing = _("{tasks} en {held}").format(tasks=tasks, held=held.format(n=estate.held_total))
    if not estate.total:
        standing = _("Niets: er verhuist niets")
    url = _at("estate", departure.pk)
    return Step(number, _("Wat er ligt"), standing, url, _("Loop het na"), done=estate.total == 0)


def _told(number: int, departure: Departure, estate: Estate) -> Step:
    answered = sum(bool(departure.told.get(code)) for code, _label, _hint in QUESTIONS)
    standing = _("{n} van de {total} vragen beantwoord").format(n=answered, total=len(QUESTIONS))
    url = _at("told", departure.pk)
    return Step(number, _("Wat niemand anders weet"), standing, url, _("Vertel het"), done=answered == len(QUESTIONS))


def _receiver(number: int, departure: Departure, estate: Estate) -> Step:
    url, title = _at("receiver", departure.pk), _("Wie het overneemt")
    if others_stay(departure):
        return Step(number, title, str(STAYS_HERE), url, _("Bekijk"), done=True)
    if departure.to_seat_id is None:
        return Step(number, title, _("Nog niemand gevraagd. Zonder opvolger gaat alles die dag een stap omhoog."), url,
                    _("Vraag iemand"))  # fmt: skip
    if departure.stays_on_seat and not departure.answered_at:
        name = departure.successor.name if departure.successor else ""
        standing = _("{name} komt op deze plek. Alles blijft hier.").format(name=name)
        return Step(number, title, standing, url, _("Bekijk"), done=True)
    if departure.answered_at is None:
        standing = _("Gevraagd aan {seat}. Wacht op antwoord.").format(seat=departure.to_seat)
        return Step(number, title, standing, url, _("Vraag een ander"), waits=True)
    taken = len(taken_of(departure, estate.keys))
    standing = _("{n} van de {total} overgenomen").format(n=taken, total=estate.total)
    return Step(number, title, standing, url, _("Vraag een ander"), done=taken == estate.total)


def _meetings(number: int, departure: Departure, estate: Estate) -> Step:
    rows = list(departure.introductions.all())
    met = sum(each.met_at is not None for each in rows)
    standing = _("{met} van de {n} geweest").format(met=met, n=len(rows)) if rows else _("Nog niet gepland")
    return Step(number, _("Kennismaken"), standing, _at("meetings", departure.pk), _("Plan"), done=bool(rows))


def _goodbye(number: int, departure: Departure, estate: Estate) -> Step:
    standing = _("Uw bericht staat klaar") if departure.goodbye else _("Er staat een begin klaar")
    return Step(number, _("Afscheid nemen"), standing, _at("goodbye", departure.pk), _("Schrijf"),
                done=bool(departure.goodbye))  # fmt: skip
