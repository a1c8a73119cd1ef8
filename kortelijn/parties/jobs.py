"""What a new day brings on the seats: somebody begins, somebody is back."""

import structlog
from django.db.models import Exists, OuterRef, Q
from procrastinate.contrib.django import app

from kortelijn.kernel.actor import system_for
from kortelijn.kernel.clock import today
from kortelijn.parties.actions import announce_tenure, end_absence
from kortelijn.parties.models import Absence, Tenure

log = structlog.get_logger()


@app.periodic(cron="*/5 * * * *")
@app.task(name="parties.follow_days", queueing_lock="parties.follow_days")
def follow_days_often(timestamp: int) -> None:
    """Every five minutes."""
    log.info("days", changed=follow_days())


def follow_days() -> int:
    """Tell of who began, and let an absence end whose last day is over, here or on the seat; how many that were."""
    begun = list(Tenure.objects.coming().filter(period__startswith__lte=today()).select_related("seat"))
    for tenure in begun:
        announce_tenure(system_for(tenure.seat.network_id), tenure)
    here = Tenure.objects.current().filter(seat=OuterRef("seat"), person=OuterRef("person"))
    passed = Q(period__endswith__lte=today()) | ~Exists(here)
    over = list(Absence.objects.filter(passed, ended_at=None).order_by("id"))
    for absence in over:
        end_absence(system_for(absence.network_id), absence)
    return len(begun) + len(over)
