"""What happened is heard before a network leaves: whoever had still to hear it would not be told on the other side."""

from uuid import UUID

import structlog
from procrastinate.contrib.django.models import ProcrastinateJob

from kortelijn.kernel.events import deliver
from kortelijn.kernel.models import Event

log = structlog.get_logger()


def unheard(network_id: UUID) -> set[UUID]:
    """Events of this network whose delivery waits in the queue, or is going on."""
    jobs = ProcrastinateJob.objects.filter(task_name="kernel.deliver", status__in=("todo", "doing"))
    keys = list(jobs.values_list("args__event_id", flat=True))
    return set(Event.objects.filter(network_id=network_id, pk__in=keys).values_list("pk", flat=True))


def settle(network_id: UUID, heard: set[UUID]) -> set[UUID]:
    """Deliver what waits, but for what was heard already; a job that finds it done does nothing."""
    done = set()
    for event in Event.objects.filter(pk__in=unheard(network_id) - heard).order_by("id"):
        try:
            deliver(event)
        except Exception as error:  # the job of its own tries again, and says what was wrong
            log.warning("archive.settle", event_kind=event.kind, error=type(error).__name__)
        else:
            done.add(event.pk)
    return done
