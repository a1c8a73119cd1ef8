"""The seats of a network by organization: who sits there, who is away, who leaves soon, what is empty and how long."""

from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Exists, F, Max, OuterRef, Q, Subquery

from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import today
from kortelijn.kernel.policy import may
from kortelijn.parties.models import Absence, Seat, SeatQuerySet, Tenure
from kortelijn.parties.queries import profession_title, taking_part
from kortelijn.succession.models import Departure

SEATS_PER_PAGE, MOST_NEWS = 100, 12


@dataclass(frozen=True)
class Sitting:
    """A seat with whoever sits there today, and what is about to change."""

    seat: Seat
    tenures: list[Tenure]
    profession: str
    away: list[Absence] = field(default_factory=list)
    leaving: list[Departure] = field(default_factory=list)
    coming: list[Tenure] = field(default_factory=list)

    @property
    def names(self) -> str:
        """Who sits there, in one line."""
        return ", ".join(tenure.person.name for tenure in self.tenures)


def network_page(actor: Actor, number: str | None, sought: str = "") -> dict[str, Any]:
    """The seats by organization, with who sits there, page by page; above them what asks for somebody to act."""
    rows = _of_members(actor).select_related("organization", "deputy__organization")
    ordered = _named(rows, sought).order_by("organization__name", "organization", "title")
    page: Page[Seat] = Paginator(ordered, SEATS_PER_PAGE).get_page(number)
    news = News(_departures(actor), _absences(actor), _coming(actor))
    sittings = sittings_of(list(page), news)
    groups = groupby(sittings, lambda sitting: sitting.seat.organization)
    empty = sum(1 for sitting in sittings if not sitting.tenures)
    return {
        "page": page, "groups": [(each, list(some)) for each, some in groups], "empty": empty,
        "departures": news.departures[:MOST_NEWS], "absences": news.absences[:MOST_NEWS],
        "vacancies": _vacancies(actor), "may_fill": may(actor, "parties.set_up"), "sought": sought,
    }  # fmt: skip


def _of_members(actor: Actor) -> SeatQuerySet:
    """The seats of organizations that take part; where one stopped, only a seat on which somebody still sits."""
    sits = Tenure.current_of(OuterRef("pk"))
    return Seat.objects.visible_to(actor).filter(Q(organization__in=taking_part(actor.network_id)) | Q(sits))


def _named(rows: SeatQuerySet, sought: str) -> SeatQuerySet:
    """The seats whose title, organization or holder has each of these words in the name."""
    for word in sought.split():
        named = Q(person__given_name__icontains=word) | Q(person__family_name__icontains=word)
        sits = Tenure.objects.current().filter(named, seat=OuterRef("pk"))
        rows = rows.filter(Q(title__icontains=word) | Q(organization__name__icontains=word) | Exists(sits))
    return rows


@dataclass(frozen=True)
class News:
    """Who leaves, who is away and who comes, in the whole network."""

    departures: list[Departure] = field(default_factory=list)
    absences: list[Absence] = field(default_factory=list)
    coming: list[Tenure] = field(default_factory=list)


def sittings_of(seats: list[Seat], news: News | None = None) -> list[Sitting]:
    """Who sits where, in one query, with what is new about it."""
    by_seat: dict[UUID, list[Tenure]] = {seat.pk: [] for seat in seats}
    tenures = Tenure.objects.current().filter(seat__in=by_seat).select_related("person")
    for tenure in tenures.order_by("period", "id"):
        by_seat[tenure.seat_id].append(tenure)
    return [sitting_on(seat, by_seat[seat.pk], news or News()) for seat in seats]


def sitting_on(seat: Seat, tenures: list[Tenure], news: News) -> Sitting:
    """Who sits on one seat, with what is new about it."""
    return Sitting(
        seat, tenures, profession_title(seat.profession),
        [each for each in news.absences if each.seat_id == seat.pk],
        [each for each in news.departures if each.seat_id == seat.pk],
        [each for each in news.coming if each.seat_id == seat.pk],
    )  # fmt: skip


@dataclass(frozen=True)
class Vacancy:
    """An empty seat, and since when."""

    seat: Seat
    since: date | None

    @property
    def weeks(self) -> int:
        """For how many whole weeks."""
        return (today() - self.since).days // 7 if self.since else 0


def _vacancies(actor: Actor) -> list[Vacancy]:
    """Empty seats to which nobody comes yet, the longest empty first."""
    left = Tenure.objects.filter(seat=OuterRef("pk"), period__isempty=False).order_by().values("seat")
    last = Subquery(left.annotate(last=Max("period__endswith")).values("last"))
    comes = Tenure.objects.coming().values("seat")
    rows = _of_members(actor).vacant().exclude(pk__in=comes).annotate(empty_since=last)
    ordered = rows.select_related("organization").order_by(F("empty_since").asc(nulls_last=True), "title", "id")
    return [Vacancy(seat, getattr(seat, "empty_since", None)) for seat in ordered[:MOST_NEWS]]


def _departures(actor: Actor) -> list[Departure]:
    """Who prepares to leave, the first one first."""
    rows = Departure.objects.planned().filter(network=actor.network_id)
    beside = ("person", "seat__organization", "to_seat__organization", "successor")
    return list(rows.select_related(*beside).order_by("leaves_on", "id"))


def _absences(actor: Actor) -> list[Absence]:
    """Who is away today, and who stands in."""
    rows = Absence.objects.current().filter(network=actor.network_id)
    beside = ("person", "seat__organization", "stand_in__organization")
    return list(rows.select_related(*beside).order_by("period", "id"))


def _coming(actor: Actor) -> list[Tenure]:
    """Who begins on a later day."""
    rows = Tenure.objects.coming().filter(seat__network=actor.network_id).select_related("person")
    return list(rows.order_by("period", "id"))
