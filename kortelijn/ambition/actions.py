"""What may be done with the canvas: its words, its goals and how they stand, chances and obstacles."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kortelijn.ambition.models import NOTHING, Course, Goal, Interest, Point, Reading
from kortelijn.ambition.words import Overtaken, amount
from kortelijn.kernel.actions import action, once
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import now, today
from kortelijn.kernel.errors import NotNow, Refused
from kortelijn.kernel.events import kind, record
from kortelijn.kernel.lifecycle import locked, one_at_a_time
from kortelijn.kernel.policy import require
from kortelijn.parties.models import Network

DRAFTED = kind("course.drafted", gettext_lazy("{actor} schreef aan versie {number} van de koers"))
SETTLED = kind("course.settled", gettext_lazy("Versie {number} van de koers is vastgesteld in {decided_in}"))
DROPPED = kind("course.dropped", gettext_lazy("{actor} legde het concept van versie {number} weg"))
GOAL_SET = kind("goal.set", gettext_lazy("{actor} zette een doel op de koers: {what}"))
GOAL_CHANGED = kind("goal.changed", gettext_lazy("{actor} paste het doel aan; eerder: {before}"))
GOAL_READ = kind("goal.read", gettext_lazy("{actor} las de stand af: {value} op {on}"))
GOAL_REREAD = kind("goal.reread", gettext_lazy("{actor} verbeterde de stand van {on}: {value}; eerder {before}"))
GOAL_ENDED = kind("goal.ended", gettext_lazy("{actor} sloot het doel af: {result}"))
POINT_NOTED = kind("point.noted", gettext_lazy("{actor} zette een {kind} op de koers: {what}"), kind=Point.Kind)
POINT_CLOSED = kind("point.closed", gettext_lazy("{actor} haalde dit van de koers: {result}"))


@action
def draft_course(
    actor: Actor, network: Network, *, aim: str, for_whom: str, why: str = "", seen: str = ""
) -> Course:  # fmt: skip
    """Write at the next version; everybody reads along, nothing holds yet; `seen` marks what the writer read."""
    require(actor, "ambition.draft", network)
    one_at_a_time(f"ambition.course {network.pk}")
    course = Course.objects.drafts().filter(network=network).first()
    last = Course.objects.filter(network=network).order_by("-number").first()
    _as_seen(last, seen)
    if course is None:
        course = Course(network=network, number=last.number + 1 if last else 1)
    course.aim, course.for_whom, course.why = aim, for_whom, why
    course.full_clean()
    course.save()
    record(actor, DRAFTED, course, number=course.number)
    return course


@action
def settle_course(actor: Actor, course: Course, decided_in: str, seen: str = "") -> Course:
    """This is the course from now on; what was, stays to be read; `seen` marks the words that were decided."""
    require(actor, "ambition.draft", course)
    one_at_a_time(f"ambition.course {course.network_id}")
    course = locked(course)
    if course.settled_at:
        raise NotNow
    _as_seen(course, seen)
    if not decided_in.strip():
        raise Refused(_("Schrijf op waar dit is vastgesteld."))
    Course.objects.current().filter(network=course.network_id).update(replaced_at=now())
    course.decided_in, course.settled_at = decided_in, now()
    course.full_clean()
    course.save()
    record(actor, SETTLED, course, number=course.number, decided_in=decided_in)
    return course


@action
def drop_draft(actor: Actor, course: Course) -> None:
    """What was being written does not go through."""
    require(actor, "ambition.draft", course)
    course = locked(course)
    if course.settled_at:
        raise NotNow
    record(actor, DROPPED, course, number=course.number)
    course.delete()


@action
def set_goal(actor: Actor, network: Network, *, key: UUID | None = None, **fields: Any) -> Goal:
    """Something to reach, with how it is seen, where it began and where it should be."""
    require(actor, "ambition.draft", network)

    def make(pk: UUID) -> Goal:
        goal = Goal(pk=pk, network=network, **fields)
        _check_start(goal)
        goal.full_clean()
        goal.save()
        record(actor, GOAL_SET, goal, what=goal.what)
        return goal

    return once(actor, "ambition.set_goal", key, Goal, make)


@action
def change_goal(actor: Actor, goal: Goal, *, seen: str = "", **fields: Any) -> Goal:
    """Other words, another target or day; history keeps what it said."""
    require(actor, "ambition.draft", goal)
    goal = _going(goal)
    _as_seen(goal, seen)
    before = _("{what}, naar {target} {unit} op {by}").format(
        what=goal.what, target=amount(goal.target), unit=goal.unit, by=goal.by.strftime("%d-%m-%Y")
    )
    for name, value in fields.items():
        setattr(goal, name, value)
    _check_start(goal)
    goal.full_clean()
    goal.save()
    record(actor, GOAL_CHANGED, goal, before=before)
    return goal


@action
def read_goal(actor: Actor, goal: Goal, *, on: date, value: Decimal, told_by: str) -> Reading:
    """Where it stands on a day, and who says so; what was read wrong that day is put right."""
    require(actor, "ambition.draft", goal)
    goal = _going(goal)
    if not goal.began_on < on <= today():
        raise Refused(_("Kies een dag na de eerste meting, tot en met vandaag."))
    reading = Reading.objects.filter(goal=goal, on=on).first()
    before = amount(reading.value) if reading else ""
    reading = reading or Reading(network_id=goal.network_id, goal=goal, on=on)
    reading.value, reading.told_by = value, told_by
    reading.full_clean()
    reading.save()
    said = {"value": f"{amount(value)} {goal.unit}", "on": on.strftime("%d-%m-%Y")}
    if before:
        record(actor, GOAL_REREAD, goal, before=before, **said)
    else:
        record(actor, GOAL_READ, goal, **said)
    return reading


@action
def end_goal(actor: Actor, goal: Goal, result: str) -> Goal:
    """Reached or let go, and how it went."""
    require(actor, "ambition.draft", goal)
    goal = _going(goal)
    if not result.strip():
        raise Refused(_("Schrijf kort op hoe het afliep."))
    goal.result, goal.ended_at = result, now()
    goal.save()
    record(actor, GOAL_ENDED, goal, result=result)
    return goal


@action
def note_point(
    actor: Actor, network: Network, *, kind: str, what: str, interest: Interest | None = None
) -> Point:  # fmt: skip
    """A chance or an obstacle that somebody sees; of one interest there is one that is open."""
    require(actor, "ambition.note_point", network)
    if interest is not None:
        one_at_a_time(f"ambition.note_point {interest.pk}")
        if standing := Point.objects.open().filter(network=network, interest=interest).first():
            return standing
    point = Point(network=network, kind=kind, what=what, interest=interest)
    point.full_clean()
    point.save()
    record(actor, POINT_NOTED, point, kind=kind, what=what)
    return point


@action
def close_point(actor: Actor, point: Point, result: str) -> Point:
    """Taken, cleared, or no longer so: it leaves the canvas with what came of it."""
    require(actor, "ambition.draft", point)
    point = locked(point)
    if point.closed_at:
        raise NotNow
    if not result.strip():
        raise Refused(_("Schrijf kort op hoe het afliep."))
    point.result, point.closed_at = result, now()
    point.save()
    record(actor, POINT_CLOSED, point, result=result)
    return point


def _going(goal: Goal) -> Goal:
    goal = locked(goal)
    if goal.ended_at:
        raise NotNow
    return goal


def _check_start(goal: Goal) -> None:
    """A start that is still to come would keep every reading out, and one after a reading turns the picture around."""
    first = goal.readings.order_by("on").values_list("on", flat=True).first()
    if goal.began_on > today():
        raise Refused(_("Het begin ligt niet na vandaag."))
    if first and goal.began_on >= first:
        raise Refused(_("Kies een begin voor de eerste stand: {day}.").format(day=first.strftime("%d-%m-%Y")))


def _as_seen(now_there: Course | Goal | None, seen: str) -> None:
    """Nobody writes over, or decides on, words that they did not read."""
    mark = now_there.mark if now_there else NOTHING
    if seen and seen != mark:
        raise Overtaken(_in_full(now_there), mark)


def _in_full(found: Course | Goal | None) -> str:
    if isinstance(found, Goal):
        return f"{found.what} ({amount(found.began)} > {amount(found.target)} {found.unit}, {found.by:%d-%m-%Y})"
    return f"{found.aim} {found.for_whom} {found.why}".strip() if found else ""
