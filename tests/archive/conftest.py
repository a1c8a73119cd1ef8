"""A network of which a file was made, once for all tests that only read it."""

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from kortelijn.kernel.access import log_access
from kortelijn.kernel.actor import SYSTEM, system_for
from kortelijn.parties import actions as parties
from tests.archive.files import exported
from tests.factories.world import World


@pytest.fixture
def world(db: None) -> World:
    """One network with what it needs."""
    return World()


@pytest.fixture(scope="session")
def file(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> bytes:
    """A small network that left an installation of which nothing is left."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = World()
        world.network.areas.add(parties.add_area(SYSTEM, code="BU1", name="Rivierenbuurt", kind="neighbourhood"))
        line = world.referral(service=world.service)
        log_access(system_for(world.network.pk), "referrals.see", [line])
        made = exported(world.network)
        transaction.set_rollback(True)
    return made
