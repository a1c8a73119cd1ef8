"""How the network does: the page, a new measurement, and saying what one looks at people for."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from kortelijn.insights import actions, purpose
from kortelijn.insights.forms import PurposeForm
from kortelijn.insights.models import lens_choices
from kortelijn.insights.queries import lens_named, page_of
from kortelijn.kernel.policy import may
from kortelijn.kernel.screens import KortelijnRequest, screen
from kortelijn.parties.models import Network
from kortelijn.ui.shell import NavItem

READ_ONLY = ("GET", "HEAD")


def network_of(request: KortelijnRequest) -> Network:
    """The network in which one sits."""
    return get_object_or_404(Network, pk=request.actor.network_id)


@screen("insights.see_vitality", methods=READ_ONLY)
def vitality(request: KortelijnRequest) -> HttpResponse:
    """Every figure with what it means and what can be done."""
    lens = lens_named(request.GET.get("laag", ""))
    sees_people = may(request.actor, "insights.see_people")
    told = purpose.stated(request)
    context: dict[str, Any] = page_of(network_of(request), lens, everything=sees_people, people=bool(told))
    tabs = [NavItem(str(label), f"?laag={key}", key == lens) for key, label in lens_choices()]
    context |= {"tabs": tabs, "lens": lens, "purpose": told, "coordinates": sees_people}
    context["explores"] = may(request.actor, "insights.explore")
    return render(request, "insights/vitality.html", context)


@screen("insights.measure", methods=("POST",))
def measure(request: KortelijnRequest) -> HttpResponse:
    """Let the worker measure now."""
    lens = lens_named(request.POST.get("laag", ""))
    actions.ask_measurement(request.actor, network_of(request), lens)
    messages.success(request, _("Het netwerk wordt gemeten. Ververs deze pagina om te zien hoe ver het is."))
    return redirect(f"{reverse('insights:vitality')}?laag={lens}")


@screen("insights.see_people")
def people(request: KortelijnRequest) -> HttpResponse:
    """First what for, then the names."""
    back = request.GET.get("terug", "")
    form = PurposeForm(request.POST or None)
    sent = request.method == "POST"
    if sent and form.is_valid():
        purpose.remember(
            request, actions.state_purpose(request.actor, network_of(request), form.cleaned_data["purpose"])
        )
        safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
        return redirect(back if safe and back.startswith("/") else reverse("insights:vitality"))
    return render(request, "insights/purpose.html", {"form": form}, status=422 if sent else 200)
