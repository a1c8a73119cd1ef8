"""Organizations that may be one: see them side by side, merge them, or say that they are two."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kortelijn.directory.alike import organization_pairs
from kortelijn.directory.organizations import here, why_not
from kortelijn.freshness import actions
from kortelijn.freshness.doubles_page import sorts
from kortelijn.freshness.forms import MergeForm
from kortelijn.freshness.models import ApartOrganizations
from kortelijn.freshness.parties_page import chosen_of, doubles_of, head_of, parts_of
from kortelijn.kernel.errors import Refused
from kortelijn.kernel.screens import KortelijnRequest, screen
from kortelijn.parties.models import Network, Organization
from kortelijn.ui.shell import optional_url

SHOWN = 50


@screen("directory.merge_organizations", methods=("GET", "HEAD"))
def pairs(request: KortelijnRequest) -> HttpResponse:
    """The likeliest pairs of the network."""
    apart = ApartOrganizations.objects.filter(network=request.actor.network_id).values_list("one", "other")
    found = organization_pairs(request.actor.network_id, apart)
    context = {"pairs": doubles_of(request.actor.network_id, found[:SHOWN]), "more": len(found) > SHOWN,
               "upkeep_url": optional_url("upkeep:overview"), "sorts": sorts("freshness:party_pairs")}  # fmt: skip
    return render(request, "freshness/pairs.html", context)


@screen("directory.merge_organizations")
def compare(request: KortelijnRequest, keep: UUID, drop: UUID) -> HttpResponse:
    """Side by side, with a choice for whatever differs; or why it cannot be."""
    stays, goes = _both(request, keep, drop)
    network = get_object_or_404(Network, pk=request.actor.network_id)
    reason = why_not(network, stays, goes)
    form = None if reason else MergeForm(request.POST if request.method == "POST" else None, parts_of(stays, goes))
    if request.method == "POST" and form and form.is_valid():
        try:
            kept = actions.merge_parties(request.actor, network, stays, goes, chosen_of(form.cleaned_data))
            messages.success(request, _("{name} is nu één organisatie.").format(name=kept.name))
            return redirect("freshness:party_pairs")
        except Refused as refused:
            form.add_error(None, str(refused))
    context = {
        "form": form, "reason": reason, "heads": [(each.name, head_of(network, each)) for each in (stays, goes)],
        "apart_url": reverse("freshness:apart_parties", args=[keep, drop]),
        "pairs_url": reverse("freshness:party_pairs"),
        "stays": _("Aanbod, plekken en mensen van allebei blijven. Oude adressen leiden naar wat blijft."),
    }  # fmt: skip
    status = 422 if request.method == "POST" else 200
    return render(request, "freshness/compare.html", context, status=status)


@screen("directory.merge_organizations", methods=("POST",))
def apart(request: KortelijnRequest, keep: UUID, drop: UUID) -> HttpResponse:
    """They are two."""
    network = get_object_or_404(Network, pk=request.actor.network_id)
    actions.tell_parties_apart(request.actor, network, *_both(request, keep, drop))
    messages.success(request, _("Goed: het zijn er twee. We laten dit paar niet meer zien."))
    return redirect("freshness:party_pairs")


def _both(request: KortelijnRequest, keep: UUID, drop: UUID) -> tuple[Organization, Organization]:
    """Two different ones of the own network."""
    found = here(request.actor.network_id).in_bulk([keep, drop])
    if len(found) != len((keep, drop)):
        raise Http404
    return found[keep], found[drop]
