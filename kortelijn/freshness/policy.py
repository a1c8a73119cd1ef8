"""Who may ask, see and settle whether the directory still holds."""

from kortelijn.directory.models import Service
from kortelijn.directory.policy import works_there
from kortelijn.freshness.models import Check, Letter
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.policy import allow, predicate
from kortelijn.parties.models import Seat
from kortelijn.parties.policy import coordinates_here, is_seated, is_system
from kortelijn.tasks.models import Task


@predicate
def coordinates_this(actor: Actor, row: Service | Check) -> bool:
    """Coordinates the network of this entry or of the question about it."""
    return actor.has(Seat.Function.COORDINATES) and actor.network_id == row.network_id


@predicate
def keeps(actor: Actor, check: Check) -> bool:
    """Works at the organization of the entry that is asked about."""
    return bool(works_there(actor, check.service))


@predicate
def owes_it(actor: Actor, check: Check) -> bool:
    """Sits where it lies to be settled."""
    owed = Task.objects.open().filter(subject_id=check.pk, owner=actor.seat_id)
    return actor.seat_id is not None and owed.exists()


@predicate
def came_by_mail(actor: Actor, letter: Letter) -> bool:
    """Holds the link of this letter, that still works; a signed link is all the proof there is, and enough."""
    return letter.is_valid


allow("freshness.see", is_seated)
allow("freshness.see_all", coordinates_here)
allow("freshness.ask", coordinates_this | is_system)
allow("freshness.ask_round", is_system)
allow("freshness.set_rhythm", coordinates_this | works_there | is_system)
allow("freshness.answer", came_by_mail)
allow("freshness.settle", coordinates_this | keeps | owes_it | is_system)
allow("freshness.merge", coordinates_this | is_system)
allow("freshness.see_doubles", coordinates_here)
