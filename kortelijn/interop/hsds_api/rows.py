"""Which rows are asked for: only what is public, everything that was asked must hold."""

import re
from typing import Any

from django.db.models import Avg, Prefetch, Q, QuerySet

from kortelijn.directory.distance import Point, metres_between
from kortelijn.directory.facts import point_of
from kortelijn.directory.models import Contact, Location, Schedule, Service, ServiceAtLocation
from kortelijn.interop.hsds_api.terms import with_taxonomy, with_term
from kortelijn.parties.models import Organization

Values = dict[str, Any]
ON_OFFER = (Service.Status.ACTIVE, Service.Status.INACTIVE)
METRES_OF_A_DEGREE = 110_000
NARROWEST = 0.5  # of a degree of longitude to one of latitude, anywhere in the Netherlands and a bit beyond


def public_services() -> QuerySet[Service]:
    """What everybody may know of; what stopped too, because who copied it must hear of that."""
    return Service.objects.exclude(access=Service.Access.PROFESSIONALS)


def full_services(rows: QuerySet[Service]) -> QuerySet[Service]:
    """With all that belongs to them; six statements, however many there are."""
    places = ServiceAtLocation.objects.select_related("location").order_by("id")
    contacts = Contact.objects.filter(visibility=Contact.Visibility.PUBLIC).order_by("id")
    return rows.select_related("organization").prefetch_related(
        Prefetch("at_locations", places), Prefetch("schedules", Schedule.objects.order_by("id")),
        Prefetch("contacts", contacts),
    )  # fmt: skip


def services(asked: Values) -> QuerySet[Service]:
    """The services of a list, by name."""
    rows = public_services().filter(_what(asked))
    if asked["modified_after"]:
        rows = rows.filter(modified_at__gte=asked["modified_after"])
    else:
        rows = rows.filter(status__in=ON_OFFER)
    rows = rows.order_by("name", "id")
    return full_services(rows) if asked["full"] else rows.select_related("organization")


def _what(asked: Values, searched: tuple[str, ...] = ("name", "alternate_name", "description")) -> Q:
    """Words, terms and whose it is."""
    wanted = _words(asked["search"], searched)
    if asked["taxonomy_term_id"]:
        wanted &= with_term(asked["taxonomy_term_id"])
    if asked["taxonomy_id"]:
        wanted &= with_taxonomy(asked["taxonomy_id"])
    if asked.get("organization_id"):
        wanted &= Q(organization=asked["organization_id"])
    return wanted


def _words(text: str | None, fields: tuple[str, ...]) -> Q:
    wanted = Q()
    for word in (text or "").split():
        anywhere = Q()
        for field in fields:
            anywhere |= Q(**{f"{field}__icontains": word})
        wanted &= anywhere
    return wanted


def organizations(asked: Values) -> QuerySet[Organization]:
    """The organizations of a list: those that take part in a network."""
    rows = Organization.objects.filter(_words(asked["search"], ("name", "description")), networks__isnull=False)
    if asked["taxonomy_term_id"] or asked["taxonomy_id"]:
        offered = public_services().filter(_what(asked | {"search": ""}), status__in=ON_OFFER)
        rows = rows.filter(pk__in=offered.values("organization"))
    return with_what_they_have(rows.distinct().order_by("name", "id"), asked)


def with_what_they_have(rows: QuerySet[Organization], asked: Values) -> QuerySet[Organization]:
    """With their services, and the places where one can go for any, as far as these are asked for."""
    nested, full = asked["full_service"], asked.get("full", True)
    offered = public_services().filter(status__in=ON_OFFER).order_by("name", "id")
    at_offered = ServiceAtLocation.objects.filter(service__in=offered.order_by())
    if full:
        places = Location.objects.filter(pk__in=at_offered.values("location")).order_by("name", "id")
        rows = rows.prefetch_related(Prefetch("locations", places))
    if nested or full:
        rows = rows.prefetch_related(Prefetch("services", full_services(offered) if nested else offered))
    return rows


def at_locations(asked: Values) -> QuerySet[ServiceAtLocation]:
    """The services at places of a list."""
    offered = public_services().filter(_what(asked))
    if asked["modified_after"]:
        offered = offered.filter(modified_at__gte=asked["modified_after"])
    else:
        offered = offered.filter(status__in=ON_OFFER)
    rows = ServiceAtLocation.objects.filter(service__in=offered)
    if asked["postcode"] or asked["proximity"]:
        rows = rows.filter(location__in=_locations_at(asked["postcode"], asked["proximity"]))
    return with_service(rows.order_by("service__name", "id"), full=asked["full"])


def with_service(rows: QuerySet[ServiceAtLocation], *, full: bool) -> QuerySet[ServiceAtLocation]:
    """With the place, the service and whose it is; `full` with all that belongs to the service."""
    if not full:
        return rows.select_related("location", "service__organization")
    whole = Prefetch("service", full_services(Service.objects.all()))
    return rows.select_related("location").prefetch_related(
        whole, Prefetch("schedules", Schedule.objects.order_by("id"))
    )


def _locations_at(postcode: str | None, metres: int | None) -> list[Any] | QuerySet[Location]:
    """In a postcode, or so many metres around its middle, which is the middle of the places that we know there."""
    if not postcode:
        return []
    digits, letters = postcode[:4], re.sub(r"[^A-Za-z]", "", postcode).upper()
    there = Location.objects.filter(postal_code__startswith=digits)
    exact = there.filter(postal_code__in=[f"{digits} {letters}", f"{digits}{letters}"]) if letters else there
    if metres is None:
        return exact
    middle = _middle(exact) or _middle(there)
    return _around(middle, metres) if middle else []


def _middle(rows: QuerySet[Location]) -> Point | None:
    found = rows.order_by().aggregate(latitude=Avg("latitude"), longitude=Avg("longitude"))
    return Point(found["latitude"], found["longitude"]) if found["latitude"] is not None else None


def _around(middle: Point, metres: int) -> list[Any]:
    """A square first, in the database; the circle in it here."""
    high = metres / METRES_OF_A_DEGREE
    wide = high / NARROWEST
    square = Location.objects.filter(
        latitude__range=(middle.latitude - high, middle.latitude + high),
        longitude__range=(middle.longitude - wide, middle.longitude + wide),
    ).order_by()  # fmt: skip
    points = ((place.pk, point_of(place)) for place in square.only("latitude", "longitude"))
    return [key for key, point in points if point and metres_between(middle, point) <= metres]
