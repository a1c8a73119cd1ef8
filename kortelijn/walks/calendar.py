"""A walk in somebody's calendar: as a file in the mail, and among all that a person has to do."""

from collections.abc import Collection, Iterator
from datetime import UTC, date, datetime
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from kortelijn.directory.facts import address_words
from kortelijn.kernel.clock import local
from kortelijn.parties.calendar import Engagement
from kortelijn.walks.models import KEPT, Group, Place, Season, Visit

PRODUCT = "-//Kortelijn//Wijkwandeling//NL"


def uid_of(place: Place) -> str:
    """The same for the same person on the same day, so that another group changes the appointment."""
    return f"walk-{place.walker_id.hex}-{place.group.day_id.hex}@kortelijn"


def file_of(place: Place) -> bytes:
    """One appointment; it names partners and addresses, never a person."""
    group = place.group
    visits = list(group.visits.select_related("host__organization", "host__location"))
    calendar, event = Calendar(), Event()
    for name, value in (("prodid", PRODUCT), ("version", "2.0"), ("method", "PUBLISH")):
        calendar.add(name, value)
    stamp = place.invited_at or place.made_at
    for name, moment in (("dtstamp", stamp), ("dtstart", group.starts_at), ("dtend", group.ends_at)):
        event.add(name, moment.astimezone(UTC).replace(microsecond=0))
    event.add("uid", uid_of(place))
    event.add("sequence", _sequence(stamp, group.season))
    event.add("summary", _("Wijkwandeling: {title}").format(title=group.season.title))
    event.add("location", address_words(visits[0].host.location))
    event.add("description", "\n".join(stop_words(visit) for visit in visits))
    event.add("url", f"{settings.PUBLIC_URL}{reverse('walks:letter', args=[place.walker.key])}")
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _sequence(stamp: datetime, season: Season) -> int:
    return max(0, int((stamp - season.opened_at).total_seconds() // 60))


def stop_words(visit: Visit) -> str:
    """`13.00 De Brug, Waldorpstraat 1`."""
    host = visit.host
    return f"{local(visit.starts_at):%H.%M} {host.organization.name}, {address_words(host.location)}"


class Walks:
    """What people have in their calendar because they walk, or receive who walks."""

    kind = "walk"

    def of_people(self, people: Collection[UUID], first: date, last: date) -> Iterator[Engagement]:
        """The own walks, once they were invited."""
        rows = Place.objects.filter(
            status__in=KEPT, walker__person__in=people, group__day__day__range=(first, last),
            group__season__status__in=[Season.Status.INVITED, Season.Status.OVER],
        ).select_related("group__season", "group__day", "walker")  # fmt: skip
        for place in rows.order_by("pk"):
            yield _engagement(place.group, place.walker.person_id, place.invited_at or place.made_at)

    def of_network(self, network: UUID, first: date, last: date) -> Iterator[Engagement]:
        """Every group, without who is in it."""
        rows = Group.objects.with_all().filter(
            network=network, day__day__range=(first, last), season__status__in=[Season.Status.INVITED]
        )
        for group in rows.order_by("pk"):
            yield _engagement(group, None, group.season.invited_at or group.season.opened_at)


def _engagement(group: Group, person: UUID | None, stamp: datetime) -> Engagement:
    title = _("Wijkwandeling: {title}").format(title=group.season.title)
    return Engagement(
        kind=Walks.kind, key=group.pk, title=title, start=group.starts_at, end=group.ends_at, stamp=stamp,
        person=person, day=group.day.day, url=reverse("walks:group", args=[group.pk]),
    )  # fmt: skip
