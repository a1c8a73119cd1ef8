"""Agreeing on a moment: proposed where people are free, answered with a tap, chosen and then a meeting."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from secrets import token_hex
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kortelijn.gatherings.busy import spans_in
from kortelijn.gatherings.meetings.actions import plan_meeting
from kortelijn.gatherings.models import (
    Attendance,
    BusyTime,
    Choice,
    Circle,
    Invitee,
    Meeting,
    Moment,
    NetworkFeed,
    Poll,
)
from kortelijn.gatherings.moments import check_moment, first_day, moments_for
from kortelijn.gatherings.queries import seats_at
from kortelijn.kernel.actions import action, once
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import now
from kortelijn.kernel.errors import NotNow, Refused
from kortelijn.kernel.events import kind, record
from kortelijn.kernel.lifecycle import locked
from kortelijn.kernel.policy import require
from kortelijn.parties.models import Network, Person, Seat

MOST, WITHIN = 8, 15  # moments; working days

PROPOSED = kind("poll.proposed", gettext_lazy("{actor} stelde momenten voor"))
SAID = kind("poll.answered", gettext_lazy("{seat} liet weten wanneer het kan"))
CHOSEN = kind("poll.chosen", gettext_lazy("{actor} koos een moment"))
DROPPED = kind("poll.dropped", gettext_lazy("{actor} zoekt geen moment meer"))
BROUGHT = kind("calendar.brought", gettext_lazy("{actor} bracht een eigen agenda: alleen de bezette tijden"))
FORGOTTEN = kind("calendar.forgotten", gettext_lazy("{actor} wiste de bezette tijden"))
FEED_RENEWED = kind("network-feed.renewed", gettext_lazy("{actor} vernieuwde het agenda-adres van het netwerk"))


@action
def propose_moments(
    actor: Actor, circle: Circle, moments: Sequence[datetime], *, required: Sequence[Seat],
    optional: Sequence[Seat] = (), key: UUID | None = None, **details: Any,
) -> Poll:  # fmt: skip
    """Ask these people which of these moments suit. One key, one question."""
    require(actor, "gatherings.seek_moment", circle)
    if not circle.goes_on:
        raise NotNow
    _check(moments)

    def make(pk: UUID) -> Poll:
        poll = Poll(
            pk=pk, network_id=circle.network_id, circle=circle, made_by_id=actor.seat_id or circle.lead_id, **details
        )
        poll.place = poll.place or circle.place
        poll.full_clean()
        poll.save()
        Moment.objects.bulk_create(Moment(network_id=poll.network_id, poll=poll, starts_at=at) for at in set(moments))
        asked = {seat.pk: False for seat in optional} | {seat.pk: True for seat in required}
        Invitee.objects.bulk_create(
            Invitee(network_id=poll.network_id, poll=poll, seat_id=seat, required=must) for seat, must in asked.items()
        )
        record(actor, PROPOSED, poll, circle=str(circle.pk))
        return poll

    return once(actor, "gatherings.seek_moment", key, Poll, make)


@action
def say_when(actor: Actor, poll: Poll, answers: Mapping[UUID, str]) -> int:
    """Which moments suit whoever acts; until one is chosen it can be changed."""
    require(actor, "gatherings.say_when", poll)
    poll = locked(poll)
    if not poll.is_open:
        raise NotNow
    seat = Seat.objects.select_related("organization").get(pk=actor.own_seat)
    rows = [
        Choice(network_id=poll.network_id, moment=moment, seat=seat, answer=answers[moment.pk])
        for moment in poll.moments.all()
        if answers.get(moment.pk) in Choice.Answer.values
    ]
    if not rows:
        raise Refused(_("Kies bij ten minste één moment of u kunt."))
    Choice.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["network", "moment", "seat"], update_fields=["answer", "at"]
    )
    record(actor, SAID, poll, seat=str(seat))
    return len(rows)


@action
def choose(actor: Actor, poll: Poll, moment: Moment) -> Meeting:
    """This is when: it becomes a meeting, with who was asked on its list; of the whole table when all were asked."""
    require(actor, "gatherings.choose", poll)
    poll = locked(poll)
    if not poll.is_open:
        raise NotNow
    meeting = plan_meeting(
        actor, poll.circle, starts_at=moment.starts_at, ends_at=moment.starts_at + timedelta(minutes=poll.minutes),
        subject=poll.subject, place=poll.place, chosen=True, only_invited=_is_for_some(poll),
    )  # fmt: skip
    _invite(meeting, poll, moment)
    poll.meeting, poll.closed_at = meeting, now()
    poll.save(update_fields=["meeting", "closed_at"])
    record(actor, CHOSEN, poll)
    return meeting


@action
def drop_poll(actor: Actor, poll: Poll) -> None:
    """No moment is sought any more."""
    require(actor, "gatherings.choose", poll)
    poll = locked(poll)
    if not poll.is_open:
        raise NotNow
    poll.closed_at = now()
    poll.save(update_fields=["closed_at"])
    record(actor, DROPPED, poll)


@action
def propose_again(actor: Actor, poll: Poll) -> Poll:
    """Other moments for the same people, when none suits or all are over; what was asked before ends."""
    require(actor, "gatherings.choose", poll)
    invited = list(poll.invitees.select_related("seat").order_by("id"))
    must, others = ([each.seat for each in invited if each.required is needed] for needed in (True, False))
    asked = set(poll.moments.values_list("starts_at", flat=True))
    found = moments_for(must, others, minutes=poll.minutes, first=first_day(), days=WITHIN)
    fresh = [each.starts_at for each in found if each.starts_at not in asked]
    if not fresh:
        raise Refused(_("In drie weken is er geen ander moment waarop iedereen die erbij moet zijn, vrij is."))
    drop_poll(actor, poll)
    return propose_moments(
        actor, poll.circle, fresh, required=must, optional=others, minutes=poll.minutes, subject=poll.subject,
        place=poll.place,
    )  # fmt: skip


# One's own calendar, and that of the network


@action
def bring_calendar(actor: Actor, content: bytes) -> int:
    """Keep when I am busy in the coming three months, and nothing of what with; an earlier file goes."""
    require(actor, "gatherings.bring_calendar")
    person = _myself(actor)
    spans = spans_in(content)
    BusyTime.objects.filter(person=person).delete()
    BusyTime.objects.bulk_create(BusyTime(person=person, starts_at=start, ends_at=end) for start, end in spans)
    record(actor, BROUGHT, person)
    return len(spans)


@action
def forget_calendar(actor: Actor) -> None:
    """Nothing of my own calendar is kept any more."""
    require(actor, "gatherings.bring_calendar")
    person = _myself(actor)
    BusyTime.objects.filter(person=person).delete()
    record(actor, FORGOTTEN, person)


@action
def renew_network_feed(actor: Actor, network: Network) -> NetworkFeed:
    """A new secret address for the calendar of this network; the old one no longer gives anything."""
    require(actor, "gatherings.renew_feed", network)
    fresh = {"nonce": token_hex(16), "renewed_at": now()}
    feed, _made = NetworkFeed.objects.update_or_create(network=network, defaults=fresh)
    record(actor, FEED_RENEWED, network)
    return feed


def _is_for_some(poll: Poll) -> bool:
    """Whether somebody at the table was not asked: then it is a talk between those who were."""
    return seats_at(poll.circle).exclude(pk__in=poll.invitees.values("seat")).exists()


def _invite(meeting: Meeting, poll: Poll, moment: Moment) -> None:
    """Who was asked is on the list, with what they said of this moment."""
    said = dict(moment.choices.order_by("id").values_list("seat_id", "answer"))
    told = {Choice.Answer.YES: "yes", Choice.Answer.IF_NEED_BE: "yes", Choice.Answer.NO: "no"}
    Attendance.objects.bulk_create(
        Attendance(network_id=meeting.network_id, meeting=meeting, seat_id=each.seat_id,
                   answer=told[Choice.Answer(said[each.seat_id])] if each.seat_id in said else "")
        for each in poll.invitees.order_by("id")
    )  # fmt: skip


def _check(moments: Sequence[datetime]) -> None:
    if not moments:
        raise Refused(_("Kies ten minste één moment om voor te stellen."))
    if len(set(moments)) > MOST:
        raise Refused(_("Stel hooguit acht momenten voor: dan blijft kiezen licht."))
    if min(moments) <= now():
        raise Refused(_("Kies momenten na nu."))
    check_moment(max(moments))


def _myself(actor: Actor) -> Person:
    if actor.person_id is None:
        raise LookupError("only a person has a calendar")
    return Person.objects.get(pk=actor.person_id)
