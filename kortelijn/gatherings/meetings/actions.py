"""What may be done with a meeting: planned, prepared, minuted, held, called off."""

from collections.abc import Collection, Iterable
from datetime import datetime
from itertools import combinations
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kortelijn.gatherings.models import AgendaItem, Attendance, Circle, Decision, Meeting
from kortelijn.gatherings.moments import check_moment
from kortelijn.gatherings.queries import mark_of
from kortelijn.gatherings.rhythm import days_ahead, times_on
from kortelijn.kernel.actions import action, once
from kortelijn.kernel.actor import Actor, system_for
from kortelijn.kernel.clock import now
from kortelijn.kernel.errors import NotNow, Refused
from kortelijn.kernel.events import kind, record
from kortelijn.kernel.lifecycle import locked
from kortelijn.kernel.policy import require
from kortelijn.kernel.working_days import after_working_days
from kortelijn.parties.models import Seat
from kortelijn.parties.queries import holders_of
from kortelijn.tasks.actions import finish, open_task
from kortelijn.tasks.models import Task
from kortelijn.ties.actions import observe
from kortelijn.ties.models import Layer

A_MEETING = 2  # people
MINUTES, MINUTES_DAYS = "minute-meeting", 3  # working days

PLANNED = kind("meeting.planned", gettext_lazy("{actor} plande een bijeenkomst"))
RHYTHM_PLANNED = kind("circle.planned-ahead", gettext_lazy("De komende bijeenkomsten staan gepland"))
RHYTHM_DROPPED = kind("circle.dropped-ahead", gettext_lazy("Geplande bijeenkomsten zijn vervallen"))
MOVED = kind("meeting.moved", gettext_lazy("{actor} verzette de bijeenkomst"))
CALLED_OFF = kind("meeting.called-off", gettext_lazy("{actor} zegde de bijeenkomst af"))
ITEM_ADDED = kind("meeting.item-added", gettext_lazy("{actor} zette iets op de agenda"))
ITEM_TAKEN_OFF = kind("meeting.item-taken-off", gettext_lazy("{actor} haalde iets van de agenda"))
ITEM_MOVED = kind("meeting.item-moved", gettext_lazy("{actor} ordende de agenda"))
ATTENDED = kind("meeting.answered", gettext_lazy("{seat} liet weten of er iemand komt"))
DECIDED = kind("meeting.decided", gettext_lazy("{actor} legde een besluit vast"))
MINUTED = kind("meeting.minuted", gettext_lazy("{actor} werkte het verslag bij"))
MINUTES_ASKED = kind("meeting.minutes-asked", gettext_lazy("{actor} vroeg om het verslag"))
HELD = kind("meeting.held", gettext_lazy("De bijeenkomst is geweest, met {present} mensen"))


@action
def plan_meeting(
    actor: Actor, circle: Circle, *, starts_at: datetime, ends_at: datetime, key: UUID | None = None,
    chosen: bool = False, **fields: Any,
) -> Meeting:  # fmt: skip
    """One more time beside the rhythm, or the first of a group without one. One key, one meeting.

    When the moment was chosen together, who was asked hears of it by that choice, and nobody twice.
    """
    require(actor, "gatherings.plan", circle)
    if not circle.goes_on:
        raise NotNow
    check_moment(starts_at)

    def make(pk: UUID) -> Meeting:
        meeting = Meeting(
            pk=pk, network_id=circle.network_id, circle=circle, starts_at=starts_at, ends_at=ends_at, **fields
        )
        meeting.place = meeting.place or circle.place
        meeting.full_clean()
        meeting.save()
        record(actor, PLANNED, meeting, circle=str(circle.pk), chosen=chosen)
        return meeting

    return once(actor, "gatherings.plan", key, Meeting, make)


@action
def plan_ahead(actor: Actor, circle: Circle) -> int:
    """The coming days of a rhythm become meetings; a day that was called off stays so."""
    require(actor, "gatherings.change", circle)
    days = days_ahead(circle)
    known = set(circle.meetings.filter(occurs_on__in=days).values_list("occurs_on", flat=True))
    new = [_on_its_day(circle, day) for day in days if day not in known]
    Meeting.objects.bulk_create(new, ignore_conflicts=True)
    if new:
        record(actor, RHYTHM_PLANNED, circle, meetings=len(new))
    return len(new)


@action
def drop_ahead(actor: Actor, circle: Circle, *, prepared_too: str = "") -> int:
    """Coming meetings of an old rhythm go, unless somebody prepared them; at an end all of them, and why."""
    require(actor, "gatherings.change", circle)
    coming = circle.meetings.filter(starts_at__gt=now(), held_at=None, called_off_at=None)
    dropped, _by_kind = Meeting.objects.filter(
        pk__in=coming.filter(occurs_on__isnull=False, agenda=None, subject="").values("pk")
    ).delete()
    if prepared_too:
        dropped += coming.update(called_off_at=now(), called_off_because=prepared_too, changed_at=now())
    if dropped:
        record(actor, RHYTHM_DROPPED, circle)
    return dropped


@action
def move_meeting(actor: Actor, meeting: Meeting, **fields: Any) -> Meeting:
    """Another moment, place or subject; calendars follow."""
    require(actor, "gatherings.plan", meeting)
    meeting = _open(meeting)
    for name, value in fields.items():
        setattr(meeting, name, value)
    check_moment(meeting.starts_at)
    meeting.changed_at = now()
    meeting.full_clean()
    meeting.save()
    record(actor, MOVED, meeting)
    return meeting


@action
def call_off(actor: Actor, meeting: Meeting, because: str) -> Meeting:
    """It does not take place; whoever would come hears so."""
    require(actor, "gatherings.call_off", meeting)
    meeting = _open(meeting)
    meeting.called_off_at = meeting.changed_at = now()
    meeting.called_off_because = because
    meeting.full_clean()
    meeting.save()
    _no_minutes_owed(meeting)
    record(actor, CALLED_OFF, meeting)
    return meeting


@action
def add_item(
    actor: Actor, meeting: Meeting, *, what: str, brought_by: Seat | None = None, minutes: int = 10
) -> AgendaItem:
    """Something to talk about, at the end of the agenda."""
    require(actor, "gatherings.prepare", meeting)
    meeting = _open(meeting)
    last = meeting.agenda.aggregate(last=Max("position"))["last"] or 0
    item = AgendaItem(
        network_id=meeting.network_id, meeting=meeting, position=last + 1, what=what, minutes=minutes,
        brought_by_id=brought_by.pk if brought_by else actor.seat_id,
    )  # fmt: skip
    item.full_clean()
    item.save()
    record(actor, ITEM_ADDED, meeting)
    return item


@action
def take_off(actor: Actor, meeting: Meeting, item: AgendaItem) -> None:
    """Not this time."""
    require(actor, "gatherings.prepare", meeting)
    AgendaItem.objects.filter(pk=item.pk, meeting=_open(meeting)).delete()
    record(actor, ITEM_TAKEN_OFF, meeting)


@action
def move_item(actor: Actor, meeting: Meeting, item: AgendaItem, *, up: bool) -> None:
    """One place earlier or later."""
    require(actor, "gatherings.prepare", meeting)
    items = list(_open(meeting).agenda.order_by("position", "id"))
    place = next((number for number, each in enumerate(items) if each.pk == item.pk), 0)
    other = max(0, min(len(items) - 1, place + (-1 if up else 1)))
    items[place], items[other] = items[other], items[place]
    for position, each in enumerate(items, start=1):
        each.position = position
    AgendaItem.objects.bulk_update(items, ["position"])
    record(actor, ITEM_MOVED, meeting)


@action
def say_whether(actor: Actor, meeting: Meeting, answer: str) -> Attendance:
    """I come, or I cannot: one tap."""
    require(actor, "gatherings.attend", meeting)
    meeting = _open(meeting)
    seat = Seat.objects.select_related("organization").get(pk=actor.own_seat)
    known = {"person_id": actor.person_id, "answer": answer, "at": now()}
    row, _made = Attendance.objects.update_or_create(
        network_id=meeting.network_id, meeting=meeting, seat=seat, defaults=known
    )
    record(actor, ATTENDED, meeting, seat=str(seat))
    return row


@action
def keep_minutes(
    actor: Actor, meeting: Meeting, *, report: str, said: dict[UUID, str], seen: str | None = None
) -> Meeting:
    """What was said, in general and about each thing on the agenda.

    `seen` marks the minutes that whoever writes began from: what a colleague wrote meanwhile is not lost.
    """
    require(actor, "gatherings.keep_minutes", meeting)
    meeting = _minuted(meeting)
    if seen is not None and seen != mark_of(meeting):
        raise Refused(_(
            "Een collega werkte het verslag intussen bij. Wat u schreef, staat hier nog. Kopieer het, open de pagina "
            "opnieuw en vul het verslag daar aan."
        ))  # fmt: skip
    meeting.report = report
    meeting.full_clean()
    meeting.save(update_fields=["report"])
    items = [item for item in meeting.agenda.all() if item.pk in said]
    for item in items:
        item.said = said[item.pk]
        item.full_clean()
    AgendaItem.objects.bulk_update(items, ["said"])
    record(actor, MINUTED, meeting)
    return meeting


@action
def decide(actor: Actor, meeting: Meeting, text: str) -> Decision:
    """A decision, in a sentence that stands by itself."""
    require(actor, "gatherings.keep_minutes", meeting)
    decision = Decision(network_id=meeting.network_id, meeting=_minuted(meeting), text=text)
    decision.full_clean()
    decision.save()
    record(actor, DECIDED, meeting, decision=str(decision.pk))
    return decision


@action
def hold(actor: Actor, meeting: Meeting, present: Collection[UUID]) -> Meeting:
    """It took place, with whoever sat on these seats: all of them met each other."""
    require(actor, "gatherings.hold", meeting)
    meeting = _minuted(meeting)
    if len(present) < A_MEETING:
        raise Refused(_("Vink aan wie er waren: ten minste twee plekken."))
    people = _attended(meeting, present)
    first_time = meeting.held_at is None
    meeting.held_at = meeting.held_at or now()
    meeting.save(update_fields=["held_at"])
    _no_minutes_owed(meeting)
    if first_time:  # who corrects the list later does not let people meet again
        pairs = combinations(sorted(people), 2)
        observe(actor, meeting.network, Layer.MEETING, pairs, at=meeting.starts_at)
        record(actor, HELD, meeting, present=len(people))
    return meeting


@action
def ask_minutes(actor: Actor, meeting: Meeting) -> None:
    """It is over: who leads the table owes who were there and what was decided."""
    require(actor, "gatherings.change", meeting)
    open_task(
        actor, code=MINUTES, owner=meeting.circle.lead, subject=meeting, due_at=after_working_days(now(), MINUTES_DAYS)
    )
    record(actor, MINUTES_ASKED, meeting)


def _no_minutes_owed(meeting: Meeting) -> None:
    for task in Task.objects.open().filter(subject_id=meeting.pk, code=MINUTES):
        finish(system_for(meeting.network_id), task)


def _attended(meeting: Meeting, present: Iterable[UUID]) -> set[UUID]:
    """Keep who was there and who was not; the people who were."""
    seats = list(Seat.objects.filter(pk__in=present, network=meeting.network_id).order_by("pk"))
    holders = holders_of(seat.pk for seat in seats)
    meeting.attendance.exclude(seat__in=seats).update(was_there=False)
    rows = [
        Attendance(network_id=meeting.network_id, meeting=meeting, seat=seat, person=holders.get(seat.pk),
                   was_there=True)
        for seat in seats
    ]  # fmt: skip
    Attendance.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["network", "meeting", "seat"], update_fields=["was_there", "person"]
    )
    return {person.pk for person in holders.values()}


def _on_its_day(circle: Circle, day: Any) -> Meeting:
    begins, ends = times_on(circle, day)
    return Meeting(
        network_id=circle.network_id, circle=circle, starts_at=begins, ends_at=ends, place=circle.place, occurs_on=day
    )


def _open(meeting: Meeting) -> Meeting:
    meeting = locked(meeting)
    if not meeting.is_open:
        raise NotNow
    return meeting


def _minuted(meeting: Meeting) -> Meeting:
    """What is called off has no minutes, and nobody was at what has yet to come."""
    meeting = locked(meeting)
    if meeting.called_off_at:
        raise NotNow
    if not meeting.has_begun:
        raise Refused(_("Deze bijeenkomst moet nog beginnen. Het verslag kan daarna."))
    return meeting
