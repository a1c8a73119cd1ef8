"""Who prepares a departure, who answers whether they take over, who sees that two should meet."""

from django.db.models import Max

from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import local, today
from kortelijn.kernel.models import Event
from kortelijn.kernel.policy import allow, predicate
from kortelijn.parties.models import Seat, Tenure
from kortelijn.parties.policy import coordinates_here, is_seated, is_system, still_sits_here
from kortelijn.succession.models import Departure, Introduction, answers_owed_by
from kortelijn.tasks.models import Task
from kortelijn.tasks.policy import owes


@predicate
def coordinates_it(actor: Actor, obj: Departure | Introduction) -> bool:
    """Coordinates the network that this is about."""
    return actor.has(Seat.Function.COORDINATES) and actor.network_id == obj.network_id


@predicate
def is_leaving(actor: Actor, departure: Departure) -> bool:
    """The one who leaves."""
    return actor.person_id is not None and actor.person_id == departure.person_id


@predicate
def has_gone(actor: Actor, departure: Departure) -> bool:
    """Whoever left sits on that seat no more, and had a day to choose who is introduced: set today, tomorrow."""
    if Tenure.objects.current().filter(seat=departure.seat_id, person=departure.person_id).exists():
        return False
    told = Event.objects.filter(kind="departure.announced", subject_id=departure.pk).aggregate(at=Max("at"))["at"]
    return max(departure.last_day, local(told or departure.announced_at).date()) < today()


@predicate
def chose_the_day(actor: Actor, departure: Departure) -> bool:
    """Leaves, and on another day than the coordinator set."""
    return bool(is_leaving(actor, departure)) and departure.tenure.ends_by != departure.leaves_on


@predicate
def takes_over(actor: Actor, departure: Departure) -> bool:
    """Acts from the seat that is asked or owes that answer since, or is the person who comes on this seat."""
    if answers_owed_by(actor).filter(subject_id=departure.pk).exists():
        return True
    if departure.successor_id:
        return actor.person_id == departure.successor_id
    return actor.seat_id is not None and actor.seat_id == departure.to_seat_id


@predicate
def comes_after(actor: Actor, departure: Departure) -> bool:
    """Takes over, or sits on the seat now."""
    return bool(takes_over(actor, departure)) or (actor.seat_id is not None and actor.seat_id == departure.seat_id)


@predicate
def owes_it(actor: Actor, introduction: Introduction) -> bool:
    """Acts from the seat that owes this introduction or stands in for it, or is the one to be met."""
    if actor.person_id is not None and actor.person_id == introduction.contact_id:
        return True
    return any(owes(actor, task) for task in Task.objects.open().filter(subject_id=introduction.pk))


@predicate
def leads_it(actor: Actor, introduction: Introduction) -> bool:
    """The one who leaves brings the two together."""
    return bool(is_leaving(actor, introduction.departure))


allow("succession.see", is_leaving | coordinates_it | comes_after)
allow("succession.prepare", is_leaving | coordinates_it | is_system)
allow("succession.see_contacts", is_leaving | coordinates_it & has_gone)
allow("succession.stay", coordinates_it | is_system | chose_the_day)
allow("succession.read_file", is_leaving | coordinates_it | comes_after)
allow("succession.answer", takes_over | is_system)
allow("succession.follow", is_system)
allow("succession.see_introduction", is_seated)
allow("succession.settle_introduction", owes_it | leads_it | coordinates_it | is_system)
allow("succession.place", coordinates_here | is_system)
allow("succession.take_back", still_sits_here)
