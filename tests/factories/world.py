"""One small believable network: a practice, a welfare organization, their seats and people, one service."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import count
from typing import Any

from kortelijn.directory.actions import add_location, add_service
from kortelijn.directory.models import Location, Service
from kortelijn.kernel.actor import SYSTEM, Actor
from kortelijn.parties import actions as parties
from kortelijn.parties.middleware import seated
from kortelijn.parties.models import Network, Organization, Person, Seat, Tenure
from kortelijn.referrals.actions import send
from kortelijn.referrals.models import Referral
from kortelijn.referrals.recipes import Recipe

SINCE = date(2020, 1, 1)
_numbers = count(1)


def person(given: str = "Noor", family: str = "Bakkali", **fields: Any) -> Person:
    """Somebody with an account."""
    email = fields.pop("email", f"{given}.{next(_numbers)}@voorbeeld.example".lower())
    return parties.invite_person(SYSTEM, email=email, given_name=given, family_name=family, **fields)


def actor_on(seat: Seat) -> Actor:
    """Whoever sits on this seat now, as the middleware would see them."""
    tenure = Tenure.objects.current().select_related("seat", "person__account").get(seat=seat)
    return seated(tenure.person.account, tenure)


@dataclass
class World:
    """Everything in it is made on first use."""

    slug: str = "rivierenbuurt"

    @cached_property
    def network(self) -> Network:
        """The network, with its standing agreements."""
        return parties.start_network(SYSTEM, name="Wijknetwerk Rivierenbuurt", slug=self.slug)

    @cached_property
    def practice(self) -> Organization:
        """A GP practice."""
        return parties.add_organization(SYSTEM, self.network, name="De Spoorbrug", kind="huisartsenpraktijk")

    @cached_property
    def welfare(self) -> Organization:
        """A welfare organization."""
        return parties.add_organization(SYSTEM, self.network, name="Rivierkant", kind="welzijn")

    def seat(self, organization: Organization, title: str, who: str | None = None, **fields: Any) -> Seat:
        """A seat, with somebody on it when a name is given."""
        seat = parties.open_seat(SYSTEM, self.network, organization, title=title, **fields)
        if who:
            parties.begin_tenure(SYSTEM, seat, person(who), since=SINCE)
        return seat

    @cached_property
    def gp_seat(self) -> Seat:
        """Who prescribes."""
        return self.seat(self.practice, "Huisarts", "Noor", profession="huisarts", functions=["prescribes"])

    @cached_property
    def coordinator_seat(self) -> Seat:
        """Where escalation ends."""
        return self.seat(
            self.welfare, "Coördinator", "Marieke", profession="netwerkcoordinator", functions=["coordinates"]
        )

    @cached_property
    def deputy_seat(self) -> Seat:
        """Who stands in for the link worker."""
        return self.seat(self.welfare, "Sociaal werker", "Youssef", profession="maatschappelijk-werker",
                         functions=["receives"])  # fmt: skip

    @cached_property
    def link_seat(self) -> Seat:
        """Who looks along; made after coordinator and deputy, so that there is a way up."""
        deputy, _coordinator = self.deputy_seat, self.coordinator_seat
        return self.seat(
            self.welfare, "Welzijnscoach", "Sanne", profession="welzijnscoach", functions=["link-worker", "receives"],
            deputy=deputy,
        )  # fmt: skip

    @property
    def gp(self) -> Actor:
        """The GP at work."""
        return actor_on(self.gp_seat)

    @property
    def link_worker(self) -> Actor:
        """The link worker at work."""
        return actor_on(self.link_seat)

    @property
    def deputy(self) -> Actor:
        """The deputy at work."""
        return actor_on(self.deputy_seat)

    @property
    def coordinator(self) -> Actor:
        """The coordinator at work."""
        return actor_on(self.coordinator_seat)

    @cached_property
    def location(self) -> Location:
        """A community house."""
        return add_location(SYSTEM, self.network, name="Buurthuis De Brug", address="Waldorpstraat 1",
                            postal_code="2515 AA", city="Den Haag", latitude=52.068, longitude=4.32,
                            organization=self.welfare)  # fmt: skip

    @cached_property
    def service(self) -> Service:
        """A shared table, taken in by the link worker."""
        return add_service(
            SYSTEM, self.network, self.welfare, name="Eettafel De Brug", domains=["voeding", "netwerk"],
            description="Samen eten op dinsdag en donderdag.", access="aanmelden", intake=self.link_seat,
            places=[(self.location, [{"rrule": "FREQ=WEEKLY;BYDAY=TU,TH", "opens_at": "12:00", "closes_at": "13:30"}])],
            contacts=[{"name": "Sanne", "phone": "070 - 000 12 34"}],
            email="aanmeldpunt.welzijn.en.ondersteuning@stationsbuurt.example",  # long, as they are
        )  # fmt: skip

    def recipe(self, **changes: Any) -> Recipe:
        """What the GP fills in."""
        reach = {"name": "Mevrouw Van Dam", "phone": "0612345678"} | changes.pop("reach", {})
        return Recipe(**({"reach": reach, "consent": "verbal", "needs": ["netwerk"],
                          "wish": "Ik wil gewoon weer eens met iemand eten."} | changes))  # fmt: skip

    def referral(self, **changes: Any) -> Referral:
        """A recipe on its way to the link worker."""
        _ready = self.link_seat
        return send(self.gp, self.network, self.recipe(**changes))
