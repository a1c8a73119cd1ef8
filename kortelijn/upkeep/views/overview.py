"""Where one begins: what asks attention, what one keeps, and who keeps what."""

from django.http import HttpResponse
from django.shortcuts import render

from kortelijn.kernel.policy import may
from kortelijn.kernel.screens import KortelijnRequest, screen
from kortelijn.upkeep.models import Claim
from kortelijn.upkeep.overview_page import keepers_of, overview_of


@screen("upkeep.see_overview", methods=("GET", "HEAD"))
def overview(request: KortelijnRequest) -> HttpResponse:
    """What asks attention, and the own entries."""
    found = overview_of(request.actor, request.GET.get("pagina"))
    return render(request, "upkeep/overview.html", {"overview": found, "page": found.page})


@screen("upkeep.see_keepers", methods=("GET", "HEAD"))
def keepers(request: KortelijnRequest) -> HttpResponse:
    """Which organization keeps its entries, and from which seat."""
    page, keeping = keepers_of(request.actor.network_id, request.GET.get("pagina"))
    ends = {each.claim.pk for each in keeping if each.claim and _may_end(request, each.claim)}
    invites = may(request.actor, "upkeep.invite_claim")
    return render(request, "upkeep/keepers.html", {"page": page, "keeping": keeping, "ends": ends, "invites": invites})


def _may_end(request: KortelijnRequest, claim: Claim) -> bool:
    return may(request.actor, "upkeep.end_claim", claim)
