"""Who may take a network along: only its coordinator, and whoever runs the installation; who asked, fetches."""

from kortelijn.archive.models import Export
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.policy import allow, predicate
from kortelijn.parties.policy import coordinates_here, is_system


@predicate
def asked_for_it(actor: Actor, export: Export) -> bool:
    """The person who asked, and nobody else."""
    return actor.person_id is not None and actor.person_id == export.person_id


allow("archive.take_along", coordinates_here)
allow("archive.see", coordinates_here & asked_for_it)
allow("archive.fetch", coordinates_here & asked_for_it)
allow("archive.make", is_system)
allow("archive.let_go", is_system | (coordinates_here & asked_for_it))
allow("archive.bring", is_system)
