"""What may stand on a map for everybody, and what fits its theme."""

from datetime import datetime

from kortelijn.directory.models import Service, ServiceQuerySet
from kortelijn.directory.queries import Choice, fitting
from kortelijn.lifestyle.models import LifestyleMap
from kortelijn.vocabulary.themes import theme

PROPOSED = 24


def may_stand_on_a_map(service: Service) -> bool:
    """What a resident can go to, now or soon."""
    open_to_all = service.access != Service.Access.PROFESSIONALS
    return open_to_all and service.status != Service.Status.DEFUNCT and service.merged_into_id is None


def candidates(of: LifestyleMap) -> ServiceQuerySet:
    """What could be put on this map: all that residents can go to and that is not on it yet."""
    rows = Service.objects.filter(network=of.network_id).active().exclude(access=Service.Access.PROFESSIONALS)
    return rows.exclude(pk__in=of.entries.values("service"))


def chosen(of: LifestyleMap, choice: Choice, at: datetime) -> ServiceQuerySet:
    """Those of them that fit a search."""
    return fitting(candidates(of), choice, at)


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
