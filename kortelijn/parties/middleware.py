"""Finds out who acts: the account, its person, and the seat that was chosen."""

from collections.abc import Callable
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from kortelijn.kernel.actor import PUBLIC, Actor
from kortelijn.parties.models import Absence, Account, Tenure
from kortelijn.parties.queries import stands_in_for

SEAT_IN_SESSION = "seat"
LONGEST_NAME = 200  # what the columns of events and of the access log hold


class ActorMiddleware:
    """Sets `request.actor`, lazily, so that public pages cost no query."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: actor_of(request))  # type: ignore[attr-defined]  # our own addition
        return self.get_response(request)


def actor_of(request: HttpRequest) -> Actor:
    """The person on the chosen seat, or on the first one; without account the public."""
    account = request.user
    if not isinstance(account, Account) or not account.person_id:
        return PUBLIC
    request.tenures = tenures = tenures_of(account)  # type: ignore[attr-defined]  # our own addition
    chosen = next((t for t in tenures if str(t.seat_id) == request.session.get(SEAT_IN_SESSION)), None)
    tenure = chosen or (tenures[0] if tenures else None)
    return seated(account, tenure, request.META.get("REMOTE_ADDR", "")) if tenure else _without_seat(account)


def tenures_of(account: Account) -> list[Tenure]:
    """Where this person sits today, for whom that seat stands in, and all that a page header needs, in one query."""
    away = Absence.objects.current().filter(stand_in=OuterRef("seat")).order_by("seat").values("seat")
    rows = Tenure.objects.current().filter(person=account.person_id).annotate(stands_in_for=ArraySubquery(away))
    return list(rows.select_related("seat__organization", "seat__network", "person").order_by("period", "id"))


def seated(account: Account, tenure: Tenure, address: str = "") -> Actor:
    """The actor that a tenure makes."""
    seat = tenure.seat
    return Actor(
        name=tenure.person.name[:LONGEST_NAME], kind="person", account_id=account.pk, person_id=tenure.person_id,
        seat_id=seat.pk, organization_id=seat.organization_id, network_id=seat.network_id,
        profession=seat.profession, functions=frozenset(seat.functions), address=address,
        stands_in_for=frozenset(_stood_in_for(tenure)),
    )  # fmt: skip


def _stood_in_for(tenure: Tenure) -> list[UUID]:
    """As it was read along with the tenure, else asked."""
    known: list[UUID] | None = getattr(tenure, "stands_in_for", None)
    return stands_in_for(tenure.seat_id) if known is None else known


def _without_seat(account: Account) -> Actor:
    return Actor(name="", kind="person", account_id=account.pk, person_id=account.person_id)
