"""Who leads in which situation: the table, where it overlaps or is silent, and a situation to try."""

from django.http import HttpResponse
from django.shortcuts import render

from kortelijn.agreements.choosing import chosen_place
from kortelijn.agreements.lead import rules_here
from kortelijn.agreements.lead_forms import SituationForm
from kortelijn.agreements.lead_page import lead_page, tried
from kortelijn.agreements.views.acting import network_of
from kortelijn.kernel.screens import KortelijnRequest, screen


@screen("agreements.see", methods=("GET", "HEAD"))
def lead(request: KortelijnRequest) -> HttpResponse:
    """The decision table of a place; what is tried stands in the address, and is about nobody."""
    network = network_of(request)
    chosen = chosen_place(request.actor, network, request.GET.get("hier", ""))
    rules = rules_here(network.pk, chosen.place)
    asked = "probeer" in request.GET
    form = SituationForm(request.GET if asked else None)
    page = {
        "chosen": chosen, "table": lead_page(rules), "form": form, "asked": asked and form.is_valid(),
        "tried": tried(network.pk, rules, form.situation()) if asked and form.is_valid() else None,
    }  # fmt: skip
    return render(request, "agreements/lead.html", page)
