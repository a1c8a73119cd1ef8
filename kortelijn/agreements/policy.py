"""Who may agree: everybody in the network reads along and comments; who keeps an agreement drafts it, seats sign it."""

from kortelijn.agreements.models import Agreement, Article, Comment, Signature, Version
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.policy import allow, predicate
from kortelijn.parties.models import Network, Organization, Seat
from kortelijn.parties.policy import coordinates_here, is_seated, is_system
from kortelijn.parties.queries import stands_in_for
from kortelijn.tasks.models import Task

Kept = Agreement | Version | Article | Comment


def _agreement(obj: Kept) -> Agreement:
    if isinstance(obj, Comment):
        obj = obj.article
    if isinstance(obj, Article):
        obj = obj.version
    return obj.agreement if isinstance(obj, Version) else obj


@predicate
def keeps_it(actor: Actor, obj: Kept) -> bool:
    """Acts from the seat that keeps the agreement, or stands in for it."""
    owner = _agreement(obj).owner_id
    return actor.seat_id is not None and (actor.seat_id == owner or owner in stands_in_for(actor.seat_id))


@predicate
def keeps_the_base(actor: Actor, obj: Agreement | Version) -> bool:
    """Acts from the seat that keeps the agreement of the network that this is a local version of."""
    base = _agreement(obj).base
    return base is not None and actor.seat_id is not None and actor.seat_id == base.owner_id


@predicate
def keeps_one(actor: Actor, obj: object = None) -> bool:
    """Acts from a seat that keeps an agreement, or stands in for one that does."""
    seats = [actor.seat_id, *stands_in_for(actor.seat_id)]
    return actor.seat_id is not None and Agreement.objects.going().filter(owner__in=seats).exists()


@predicate
def is_here(actor: Actor, obj: Kept | Network | Signature | None = None) -> bool:
    """Acts from a seat in the network that it belongs to."""
    network = obj.pk if isinstance(obj, Network) else getattr(obj, "network_id", actor.network_id)
    return actor.seated and network == actor.network_id


@predicate
def coordinates_the_network(actor: Actor, obj: Network | Organization | None = None) -> bool:
    """Coordinates the network, for which or for one of whose organizations it is."""
    network = obj.pk if isinstance(obj, Network) else actor.network_id
    return actor.has(Seat.Function.COORDINATES) and network == actor.network_id


@predicate
def for_own_organization(actor: Actor, obj: object = None) -> bool:
    """Begins a version for the own organization, or asks whether that may be done."""
    return actor.seated and (obj is None or (isinstance(obj, Organization) and obj.pk == actor.organization_id))


@predicate
def is_asked_to_sign(actor: Actor, signature: Signature) -> bool:
    """Acts from the seat that is asked, or owes the answer in its place."""
    if actor.seat_id is None or actor.network_id != signature.network_id:
        return False
    if actor.seat_id == signature.seat_id or signature.seat_id in stands_in_for(actor.seat_id):
        return True
    return Task.objects.open().filter(subject_id=signature.pk, owner=actor.seat_id).exists()


allow("agreements.see", is_seated)
allow("agreements.begin", is_system | coordinates_the_network | for_own_organization)
allow("agreements.draft", is_system | coordinates_here | keeps_it)
allow("agreements.mend", coordinates_the_network | keeps_one)
allow("agreements.settle", is_system | coordinates_here | keeps_the_base)
allow("agreements.enter", is_system)
allow("agreements.end", is_system | coordinates_here | keeps_it)
allow("agreements.review", is_system | coordinates_here | keeps_it)
allow("agreements.comment", is_here | is_system)
allow("agreements.sign", is_asked_to_sign)
allow("agreements.pass_on", is_system | coordinates_here | keeps_it)
allow("agreements.agree_route", is_system | coordinates_here)
allow("agreements.end_route", is_system | coordinates_here)
