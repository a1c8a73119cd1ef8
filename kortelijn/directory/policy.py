"""Who may change and see what there is."""

from kortelijn.directory.models import Service
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.policy import allow, predicate
from kortelijn.parties.policy import coordinates_here, is_seated, is_system


@predicate
def works_there(actor: Actor, service: Service) -> bool:
    """Sits at the organization that offers it."""
    return actor.organization_id is not None and actor.organization_id == service.organization_id


allow("directory.add", is_system | coordinates_here)
allow("directory.change", is_system | coordinates_here | works_there)
allow("directory.import", is_system | coordinates_here)
allow("directory.see_services", is_seated)
allow("directory.see_service", is_seated)
allow("directory.confirm", works_there | is_system)
