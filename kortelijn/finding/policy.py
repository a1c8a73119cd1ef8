"""Who may search: everybody who acts from a seat; who may see what is asked."""

from kortelijn.kernel.actor import Actor
from kortelijn.kernel.policy import allow, predicate
from kortelijn.parties.models import Seat
from kortelijn.parties.policy import coordinates_here, is_seated


@predicate
def anybody(actor: Actor, obj: object = None) -> bool:
    """Everybody, because nothing of who asks is kept."""
    return True


@predicate
def governs(actor: Actor, obj: object = None) -> bool:
    """A board, which sees figures and nobody."""
    return actor.has(Seat.Function.GOVERNS)


allow("finding.find", is_seated)
allow("finding.count", anybody)
allow("finding.see_questions", coordinates_here | governs)
