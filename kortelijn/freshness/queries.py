"""Which entries are due, whom to ask about them, and how fresh the directory is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, DateTimeField, DurationField, ExpressionWrapper, F, Func, OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from kortelijn.directory.keepers import keepers_of
from kortelijn.directory.models import Service, ServiceQuerySet
from kortelijn.freshness.models import Check, CheckQuerySet
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import now
from kortelijn.parties.models import Seat, Tenure

WITHIN_REACH = 500  # entries on one call list
PORTION = 200  # entries that are asked about in one transaction, while every link in a mail waits


class Months(Func):
    """A number of months as the database counts them."""

    template = "make_interval(months => %(expressions)s)"
    output_field = DurationField()


def with_due(rows: ServiceQuerySet) -> ServiceQuerySet:
    """Each with the moment at which it should be confirmed again."""
    due = ExpressionWrapper(F("confirmed_at") + Months(F("update_rhythm_months")), output_field=DateTimeField())
    return rows.annotate(due_at=due)


def kept_rows(network_id: UUID | None) -> ServiceQuerySet:
    """What is there to keep fresh: all but what has stopped."""
    rows = Service.objects.filter(network=network_id).exclude(status=Service.Status.DEFUNCT)
    return with_due(rows)


def addresses_of(services: Iterable[Service]) -> dict[UUID, list[str]]:
    """Where to ask about each: who keeps it, its public address, that of its organization, or who takes people in."""
    rows = list(services)
    keepers = {key: seat.pk for key, seat in keepers_of(rows).items()}
    people = _people_on({*keepers.values(), *(row.intake_id for row in rows if row.intake_id)})
    kept = {key: people[seat] for key, seat in keepers.items() if seat in people}
    return {row.pk: kept.get(row.pk) or _addresses(row, people) for row in rows}


def _addresses(row: Service, people: dict[UUID, list[str]]) -> list[str]:
    public = row.email or row.organization.email
    return [public.lower()] if public else people.get(row.intake_id, []) if row.intake_id else []


def _people_on(seats: set[UUID]) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = {}
    tenures = Tenure.objects.current().filter(seat__in=seats).exclude(person__email="").order_by("id")
    for seat, email in tenures.values_list("seat_id", "person__email") if seats else ():
        found.setdefault(seat, []).append(email.lower())
    return found


def settling_seats(network_id: UUID, services: Iterable[Service]) -> dict[UUID, Seat]:
    """Who must see to entries about which nobody answers: who keeps it, else takes people in, else coordinates."""
    rows = list(services)
    keepers = keepers_of(rows)
    found = {row.pk: keepers.get(row.pk) or row.intake for row in rows}
    above = None if all(found.values()) else _coordinator_of(network_id)
    return {key: seat for key, own in found.items() if (seat := own or above)}


def _coordinator_of(network_id: UUID) -> Seat | None:
    seats = Seat.objects.filter(network=network_id).with_function(Seat.Function.COORDINATES).order_by("id")
    return seats.occupied().first() or seats.first()


def waiting_checks(network_id: UUID) -> CheckQuerySet:
    """What is to be asked now, for the first time or again."""
    return Check.objects.open().filter(network=network_id, next_at__lte=now())


def portion_of(network_id: UUID) -> list[Check]:
    """What waits at the first organizations, of each all of it, so that an address gets one letter about it."""
    rows = waiting_checks(network_id).select_related("service__organization", "service__intake")
    rows = rows.order_by("service__organization_id", "service__name", "pk")
    first = list(rows[:PORTION])
    if len(first) < PORTION:
        return first
    return list(rows.filter(service__organization__lte=first[-1].service.organization_id))


FRESH, WAITING, DUE, SILENT = "klopt", "gevraagd", "straks", "stil"
COUNTED = ("total", "fresh", "silent", "waiting")
STATES = (SILENT, WAITING, DUE, FRESH)


def in_state(rows: ServiceQuerySet, state: str, at: datetime) -> ServiceQuerySet:
    """The entries that are silent, waited for, due or fresh; every entry is in exactly one of these."""
    return rows.filter(_states(at)[state])


def _states(at: datetime) -> dict[str, Q]:
    silent = Q(unconfirmed_since__isnull=False)
    asked = Q(pk__in=Check.objects.open().filter(times_asked__gt=0).values("service"))
    late = Q(due_at__lte=at)
    return {SILENT: silent, WAITING: ~silent & asked, DUE: ~silent & ~asked & late, FRESH: ~silent & ~asked & ~late}


@dataclass(frozen=True, slots=True)
class Freshness:
    """How many entries are how fresh."""

    name: str
    total: int
    fresh: int
    silent: int
    waiting: int

    @property
    def share(self) -> int:
        """Of a hundred entries, how many were confirmed within their rhythm; a hundred is all of them."""
        if self.fresh == self.total:
            return 100 if self.total else 0
        return min(99, round(100 * self.fresh / self.total))

    @property
    def due(self) -> int:
        """Whose turn it is, and who were not asked yet."""
        return max(0, self.total - self.fresh - self.silent - self.waiting)

    @property
    def share_words(self) -> str:
        """`78%`."""
        return f"{self.share}%"

    @property
    def fresh_words(self) -> str:
        """`31 van de 40`: what the share is a share of."""
        return _("{fresh} van de {total}").format(fresh=self.fresh, total=self.total)


def freshness_of(actor: Actor, *, everything: bool) -> list[Freshness]:
    """Per organization, the one that needs most attention first; in one query."""
    at = now()
    rows = kept_rows(actor.network_id)
    rows = rows if everything else rows.filter(organization=actor.organization_id)
    asked = Check.objects.open().filter(service=OuterRef("pk"), times_asked__gt=0).values("pk")[:1]
    counted = rows.order_by().annotate(asked=Subquery(asked)).values("organization", "organization__name").annotate(
        total=Count("pk"), fresh=Count("pk", filter=Q(due_at__gt=at, unconfirmed_since=None)),
        silent=Count("pk", filter=Q(unconfirmed_since__isnull=False)),
        waiting=Count("pk", filter=Q(unconfirmed_since=None, asked__isnull=False)),
    )  # fmt: skip
    counted_rows: Iterable[dict[str, Any]] = map(dict, counted)
    found = [Freshness(each["organization__name"], *(each[key] for key in COUNTED)) for each in counted_rows]
    return sorted(found, key=lambda each: (-each.silent, each.share, each.name))


def added_up(parts: list[Freshness]) -> Freshness:
    """All organizations together."""
    return Freshness(
        "", *(sum(getattr(each, key) for each in parts) for key in ("total", "fresh", "silent", "waiting"))
    )
