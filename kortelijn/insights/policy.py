"""Who may see how the network does: everybody who sits in it the sums, the coordinator, who says what for, more."""

from kortelijn.kernel.actor import Actor
from kortelijn.kernel.policy import allow, predicate
from kortelijn.parties.models import Seat
from kortelijn.parties.policy import coordinates_here, is_seated, is_system


@predicate
def only_governs(actor: Actor, obj: object = None) -> bool:
    """Sits on a seat of a board, a funder or a municipality, and does not coordinate: sees sums, nobody's ties."""
    return actor.has(Seat.Function.GOVERNS) and not actor.has(Seat.Function.COORDINATES)


allow("insights.see_vitality", is_seated)
allow("insights.explore", is_seated & ~only_governs)
allow("insights.see_people", coordinates_here)
allow("insights.what_if", coordinates_here)
allow("insights.measure", coordinates_here | is_system)
