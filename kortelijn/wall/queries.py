"""What the wall shows of a network's evenings: what was said, under which heading, and what came of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from kortelijn.directory.models import Location
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import now
from kortelijn.parties.models import Area, Network, Organization
from kortelijn.steps.models import Step
from kortelijn.wall.models import Contribution, Evening, EveningQuerySet


def names_at_home(network_id: UUID) -> list[str]:
    """Names that belong in the room: parties, places and neighbourhoods of the network; one query."""
    parties = Organization.objects.filter(networks=network_id).values_list("name", flat=True)
    places = Location.objects.filter(network=network_id).values_list("name", flat=True)
    areas = Area.objects.filter(networks=network_id).values_list("name", flat=True)
    return list(parties.union(places, areas))


def evening_now(network: Network) -> Evening | None:
    """The evening that goes on, else the first one of today that is still to come."""
    rows = Evening.objects.filter(network=network, closes_at__gt=now()).with_network()
    return rows.order_by("opens_at", "id").first()


@dataclass(frozen=True)
class Group:
    """What was said about one thing; without a heading it is what nobody put in order yet."""

    heading: str
    said: list[Contribution]

    @property
    def hands(self) -> int:
        """How many hands went up for it, all together."""
        return sum(each.hands for each in self.said)


def in_groups(said: Iterable[Contribution]) -> list[Group]:
    """By heading, in the order in which the headings came up; what has none comes last."""
    found: dict[str, list[Contribution]] = {}
    for each in said:
        found.setdefault(each.heading, []).append(each)
    headings = sorted(found, key=lambda heading: not heading)
    most = lambda each: (-each.hands, each.at, each.pk)  # noqa: E731  # what is liked most stands first
    return [Group(heading, sorted(found[heading], key=most)) for heading in headings]


def steps_of(evening: Evening) -> list[Step]:
    """What came of an evening, with whose it is and how it stands; one query."""
    return list(Step.objects.from_any([evening.pk]).with_task().order_by("task__due_at", "id"))


def evenings_of(actor: Actor) -> EveningQuerySet:
    """All evenings of a network with how much was said and done, the newest first."""
    said = Count("contributions", filter=Q(contributions__status=Contribution.Status.SHOWN))
    steps = Step.objects.filter(origin_id=OuterRef("pk")).order_by()
    return Evening.objects.visible_to(actor).annotate(
        said=said, steps_made=_how_many(steps), steps_done=_how_many(steps.filter(task__status="completed"))
    ).order_by("-opens_at", "-id")  # fmt: skip


def _how_many(rows: QuerySet[Step]) -> Coalesce:
    """How many there are, as a number beside each row."""
    counted = rows.values("origin_id").annotate(number=Count("id")).values("number")
    return Coalesce(Subquery(counted), 0)
