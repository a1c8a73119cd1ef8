"""What may stand on a map for everybody, and what fits its theme."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from kortelijn.directory.models import Location, Service, ServiceAtLocation, ServiceQuerySet
from kortelijn.directory.queries import Choice, fitting
from kortelijn.finding.find import find
from kortelijn.lifestyle.models import LifestyleMap
from kortelijn.parties.models import Area
from kortelijn.vocabulary.needs import domain_of
from kortelijn.vocabulary.themes import theme

PROPOSED = 24
READ = 60  # answers of finding that are looked through for what may stand on a map


def may_stand_on_a_map(service: Service) -> bool:
    """What a resident can go to, now or soon."""
    open_to_all = service.access != Service.Access.PROFESSIONALS
    return open_to_all and service.status != Service.Status.DEFUNCT and service.merged_into_id is None


def candidates(of: LifestyleMap) -> ServiceQuerySet:
    """What could be put on this map: all that residents can go to and that is not on it yet."""
    rows = Service.objects.filter(network=of.network_id).active().exclude(access=Service.Access.PROFESSIONALS)
    return rows.exclude(pk__in=of.entries.values("service"))


@dataclass(frozen=True, slots=True)
class Sought:
    """What somebody looks for to put on a map."""

    text: str = ""
    about: str = ""  # a field of life, or a need in it
    area: UUID | None = None

    @property
    def is_narrow(self) -> bool:
        """Whether anything was asked."""
        return self != Sought()

    @property
    def is_need(self) -> bool:
        """Whether it is about one need, and not a whole field of life."""
        return "." in self.about


def areas_of(of: LifestyleMap) -> list[Area]:
    """The parts of town in which the network has places, with those around them."""
    here = Area.objects.filter(locations__network=of.network_id)
    return list(Area.objects.filter(Q(pk__in=here.values("pk")) | Q(pk__in=here.values("parent"))).order_by("name"))


def chosen(of: LifestyleMap, sought: Sought, at: datetime, most: int) -> list[Service]:
    """What has the words in its name; or else, and for a need, what finding answers, the best first."""
    rows = candidates(of)
    if sought.area:
        within = Q(area=sought.area) | Q(area__parent=sought.area) | Q(area__parent__parent=sought.area)
        rows = rows.filter(pk__in=ServiceAtLocation.objects.filter(
            location__in=Location.objects.filter(within, network=of.network_id)
        ).values("service"))  # fmt: skip
    named = [] if sought.is_need else list(fitting(rows, _choice(sought), at).with_hours()[:most])
    if named or not (sought.text or sought.is_need):
        return named
    if sought.about:
        rows = rows.filter(domains__contains=[domain_of(sought.about)])
    found = find(of.network, sought.text, needs=[sought.about] if sought.about else [], limit=READ)
    keys = [result.service.pk for result in found.results]
    there = rows.with_hours().in_bulk(keys)
    return [there[pk] for pk in keys if pk in there][:most]


def _choice(sought: Sought) -> Choice:
    return Choice(text=sought.text, domains=(sought.about,) if sought.about else ())


def proposed(of: LifestyleMap) -> list[Service]:
    """What fits the theme: those that name it first, then those in its fields of life; without a theme nothing."""
    if not of.theme:
        return []
    domains = list(theme(of.theme).domains)
    rows = candidates(of).with_hours()
    named = list(rows.filter(themes__contains=[of.theme]).order_by("name", "id")[:PROPOSED])
    known = [service.pk for service in named]
    touching = rows.filter(domains__overlap=domains).exclude(pk__in=known).order_by("name", "id")[:PROPOSED]
    main_first = sorted(touching, key=lambda service: service.domains[0] not in domains)
    return [*named, *main_first][:PROPOSED]
