"""Who keeps an entry, and what asks attention: reads that span models."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import Q

from kortelijn.directory.models import Service
from kortelijn.kernel.actor import Actor
from kortelijn.parties.models import Network, Organization, Seat
from kortelijn.parties.policy import coordinates_here
from kortelijn.tasks.models import Task
from kortelijn.upkeep.models import Claim


def claim_of(network_id: UUID, organization_id: UUID | None) -> Claim | None:
    """How an organization keeps its entries, if it does."""
    rows = Claim.objects.granted().filter(network=network_id, organization=organization_id)
    return rows.select_related("seat__organization").first()


def mailable(network_id: UUID | None) -> Q:
    """Entries of a network with a mail address of their own."""
    return Q(network=network_id, merged_into=None) & ~Q(email="")


def address_of(network_id: UUID, organization: Organization) -> str:
    """Where an organization is written to: its own address, else that of its first entry that has one."""
    entries = organization.services.filter(mailable(network_id)).order_by("name", "pk")
    return organization.email or entries.values_list("email", flat=True).first() or ""


def keepers_among(services: Sequence[Service]) -> dict[UUID, Seat]:
    """The seats of the claims on these entries, by entry; in one query."""
    claims = Claim.objects.granted().select_related("seat").filter(
        network__in={row.network_id for row in services}, organization__in={row.organization_id for row in services}
    )  # fmt: skip
    seats = {(claim.network_id, claim.organization_id): claim.seat for claim in claims}
    found = {row.pk: seats.get((row.network_id, row.organization_id)) for row in services}
    return {key: seat for key, seat in found.items() if seat}


def keeper_of(service: Service) -> Seat | None:
    """The seat that looks after an entry: that of the claim, else of its intake, else the coordinator."""
    claim = claim_of(service.network_id, service.organization_id)
    return (claim and claim.seat) or service.intake or coordinator_of(service.network_id)


def coordinator_of(network_id: UUID) -> Seat | None:
    """Who decides about the directory of a network; whoever sits there longest first."""
    rows = Seat.objects.filter(network=network_id).with_function(Seat.Function.COORDINATES).order_by("id")
    return rows.occupied().first() or rows.first()


def is_coordinator(actor: Actor) -> bool:
    """Whether somebody coordinates the network from this seat."""
    return bool(coordinates_here(actor, None))


def open_tasks_about(ids: Iterable[UUID]) -> dict[UUID, Task]:
    """What is owed about these rows, by their key."""
    return {task.subject_id: task for task in Task.objects.open().filter(subject_id__in=list(ids))}


def networks_with(slug: str) -> Network | None:
    """The network with this address."""
    return Network.objects.filter(slug=slug).first()
