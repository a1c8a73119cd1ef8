"""A small offer around the box: what the pictures of the product show."""

from datetime import timedelta
from typing import Any

from django.test import Client

from kortelijn.directory.actions import add_location, add_service, update_service
from kortelijn.directory.models import Service
from kortelijn.kernel.actor import SYSTEM
from kortelijn.kernel.clock import now
from kortelijn.parties.models import Account, Seat
from tests.factories.world import World

QUESTION = "mw 78, sinds overlijden man hele dagen alleen, eet slecht, post blijft liggen"


def account_on(seat: Seat) -> Account:
    """The account of whoever sits there."""
    return Account.objects.get(person__tenures__seat=seat)


def signed_in(seat: Seat) -> Client:
    """A browser without JavaScript, signed in on this seat."""
    client = Client()
    client.force_login(account_on(seat))
    return client


def add(world: World, name: str, domains: list[str], description: str, **fields: Any) -> Service:
    """One more service at the community house, open on weekdays."""
    hours = [{"rrule": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "opens_at": "10:00", "closes_at": "12:00"}]
    usual = {"access": "aanmelden", "intake": world.link_seat, "cost_text": "gratis", "contacts": []}
    values: dict[str, Any] = usual | {"places": [(world.location, hours)]} | fields
    return add_service(
        SYSTEM, world.network, world.welfare, name=name, domains=domains, description=description, **values
    )


def change(service: Service, **fields: Any) -> Service:
    """An edit, as the directory makes it."""
    return update_service(SYSTEM, service, **fields)


def neighbourhood() -> World:
    """A practice with a place on the map, and four services around it."""
    world = World()
    _seats = world.link_seat, world.gp_seat
    add_location(SYSTEM, world.network, name="De Spoorbrug", postal_code="2515 AB", city="Den Haag",
                 latitude=52.0655, longitude=4.317, organization=world.practice)  # fmt: skip
    change(world.service, cost_text="€ 4", confirmed_at=now() - timedelta(days=250), access="inloop")
    add(world, "Verder na verlies – gespreksgroep", ["rouw", "netwerk"],
        "Praten over het verlies van uw man, vrouw of partner, met anderen die het ook meemaken.",
        capacity_available=3)  # fmt: skip
    add(world, "Helpdesk Geldzaken", ["geld"], "Samen de post openmaken en op een rij zetten.", minimum_age=18)
    add(world, "Jongerencoach", ["jeugd", "netwerk"], "Een coach voor jongeren die alleen zijn.", maximum_age=23)
    return world
