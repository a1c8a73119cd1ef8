"""API v1: what there is for a question, for every program; only what is public, and nothing of who asks is kept."""

from collections.abc import Callable
from functools import cache, wraps
from http import HTTPStatus
from pathlib import Path
from typing import Any
from uuid import uuid4

import yaml
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from kortelijn.finding.actions import count_search
from kortelijn.finding.answers import as_data, public_numbers
from kortelijn.finding.counting import Counted, counted
from kortelijn.finding.find import find
from kortelijn.finding.models import Search
from kortelijn.finding.queries import place_of_postcode
from kortelijn.interop.api.asking import Asked, BadRequest, asked_by
from kortelijn.kernel.actor import PUBLIC
from kortelijn.kernel.screens import public
from kortelijn.kernel.throttle import comes_from, count_wrong, is_braked
from kortelijn.parties.models import Network

WHY = "what there is nearby is for everybody; contacts among professionals are never in it"
BRAKE = {"limit": 120, "seconds": 60}
CORS = {
    "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Methods": "GET, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Content-Type, Accept-Language", "Access-Control-Max-Age": "86400",
}  # fmt: skip
DESCRIPTION = Path(__file__).parent / "openapi.yaml"

View = Callable[..., HttpResponse]


def for_programs(view: View) -> View:
    """From any site, without cookies, not without end; it counts what was asked after the view only read."""

    @wraps(view)
    def enter(request: HttpRequest) -> HttpResponse:
        response = _answer(view, request)
        for name, value in CORS.items():
            response[name] = value
        return response

    return csrf_exempt(enter)


def _answer(view: View, request: HttpRequest) -> HttpResponse:
    if request.method == "OPTIONS":
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    key = f"api:{comes_from(request)}"
    if is_braked(key, **BRAKE):
        busy = problem(HTTPStatus.TOO_MANY_REQUESTS, "too many requests")
        busy["Retry-After"] = str(BRAKE["seconds"])
        return busy
    count_wrong(key, **BRAKE)
    response = view(request)
    if to_count := getattr(response, "to_count", None):
        network, seen = to_count
        count_search(PUBLIC, network, uuid4(), Search.Door.API, seen)
    return response


@for_programs
@public(WHY)
def find_offer(request: HttpRequest) -> HttpResponse:
    """What fits a question, in one network or around a postcode."""
    if request.method not in ("GET", "HEAD", "POST"):
        return _not_allowed("GET, POST, OPTIONS")
    try:
        asked = asked_by(request)
    except BadRequest as wrong:
        return problem(HTTPStatus.BAD_REQUEST, "some parameters are not right", errors=wrong.errors)
    network = Network.objects.filter(slug=asked.network).first() if asked.network else None
    if asked.network and network is None:
        return problem(HTTPStatus.NOT_FOUND, "there is no such network")
    if asked.organization and network and not network.organizations.filter(pk=asked.organization).exists():
        return problem(HTTPStatus.NOT_FOUND, "there is no such organization in this network")
    data, seen = _found(network, asked)
    response = JsonResponse(data, json_dumps_params={"ensure_ascii": False})
    response["Cache-Control"] = "no-store"
    response.to_count = (network, seen) if seen else None  # type: ignore[attr-defined]  # for the door, which may write
    return response


@for_programs
@public("describes the API")
def description(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document."""
    if request.method not in ("GET", "HEAD"):
        return _not_allowed("GET, OPTIONS")
    return JsonResponse(document() | {"servers": [{"url": settings.PUBLIC_URL}]})


@cache
def document() -> dict[str, Any]:
    """The description as it stands beside this file."""
    content: dict[str, Any] = yaml.safe_load(DESCRIPTION.read_text(encoding="utf-8"))
    return content


def _found(network: Network | None, asked: Asked) -> tuple[dict[str, Any], Counted | None]:
    found = find(network, asked.question, needs=asked.needs, without=asked.without, limit=asked.limit,
                 filters=asked.filters, organization=asked.organization)  # fmt: skip
    numbers = public_numbers(result.service.pk for result in found.results)
    lost = bool(asked.filters.postcode) and place_of_postcode(asked.filters.postcode) is None
    where = {"network": network.slug if network else None, "near_is_known": not lost}
    return where | as_data(found, numbers), counted(found, asked.needs, asked.filters.chosen)


def _not_allowed(methods: str) -> HttpResponse:
    refused = problem(HTTPStatus.METHOD_NOT_ALLOWED, "use another method")
    refused["Allow"] = methods
    return refused


def problem(status: HTTPStatus, detail: str, **more: Any) -> JsonResponse:
    """What is wrong, as RFC 9457 says."""
    content = {"type": "about:blank", "title": status.phrase, "status": int(status), "detail": detail}
    return JsonResponse(content | more, status=status, content_type="application/problem+json")
