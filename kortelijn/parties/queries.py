"""Who sits where, for many seats at once."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from kortelijn.kernel.actor import Actor
from kortelijn.parties.models import Absence, Membership, Organization, Person, Seat, Tenure
from kortelijn.vocabulary.loading import UnknownCode
from kortelijn.vocabulary.professions import profession


def holders_of(seat_ids: Iterable[UUID | None]) -> dict[UUID | None, Person]:
    """The person on each of these seats today, in one query; on a shared seat the one who came first."""
    wanted = {seat_id for seat_id in seat_ids if seat_id is not None}
    if not wanted:
        return {}
    tenures = Tenure.objects.current().filter(seat__in=wanted).select_related("person").order_by("-period", "-id")
    return {tenure.seat_id: tenure.person for tenure in tenures}


def taking_part(network_id: UUID | None) -> QuerySet[Organization]:
    """The organizations of a network that one can choose: not those that stopped there."""
    here = Membership.objects.filter(network=network_id).exclude(phase=Membership.Phase.ENDED)
    return Organization.objects.filter(pk__in=here.values("organization"))


def last_holder_of(seat: Seat) -> Person | None:
    """Who left an empty seat last."""
    tenure = Tenure.objects.filter(seat=seat.pk).select_related("person").order_by("-period").first()
    return tenure.person if tenure else None


def absences_on(seat_ids: Iterable[UUID]) -> dict[UUID, list[Absence]]:
    """Who of these seats is away today, with who stands in, in one query."""
    found: dict[UUID, list[Absence]] = {}
    rows = Absence.objects.current().filter(seat__in=list(seat_ids))
    for absence in rows.select_related("person", "stand_in__organization").order_by("id"):
        found.setdefault(absence.seat_id, []).append(absence)
    return found


def stands_in_for(seat_id: UUID | None) -> list[UUID]:
    """For which seats this one stands in today."""
    rows = Absence.objects.current().filter(stand_in=seat_id) if seat_id else Absence.objects.none()
    return list(rows.order_by("seat").values_list("seat", flat=True))


def signature(actor: Actor) -> str:
    """Who acts, as it stands under what they said: `Sanne de Wit, Rivierkant`; the system signs nothing."""
    if actor.person_id is None:
        return ""
    organization = Organization.objects.filter(pk=actor.organization_id).first() if actor.organization_id else None
    return f"{actor.name}, {organization.name}" if organization else actor.name


def profession_title(code: str) -> str:
    """A profession as people call it; a code that the word list no longer has stays as it is."""
    try:
        return profession(code).title
    except UnknownCode:
        return code
