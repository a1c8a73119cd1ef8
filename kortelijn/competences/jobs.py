"""What a new day brings: who was at yesterday's training, how a learner goes on, and what goes with who left."""

import structlog
from procrastinate.contrib.django import app

from kortelijn.competences.actions import forget_leavers
from kortelijn.competences.learning.actions import ask_how_it_was
from kortelijn.competences.models import Placement, Skill, Training
from kortelijn.competences.placing.actions import ASKED_BEFORE, ask_how_on
from kortelijn.kernel.actor import system_for
from kortelijn.kernel.clock import now, today
from kortelijn.parties.models import Network

log = structlog.get_logger()


@app.periodic(cron="40 4 * * *")
@app.task(name="competences.new_day", queueing_lock="competences.new_day")
def every_night(timestamp: int) -> None:
    """Early in the morning."""
    log.info("competences", changed=new_day())


def new_day() -> int:
    """Do what the day brings, each thing in a transaction of its own; a second time it does nothing."""
    over = Training.objects.filter(status=Training.Status.PLANNED, ends_at__lte=now(), task=None).order_by("id")
    done = sum(ask_how_it_was(system_for(each.network_id), each) is not None for each in over)
    soon = Placement.objects.going().filter(task=None, tenure__period__endswith__lte=today() + ASKED_BEFORE)
    done += sum(ask_how_on(system_for(each.network_id), each) is not None for each in soon.order_by("id"))
    told = Skill.objects.order_by().values("network")
    for network in Network.objects.filter(pk__in=told).order_by("id"):
        done += forget_leavers(system_for(network.pk), network)
    return done
