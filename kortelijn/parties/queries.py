"""Who sits where, for many seats at once."""

from collections.abc import Iterable
from uuid import UUID

from kortelijn.parties.models import Person, Tenure


def holders_of(seat_ids: Iterable[UUID | None]) -> dict[UUID | None, Person]:
    """The person on each of these seats today, in one query; on a shared seat the one who came first."""
    wanted = {seat_id for seat_id in seat_ids if seat_id is not None}
    if not wanted:
        return {}
    tenures = Tenure.objects.current().filter(seat__in=wanted).select_related("person").order_by("-period", "-id")
    return {tenure.seat_id: tenure.person for tenure in tenures}
