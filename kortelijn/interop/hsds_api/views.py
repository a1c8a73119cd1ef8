"""The HSDS 3.1 API: lists with pages and single objects, read-only and for everybody."""

from collections.abc import Callable, Sequence
from functools import wraps
from hashlib import sha256
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt

from kortelijn.directory.models import ServiceAtLocation
from kortelijn.directory.organizations import survivors_of
from kortelijn.interop.hsds_api import rows
from kortelijn.interop.hsds_api.asking import BadRequest, asked_of, document
from kortelijn.interop.hsds_api.objects import at_location_data, organization_data, service_data, service_key
from kortelijn.interop.hsds_api.terms import all_terms, taxonomies, term_data
from kortelijn.kernel.screens import public
from kortelijn.kernel.throttle import comes_from, count_wrong, is_braked
from kortelijn.parties.models import Organization

WHY = "what there is nearby is open data; what is for professionals is never in it"
BRAKE = {"limit": 300, "seconds": 60}
PROFILE = "https://docs.openreferral.org/en/v3.1.1/"
MOST_KEYS = 10_000  # with `minimal` all should fit on one page, says the specification
CORS = {
    "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Content-Type, If-None-Match", "Access-Control-Expose-Headers": "ETag",
    "Access-Control-Max-Age": "86400",
}  # fmt: skip
Data = dict[str, Any]
View = Callable[..., HttpResponse]


def open_data(operation: str) -> Callable[[Callable[..., Data]], View]:
    """For programs on any site: parameters as described, Dutch, not without end, and not again what did not change."""

    def door(answer: Callable[..., Data]) -> View:
        @csrf_exempt
        @wraps(answer)
        def enter(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            response = _respond(request, operation, guarded, kwargs)
            for name, value in CORS.items():
                response[name] = value
            return response

        @public(WHY)
        def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            asked = asked_of(operation, request.GET)
            with override(settings.LANGUAGE_CODE):
                data = answer(request, asked, **kwargs)
            return JsonResponse(data, json_dumps_params={"ensure_ascii": False})

        enter.public_because = WHY  # type: ignore[attr-defined]  # read by the house test that lists every view
        return enter

    return door


def _respond(request: HttpRequest, operation: str, guarded: View, kwargs: Data) -> HttpResponse:
    if request.method == "OPTIONS":
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    if request.method not in ("GET", "HEAD"):
        refused = problem(HTTPStatus.METHOD_NOT_ALLOWED, "this API only reads")
        refused["Allow"] = "GET, HEAD, OPTIONS"
        return refused
    if busy := _too_many(request):
        return busy
    try:
        response = guarded(request, **kwargs)
    except BadRequest as wrong:
        return problem(HTTPStatus.UNPROCESSABLE_ENTITY, "some parameters are not right", errors=wrong.errors)
    except Http404:
        return problem(HTTPStatus.NOT_FOUND, "there is nothing with this key")
    return _unless_known(request, response)


def _too_many(request: HttpRequest) -> HttpResponse | None:
    key = f"hsds:{comes_from(request)}"
    if is_braked(key, **BRAKE):
        busy = problem(HTTPStatus.TOO_MANY_REQUESTS, "too many requests")
        busy["Retry-After"] = str(BRAKE["seconds"])
        return busy
    count_wrong(key, **BRAKE)
    return None


def _unless_known(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Nothing but 304 for who has it already."""
    etag = f'"{sha256(response.content).hexdigest()[:32]}"'
    response["ETag"], response["Cache-Control"] = etag, "public, max-age=60"
    found = get_conditional_response(request, etag=etag, response=response)
    return response if found is None else found


def problem(status: HTTPStatus, detail: str, **more: Any) -> JsonResponse:
    """What is wrong, as RFC 9457 says."""
    content = {"type": "about:blank", "title": status.phrase, "status": int(status), "detail": detail}
    return JsonResponse(content | more, status=status, content_type="application/problem+json")


def page_of(found: Any, asked: Data, show: Callable[[Any], Data]) -> Data:
    """A page of a list; after the last page comes an empty one."""
    size, number = asked["per_page"], asked["page"]
    total = len(found) if isinstance(found, Sequence) else found.count()
    pages = -(-total // size)
    contents = [show(each) for each in found[(number - 1) * size : number * size]]
    return {
        "total_items": total, "total_pages": pages, "page_number": number, "size": len(contents),
        "first_page": number == 1, "last_page": number >= pages, "empty": not contents, "contents": contents,
    }  # fmt: skip


@open_data("about")
def about(request: HttpRequest, asked: Data) -> Data:
    """Which version this is."""
    base = settings.PUBLIC_URL.rstrip("/")
    return {
        "version": "3.1", "profile": PROFILE, "openapi_url": f"{base}/hsds/openapi.json",
        "description": "De openbare sociale kaart van de netwerken op deze site.",
        "publisher": {"name": "Kortelijn", "website": f"{base}/"},
    }  # fmt: skip


@open_data("about")
def description(request: HttpRequest, asked: Data) -> Data:
    """The OpenAPI document."""
    return document() | {"servers": [{"url": settings.PUBLIC_URL}]}


@open_data("services")
def services(request: HttpRequest, asked: Data) -> Data:
    """Services, by name."""
    found = rows.services(asked)
    if asked["minimal"]:
        size = asked["per_page"] if "per_page" in request.GET else MOST_KEYS
        return page_of(found, asked | {"per_page": size}, service_key)
    return page_of(found, asked, lambda each: service_data(each, full=asked["full"]))


@open_data("service")
def service(request: HttpRequest, asked: Data, service: UUID) -> Data:
    """One service in full."""
    return service_data(get_object_or_404(rows.full_services(rows.public_services()), pk=service), full=True)


@open_data("organizations")
def organizations(request: HttpRequest, asked: Data) -> Data:
    """Organizations, by name."""
    return page_of(rows.organizations(asked), asked, lambda each: _organization(each, asked))


@open_data("organization")
def organization(request: HttpRequest, asked: Data, organization: UUID) -> Data:
    """One organization with its places and its services."""
    here = rows.with_what_they_have(Organization.objects.filter(networks__isnull=False).distinct(), asked)
    now_it_is = survivors_of([organization]).get(organization, organization)  # an old key leads to what it became
    return _organization(get_object_or_404(here, pk=now_it_is), asked | {"full": True})


def _organization(organization: Organization, asked: Data) -> Data:
    nested, full = asked["full_service"], asked["full"]
    services = organization.services.all() if nested or full else None
    return organization_data(organization, full=full, services=services, nested=nested)


@open_data("serviceAtLocations")
def at_locations(request: HttpRequest, asked: Data) -> Data:
    """Services at their places."""
    return page_of(rows.at_locations(asked), asked, lambda each: _at_location(each, full=asked["full"]))


@open_data("serviceAtLocation")
def at_location(request: HttpRequest, asked: Data, at: UUID) -> Data:
    """One service at one place."""
    here = ServiceAtLocation.objects.filter(service__in=rows.public_services())
    return _at_location(get_object_or_404(rows.with_service(here, full=True), pk=at), full=True)


def _at_location(at: ServiceAtLocation, *, full: bool) -> Data:
    hours = at.schedules.all() if full else None
    return at_location_data(at, hours=hours, service=at.service, full=full)


@open_data("taxonomies")
def all_taxonomies(request: HttpRequest, asked: Data) -> Data:
    """The word lists."""
    found = [each for each in taxonomies().values() if _says(asked["search"], each["name"], each["description"])]
    return page_of(found, asked, lambda each: each)


@open_data("taxonomy")
def taxonomy(request: HttpRequest, asked: Data, taxonomy: UUID) -> Data:
    """One word list."""
    if taxonomy not in taxonomies():
        raise Http404
    return taxonomies()[taxonomy]


@open_data("taxonomyTerms")
def taxonomy_terms(request: HttpRequest, asked: Data) -> Data:
    """The words of all lists."""
    found = [term_data(term) for term in all_terms().values() if _says(asked["search"], term.name, term.code)]
    if asked["taxonomy_id"]:
        found = [each for each in found if each["taxonomy_id"] == str(asked["taxonomy_id"])]
    if asked["top_only"]:
        found = [each for each in found if "parent_id" not in each]
    if asked["parent_id"]:
        found = [each for each in found if each.get("parent_id") == str(asked["parent_id"])]
    return page_of(found, asked, lambda each: each)


@open_data("taxonomyTerm")
def taxonomy_term(request: HttpRequest, asked: Data, term: UUID) -> Data:
    """One word."""
    if term not in all_terms():
        raise Http404
    return term_data(all_terms()[term])


def _says(search: str | None, *texts: str) -> bool:
    said = " ".join(texts).casefold()
    return all(word in said for word in (search or "").casefold().split())


@open_data("about")
def nothing(request: HttpRequest, asked: Data, rest: str) -> Data:
    """An address that is not one of ours, or a key that is none."""
    raise Http404
