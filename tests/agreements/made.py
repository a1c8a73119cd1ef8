"""Agreements to test with, made as the product makes them."""

from datetime import date, timedelta

from kortelijn.agreements import agreeing, drafts
from kortelijn.agreements.models import Article, Version
from kortelijn.kernel.actor import SYSTEM, Actor
from kortelijn.kernel.clock import today
from kortelijn.parties.actions import add_area
from kortelijn.parties.models import Area
from tests.factories.world import World


def draft(world: World, title: str = "Basisafspraken", actor: Actor | None = None, **where: object) -> Version:
    """A first draft with nothing in it."""
    where = {"owner": world.coordinator_seat} | where
    return drafts.begin_agreement(actor or world.coordinator, world.network, title=title, **where)


def article(world: World, version: Version, heading: str = "Snel bellen", text: str = "Wij bellen snel.") -> Article:
    """One more article."""
    return drafts.write_article(world.coordinator, version, heading=heading, text=text)


def settle(world: World, version: Version, on: date | None = None) -> Version:
    """Decided where all were."""
    day = on or today()
    return agreeing.settle_together(
        world.coordinator, version, decided_in="wijkoverleg", valid_from=day, review_on=day + timedelta(days=365)
    )


def in_force(world: World, title: str = "Basisafspraken", **where: object) -> Article:
    """An agreement with one article, in force."""
    version = draft(world, title, **where)
    made = article(world, version)
    settle(world, version)
    return made


def neighbourhood(world: World, name: str = "Rivierenbuurt") -> Area:
    """A neighbourhood of the network, in a district, with the practice in it."""
    district = add_area(SYSTEM, code=f"WK{name[:6]}", name=f"Wijk {name}", kind="district")
    area = add_area(SYSTEM, code=f"BU{name[:6]}", name=name, kind="neighbourhood", parent=district)
    world.network.areas.add(area)
    return area
