"""What asks attention in the directory, for who keeps entries and for who coordinates all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from kortelijn.directory.models import Service
from kortelijn.kernel.actor import Actor
from kortelijn.parties.models import Organization
from kortelijn.parties.queries import taking_part
from kortelijn.tasks.models import Task
from kortelijn.tasks.telling import Telling, tellings
from kortelijn.upkeep.models import Claim, Draft, Report
from kortelijn.upkeep.queries import claim_of, is_coordinator, mailable

# What keeps the directory true, of this app and of those beside it; and all that a keeper may owe.
CODES = ("check-report", "decide-claim", "decide-proposal", "call-about-entry", "look-at-answer")
KEPT_APPS = ("directory", "upkeep", "freshness", "rota", "voices", "initiatives")
PER_PAGE, AT_ONCE = 25, 20


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that asks attention, and who has it."""

    task: Task
    telling: Telling
    mine: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything on the page, in a number of queries that does not grow."""

    asked: list[Asked]
    drafts: list[Draft]
    proposals: list[Draft]
    page: "Page[Service]"
    claim: Claim | None
    coordinates: bool

    @property
    def mine(self) -> list[Asked]:
        """What this seat owes."""
        return [each for each in self.asked if each.mine]

    @property
    def others(self) -> list[Asked]:
        """What lies with somebody else; only a coordinator sees those."""
        return [each for each in self.asked if not each.mine]


def overview_of(actor: Actor, number: str | None) -> Overview:
    """Gather it for whoever is at work."""
    coordinates = is_coordinator(actor)
    drafts = Draft.objects.filter(account=actor.account_id, network=actor.network_id).select_related(
        "service", "organization"
    )
    return Overview(
        asked=_asked(actor, coordinates), drafts=list(drafts.filter(status=Draft.Status.WRITING)[:AT_ONCE]),
        proposals=list(drafts.filter(Q(status=Draft.Status.PROPOSED) | Q(status=Draft.Status.REFUSED))[:AT_ONCE]),
        page=Paginator(_own(actor), PER_PAGE).get_page(number),
        claim=claim_of(actor.network_id, actor.organization_id) if actor.network_id else None,
        coordinates=coordinates,
    )  # fmt: skip


def _asked(actor: Actor, coordinates: bool) -> list[Asked]:
    rows = Task.objects.open().filter(network=actor.network_id).select_related("owner__organization")
    about = reduce(or_, (Q(subject_type__startswith=f"{label}.") for label in KEPT_APPS))
    own = rows.filter(about, owner=actor.seat_id).order_by("due_at", "id")[:AT_ONCE]
    theirs = rows.filter(code__in=CODES).exclude(owner=actor.seat_id).order_by("due_at", "id")[:AT_ONCE]
    found: Sequence[Task] = [*own, *(theirs if coordinates else ())]
    told = tellings(found)
    return [Asked(task, told[task.pk], task.owner_id == actor.seat_id) for task in found if task.pk in told]


def _own(actor: Actor) -> QuerySet[Service]:
    """What the own organization offers, what was reported first."""
    mine = Service.objects.filter(network=actor.network_id, organization=actor.organization_id, merged_into=None)
    reported = Exists(Report.objects.open().filter(service=OuterRef("pk")))
    return mine.annotate(is_reported=reported).order_by("-is_reported", "name", "id")


@dataclass(frozen=True, slots=True)
class Keeping:
    """One organization, how much it has in the directory, who keeps that, and else whether that was asked."""

    organization: Organization
    services: int
    claim: Claim | None
    asked: Claim | None = None
    can_be_asked: bool = False


def keepers_of(network_id: UUID | None, number: str | None) -> tuple["Page[Any]", list[Keeping]]:
    """Every organization of the network with who keeps its entries."""
    theirs = Count("services", filter=Q(services__network=network_id, services__merged_into=None))
    mailed = Exists(Service.objects.filter(mailable(network_id), organization=OuterRef("pk")))
    rows = taking_part(network_id).annotate(number=theirs, mailed=mailed)
    rows = rows.order_by("name", "id")
    page: Page[Any] = Paginator(rows, PER_PAGE).get_page(number)
    claims = Claim.objects.filter(network=network_id, organization__in=[row.pk for row in page]).order_by("asked_at")
    granted = {claim.organization_id: claim for claim in claims.granted().select_related("seat")}
    asked = {claim.organization_id: claim for claim in claims.waiting()}
    return page, [
        Keeping(row, row.number, granted.get(row.pk), asked.get(row.pk), bool(row.email or row.mailed)) for row in page
    ]
