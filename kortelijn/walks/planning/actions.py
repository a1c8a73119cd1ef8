"""What may be done with a plan: asked for, kept when it is there, and changed by hand."""

from uuid import UUID

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kortelijn.kernel.actions import action
from kortelijn.kernel.actor import Actor, system_for
from kortelijn.kernel.clock import now
from kortelijn.kernel.errors import NotNow, Refused
from kortelijn.kernel.events import kind, record
from kortelijn.kernel.lifecycle import locked, one_at_a_time, perform
from kortelijn.kernel.policy import require
from kortelijn.walks.actions import keep_together
from kortelijn.walks.casing import Casing
from kortelijn.walks.fitting import check_move
from kortelijn.walks.models import Group, Place, Planning, Season, Visit, Walker
from kortelijn.walks.planner import case as planner

ASKED = kind("walks.plan-asked", gettext_lazy("{actor} vroeg om een indeling"))
PLAN_KEPT = kind("walks.planned", gettext_lazy("Er is een indeling: {groups} groepen, {people} mensen"))
FAILED = kind("walks.plan-failed", gettext_lazy("Er kwam geen indeling"))
MOVED = kind("walks.moved", gettext_lazy("{actor} zette iemand over: {where}"))
QUEUE = """
SELECT procrastinate_defer_jobs_v1(ARRAY[ROW('default', 'walks.plan', 0, NULL, NULL,
    jsonb_build_object('planning_id', %s::text), NULL)::procrastinate_job_to_defer_v1])
"""


@action
def ask_plan(actor: Actor, season: Season) -> Planning:
    """Let the worker make groups and routes; what stood there before is replaced when it is ready."""
    require(actor, "walks.lead", season)
    one_at_a_time(f"walks.plan {season.pk}")
    if not season.may_change:
        raise Refused(_("De uitnodigingen zijn al verstuurd. Verander de groepen met de hand."))
    if season.walkers.coming().count() < season.smallest:
        raise Refused(_("Er willen nog te weinig mensen mee voor één groep."))
    if season.hosts.count() < season.visits:
        raise Refused(_("Er zijn nog te weinig gastheren: noem er minstens zoveel als er bezoeken zijn."))
    if Planning.objects.busy().filter(season=season).exists():
        raise Refused(_("Er wordt al een indeling gemaakt. Een ogenblik nog."))
    planning = Planning.objects.create(network_id=season.network_id, season=season, seconds=settings.WALK_PLAN_SECONDS)
    record(actor, ASKED, season)
    with connection.cursor() as cursor:
        cursor.execute(QUEUE, [str(planning.pk)])
    return planning


@action
def keep_plan(actor: Actor, planning: Planning, casing: Casing, plan: planner.Plan) -> Season:
    """These are the groups now; the season is planned, nobody knows of it yet."""
    require(actor, "walks.keep_plan", planning)
    planning = locked(planning)
    if planning.status != Planning.Status.BUSY or not planning.season.may_change:
        raise NotNow
    season = perform(actor, planning.season, "plan")
    season.groups.all().delete()
    for number, each in enumerate(sorted(plan.groups, key=lambda one: (one.day, one.start, one.hosts)), start=1):
        _put_group(season, casing, number, each)
    planning.status, planning.done_at = Planning.Status.DONE, now()
    planning.save(update_fields=["status", "done_at"])
    record(actor, PLAN_KEPT, season, groups=len(plan.groups), people=sum(len(each.people) for each in plan.groups))
    return season


def _put_group(season: Season, casing: Casing, number: int, each: planner.Group) -> None:
    day = casing.days[each.day]
    starts = day.starts()
    group = Group.objects.create(
        network_id=season.network_id, season=season, day=day, number=number, start=each.start,
        guide_id=_guide(casing, each),
    )  # fmt: skip
    Visit.objects.bulk_create(
        Visit(network_id=season.network_id, group=group, host=casing.hosts[host], starts_at=starts[slot],
              ends_at=starts[slot] + season.visit_time) for host, slot in each.stops
    )  # fmt: skip
    Place.objects.bulk_create(
        Place(network_id=season.network_id, group=group, walker=casing.walkers[person])
        for person in sorted(each.people)
    )


def _guide(casing: Casing, group: planner.Group) -> UUID:
    """Who knows most of the hosts on the route keeps the group together; of equals who answered first."""
    best = max(sorted(group.people), key=lambda one: len(casing.case.people[one].known & set(group.hosts)))
    return casing.walkers[best].seat_id


@action
def fail_plan(actor: Actor, planning: Planning, why: str) -> Planning:
    """No plan, and why."""
    require(actor, "walks.keep_plan", planning)
    planning = locked(planning)
    planning.status, planning.done_at, planning.why_not = Planning.Status.FAILED, now(), why[:300]
    planning.save(update_fields=["status", "done_at", "why_not"])
    record(actor, FAILED, planning.season)
    return planning


@action
def move(actor: Actor, season: Season, walker: Walker, source: Group | None, target: Group | None) -> str:
    """Put somebody in another group, or back on the waiting list; returns what it brings and costs."""
    require(actor, "walks.lead", season)
    one_at_a_time(f"walks.places {season.pk}")
    season = locked(season)
    if season.is_over or season.status == Season.Status.OPEN:
        raise NotNow
    if source == target:
        raise Refused(_("Daar zit deze collega al."))
    check = check_move(season, walker, source, target)
    if not check.may:
        raise Refused(" ".join(check.refusals))
    place = _put(season, walker, source, target)
    for group in (each for each in (source, target) if each):
        keep_together(system_for(season.network_id), group)
    where = _("groep {number}").format(number=target.number) if target else _("de wachtlijst")
    told = {"place": str(place.pk) if place and place.invited_at else "",
            "waits": str(walker.pk) if source and target is None and season.invited_at else ""}  # fmt: skip
    record(actor, MOVED, season, where=where, **told)
    return check.words


def _put(season: Season, walker: Walker, source: Group | None, target: Group | None) -> Place | None:
    invited = season.status == Season.Status.INVITED
    if source:
        Place.objects.filter(group=source, walker=walker).delete()
    if target is None:
        return None
    place, _new = Place.objects.update_or_create(
        network_id=season.network_id, group=target, walker=walker,
        defaults={"status": Place.Status.INVITED if invited else Place.Status.PLANNED, "answered_at": None,
                  "invited_at": now() if invited else None},
    )  # fmt: skip
    return place
