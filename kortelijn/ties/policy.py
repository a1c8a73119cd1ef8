"""Who may see the own picture, answer, ask a network, and let ties be seen to happen."""

from kortelijn.kernel.actor import Actor
from kortelijn.kernel.policy import allow, predicate
from kortelijn.parties.models import Network, Seat
from kortelijn.parties.policy import is_seated, is_system
from kortelijn.ties.models import Round, Wave


@predicate
def coordinates_that(actor: Actor, obj: Network | Wave | None = None) -> bool:
    """Coordinates the network of this wave, or this network."""
    here = obj.pk if isinstance(obj, Network) else obj.network_id if obj else actor.network_id
    return actor.has(Seat.Function.COORDINATES) and actor.network_id == here


@predicate
def works_in(actor: Actor, network: Network) -> bool:
    """Acts from a seat in this network."""
    return actor.seated and actor.network_id == network.pk


@predicate
def came_by_mail(actor: Actor, asked: Round) -> bool:
    """Holds the link of this round, that still works; a signed link is all the proof there is, and enough."""
    return asked.is_valid


allow("ties.observe", is_system | works_in)
allow("ties.see_mine", is_seated)
allow("ties.keep_mine", works_in)
allow("ties.answer", came_by_mail)
allow("ties.ask", coordinates_that)
allow("ties.set_up", coordinates_that | is_system)
