"""Keeps the index as the directory is: in the same transaction as the edit, or later when it is too much at once."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import numpy as np
from django.db import transaction
from django.db.models import Exists, OuterRef, Prefetch, Q
from procrastinate.contrib.django import app

from kortelijn.directory.distance import Point
from kortelijn.directory.facts import point_of
from kortelijn.directory.models import Location, Service, ServiceAtLocation
from kortelijn.finding.ground import on_the_map
from kortelijn.finding.listings import (
    Entry,
    Packed,
    domain_of_need,
    layout,
    packed,
    probabilities,
    record,
    repacked,
)
from kortelijn.finding.models import Listing
from kortelijn.finding.reading import digest, model, only_words, read
from kortelijn.finding.week import week_of
from kortelijn.kernel.clock import local, today
from kortelijn.rota.hours import Turn, in_a_week, turns_of

AT_ONCE = 500  # more texts than this in one edit (an import) are read by the worker
BATCH = 250
SPEAKS_OF = 0.15  # the share of a text from where it has something to do with a domain

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Before:
    """What the index said of a service, which still holds when its text is the same."""

    text: str
    model: str
    layout: str
    packed: Packed

    def still_holds(self, text: str) -> bool:
        """Whether nothing has to be read again."""
        return (self.text, self.model, self.layout) == (digest(text), model(), layout())


def follow(ids: Sequence[UUID]) -> None:
    """These services changed: the index follows at once; of very many the texts are read a moment later."""
    patient = len(ids) <= AT_ONCE
    for batch in _batches(ids):
        refresh(batch, reading=patient)
    if not patient:
        app.configure_task("finding.catch_up").defer()


@transaction.atomic(savepoint=False)
def refresh(ids: Sequence[UUID], *, reading: bool = True) -> None:
    """Write the rows of these services anew; who is locked for an edit is waited for."""
    before = _before(ids)
    services = _services(ids)
    turns = turns_of(service.pk for service in services)
    rows = [
        row
        for service in services
        for row in _rows(service, before.get(service.pk), reading, turns.get(service.pk, ()))
    ]
    Listing.objects.filter(service__in=ids).delete()
    Listing.objects.bulk_create(rows)


def catch_up(limit: int = 2_000) -> int:
    """Read what was not read by this model yet, and look at hours that have changed; how many there were."""
    return _refresh_all(stale(limit))


def repair() -> int:
    """Bring back what is missing and take out what stopped, should anything ever have gone past the actions."""
    here = Listing.objects.filter(service=OuterRef("pk"))
    missing = Service.objects.active().filter(~Exists(here)).order_by("id").values_list("id", flat=True)
    stopped = Listing.objects.exclude(service__status=Service.Status.ACTIVE).values_list("service_id", flat=True)
    return _refresh_all([*missing, *stopped])


def is_missing() -> bool:
    """Whether there is offer and no index at all, as after a first installation of it."""
    return not Listing.objects.exists() and Service.objects.active().exists()


def rebuild(progress: Progress = lambda _done, _all: None) -> int:
    """Write every row anew; texts that did not change are not read again, so it may be broken off and begun again."""
    ids = list(Service.objects.order_by("network", "id").values_list("id", flat=True))
    return _refresh_all(ids, progress)


def stale(limit: int) -> list[UUID]:
    """The services whose rows were made by another model or layout, or whose hours have changed with the day."""
    other = Q(model__lt=model()) | Q(model__gt=model()) | Q(layout__lt=layout()) | Q(layout__gt=layout())
    rows = Listing.objects.filter(other | Q(until__lte=today()))
    return list(rows.order_by("service").values_list("service_id", flat=True).distinct()[:limit])


def _refresh_all(ids: Sequence[UUID], progress: Progress = lambda _done, _all: None) -> int:
    done = 0
    for batch in _batches(ids):
        refresh(batch)
        done += len(batch)
        progress(done, len(ids))
    return done


def _batches(ids: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    return (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))


def _services(ids: Iterable[UUID]) -> list[Service]:
    places = Prefetch("at_locations", ServiceAtLocation.objects.select_related("location").order_by("id"))
    rows = Service.objects.active().filter(pk__in=ids).select_for_update(no_key=True)
    return list(rows.order_by("id").prefetch_related(places, "schedules"))


def _before(ids: Iterable[UUID]) -> dict[UUID, Before]:
    columns = ("service_id", "text", "model", "layout", "facts", "terms")
    rows = Listing.objects.filter(service__in=ids).values_list(*columns)
    return {
        pk: Before(text, by, laid_out, Packed(bytes(facts), bytes(terms)))
        for pk, text, by, laid_out, facts, terms in rows
    }


def _rows(service: Service, before: Before | None, reading: bool, turns: Sequence[Turn]) -> Iterator[Listing]:
    holds = before is not None and before.still_holds(Entry(service.name, service.description).text)
    for location in _places(service):
        entry = entry_of(service, location, turns)
        if before is not None and holds:
            kept = repacked(entry, before.packed)
        else:
            kept = packed(entry, read(entry.text) if reading else only_words(entry.text))
        yield _row(service, location, entry, kept, model() if holds or reading else "")


def _places(service: Service) -> list[Location | None]:
    """The places that are on the map, or one that is not."""
    found = [each.location for each in service.at_locations.all()]
    return [each for each in found if point_of(each)] or [*found[:1]] or [None]


def _confirmed(service: Service) -> date:
    """When somebody last said that it holds; about what stays silent that is as good as never."""
    return date.min if service.unconfirmed_since else local(service.confirmed_at).date()


def entry_of(service: Service, location: Location | None = None, turns: Sequence[Turn] = ()) -> Entry:
    """A service at one of its places, as ranking looks at it; its hours and places were fetched before."""
    point = point_of(location) if location else None
    return Entry(
        name=service.name, description=service.description, key=service.pk, domains=service.domains, step=service.step,
        minimum_age=service.minimum_age, maximum_age=service.maximum_age, languages=service.languages,
        free=service.cost_amount == 0, needs_referral=service.needs_referral,
        at_home=service.at_home, capacity=service.capacity_available, confirmed=_confirmed(service),
        latitude=point.latitude if point else None, longitude=point.longitude if point else None,
        hours=week_of(in_a_week(service, turns, today()), today()),
    )  # fmt: skip


def _row(service: Service, location: Location | None, entry: Entry, kept: Packed, by: str) -> Listing:
    east, north = _where(entry)
    return Listing(
        service=service, network_id=service.network_id, east=east, north=north,
        postcode=location.postal_code[:4] if location else "", minimum_age=entry.minimum_age or 0,
        maximum_age=entry.maximum_age, free=entry.free, referral=entry.needs_referral,
        languages=list(entry.languages), step=entry.step, open_days=entry.hours.open_days, topics=topics_of(kept),
        facts=kept.facts, terms=kept.terms, text=digest(entry.text), model=by,
        layout=layout(), until=entry.hours.until,
    )  # fmt: skip


def _where(entry: Entry) -> tuple[float | None, float | None]:
    if entry.latitude is None or entry.longitude is None:
        return None, None
    return on_the_map(Point(entry.latitude, entry.longitude))


def topics_of(kept: Packed) -> int:
    """Bits for the domains that a service has, or that its text speaks of."""
    facts = np.frombuffer(kept.facts, record())[0]
    shares = probabilities(facts["needs"]) @ domain_of_need()
    return sum(1 << int(place) for place in np.flatnonzero((facts["domains"] > 0) | (shares >= SPEAKS_OF)))
