"""Who may see walks, lead a season, answer for oneself, and write down what a walk brought."""

from kortelijn.kernel.actor import Actor
from kortelijn.kernel.policy import allow, predicate
from kortelijn.parties.models import Network, Seat
from kortelijn.parties.policy import is_seated, is_system
from kortelijn.walks.models import Group, Host, Place, Planning, Season, Walker

Led = Network | Season | Group | Host | Place | Planning


@predicate
def coordinates_that(actor: Actor, obj: Led | None = None) -> bool:
    """Coordinates the network that this is in."""
    here = obj.pk if isinstance(obj, Network) else obj.network_id if obj else actor.network_id
    return actor.has(Seat.Function.COORDINATES) and actor.network_id == here


@predicate
def leads_it(actor: Actor, obj: Season | Group | Host | Planning) -> bool:
    """Acts from the seat that leads the season."""
    season = obj if isinstance(obj, Season) else obj.season
    return actor.seat_id is not None and actor.seat_id == season.leader_id


@predicate
def guides_it(actor: Actor, group: Group) -> bool:
    """Acts from the seat that keeps this group together, or that took over what it owes."""
    owes = group.task.owner_id if group.task else None
    return actor.seat_id is not None and actor.seat_id in (group.guide_id, owes)


@predicate
def is_that_person(actor: Actor, obj: Walker | Place) -> bool:
    """Answers for oneself."""
    walker = obj.walker if isinstance(obj, Place) else obj
    return actor.person_id is not None and actor.person_id == walker.person_id


@predicate
def came_by_mail(actor: Actor, obj: Walker | Place) -> bool:
    """Holds the link of the mail; a signed link is all the proof there is, and enough to say yes or no."""
    walker = obj.walker if isinstance(obj, Place) else obj
    return actor.kind == "public" and walker.link_works


allow("walks.see", is_seated)
allow("walks.start", coordinates_that | is_system)
allow("walks.lead", coordinates_that | leads_it | is_system)
allow("walks.keep_plan", coordinates_that | leads_it | is_system)
allow("walks.see_group", is_seated)
allow("walks.answer", is_that_person | came_by_mail | is_system)
allow("walks.keep_together", is_system)
allow("walks.owe_lessons", is_system)
allow("walks.join", is_seated)
allow("walks.tell", guides_it | coordinates_that | leads_it | is_system)
allow("walks.remind", is_system)
allow("walks.pass_on", coordinates_that | is_system)
