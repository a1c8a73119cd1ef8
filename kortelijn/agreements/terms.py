"""The one door to a term: what was agreed where somebody works, else in the network, else its setting."""

from dataclasses import dataclass
from uuid import UUID

from kortelijn.agreements.here import Place, place_in, place_of
from kortelijn.agreements.models import Agreement, Article, Term, Version
from kortelijn.parties.models import Area, Network

SET = {"first-contact-days": "first_contact_days", "outcome-days": "outcome_days", "escalation-days": "escalation_days"}


@dataclass(frozen=True, slots=True)
class Agreed:
    """How many working days, and which agreement says so; without one the setting of the network holds."""

    value: int
    agreement: str = ""
    agreement_id: UUID | None = None


def term(network: Network, code: str, *, area: Area | None = None, organization: UUID | None = None) -> Agreed:
    """The term that holds for an organization, or in an area, or in the whole network; in a query or two."""
    rows = _articles(network.pk)
    if code == Term.Code.ESCALATION:  # nobody puts off by themselves when the coordinator hears of it
        rows = [row for row in rows if row[1] != Agreement.Level.ORGANIZATION]
    local = any(row[1] not in (Agreement.Level.NETWORK, Agreement.Level.ORGANIZATION) for row in rows)
    place = place_in(area) if area else place_of(organization) if local else Place(organization)
    best: dict[UUID, int] = {}
    for part, level, in_area, of, *_rest in rows:
        if place.has(level, in_area, of):
            best[part] = max(level, best.get(part, 0))
    here = [row for row in rows if row[6] == code and best.get(row[0]) == row[1] and place.has(*row[1:4])]
    if not here:
        return Agreed(getattr(network, SET[code]))
    _part, _level, _area, _of, key, title, _code, days = max(here, key=lambda row: (row[1], row[4]))
    return Agreed(days, title, key)


def _articles(network: UUID) -> "list[tuple[UUID, int, UUID | None, UUID | None, UUID, str, str, int]]":
    """Of each article in force: its part, where it holds, which agreement it is of, and each term in it."""
    agreement = "version__agreement"
    rows = Article.objects.filter(network=network, version__status=Version.Status.IN_FORCE).order_by("id")
    return list(rows.values_list(
        "part", f"{agreement}__level", f"{agreement}__area", f"{agreement}__organization", agreement,
        f"{agreement}__title", "terms__code", "terms__days",
    ))  # fmt: skip


def agreed_days(network: Network, code: str, organization: UUID | None) -> int:
    """Only the number, for the floors below that know no agreements."""
    return term(network, code, organization=organization).value
