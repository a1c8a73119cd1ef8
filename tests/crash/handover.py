"""Made beside the running product, in a process of its own: colleagues who leave, with all that is taken over."""

import json
from datetime import timedelta

from django.db import connection

from kortelijn.directory.actions import add_service
from kortelijn.kernel.actor import SYSTEM
from kortelijn.kernel.clock import today
from kortelijn.parties.models import Seat, Tenure
from kortelijn.succession.actions import announce, answer, propose
from kortelijn.succession.items import estate_of
from tests.factories.world import World, actor_on
from tests.initiatives.made import initiative

WHO, TASKS = ("worker", "database", "web process"), 500
IN_THIS_PROCESS = "import django; django.setup(); from tests.crash.handover import main; main()"
TASKS_SQL = """
INSERT INTO tasks_task
    (id, network_id, code, status, status_reason, business_status, owner_id, subject_type, subject_id,
    authored_at, last_action_at, due_at, closed_at, round, escalate_at)
SELECT gen_random_uuid(), %(network)s, 'fulfill', 'accepted', '', '', %(owner)s, 'crash', gen_random_uuid(),
    now(), now(), now() + interval '9 days', NULL, 0, now() + interval '9 days'
FROM generate_series(1, %(tasks)s)
"""


def main() -> None:
    """One who leaves for each victim; the keys of what it takes to follow them go to standard output."""
    above = Seat.objects.with_function(Seat.Function.COORDINATES).occupied().order_by("id")[0]
    world = World()
    world.network, world.welfare, world.coordinator_seat = above.network, above.organization, above
    print(json.dumps({who: leaving(world, who) for who in WHO}))


def leaving(world: World, who: str) -> dict[str, str]:
    """A seat with five hundred tasks, an intake and an initiative; a colleague said that all of it comes along."""
    seat, to = (
        world.seat(world.welfare, f"{what} {who}", "Noor", profession="welzijnscoach", functions=["receives"])
        for what in ("Voor", "Na")
    )
    with connection.cursor() as cursor:
        cursor.execute(TASKS_SQL, {"network": world.network.pk, "owner": seat.pk, "tasks": TASKS})
    service = add_service(SYSTEM, world.network, world.welfare, name=f"Spreekuur {who}", description="Kom langs.",
                          domains=["netwerk"], intake=seat, places=[], contacts=[])  # fmt: skip
    project, tenure = initiative(world, contact=seat, name=f"Samen {who}"), Tenure.objects.get(seat=seat)
    departure = propose(actor_on(seat), announce(actor_on(seat), tenure, on=today() + timedelta(days=3)), to)
    answer(actor_on(to), departure, taken=estate_of(SYSTEM, seat.pk).keys, declined=[], takes_new=True)
    found = {"departure": departure, "seat": seat, "to": to, "tenure": tenure, "service": service, "project": project}
    return {name: str(row.pk) for name, row in found.items()}
