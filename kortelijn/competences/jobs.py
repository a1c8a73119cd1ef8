"""What a new day brings: who was at yesterday's training, how a learner goes on, and what goes with who left."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import structlog
from django.db.models import Count, F, Q, QuerySet
from procrastinate.contrib.django import app

from kortelijn.competences.actions import forget_leavers
from kortelijn.competences.learning.actions import arrange, ask_how_it_was, drop_leavers
from kortelijn.competences.models import Joining, Placement, Skill, Training
from kortelijn.competences.placing.actions import ASKED_BEFORE, ask_how_on
from kortelijn.kernel.actor import system_for
from kortelijn.kernel.clock import now, today
from kortelijn.parties.models import Network
from kortelijn.tasks.invariants import Violation

log = structlog.get_logger()
GRACE = timedelta(days=2)


@app.periodic(cron="40 4 * * *")
@app.task(name="competences.new_day", queueing_lock="competences.new_day")
def every_night(timestamp: int) -> None:
    """Early in the morning."""
    log.info("competences", changed=new_day())


def new_day() -> int:
    """Do what the day brings, each thing in a transaction of its own; a second time it does nothing."""
    done = sum(ask_how_it_was(system_for(each.network_id), each) is not None for each in _untold(now()))
    done += sum(ask_how_on(system_for(each.network_id), each) is not None for each in _unasked(ASKED_BEFORE))
    for network in _where_people_said_something():
        done += forget_leavers(system_for(network.pk), network) + drop_leavers(system_for(network.pk), network)
    done += sum(arrange(system_for(each.network_id), each).is_being_arranged for each in _unarranged(now()))
    return done


def _where_people_said_something() -> QuerySet[Network]:
    """What they can, or what they want to learn."""
    can = Skill.objects.order_by().values("network")
    learn = Joining.objects.order_by().filter(training__status__in=Training.GOING).values("training__network")
    return Network.objects.filter(Q(pk__in=can) | Q(pk__in=learn)).order_by("id")


def _unarranged(before: datetime) -> QuerySet[Training]:
    """Wishes of enough people by then, that nobody goes to arrange since then."""
    wished = Training.objects.filter(Q(step=None) | Q(step__closed_at__lte=before), status=Training.Status.WISHED)
    counted = wished.annotate(people=Count("joined", filter=Q(joined__joined_at__lte=before)))
    return counted.filter(people__gte=F("enough")).select_related("step").order_by("id")


def _untold(before: datetime) -> QuerySet[Training]:
    """Trainings that were over by then, of which nobody was asked who came."""
    return Training.objects.filter(status=Training.Status.PLANNED, ends_at__lte=before, task=None).order_by("id")


def _unasked(within: timedelta) -> QuerySet[Placement]:
    """Learners who leave within that time, of whom nobody was asked how it goes on."""
    return Placement.objects.leaving_by(today() + within).filter(task=None, after="").order_by("id")


def broken_promises() -> Iterator[Violation]:
    """What the night before last should have asked, and did not."""
    for training in _untold(now() - GRACE):
        yield Violation(training.pk, "is geweest, en niemand legt vast wie er was", "Training")
    for training in _unarranged(now() - GRACE):
        yield Violation(training.pk, "er zijn genoeg mensen, en niemand regelt het", "Training")
    for placement in _unasked(ASKED_BEFORE - GRACE):
        yield Violation(placement.pk, "loopt af, en niemand is gevraagd hoe het verder gaat", "Leerplek")
