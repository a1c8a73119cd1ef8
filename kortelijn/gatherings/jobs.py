"""What a new day brings to the tables: coming meetings, minutes that are owed, and once a year the question why."""

from datetime import timedelta

import structlog
from procrastinate.contrib.django import app

from kortelijn.gatherings.meetings.actions import ask_minutes, plan_ahead
from kortelijn.gatherings.models import Circle
from kortelijn.gatherings.queries import without_minutes
from kortelijn.gatherings.reviewing.actions import ask_worth
from kortelijn.kernel.actor import system_for
from kortelijn.kernel.clock import today

log = structlog.get_logger()
BACK = timedelta(days=14)  # of what is longer ago nobody remembers who was there


@app.periodic(cron="20 4 * * *")
@app.task(name="gatherings.new_day", queueing_lock="gatherings.new_day")
def every_night(timestamp: int) -> None:
    """Early in the morning."""
    log.info("gatherings", changed=new_day())


def new_day() -> int:
    """Do what the day brings, each thing in a transaction of its own; a second time it does nothing."""
    done = 0
    for circle in Circle.objects.going().exclude(rrule="").select_related("lead").order_by("pk"):
        done += plan_ahead(system_for(circle.network_id), circle)
    for circle in Circle.objects.going().filter(review_on__lte=today()).select_related("lead").order_by("pk"):
        if not circle.reviews.open().exists():
            ask_worth(system_for(circle.network_id), circle)
            done += 1
    for meeting in without_minutes(BACK):
        ask_minutes(system_for(meeting.network_id), meeting)
        done += 1
    return done
