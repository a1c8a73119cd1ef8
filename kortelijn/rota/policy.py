"""Who may say who sits where: the coordinator, the house itself, and whoever sits there."""

from kortelijn.directory.models import Location
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.policy import allow, predicate
from kortelijn.parties.policy import coordinates_here, is_seated, is_system
from kortelijn.rota.models import Deviation, Room, Shift
from kortelijn.rota.queries import FILL
from kortelijn.tasks.models import Task


@predicate
def is_host(actor: Actor, location: Location) -> bool:
    """Works at the organization whose place it is."""
    return actor.organization_id is not None and actor.organization_id == location.organization_id


@predicate
def hosts_it(actor: Actor, shift: Shift) -> bool:
    """Works at the organization in whose place the turn is."""
    return bool(is_host(actor, shift.location))


@predicate
def is_host_of_room(actor: Actor, room: Room) -> bool:
    """Works at the organization whose room it is."""
    return bool(is_host(actor, room.location))


@predicate
def sits_there(actor: Actor, shift: Shift) -> bool:
    """Acts from the seat whose turn it is."""
    return actor.seat_id is not None and actor.seat_id == shift.seat_id


@predicate
def keeps_it(actor: Actor, deviation: Deviation) -> bool:
    """May change the turn of which this is a day."""
    return bool(keeps(actor, deviation.shift))


@predicate
def owes_cover(actor: Actor, deviation: Deviation) -> bool:
    """Acts from the seat that must find somebody for this day."""
    owed = Task.objects.open().filter(owner=actor.seat_id, subject_id=deviation.pk)
    return actor.seat_id is not None and owed.exists()


@predicate
def owes_who_sits(actor: Actor, shift: Shift) -> bool:
    """Acts from the seat that must say who sits there, now that nobody does."""
    owed = Task.objects.open().filter(owner=actor.seat_id, subject_id=shift.pk, code=FILL)
    return actor.seat_id is not None and owed.exists()


keeps = is_system | coordinates_here | hosts_it | sits_there | owes_who_sits

allow("rota.look", is_system)
allow("rota.see", is_seated)
allow("rota.see_place", is_seated)
allow("rota.see_shift", is_seated)
allow("rota.see_own", is_seated)
allow("rota.renew_feed", is_seated)
allow("rota.show_name", is_seated)
allow("rota.keep_house", is_system | coordinates_here | is_host)
allow("rota.remove_room", is_system | coordinates_here | is_host_of_room)
allow("rota.add", is_system | is_seated)
allow("rota.add_shift", keeps)
allow("rota.change", keeps)
allow("rota.pass_shifts", is_system | coordinates_here)
allow("rota.stop", keeps)
allow("rota.deviate", keeps)
allow("rota.arrange_cover", keeps_it | owes_cover | is_system)
allow("rota.restore", keeps_it | is_system)
