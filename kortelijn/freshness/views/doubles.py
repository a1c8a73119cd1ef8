"""Entries that may be one: see them side by side, merge them, or say that they are two."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kortelijn.directory.duplicates import Pair, likely_pairs
from kortelijn.directory.models import Service
from kortelijn.freshness import actions
from kortelijn.freshness.doubles_page import Double, choice_of, head_of, parts_of, sorts
from kortelijn.freshness.forms import MergeForm
from kortelijn.freshness.models import Apart
from kortelijn.kernel.clock import now
from kortelijn.kernel.errors import Refused
from kortelijn.kernel.screens import KortelijnRequest, screen
from kortelijn.ui.shell import optional_url

SHOWN = 50


@screen("freshness.see_doubles", methods=("GET", "HEAD"))
def pairs(request: KortelijnRequest) -> HttpResponse:
    """The likeliest pairs of the network."""
    apart = Apart.objects.filter(network=request.actor.network_id).values_list("one", "other")
    found = likely_pairs(request.actor.network_id, apart)
    cards = [_card(pair) for pair in found[:SHOWN]]
    context = {"pairs": cards, "more": len(found) > SHOWN, "upkeep_url": optional_url("upkeep:overview"),
               "sorts": sorts("freshness:pairs")}  # fmt: skip
    return render(request, "freshness/pairs.html", context)


def _card(pair: Pair) -> Double:
    keys = [pair.one.pk, pair.other.pk]
    return Double(
        pair.one.name, pair.one.organization.name, pair.other.name, pair.other.organization.name, pair.why,
        reverse("freshness:compare", args=keys), reverse("freshness:apart", args=keys),
    )  # fmt: skip


@screen("freshness.merge", of=Service)
def compare(request: KortelijnRequest, service: Service, other: UUID) -> HttpResponse:
    """Side by side, with a choice for whatever differs."""
    drop = _other(request, service, other)
    parts = parts_of(service, drop)
    form = MergeForm(request.POST if request.method == "POST" else None, parts)
    if request.method == "POST" and form.is_valid():
        try:
            kept = actions.merge_services(request.actor, service, drop, choice_of(form.cleaned_data))
            messages.success(request, _("{name} is nu één vermelding.").format(name=kept.name))
            return redirect("directory:service", pk=kept.pk)
        except Refused as refused:
            form.add_error(None, str(refused))
    context = {
        "form": form, "heads": [(each.name, head_of(each, now())) for each in (service, drop)],
        "apart_url": reverse("freshness:apart", args=[service.pk, drop.pk]), "pairs_url": reverse("freshness:pairs"),
        "stays": _("Plaatsen van allebei blijven staan."),
    }  # fmt: skip
    return render(request, "freshness/compare.html", context, status=422 if form.errors else 200)


@screen("freshness.merge", of=Service, methods=("POST",))
def apart(request: KortelijnRequest, service: Service, other: UUID) -> HttpResponse:
    """They are two."""
    actions.tell_apart(request.actor, service, _other(request, service, other))
    messages.success(request, _("Goed: het zijn er twee. We laten dit paar niet meer zien."))
    return redirect("freshness:pairs")


def _other(request: KortelijnRequest, service: Service, key: UUID) -> Service:
    """The second of the two, of the same network and not the same."""
    found = Service.objects.visible_to(request.actor).filter(pk=key).exclude(pk=service.pk).first()
    if found is None or found.merged_into_id or service.merged_into_id:
        raise Http404
    return found
