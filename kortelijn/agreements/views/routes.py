"""What comes first in this network: everybody sees it, the coordinator writes it down."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kortelijn.agreements.actions import agree_route, end_route
from kortelijn.agreements.choosing import chosen_place
from kortelijn.agreements.models import Route
from kortelijn.agreements.route_forms import RouteForm
from kortelijn.agreements.route_page import rows_of
from kortelijn.agreements.views.acting import network_of
from kortelijn.kernel.policy import may
from kortelijn.kernel.screens import KortelijnRequest, public, screen
from kortelijn.vocabulary.needs import is_known


@screen("agreements.see", methods=("GET", "HEAD"))
def routes(request: KortelijnRequest) -> HttpResponse:
    """Every field of life with what comes first in a place, and which agreement says so."""
    network = network_of(request)
    chosen = chosen_place(request.actor, network, request.GET.get("hier", ""))
    rows = rows_of(network, chosen.place)
    agreed = [row for row in rows if row.general or row.closer]
    may_agree = may(request.actor, "agreements.agree_route")
    page = {"agreed": agreed, "usual": rows[len(agreed) :], "may_agree": may_agree, "chosen": chosen}
    return render(request, "agreements/routes.html", page)


@screen("agreements.agree_route")
def agree(request: KortelijnRequest) -> HttpResponse:
    """Write down what comes first."""
    about = request.GET.get("over", "")
    form = RouteForm(request.POST or None, initial={"about": about if is_known(about) else ""})
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        agree_route(
            request.actor, network_of(request), data["about"], data["first"],
            minimum_age=data["minimum_age"], maximum_age=data["maximum_age"],
        )  # fmt: skip
        messages.success(request, _("Vastgelegd. Zoeken houdt zich er vanaf nu aan."))
        return redirect("agreements:routes")
    return render(request, "agreements/route.html", {"form": form}, status=422 if form.is_bound else 200)


@screen("agreements.end_route", of=Route, methods=("POST",))
def end(request: KortelijnRequest, route: Route) -> HttpResponse:
    """The agreement ends."""
    end_route(request.actor, route)
    messages.success(request, _("De afspraak is vervallen. Nu geldt weer wat gewoonlijk is."))
    return redirect("agreements:routes")


@public("only says where the page stands now, and shows nothing")
def moved(request: HttpRequest) -> HttpResponse:
    """The address that was printed and linked to before."""
    return redirect("agreements:routes", permanent=True)
