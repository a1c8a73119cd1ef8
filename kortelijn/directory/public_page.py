"""One service as residents read it: the page in the neighbourhood, and its preview before it is published."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from kortelijn.directory.facts import Fact, age_words, capacity_words, cost_words, facts_of, languages_words
from kortelijn.directory.hour_words import clock
from kortelijn.directory.hours import next_opening
from kortelijn.directory.models import Contact, Service, ServiceQuerySet
from kortelijn.directory.page import Place, places_of
from kortelijn.kernel.clock import local
from kortelijn.parties.models import Network

HIDDEN = ("overdue",)  # how long nobody looked stands at the bottom, in a sentence


@dataclass(frozen=True, slots=True)
class PublicPage:
    """Everything on it, gathered before the template draws it."""

    service: Service
    today: str
    facts: list[Fact]
    places: list[Place]
    about: list[tuple[str, str]]
    contacts: list[Contact]

    @property
    def how(self) -> str:
        """How one comes in, as the organization says it, or in a sentence of ours."""
        return way_in(self.service, reachable=self.is_reachable)

    @property
    def is_reachable(self) -> bool:
        """Whether a resident can call or mail anybody about it."""
        return bool(self.service.email) or any(contact.phone or contact.email for contact in self.contacts)

    @property
    def call(self) -> Contact | None:
        """Whom to call first."""
        return next((contact for contact in self.contacts if contact.phone), None)


def public_services(network: Network) -> ServiceQuerySet:
    """What residents read of a network: not what is for professionals only."""
    return Service.objects.filter(network=network).exclude(access=Service.Access.PROFESSIONALS)


def public_page(service: Service, contacts: Sequence[Contact], at: datetime) -> PublicPage:
    """Gather it; its places and hours were fetched before."""
    facts = [fact for fact in facts_of(service, at) if fact.kind not in HIDDEN]
    theirs = [contact for contact in contacts if contact.visibility == Contact.Visibility.PUBLIC]
    about = [*good_to_know(service), _room(service)]
    return PublicPage(service, open_today(service, at), facts, places_of(service, at, None), about, theirs)


def way_in(service: Service, *, reachable: bool) -> str:
    """How one comes in, as the organization says it, or in a sentence of ours."""
    known: dict[str, str] = {
        Service.Access.WALK_IN: _("U kunt gewoon binnenlopen, zonder afspraak."),
        Service.Access.SIGN_UP: _("Bel of mail eerst even.") if reachable else _without_contact(service),
        Service.Access.REFERRAL: _("Uw huisarts of hulpverlener meldt u aan."),
        Service.Access.PROFESSIONALS: "",
    }
    return service.resident_route or known[service.access]


def _without_contact(service: Service) -> str:
    if service.url:
        return _("Kijk op de website hoe u zich aanmeldt.")
    return _("Er staat nog niet bij wie u kunt bellen of mailen.")


def open_today(service: Service, at: datetime) -> str:
    """That one can just come in, today, and until when; its hours were fetched before."""
    opening = next_opening([each for each in service.schedules.all() if each.walk_in], at)
    if opening is None or opening.day != local(at).date():
        return ""
    times = (clock(opening.opens_at), clock(opening.closes_at))
    if not all(times):
        return _("Vandaag kunt u binnenlopen")
    return _("Vandaag kunt u binnenlopen van {begin} tot {end} uur").format(begin=times[0], end=times[1])


def good_to_know(service: Service) -> list[tuple[str, str]]:
    """For whom it is, what it costs, what one speaks there and what to bring along."""
    return [
        (_("Voor wie"), ". ".join(part for part in (age_words(service), service.eligibility) if part)),
        (_("Kosten"), cost_words(service)),
        (_("Talen"), languages_words(service.languages)),
        (_("Meenemen"), "; ".join(service.required_documents)),
    ]


def _room(service: Service) -> tuple[str, str]:
    return _("Plek"), ", ".join(part for part in (capacity_words(service), service.capacity_note) if part)
