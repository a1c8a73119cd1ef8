"""What a municipality, an insurer or a board sees as a partner, and what it does not (M46)."""

from django.http import HttpResponse
from django.shortcuts import render

from kortelijn.ambition.models import Condition, Course
from kortelijn.ambition.queries import FEWEST, commitments_of, goals_of, parties_of, sums_of, terms_of
from kortelijn.ambition.views.acting import network_of
from kortelijn.kernel.screens import KortelijnRequest, screen
from kortelijn.parties.models import Organization


@screen("ambition.see_as_partner", methods=("GET", "HEAD"))
def partner(request: KortelijnRequest) -> HttpResponse:
    """Ambition, commitments, conditions and sums; nobody by name who asked for help."""
    network = network_of(request)
    promised, terms, parties = commitments_of(network.pk), terms_of(network), parties_of(network)
    own = request.actor.organization_id
    sums = sums_of(network, terms)
    page = {
        "course": Course.objects.current().filter(network=network).first(), "goals": goals_of(network.pk),
        "organization": Organization.objects.filter(pk=own).first() if own else None,
        "promised": promised, "sums": sums,
        "mine": next((each for each in parties if each.organization.pk == own), None),
        "met": [(label, sums.conditions[met]) for met, label in Condition.Met.choices],
        "not_asked": sums.conditions["not-asked"], "fewest": FEWEST,
    }  # fmt: skip
    return render(request, "ambition/partner.html", page)
