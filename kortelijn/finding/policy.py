"""Who may search: everybody who acts from a seat. What comes first is for the coordinator to write down."""

from kortelijn.kernel.actor import Actor
from kortelijn.kernel.policy import allow, predicate
from kortelijn.parties.models import Seat
from kortelijn.parties.policy import coordinates_here, is_seated, is_system


@predicate
def anybody(actor: Actor, obj: object = None) -> bool:
    """Everybody, because nothing of who asks is kept."""
    return True


@predicate
def governs(actor: Actor, obj: object = None) -> bool:
    """A board, which sees figures and nobody."""
    return actor.has(Seat.Function.GOVERNS)


allow("finding.find", is_seated)
allow("finding.see_routes", is_seated)
allow("finding.agree_route", is_system | coordinates_here)
allow("finding.end_route", is_system | coordinates_here)
allow("finding.count", anybody)
allow("finding.see_questions", coordinates_here | governs)
