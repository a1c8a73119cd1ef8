"""One run of the planner in the worker: it tells how far it is, and keeps what it found."""

from concurrent.futures import Future, ThreadPoolExecutor, wait
from time import perf_counter

import structlog
from django.utils.translation import gettext as _

from kortelijn.kernel.actor import system_for
from kortelijn.walks.casing import Casing, casing_of
from kortelijn.walks.models import Planning
from kortelijn.walks.planner.case import Plan
from kortelijn.walks.planner.rules import worth
from kortelijn.walks.planner.solve import Search, solve
from kortelijn.walks.planning.actions import fail_plan, keep_plan
from kortelijn.walks.planning.progress import Progress, tell

log = structlog.get_logger()
EACH = 1.0  # seconds between two words of progress


def plan_now(planning: Planning) -> None:
    """Search, and keep the best; without a way to make any group, say why."""
    actor, casing = system_for(planning.network_id), casing_of(planning.season)
    try:
        plan = _searched(planning, casing)
    except Exception as error:  # whatever it is, the page must not wait for ever
        log.error("walks.plan", planning=str(planning.pk), error=type(error).__name__)
        fail_plan(actor, planning, _("Er ging bij ons iets mis. Probeer het opnieuw."))
        return
    if plan.groups:
        keep_plan(actor, planning, casing, plan)
    else:
        fail_plan(actor, planning, _(
            "Met deze dagen, gastheren en mensen past geen enkele groep. Laat gastheren langer ontvangen, kies minder"
            " bezoeken of kleinere groepen."))  # fmt: skip
    log.info("walks.plan", planning=str(planning.pk), groups=len(plan.groups))


def _searched(planning: Planning, casing: Casing) -> Plan:
    """The search in a thread of its own, so that this one can tell how far it is."""
    latest: list[Plan] = []
    begin = perf_counter()
    with ThreadPoolExecutor(1) as pool:
        search = Search(seconds=float(planning.seconds))
        future: Future[Plan] = pool.submit(solve, casing.case, search, lambda plan, _at: latest.append(plan))
        while not wait([future], timeout=EACH).done:
            if latest:
                _tell(planning, casing, latest[-1], perf_counter() - begin)
        return future.result()


def _tell(planning: Planning, casing: Casing, plan: Plan, seconds: float) -> None:
    got = worth(casing.case, plan)
    people = len(casing.case.people)
    tell(planning, Progress(int(seconds), got.placed, people, round(got.new_each, 1), got.met))
