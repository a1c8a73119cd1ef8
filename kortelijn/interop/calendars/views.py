"""Calendars to subscribe to: of a network, a place, a service, and one's own behind a secret address."""

from collections.abc import Callable, Iterable
from functools import wraps
from hashlib import sha256
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.utils.translation import override

from kortelijn.directory.models import Location, Service
from kortelijn.gatherings.feeds import feed_with as network_feed_with
from kortelijn.interop.calendars.entries import (
    entries_of_network,
    entries_of_person,
    entries_of_schedules,
    entries_of_shifts,
    public_shifts,
    walk_in_schedules,
)
from kortelijn.interop.calendars.writing import Entry, calendar_of
from kortelijn.kernel.screens import public
from kortelijn.kernel.throttle import comes_from, count_wrong, is_braked
from kortelijn.parties.models import Network
from kortelijn.rota.feeds import feed_with

WHY = "when one can walk in is for everybody"
WHY_SECRET = "a calendar program cannot log in: the secret address is the key, and it shows no resident"  # noqa: S105 - words
FOR_ALL, FOR_ONE = "public, max-age=900", "private, no-cache"
BRAKE = {"limit": 30, "seconds": 600}
BRAKE_FOR_ALL = {"limit": 60, "seconds": 60}
View = Callable[..., HttpResponse]


def braked(view: View) -> View:
    """Whoever tries address after address is a program that guesses."""

    @wraps(view)
    def enter(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        key = f"feed:{comes_from(request)}"
        if is_braked(key, **BRAKE):
            return _too_many(BRAKE["seconds"])
        try:
            return view(request, **kwargs)
        except Http404:
            count_wrong(key, **BRAKE)
            raise

    return enter


def unhurried(view: View) -> View:
    """Each of these files is reckoned anew, so one address does not get them without end."""

    @wraps(view)
    def enter(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        key = f"calendar:{comes_from(request)}"
        if is_braked(key, **BRAKE_FOR_ALL):
            return _too_many(BRAKE_FOR_ALL["seconds"])
        count_wrong(key, **BRAKE_FOR_ALL)
        return view(request, **kwargs)

    return enter


def _too_many(seconds: int) -> HttpResponse:
    return HttpResponse(status=HTTPStatus.TOO_MANY_REQUESTS, headers={"Retry-After": str(seconds)})


@unhurried
@public(WHY)
def network(request: HttpRequest, slug: str) -> HttpResponse:
    """All walk-in hours of a neighbourhood."""
    here = get_object_or_404(Network, slug=slug)
    shifts = public_shifts(here)
    entries = [*entries_of_shifts(shifts), *entries_of_schedules(walk_in_schedules(here, shifts))]
    return _answer(request, _("Inloop {where}").format(where=here.name), entries, FOR_ALL)


@unhurried
@public(WHY)
def place(request: HttpRequest, slug: str, place: UUID) -> HttpResponse:
    """Who sits at one place."""
    here = get_object_or_404(Network, slug=slug)
    location = get_object_or_404(Location, pk=place, network=here)
    shifts = public_shifts(here, location)
    schedules = walk_in_schedules(here, shifts, at__location=location)
    entries = [*entries_of_shifts(shifts), *entries_of_schedules(schedules)]
    return _answer(request, _("Inloop {where}").format(where=location.name), entries, FOR_ALL)


@unhurried
@public(WHY)
def service(request: HttpRequest, slug: str, service: UUID) -> HttpResponse:
    """When one can walk in for one service."""
    here = get_object_or_404(Network, slug=slug)
    offered = Service.objects.active().exclude(access=Service.Access.PROFESSIONALS)
    found = get_object_or_404(offered, pk=service, network=here)
    shifts = [each for each in public_shifts(here) if each.service_id == found.pk]
    schedules = walk_in_schedules(here, shifts, service=found)
    entries = [*entries_of_shifts(shifts), *entries_of_schedules(schedules)]
    return _answer(request, found.name, entries, FOR_ALL)


@braked
@public(WHY_SECRET)
def own(request: HttpRequest, feed: str) -> HttpResponse:
    """All that somebody has: turns, meetings, walks."""
    found = feed_with(feed)
    if found is None:
        raise Http404
    return _answer(request, _("Mijn agenda"), entries_of_person(found.person), FOR_ONE)


@braked
@public(WHY_SECRET)
def meetings(request: HttpRequest, feed: str) -> HttpResponse:
    """What a whole network plans, for who works there."""
    found = network_feed_with(feed)
    if found is None:
        raise Http404
    name = _("Agenda {where}").format(where=found.network.name)
    return _answer(request, name, entries_of_network(found.network), FOR_ONE)


def _answer(request: HttpRequest, name: str, entries: Iterable[Entry], keep: str) -> HttpResponse:
    """A file in Dutch; nothing but 304 for who has it already."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponse(status=HTTPStatus.METHOD_NOT_ALLOWED, headers={"Allow": "GET, HEAD"})
    with override(settings.LANGUAGE_CODE):
        body = calendar_of(name, entries)
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["ETag"], response["Cache-Control"] = f'"{sha256(body).hexdigest()[:32]}"', keep
    response["Content-Disposition"] = 'inline; filename="agenda.ics"'
    found = get_conditional_response(request, etag=response["ETag"], response=response)
    return response if found is None else found
