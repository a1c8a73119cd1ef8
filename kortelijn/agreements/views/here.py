"""What holds here: on one page, each article with where it comes from, and on paper."""

from django.http import HttpResponse
from django.shortcuts import render

from kortelijn.agreements.choosing import chosen_place
from kortelijn.agreements.models import Version
from kortelijn.agreements.pages import chapters
from kortelijn.agreements.paper import here_paper
from kortelijn.agreements.views.acting import network_of
from kortelijn.kernel.policy import may
from kortelijn.kernel.screens import KortelijnRequest, screen


@screen("agreements.see", methods=("GET", "HEAD"))
def here(request: KortelijnRequest) -> HttpResponse:
    """The articles that hold for a place, what each replaces there, and what is in the making."""
    network = network_of(request)
    chosen = chosen_place(request.actor, network, request.GET.get("hier", ""))
    making = Version.objects.visible_to(request.actor).in_the_making().order_by("-made_at")
    page = {
        "chosen": chosen, "chapters": chapters(network.pk, chosen.place), "making": making,
        "may_begin": may(request.actor, "agreements.begin"),
    }  # fmt: skip
    return render(request, "agreements/here.html", page)


@screen("agreements.see", methods=("GET", "HEAD"))
def paper(request: KortelijnRequest) -> HttpResponse:
    """The same on A4."""
    network = network_of(request)
    chosen = chosen_place(request.actor, network, request.GET.get("hier", ""))
    response = HttpResponse(
        here_paper(network, chosen.title, chapters(network.pk, chosen.place)), content_type="application/pdf"
    )
    response["Content-Disposition"] = 'inline; filename="wat-hier-geldt.pdf"'
    return response
