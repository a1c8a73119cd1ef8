"""Two hundred phones say something at the same moment, every other one twice because its network faltered.

Against as many bare transactions of three rows by as many threads. None may be lost and none may stand there twice.
"""

import re
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from django.db import connections
from django.test import Client

from bench.measure import Result
from bench.send import bare
from kortelijn.kernel.clock import now
from kortelijn.wall.actions import Plan, plan_evening
from kortelijn.wall.models import Contribution, Evening
from tests.factories.world import World

PHONES, ROUNDS = 200, 5
THREADS = 8  # as many requests as a server of two cores takes on at once; the other phones wait their turn


@dataclass(frozen=True)
class Phone:
    """Somebody in the room with the form open and a sentence typed."""

    client: Client
    address: str
    typed: dict[str, str]

    def send(self) -> None:
        """Press the button."""
        answer = self.client.post(self.address, self.typed)
        assert answer.status_code == 302, answer.status_code


def run() -> list[Result]:
    """One figure: the median of a few evenings."""
    pairs = []
    for number in range(ROUNDS):
        world = World(slug=f"bench-wall-{number}")
        evening, seat, network = _evening(world), world.link_seat, world.network
        phones = [_phone(evening, number, each) for each in range(PHONES)]
        pressed = [phone.send for place, phone in enumerate(phones) for _time in range(1 + place % 2)]
        floor = _at_once([partial(bare, network, seat)] * len(pressed))
        pairs.append((floor, _at_once(pressed)))
        _nothing_lost_or_double(evening, phones)
    floor, said = sorted(pairs, key=lambda pair: pair[1] / pair[0])[ROUNDS // 2]
    return [Result(f"{PHONES} telefoons tegelijk naar de wand", said, "evenveel kale transacties", floor, limit=10)]


def _evening(world: World) -> Evening:
    plan = Plan("Wijkavond", "Wie missen wij?", now() - timedelta(minutes=5), now() + timedelta(hours=2))
    return plan_evening(world.coordinator, world.network, plan)


def _phone(evening: Evening, number: int, each: int) -> Phone:
    """Each evening in a house of its own, for the brake counts by address."""
    client = Client(enforce_csrf_checks=True, SERVER_NAME="localhost", REMOTE_ADDR=f"192.0.2.{number + 1}")
    address = f"/avond/{evening.code}/"
    page = client.get(address).content.decode()
    typed = {name: _value(page, name) for name in ("csrfmiddlewaretoken", "key")}
    return Phone(client, address, typed | {"text": f"Meer koffie op straat {number} {each}"})


def _value(page: str, name: str) -> str:
    """What a hidden field of the form holds."""
    found = re.search(rf'<input[^>]* name="{name}"[^>]* value="([^"]+)"', page)
    assert found is not None, name
    return found[1]


def _at_once(work: Sequence[Callable[[], object]]) -> float:
    """Milliseconds by the clock until all of it is done; who presses twice does so on two threads at the same time."""
    begun = time.perf_counter()
    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(_all_of, [work[start::THREADS] for start in range(THREADS)]))
    return (time.perf_counter() - begun) * 1000


def _all_of(some: Sequence[Callable[[], object]]) -> None:
    try:
        for each in some:
            each()
    finally:
        connections.close_all()


def _nothing_lost_or_double(evening: Evening, phones: Sequence[Phone]) -> None:
    said = list(Contribution.objects.filter(evening=evening).values_list("text", flat=True))
    assert len(said) == PHONES, len(said)
    assert set(said) == {phone.typed["text"] for phone in phones}
