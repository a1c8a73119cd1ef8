"""What the page frame shows of whoever is at work: where one can go, and from which seat one acts."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from kortelijn.kernel.actor import Actor
from kortelijn.kernel.policy import may
from kortelijn.parties.models import Tenure
from kortelijn.parties.queries import profession_title
from kortelijn.ui.shell import NavItem, SeatCard, optional_url

PLACES = (
    ("finding:search", _("Zoek"), "finding.find"),
    ("web:worklist", _("Vandaag"), "tasks.see_worklist"),
    ("referrals:lines", _("Mijn lijnen"), "referrals.see_mine"),
    ("directory:offer", _("Aanbod"), "directory.see_services"),
    ("web:network", _("Netwerk"), "parties.see_network"),
    ("agreements:here", _("Afspraken"), "agreements.see"),
)
# What stands beside the list of what there is.
OFFER_TABS = (
    ("directory:offer", _("Lijst"), "directory.see_services"),
    ("maps:map", _("Kaart"), "maps.see"),
    ("lifestyle:list", _("Leefstijlkaarten"), "lifestyle.see_list"),
    ("rota:day", _("Inloop"), "rota.see"),
    ("initiatives:list", _("Initiatieven"), "initiatives.see_list"),
    ("voices:list", _("Verhalen"), "voices.see_list"),
    ("upkeep:overview", _("Bijhouden"), "upkeep.see_overview"),
    ("transfer:overview", _("Inlezen en uitvoeren"), "directory.import"),
)

# What stands beside the seats: who they are to each other, and how it goes with all of them together.
NETWORK_TABS = (
    ("web:network", _("Plekken"), "parties.see_network"),
    ("turnover:list", _("Organisaties"), "turnover.see"),
    ("ties:mine", _("Wie kent wie"), "ties.see_mine"),
    ("walks:list", _("Wijkwandelingen"), "walks.see"),
    ("gatherings:overview", _("Overleg en thema's"), "gatherings.see"),
    ("competences:overview", _("Competenties"), "competences.see"),
    ("insights:vitality", _("Vitaliteit"), "insights.see_vitality"),
    ("startkit:settings", _("Instellingen"), "startkit.see_settings"),
)
# What was agreed, what it is for, and what is done about it.
AGREEMENT_TABS = (
    ("agreements:here", _("Wat hier geldt"), "agreements.see"),
    ("agreements:routes", _("Routes"), "agreements.see"),
    ("agreements:lead", _("Wie heeft de leiding"), "agreements.see"),
    ("ambition:course", _("Koers"), "ambition.see"),
    ("ambition:commitments", _("Toezeggingen"), "ambition.see"),
    ("ambition:conditions", _("Voorwaarden"), "ambition.see"),
    ("steps:board", _("Stappen"), "steps.see"),
)
TABS = (OFFER_TABS, NETWORK_TABS, AGREEMENT_TABS)


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor: fills `request.navigation` and `request.seat_card`, which the header reads."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None or not actor.signed_in:
        return {}
    request.navigation = places_for(actor, request.path)  # type: ignore[attr-defined]  # our own addition
    request.tabs = tabs_for(actor, request.path)  # type: ignore[attr-defined]  # our own addition
    tenures = tenures_on(request)
    request.seat_card = seat_card(actor, tenures)  # type: ignore[attr-defined]  # our own addition
    here = next((each.seat.network for each in tenures if each.seat_id == actor.seat_id), None)
    request.own_network = here  # type: ignore[attr-defined]  # our own addition
    return {}


def places_for(actor: Actor, path: str) -> list[NavItem]:
    """Where this actor can go."""
    allowed = [(url, label) for name, label, verb in PLACES if (url := optional_url(name)) and may(actor, verb)]
    return [NavItem(str(label), url, path.startswith(url)) for url, label in allowed]


def tabs_for(actor: Actor, path: str) -> list[NavItem]:
    """The pages beside each other within one place; the one whose address says most is where one is."""
    beside = next((tabs for tabs in TABS if (top := optional_url(tabs[0][0])) and path.startswith(top)), ())
    allowed = [(url, label) for name, label, verb in beside if (url := optional_url(name)) and may(actor, verb)]
    here = max((url for url, _label in allowed if path.startswith(url)), key=len, default="")
    return [NavItem(str(label), url, url == here) for url, label in allowed]


def tenures_on(request: HttpRequest) -> list[Tenure]:
    """Where this person sits, as the middleware already read it."""
    return getattr(request, "tenures", [])


def stands_in_for(request: HttpRequest) -> list[UUID]:
    """For which seats the chosen one stands in today, as the middleware already read it."""
    actor: Actor = request.actor  # type: ignore[attr-defined]  # our own addition
    return sorted(actor.stands_in_for)


def seat_card(actor: Actor, tenures: list[Tenure]) -> SeatCard:
    """Name, profession and organization; changing seats only where there is a choice."""
    tenure = next((each for each in tenures if each.seat_id == actor.seat_id), None)
    if tenure is None:
        return SeatCard(name=actor.name or str(_("zonder plek")))
    seat = tenure.seat
    name, organization = tenure.person.name, seat.organization.name
    if len(tenures) > 1:  # the title tells two seats of one profession apart
        return SeatCard(name, seat.title, organization, optional_url("web:choose_seat"))
    return SeatCard(name, profession_title(seat.profession), organization)
