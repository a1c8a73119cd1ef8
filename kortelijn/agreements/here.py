"""What holds here: the articles in force for a place, each replaced by the most local one of the same part."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from kortelijn.agreements.models import Agreement, Article, Version
from kortelijn.directory.models import Location
from kortelijn.directory.sameness import postcode_key
from kortelijn.parties.models import Area


@dataclass(frozen=True, slots=True)
class Place:
    """From where somebody asks: an organization, the areas in which it is; or nothing, for the whole network."""

    organization: UUID | None = None
    areas: frozenset[UUID] = frozenset()

    def has(self, level: int, area: UUID | None, organization: UUID | None) -> bool:
        """Whether what was agreed there holds here."""
        if level == Agreement.Level.NETWORK:
            return True
        return organization == self.organization if organization else area in self.areas


EVERYWHERE = Place()


@dataclass(frozen=True, slots=True)
class Holding:
    """An article that holds here, and those that it replaces here, the most local first."""

    article: Article
    replaces: tuple[Article, ...] = ()

    @property
    def agreement(self) -> Agreement:
        """Where it comes from."""
        return self.article.version.agreement


def place_of(organization: UUID | None) -> Place:
    """An organization, and the areas in which it has a place of its own."""
    if organization is None:
        return EVERYWHERE
    rows = Location.objects.filter(organization=organization, area__isnull=False)
    found = rows.values_list("area", "area__parent", "area__parent__parent").distinct().order_by("area")
    return Place(organization, frozenset(area for row in found for area in row if area))


def place_in(area: Area) -> Place:
    """A neighbourhood, with the district and the municipality that it is in."""
    around = [area, area.parent, area.parent.parent if area.parent else None]
    return Place(None, frozenset(each.pk for each in around if each))


def areas_of_postcode(network: UUID, digits: str) -> list[UUID]:
    """The areas in which most of what the network has at a postcode lies; it may be cut by the border of two."""
    rows = Location.objects.filter(network=network, area__isnull=False)
    rows = rows.alias(key=postcode_key("postal_code")).filter(key__startswith=digits)
    counted = rows.values_list("area", "area__parent", "area__parent__parent").annotate(places=Count("pk")).order_by()
    found: Counter[UUID] = Counter()
    for *areas, places in counted:
        found.update({area: places for area in areas if area})
    everything = sum(row[-1] for row in counted)
    return [area for area, places in found.items() if places * 2 > everything]


def what_holds(network: UUID | None, place: Place) -> list[Holding]:
    """All articles that hold here, those of one agreement together, in six queries however many there are."""
    rows = Article.objects.filter(network=network, version__status=Version.Status.IN_FORCE)
    rows = rows.select_related("version__agreement__area", "version__agreement__organization",
                               "version__agreement__base")  # fmt: skip
    rows = rows.prefetch_related("terms", "routes", "lead_rules__organization")
    return holding(rows.order_by("place", "id"), place)


def holding(articles: Iterable[Article], place: Place) -> list[Holding]:
    """Of these articles in force, those that hold here and what each replaces."""
    parts: dict[UUID, list[Article]] = {}
    for article in articles:
        agreement = article.version.agreement
        if place.has(agreement.level, agreement.area_id, agreement.organization_id):
            parts.setdefault(article.part, []).append(article)
    found = []
    for some in parts.values():
        some.sort(key=lambda article: (-article.version.agreement.level, article.pk))
        found.append(Holding(some[0], tuple(some[1:])))
    return sorted(found, key=_place_on_page)


def _place_on_page(holding: Holding) -> tuple[str, bool, int, UUID]:
    """By agreement, what is only local after what replaces, then in the order in which it was written."""
    agreement, first = holding.agreement, (holding.replaces or (holding.article,))[-1]
    base = agreement.base or agreement
    return base.title, first.version.agreement.base_id is not None, first.place, first.part
