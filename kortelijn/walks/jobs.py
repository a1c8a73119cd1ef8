"""What the worker does: plan a season, and every morning remind who said nothing."""

from importlib import import_module

import structlog
from procrastinate.contrib.django import app

from kortelijn.kernel.actor import system_for
from kortelijn.walks.actions import remind
from kortelijn.walks.models import Planning, Season

log = structlog.get_logger()


@app.task(name="walks.plan", retry=2, pass_context=False)
def plan(planning_id: str) -> None:
    """Make groups and routes; the planner is heavy, so it is loaded here and nowhere else."""
    found = Planning.objects.busy().select_related("season__network").filter(pk=planning_id).first()
    if found:
        import_module("kortelijn.walks.planning.working").plan_now(found)


@app.periodic(cron="50 6 * * *")
@app.task(name="walks.remind", queueing_lock="walks.remind")
def remind_every_morning(timestamp: int) -> None:
    """Each at most once, shortly before it is too late."""
    for season in Season.objects.going().order_by("pk"):
        log.info("walks.remind", season=str(season.pk), reminded=remind(system_for(season.network_id), season))
