"""Who may change and see what there is."""

from kortelijn.directory.models import Location, Service
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.policy import allow, predicate
from kortelijn.parties.policy import coordinates_here, is_seated, is_system


@predicate
def works_there(actor: Actor, entry: Service | Location) -> bool:
    """Sits, in the same network, at the organization whose it is."""
    if actor.organization_id is None or actor.network_id != entry.network_id:
        return False
    return actor.organization_id == entry.organization_id


allow("directory.add", is_system | coordinates_here | works_there)
allow("directory.change", is_system | coordinates_here | works_there)
allow("directory.import", is_system | coordinates_here)
allow("directory.merge_organizations", is_system | coordinates_here)
allow("directory.see_services", is_seated)
allow("directory.see_service", is_seated)
allow("directory.pass_intakes", is_system | coordinates_here)
allow("directory.confirm", works_there | is_system)
