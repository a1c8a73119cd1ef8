"""The leefstijlkaart for everybody: a page that is read without a script, the same in another website, and paper."""

from collections.abc import Callable
from functools import wraps
from io import BytesIO
from typing import Any

import segno
from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from kortelijn.kernel.clock import now
from kortelijn.kernel.screens import public
from kortelijn.kernel.throttle import comes_from, count_wrong, is_braked
from kortelijn.lifestyle.models import LifestyleMap
from kortelijn.lifestyle.picture import picture_of
from kortelijn.lifestyle.poster import FORMATS, format_named, poster
from kortelijn.lifestyle.sheet import sheet_of
from kortelijn.lifestyle.views.work import pdf_response

WHY = "a leefstijlkaart is made for everybody in the neighbourhood: only what is published, nothing about residents"
SCREEN, RADIUS = (900, 640), 17
BRAKE = {"limit": 60, "seconds": 600}  # posters take seconds to make, and a library asks for its whole street

View = Callable[..., HttpResponse]


def braked(view: View) -> View:
    """A whole street may print; a program that has posters made without end may not."""

    @wraps(view)
    def enter(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        key = f"poster:{comes_from(request)}"
        if is_braked(key, **BRAKE):
            return render(request, "429.html", status=429)
        count_wrong(key, **BRAKE)
        return view(request, **kwargs)

    return enter


@require_safe
@public(WHY)
def page(request: HttpRequest, network: str, map: str) -> HttpResponse:
    """The map and the list that says the same."""
    return render(request, "lifestyle/public.html", _page(_published(network, map)) | {"formats": FORMATS})


@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
@public(WHY)
def embed(request: HttpRequest, network: str, map: str) -> HttpResponse:
    """The same for a frame in somebody else's website: links open outside it."""
    # Without the request no cookie is set: this stands in other people's websites.
    return HttpResponse(render_to_string("lifestyle/embed.html", _page(_published(network, map))))


@braked
@require_safe
@public(WHY)
def paper(request: HttpRequest, network: str, map: str, paper: str) -> HttpResponse:
    """On paper, from A4 to A0."""
    of = _published(network, map)
    if (sheet := format_named(paper)) is None:
        raise Http404(paper)
    return pdf_response(poster(sheet_of(of, now()), sheet, now()), f"{of.slug}-{sheet.name}")


@require_safe
@public(WHY)
def code(request: HttpRequest, network: str, map: str) -> HttpResponse:
    """The QR code to this page, to put in a leaflet of one's own."""
    of, out = _published(network, map), BytesIO()
    segno.make(settings.PUBLIC_URL + of.get_absolute_url(), error="m").save(
        out, kind="svg", border=2, dark="#14323A", light="#FFFFFF", scale=8
    )
    response = HttpResponse(out.getvalue(), content_type="image/svg+xml")
    response["Content-Disposition"] = f'inline; filename="{of.slug}-qr.svg"'
    return response


def _published(network: str, slug: str) -> LifestyleMap:
    rows = LifestyleMap.objects.published().select_related("network")
    return get_object_or_404(rows, network__slug=network, slug=slug)


def _page(of: LifestyleMap) -> dict[str, Any]:
    sheet = sheet_of(of, now())
    return {"map": of, "sheet": sheet, "picture": picture_of(sheet, *SCREEN, radius=RADIUS, linked=True)}
