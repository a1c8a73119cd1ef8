"""Sending a recipe (permission, consent, event, task, job in one transaction) against a bare one of three rows."""

from uuid import uuid4

from django.db import transaction

from bench.measure import Result, cpu_milliseconds
from kortelijn.kernel.clock import now
from kortelijn.kernel.models import Event, reference
from kortelijn.parties.models import Network, Seat
from kortelijn.referrals.actions import send
from kortelijn.residents.models import Resident
from kortelijn.tasks.models import Task
from tests.factories.world import World

ROUNDS = 7


def bare(network: Network, seat: Seat) -> None:
    """The least that any web application would do: a person, a task and a log line in one transaction."""
    with transaction.atomic():
        resident = Resident.objects.create(network=network, name="Mevrouw Van Dam", phone="0612345678")
        task = Task.objects.create(
            network=network, code="fulfill", owner=seat, due_at=now(), escalate_at=now(), **reference(resident)
        )
        Event.objects.create(
            network_id=network.pk, kind="bench", actor_kind="person", actor_name="Noor Bakkali", **reference(task)
        )


def run() -> list[Result]:
    """One figure: at most four times the floor."""
    world = World(slug="bench-send")
    seat, gp, network, service = world.link_seat, world.gp, world.network, world.service
    recipe = world.recipe(service=service)
    pairs = [
        (
            cpu_milliseconds(lambda: bare(network, seat), rounds=1),
            cpu_milliseconds(lambda: send(gp, network, recipe, key=uuid4()), rounds=1),
        )
        for _ in range(ROUNDS)  # in turns, so that a machine that gets busier halfway does so for both
    ]
    floor, sent = sorted(pairs, key=lambda pair: pair[1] / pair[0])[ROUNDS // 2]
    return [Result("een recept versturen", sent, "kale transactie van 3 rijen", floor, limit=4)]
