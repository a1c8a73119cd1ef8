"""What fits, as a resident sees it: whom to call, whether one can come in today, and how to get there."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from kortelijn.directory.distance import Point
from kortelijn.directory.facts import Fact
from kortelijn.directory.hour_words import in_a_row
from kortelijn.directory.models import Contact, Service
from kortelijn.directory.page import Place, places_of
from kortelijn.directory.public_page import good_to_know, open_today, way_in
from kortelijn.finding.find import Result
from kortelijn.kernel.actor import PUBLIC

NO_BREAK = "\N{NO-BREAK SPACE}"
NOT_DIALLED = re.compile(r"[^+\d]")
AT_ONCE, TOO_FEW = 34, 8  # words that are read at a glance; fewer than so many are not worth folding
SENTENCE = re.compile(r"(?<=[.!?…])\s+")


@dataclass(frozen=True, slots=True)
class Call:
    """A number to call, and who answers."""

    number: str
    who: str = ""

    @property
    def shown(self) -> str:
        """On one line."""
        return self.number.replace(" ", NO_BREAK)

    @property
    def url(self) -> str:
        """As a telephone dials it."""
        return f"tel:{NOT_DIALLED.sub('', self.number)}"


@dataclass(frozen=True, slots=True)
class ResidentCard:
    """One thing that fits, in few words."""

    result: Result
    call: Call | None
    entry: str
    today: str
    places: list[Place]
    facts: list[Fact]
    more: list[tuple[str, str]]
    begin: str
    rest: str
    is_reachable: bool

    @property
    def service(self) -> Service:
        """What it is."""
        return self.result.service

    @property
    def why(self) -> str:
        """For what it is there, without what only professionals agree on."""
        fits = self.result.fits or self.result.perhaps
        return _("Voor: {needs}").format(needs=in_a_row(fits)) if fits else ""

    @property
    def how(self) -> str:
        """How one comes in."""
        return way_in(self.service, reachable=self.is_reachable)


def cards_of(results: Sequence[Result], near: Point | None, at: datetime) -> list[ResidentCard]:
    """The cards of what was found, without what is for professionals only; whom to reach in one statement."""
    theirs = [result for result in results if result.service.access != Service.Access.PROFESSIONALS]
    contacts = _public_contacts(result.service.pk for result in theirs)
    return [_card(result, contacts.get(result.service.pk, []), near, at) for result in theirs]


def _public_contacts(services: Iterable[UUID]) -> dict[UUID, list[Contact]]:
    """Those that everybody may have, the first one first; those among professionals are not even read."""
    found: dict[UUID, list[Contact]] = {}
    for contact in Contact.objects.visible_to(PUBLIC).filter(service__in=services).order_by("id"):
        found.setdefault(contact.service_id, []).append(contact)
    return found


def _card(result: Result, contacts: Sequence[Contact], near: Point | None, at: datetime) -> ResidentCard:
    service = result.service
    begin, rest = _in_two(service.description)
    call = _call(service, contacts)
    return ResidentCard(
        result=result, call=call, entry=_entry(service), today=open_today(service, at),
        places=places_of(service, at, near),
        facts=[fact for fact in result.badges if fact.kind != "overdue"], more=good_to_know(service),
        begin=begin, rest=rest,
        is_reachable=bool(call or service.email) or any(contact.email for contact in contacts),
    )  # fmt: skip


def _call(service: Service, contacts: Sequence[Contact]) -> Call | None:
    if contact := next((each for each in contacts if each.phone), None):
        return Call(contact.phone, contact.name)
    return Call(service.organization.phone) if service.organization.phone else None


def _entry(service: Service) -> str:
    """That a professional signs one up, where calling would lead nowhere."""
    return _("Hiervoor hebt u een verwijzing nodig, bijvoorbeeld van uw huisarts.") if service.needs_referral else ""


def _in_two(text: str) -> tuple[str, str]:
    """What is read at a glance, in whole sentences, and the rest, which folds open: nothing is left out."""
    begin: list[str] = []
    sentences = SENTENCE.split(text.strip())
    while sentences and (not begin or _words([*begin, sentences[0]]) <= AT_ONCE):
        begin.append(sentences.pop(0))
    if _words(sentences) < TOO_FEW:
        return " ".join([*begin, *sentences]), ""
    return " ".join(begin), " ".join(sentences)


def _words(sentences: Sequence[str]) -> int:
    return sum(len(sentence.split()) for sentence in sentences)
