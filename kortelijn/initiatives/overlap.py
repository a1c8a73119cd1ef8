"""Which initiatives probably work past each other, and why that is thought, in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import F, Q
from django.utils.translation import gettext as _

from kortelijn.directory.hour_words import in_a_row
from kortelijn.initiatives.models import Initiative
from kortelijn.parties.models import Network
from kortelijn.vocabulary.loading import UnknownCode
from kortelijn.vocabulary.themes import theme

ALIKE_NAME, ALIKE_AIM = 0.42, 0.3  # how much of the letters in threes is the same; above it, people say "hetzelfde"
ENOUGH = 3.0
MOST = 4
WEIGHTS = {"name": 3.0, "aim": 2.0, "theme": 1.5, "group": 1.0, "place": 0.5, "party": 1.0}


@dataclass(frozen=True, slots=True)
class Described:
    """What there is to compare: a row, or what somebody is typing."""

    network: Network | UUID
    name: str
    aim: str
    themes: frozenset[str]
    groups: frozenset[str]
    area_id: UUID | None
    location_id: UUID | None
    organizations: frozenset[UUID]
    pk: UUID | None = None


@dataclass(frozen=True, slots=True)
class Overlap:
    """Another initiative, how much it looks alike, and the reasons."""

    initiative: Initiative
    weight: float
    reasons: tuple[str, ...]

    @property
    def why(self) -> str:
        """The reasons in one sentence."""
        return in_a_row(list(self.reasons))


def described(initiative: Initiative) -> Described:
    """A row, to compare; its parties were read along."""
    return Described(
        initiative.network_id, initiative.name, initiative.aim, frozenset(initiative.themes),
        frozenset(initiative.groups), initiative.area_id, initiative.location_id,
        frozenset(each.organization_id for each in initiative.parties.all()), initiative.pk,
    )  # fmt: skip


def overlaps(one: Described) -> list[Overlap]:
    """The likeliest, the most alike first; in three queries however many there are."""
    rows = Initiative.objects.filter(network=one.network).going().with_all()
    rows = rows.exclude(pk=one.pk) if one.pk else rows
    shared = Q(themes__overlap=list(one.themes)) | Q(groups__overlap=list(one.groups))
    rows = rows.annotate(like_name=TrigramSimilarity("name", one.name), like_aim=TrigramSimilarity("aim", one.aim))
    near = rows.filter(shared | Q(like_name__gte=ALIKE_NAME) | Q(like_aim__gte=ALIKE_AIM))
    found = [_compared(one, each) for each in near.order_by(F("like_name").desc(), "id")[:200]]
    likely = [each for each in found if each.weight >= ENOUGH]
    return sorted(likely, key=lambda each: (-each.weight, each.initiative.name))[:MOST]


def pairs(initiatives: Sequence[Initiative]) -> dict[UUID, int]:
    """How many of these look alike, per initiative, without reading anything more; the page of one compares words."""
    counts = dict.fromkeys((each.pk for each in initiatives), 0)
    going = [described(each) for each in initiatives if not each.is_stopped]
    for number, one in enumerate(going):
        for other in going[number + 1 :]:
            if one.pk and other.pk and _weight(one, other) >= ENOUGH:
                counts[one.pk] += 1
                counts[other.pk] += 1
    return counts


def _weight(one: Described, other: Described) -> float:
    """What they share, weighed as the reasons are; without a theme in common it is never enough."""
    if one.themes.isdisjoint(other.themes):
        return 0
    weight = WEIGHTS["theme"] + (0 if one.groups.isdisjoint(other.groups) else WEIGHTS["group"])
    weight += WEIGHTS["place"] if _is_near(one, other) else 0
    return weight + (0 if one.organizations.isdisjoint(other.organizations) else WEIGHTS["party"])


def _is_near(one: Described, other: Described) -> bool:
    same_place = one.location_id is not None and one.location_id == other.location_id
    return same_place or one.area_id == other.area_id


def _compared(one: Described, other: Initiative) -> Overlap:
    reasons = []
    if getattr(other, "like_name", 0) >= ALIKE_NAME:
        reasons.append(("name", _("bijna dezelfde naam")))
    if getattr(other, "like_aim", 0) >= ALIKE_AIM:
        reasons.append(("aim", _("bijna hetzelfde doel")))
    reasons += _shared(one, other)
    return Overlap(other, sum(WEIGHTS[kind] for kind, _reason in reasons), tuple(reason for _kind, reason in reasons))


def _shared(one: Described, other: Initiative) -> list[tuple[str, str]]:
    reasons = []
    if themes := one.themes & set(other.themes):
        reasons.append(("theme", _("ook over {themes}").format(themes=in_a_row(theme_titles(sorted(themes))))))
    if groups := one.groups & set(other.groups):
        labels = [str(Initiative.Group(each).label) for each in Initiative.Group.values if each in groups]
        reasons.append(("group", _("ook voor {groups}").format(groups=in_a_row(labels))))
    if place := _same_place(one, other):
        reasons.append(("place", place))
    if names := [each.organization.name for each in other.parties.all() if each.organization_id in one.organizations]:
        reasons.append(("party", _("met {names} in allebei").format(names=in_a_row(names))))
    return reasons


def _same_place(one: Described, other: Initiative) -> str:
    if one.location_id and one.location_id == other.location_id:
        return _("op dezelfde plek ({place})").format(place=other.location)
    if one.area_id == other.area_id:
        return _("ook in {area}").format(area=other.area) if other.area else _("ook in de hele wijk")
    return ""


def theme_titles(codes: Iterable[str]) -> list[str]:
    """Themes as people read them; a code that the word list no longer has stays as it is."""
    return [_title(code) for code in codes]


def _title(code: str) -> str:
    try:
        return theme(code).title
    except UnknownCode:
        return code
