"""Sending a recipe (permission, consent, event, task, job: one transaction) against a bare transaction of three rows."""

from uuid import uuid4

from django.db import transaction

from bench.measure import Result, cpu_milliseconds
from kortelijn.kernel.models import Event
from kortelijn.referrals.actions import send
from tests.factories.world import World


def bare() -> None:
    """The least that any web application does: three rows in one transaction, through Django."""
    with transaction.atomic():
        for _ in range(3):
            Event.objects.create(kind="bench", subject_type="bench", subject_id=uuid4(), actor_kind="system", actor_name="")


def run() -> list[Result]:
    """One figure: at most four times the floor."""
    world = World(slug="bench-send")
    _seat, gp, network, service = world.link_seat, world.gp, world.network, world.service
    recipe = world.recipe(service=service)
    floor = cpu_milliseconds(bare)
    sent = cpu_milliseconds(lambda: send(gp, network, recipe, key=uuid4()))
    return [Result("een recept versturen", sent, "kale transactie van 3 rijen", floor, limit=4)]
