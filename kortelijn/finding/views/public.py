"""What there is nearby, for everybody: in own words, by picture or by voice. Nothing that is typed is kept."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache

from kortelijn.finding.actions import count_search
from kortelijn.finding.counting import counted
from kortelijn.finding.danger import dangers_to_you
from kortelijn.finding.find import Found, find
from kortelijn.finding.for_residents import cards_of
from kortelijn.finding.forms import Asked, asked_in
from kortelijn.finding.heard import all_taken_away, ask_on, finer_than, heard_in
from kortelijn.finding.looks_along import looks_along
from kortelijn.finding.models import Search
from kortelijn.finding.queries import place_of_postcode
from kortelijn.kernel.actor import PUBLIC
from kortelijn.kernel.clock import now
from kortelijn.kernel.screens import public
from kortelijn.kernel.throttle import comes_from, count_wrong, is_braked
from kortelijn.parties.models import Network
from kortelijn.vocabulary.needs import DOMAINS

WHY = "a resident has no account, and what there is nearby is for everybody; nothing that is typed is kept"
BRAKE = {"limit": 300, "seconds": 600}  # a library has one address for many people
AT_ONCE = 3
CALL_ME = "bel-mij/"  # on a floor above: only its address is known here

View = Callable[..., HttpResponse]


def braked(view: View) -> View:
    """Not without end: whoever asks hundreds of times is a program."""

    @wraps(view)
    def enter(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if request.method == "POST":
            key = f"public:{comes_from(request)}"
            if is_braked(key, **BRAKE):
                return render(request, "429.html", status=429)
            count_wrong(key, **BRAKE)
        return view(request, **kwargs)

    return enter


@public(WHY)
def neighbourhoods(request: HttpRequest) -> HttpResponse:
    """Where somebody lives; with one network there is nothing to choose."""
    networks = list(Network.objects.order_by("name").prefetch_related("areas"))
    if len(networks) == 1:
        return redirect("finding:help", slug=networks[0].slug)
    return render(request, "finding/public/neighbourhoods.html", {"networks": networks})


@never_cache
@braked
@public(WHY)
def help_here(request: HttpRequest, slug: str) -> HttpResponse:
    """The page of a neighbourhood: the question, and under it what fits."""
    network = get_object_or_404(Network, slug=slug)
    asked = asked_in(request.POST, stays=["postcode"]) if request.method == "POST" else Asked()
    part = request.headers.get("HX-Request")
    template = "finding/public/results.html" if part else "finding/public/help.html"
    return render(request, template, _page(network, asked) | {"part": bool(part)})


def _page(network: Network, asked: Asked) -> dict[str, Any]:
    along = looks_along(network)
    page = {"network": network, "asked": asked, "along": along, "domains": DOMAINS}
    page |= {"call_url": CALL_ME if along else ""}
    if asked.is_empty:
        return page | {"found": None}
    near = place_of_postcode(asked.filters.postcode) if asked.filters.postcode else None
    filters = replace(asked.filters, for_residents=True)
    found = find(network, asked.question, needs=asked.needs, without=asked.without, near=near, filters=filters)
    emptied = all_taken_away(found, asked)
    if not emptied and (seen := counted(found, asked.needs, asked.filters.chosen)):
        count_search(PUBLIC, network, asked.asking, Search.Door.PUBLIC, seen)
    lost = bool(asked.filters.postcode) and near is None
    cards = [] if emptied else cards_of(found.results, near, now())
    shown = {"cards": cards[:AT_ONCE], "rest": cards[AT_ONCE:], "lost": lost, "emptied": emptied}
    shown["nothing_fits"] = found.nothing_fits or not cards
    return page | _answer(asked, found) | shown


def _answer(asked: Asked, found: Found) -> dict[str, Any]:
    return {
        "found": found, "heard": heard_in(found), "finer": finer_than(found), "ask_on": ask_on(found, asked),
        "dangers": dangers_to_you(found.understanding.safety),
        "outside": None if asked.needs else found.understanding.out_of_scope,
    }  # fmt: skip
