"""What is counted of what is asked."""

from dataclasses import asdict
from uuid import UUID

from kortelijn.finding.counting import Counted, hour_of, kind_of
from kortelijn.finding.models import Search
from kortelijn.kernel.actions import action
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import now
from kortelijn.kernel.policy import require
from kortelijn.parties.models import Network


@action
def count_search(actor: Actor, network: Network | None, asking: UUID, door: str, counted: Counted) -> Search:
    """Something was asked; no event, because that would tell who asked."""
    require(actor, "finding.count")
    return Search.objects.create(
        asking=asking, network=network, at=hour_of(now()), door=door, kind=kind_of(actor, door), **asdict(counted)
    )


@action
def count_choice(actor: Actor, asking: UUID, service: UUID, *, referred: bool) -> Search | None:
    """Something that was found was looked at, or a recipe was begun from it; of what was not counted nothing is."""
    require(actor, "finding.count")
    search = Search.objects.filter(asking=asking).order_by("-id").first()
    if search is None:
        return None
    search.pk, search.chosen, search.referred = None, service, search.referred or referred
    search.save(force_insert=True)
    return search
