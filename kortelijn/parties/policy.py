"""Who may change who there is."""

from kortelijn.kernel.actor import Actor
from kortelijn.kernel.policy import allow, predicate
from kortelijn.parties.models import Absence, Network, Seat, Tenure


@predicate
def is_system(actor: Actor, obj: object = None) -> bool:
    """The system itself: jobs, imports, the demo."""
    return actor.kind == "system"


@predicate
def is_about(actor: Actor, obj: object = None) -> bool:
    """The resident whom this object is about, let in by the code of the own recipe card."""
    return actor.resident_id is not None and actor.resident_id == getattr(obj, "data_subject_id", None)


@predicate
def is_seated(actor: Actor, obj: object = None) -> bool:
    """Anybody who acts from a seat."""
    return actor.seated


@predicate
def coordinates_here(actor: Actor, obj: Network | Seat | Tenure | Absence | None = None) -> bool:
    """The coordinator of the network that this object belongs to."""
    return actor.has(Seat.Function.COORDINATES) and _network_of(obj) in (None, actor.network_id)


def _network_of(obj: Network | Seat | Tenure | Absence | None) -> object:
    if isinstance(obj, Network):
        return obj.pk
    if isinstance(obj, Tenure):
        return obj.seat.network_id
    return obj.network_id if obj else None


@predicate
def sits_here(actor: Actor, tenure: Tenure | Absence) -> bool:
    """The person of this tenure, or of this absence."""
    return actor.person_id is not None and actor.person_id == tenure.person_id


@predicate
def still_sits_here(actor: Actor, obj: Tenure | Absence) -> bool:
    """That person, as long as they sit on that very seat."""
    mine = Tenure.objects.current().filter(seat=obj.seat_id, person=obj.person_id)
    return bool(sits_here(actor, obj)) and mine.exists()


allow("parties.set_up", is_system | coordinates_here)
allow("parties.draw_area", is_system)
allow("parties.see_network", is_seated)
allow("parties.see_seat", is_seated)
allow("parties.begin_tenure", is_system | coordinates_here)
allow("parties.end_tenure", is_system | coordinates_here | sits_here)
allow("parties.announce_tenure", is_system)
allow("parties.go_absent", is_system | coordinates_here | still_sits_here)
allow("parties.end_absence", is_system | coordinates_here | still_sits_here)
allow("parties.set_mandate", is_system | coordinates_here)
allow("parties.name_deputy", is_system | coordinates_here)
allow("parties.choose_seat", is_seated)
