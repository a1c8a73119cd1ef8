"""Who may do what around a table: everybody here may start one and join, who leads it decides."""

from kortelijn.gatherings.models import Approach, Circle, Meeting, Member, Poll, Review
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.policy import allow, predicate
from kortelijn.parties.models import Network, Seat
from kortelijn.parties.policy import is_seated, is_system
from kortelijn.parties.queries import stands_in_for

Ours = Circle | Meeting | Poll | Review | Approach


def circle_of(obj: Ours) -> Circle:
    """The table that it is about."""
    return obj if isinstance(obj, Circle) else obj.circle


@predicate
def leads(actor: Actor, obj: Ours) -> bool:
    """Acts from the seat that leads this table, or stands in for it."""
    lead = circle_of(obj).lead_id
    return actor.seat_id is not None and (actor.seat_id == lead or lead in stands_in_for(actor.seat_id))


@predicate
def sits_at(actor: Actor, obj: Ours) -> bool:
    """Takes part."""
    circle = circle_of(obj)
    return actor.seat_id is not None and (
        actor.seat_id == circle.lead_id
        or Member.objects.current().filter(circle=circle.pk, seat=actor.seat_id).exists()
    )


@predicate
def coordinates(actor: Actor, obj: Ours) -> bool:
    """Coordinates the network in which this table stands."""
    return actor.has(Seat.Function.COORDINATES) and actor.network_id == obj.network_id


@predicate
def works_in(actor: Actor, obj: Ours) -> bool:
    """Acts from a seat in the network in which this table stands."""
    return actor.seated and actor.network_id == obj.network_id


@predicate
def coordinates_network(actor: Actor, network: Network | None = None) -> bool:
    """Coordinates this network."""
    here = network.pk if network else actor.network_id
    return actor.has(Seat.Function.COORDINATES) and actor.network_id == here


@predicate
def is_asked(actor: Actor, approach: Approach) -> bool:
    """Acts from the seat that is asked to join."""
    return actor.seat_id is not None and actor.seat_id == approach.seat_id


@predicate
def makes_contact(actor: Actor, approach: Approach) -> bool:
    """Acts from the seat that owes the contact, or stands in for it."""
    seat = actor.seat_id
    return seat is not None and (seat == approach.contact_id or approach.contact_id in stands_in_for(seat))


@predicate
def is_invited(actor: Actor, poll: Poll) -> bool:
    """Acts from a seat that is asked when it can."""
    return actor.seat_id is not None and poll.invitees.filter(seat=actor.seat_id).exists()


@predicate
def must_be_there(actor: Actor, poll: Poll) -> bool:
    """Acts from a seat without which there is no meeting."""
    return actor.seat_id is not None and poll.invitees.filter(seat=actor.seat_id, required=True).exists()


@predicate
def seeks_moment(actor: Actor, poll: Poll) -> bool:
    """Acts from the seat that proposed the moments."""
    return actor.seat_id is not None and actor.seat_id == poll.made_by_id


keeps = leads | coordinates | is_system
takes_part = sits_at | leads | coordinates | is_system

allow("gatherings.see", is_seated)
allow("gatherings.start", is_seated | is_system)
allow("gatherings.change", keeps)
allow("gatherings.end", keeps)
allow("gatherings.join", works_in)
allow("gatherings.leave", sits_at)
allow("gatherings.take_in", keeps)
allow("gatherings.record_result", takes_part)
allow("gatherings.plan", takes_part)
allow("gatherings.prepare", takes_part)
allow("gatherings.attend", works_in)
allow("gatherings.keep_minutes", takes_part)
allow("gatherings.hold", takes_part)
allow("gatherings.call_off", keeps)
allow("gatherings.seek_moment", takes_part)
allow("gatherings.say_when", is_invited)
allow("gatherings.choose", seeks_moment | keeps | must_be_there & sits_at)
allow("gatherings.ask_along", takes_part)
allow("gatherings.follow_up", makes_contact | keeps)
allow("gatherings.hand_back", makes_contact)
allow("gatherings.answer", is_asked | makes_contact | keeps)
allow("gatherings.ask_worth", keeps)
allow("gatherings.give_opinion", sits_at)
allow("gatherings.settle", keeps)
allow("gatherings.move", is_system | coordinates_network)
allow("gatherings.bring_calendar", is_seated)
allow("gatherings.renew_feed", is_system | coordinates_network)
