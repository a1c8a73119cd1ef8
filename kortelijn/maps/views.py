"""The map of a network on screen: for colleagues with who is behind it, for everybody without."""

from datetime import datetime
from hashlib import sha256
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from kortelijn.directory.queries import place_of
from kortelijn.kernel.clock import now
from kortelijn.kernel.screens import KortelijnRequest, public, screen
from kortelijn.maps.card import card_of
from kortelijn.maps.choices import Asked, asked_in, chosen_rows, open_to
from kortelijn.maps.data import ground_json, places_json
from kortelijn.maps.picture import picture_of
from kortelijn.maps.spots import Spots, kinds_among, spots_of
from kortelijn.maps.tiles import tiles
from kortelijn.parties.models import Network

WHY = "what there is in a neighbourhood, and where, is for everybody; nobody is named and nothing is kept"
GET = ("GET", "HEAD")
NEAR = "dichtbij"
AT_ONCE = 60  # places in the list; the map shows all


@screen("maps.see", methods=GET)
def map_here(request: KortelijnRequest) -> HttpResponse:
    """Where everything of the own network is, nearest first."""
    return _page(request, _own(request), everybody=False)


@require_safe
@public(WHY)
def map_public(request: HttpRequest, slug: str) -> HttpResponse:
    """The same for everybody, without what is for professionals only and without people."""
    return _page(request, get_object_or_404(Network, slug=slug), everybody=True)


def _own(request: KortelijnRequest) -> Network:
    return get_object_or_404(Network, pk=request.actor.network_id)


def _page(request: Any, network: Network, *, everybody: bool) -> HttpResponse:
    at, asked = now(), asked_in(request.GET, network)
    found = _spots(request, network, asked, at, everybody=everybody)
    chosen = found.at(asked.place) if asked.place else None
    shown = found.places if asked.more else found.places[:AT_ONCE]
    context = {
        "network": network, "asked": asked, "found": found, "hidden": len(found.places) - len(shown),
        "shown": [(spot, asked.switches.address_of(spot.location.pk)) for spot in shown],
        "legend": kinds_among(found.places), "card": card_of(chosen, everybody=everybody) if chosen else None,
        "lost": bool(asked.place and not chosen), "tiles": tiles(), "everybody": everybody,
    }  # fmt: skip
    template = "maps/public.html" if everybody else "maps/map.html"
    return render(request, template, context | _addresses(network, asked, everybody=everybody))


def _addresses(network: Network, asked: Asked, *, everybody: bool) -> dict[str, str]:
    """Where the data and the picture of the same choices are, and how the address of a service begins."""
    within = reverse("maps:public", args=[network.slug]) if everybody else reverse("maps:map")
    return {
        "places_url": f"{within}plekken.json?{asked.switches.query}",
        "picture_url": f"{within}tekening.svg?{asked.switches.query}",
        "before": f"/hulp/{network.slug}/aanbod/" if everybody else reverse("directory:offer"),
    }


def _spots(request: Any, network: Network, asked: Asked, at: datetime, *, everybody: bool) -> Spots:
    rows = chosen_rows(open_to(network, everybody=everybody), asked, network, at)
    near = None if everybody else place_of(request.actor.organization_id)
    return spots_of(rows, at, near, asked.choice.domains)


@screen("maps.see", methods=GET)
def places_here(request: KortelijnRequest) -> HttpResponse:
    """The marks of the own network, for the map in the browser."""
    return _places(request, _own(request), everybody=False)


@require_safe
@public(WHY)
def places_public(request: HttpRequest, slug: str) -> HttpResponse:
    """The marks that everybody may see."""
    return _places(request, get_object_or_404(Network, slug=slug), everybody=True)


def _places(request: Any, network: Network, *, everybody: bool) -> HttpResponse:
    found = _spots(request, network, asked_in(request.GET, network), now(), everybody=everybody)
    return _unless_known(request, places_json(found.places), "application/json", everybody=everybody)


@require_safe
@public("streets and water are no secret, and every map lies on the same ground")
def ground(request: HttpRequest, slug: str) -> HttpResponse:
    """The ground under the map, where no tiles are set; what is seen from nearby only is asked for apart."""
    content = ground_json(get_object_or_404(Network, slug=slug), near=NEAR in request.GET)
    return _unless_known(request, content, "application/json", everybody=True)


@screen("maps.see", methods=GET)
def picture_here(request: KortelijnRequest) -> HttpResponse:
    """The map as a picture, for who has no scripts."""
    return _picture(request, _own(request), everybody=False)


@require_safe
@public(WHY)
def picture_public(request: HttpRequest, slug: str) -> HttpResponse:
    """The picture that everybody may see."""
    return _picture(request, get_object_or_404(Network, slug=slug), everybody=True)


def _picture(request: Any, network: Network, *, everybody: bool) -> HttpResponse:
    asked = asked_in(request.GET, network)
    found = _spots(request, network, asked, now(), everybody=everybody)
    shown = found.places if asked.more else found.places[:AT_ONCE]
    content = picture_of(network, shown).encode()
    return _unless_known(request, content, "image/svg+xml", everybody=everybody)


def _unless_known(request: HttpRequest, content: bytes, kind: str, *, everybody: bool) -> HttpResponse:
    """The content with a mark of it; a browser that has it already gets only that it still holds."""
    response = HttpResponse(content, content_type=kind)
    response["ETag"] = f'"{sha256(content).hexdigest()[:24]}"'
    response["Cache-Control"] = "public, no-cache" if everybody else "private, no-cache"
    known = get_conditional_response(request, etag=response["ETag"], response=response)
    return known if isinstance(known, HttpResponse) else response
