"""The periodic look: what is late is told upward, what lies on an empty seat moves; safe with two workers at once."""

from collections.abc import Callable

import structlog
from procrastinate.contrib.django import app

from kortelijn.kernel.actor import system_for
from kortelijn.kernel.clock import now
from kortelijn.tasks.actions import escalate, move_up
from kortelijn.tasks.models import Task

log = structlog.get_logger()
_first: list[Callable[[], int]] = []


def before_sweep(look: Callable[[], int]) -> Callable[[], int]:
    """Say in `subscribers.py` what must have happened before anything moves up: what was agreed goes before that."""
    _first.append(look)
    return look


@app.periodic(cron="* * * * *")
@app.task(name="tasks.sweep", queueing_lock="tasks.sweep")
def sweep_every_minute(timestamp: int) -> None:
    """Every minute."""
    log.info("sweep", changed=sweep())


def sweep() -> int:
    """Move and tell all that waits for it; returns how many were touched."""
    agreed = sum(look() for look in _first)
    vacant = list(Task.objects.on_vacant_seat().order_by("due_at"))
    for task in vacant:
        move_up(system_for(task.network_id), task)
    late = list(Task.objects.open().filter(escalate_at__lte=now()).order_by("escalate_at"))
    told = [escalate(system_for(task.network_id), task) for task in late]
    return agreed + len(vacant) + len(told)
