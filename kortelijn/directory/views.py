"""The directory on screen: what there is, one service, and that it is still so."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kortelijn.directory import actions
from kortelijn.directory.along import KEY, along_with, fields_of, leave_along
from kortelijn.directory.choosing import Pages
from kortelijn.directory.distance import Point
from kortelijn.directory.facts import Fact, facts_of
from kortelijn.directory.forms import ChoiceForm, Switches
from kortelijn.directory.models import Contact, Service
from kortelijn.directory.notices import notices_of
from kortelijn.directory.page import page_of
from kortelijn.directory.public_page import public_page, public_services
from kortelijn.directory.queries import chosen_services, languages_spoken, place_of
from kortelijn.kernel.actor import PUBLIC
from kortelijn.kernel.clock import now
from kortelijn.kernel.policy import may
from kortelijn.kernel.screens import KortelijnRequest, public, screen
from kortelijn.parties.models import Network, Seat
from kortelijn.ui.shell import optional_url

PER_PAGE = 20
WHY = "what there is nearby is for everybody; what only professionals use is not there"
SEND, SEARCH = "/recept/nieuw/", "/zoek/"  # on floors above: only their addresses are known here


@dataclass(frozen=True, slots=True)
class Card:
    """One service in the list."""

    service: Service
    facts: list[Fact]


@screen("directory.see_services", methods=("GET", "HEAD"))
def offer(request: KortelijnRequest) -> HttpResponse:
    """What there is, narrowed down by choices that are all in the address."""
    at = now()
    form = ChoiceForm(request.GET, languages_spoken(request.actor.network_id))
    choice = form.choice()
    rows = chosen_services(request.actor, choice, at)
    paginator = Pages(rows.with_hours(), PER_PAGE, searched=bool(choice.text))
    page = paginator.get_page(request.GET.get("pagina"))
    near = place_of(request.actor.organization_id)
    context = {"form": form, "choice": choice, "switches": Switches(request.GET, choice), "page": page,
               "cards": [_card(service, at, near) for service in page], "refers": _refers(request)}  # fmt: skip
    return render(request, "directory/offer.html", context)


def _card(service: Service, at: datetime, near: Point | None) -> Card:
    return Card(service, facts_of(service, at, near))


def _refers(request: KortelijnRequest) -> bool:
    """Who writes recipes gets the button for it; the recipe itself is on a higher floor."""
    return request.actor.has(Seat.Function.PRESCRIBES)


@screen("directory.see_service", of=Service)
def service(request: KortelijnRequest, service: Service) -> HttpResponse:
    """One service: what, for whom, where and when, how one enters; what a search heard comes along in a body only."""
    if service.merged_into_id:
        return redirect("directory:service", pk=service.merged_into_id)
    if request.method == "POST":
        return redirect(f"{request.path}?{KEY}={leave_along(request)}")
    page = page_of(service, request.actor, now())
    confirms = may(request.actor, "directory.confirm", service)
    context = {"page": page, "refers": _refers(request), "confirms": confirms, "notices": notices_of(service)}
    return render(request, "directory/service.html", context | _ways_on(request, service) | _upkeep(request, service))


def _upkeep(request: KortelijnRequest, service: Service) -> dict[str, Any]:
    """What one can do about the entry itself; those pages are on a floor above."""
    edit_url = optional_url("upkeep:edit", service.pk)
    return {
        "changes_it": may(request.actor, "directory.change", service), "edit_url": edit_url,
        "history_url": optional_url("upkeep:history", service.pk),
        "report_url": optional_url("upkeep:report", service.pk),
        "public_url": reverse("directory:public", args=[service.network.slug, service.pk])
        if service.access != Service.Access.PROFESSIONALS else "",
    }  # fmt: skip


@public(WHY)
def public_service(request: HttpRequest, slug: str, service: UUID) -> HttpResponse:
    """One service for residents: what, where, when, how one comes in; without account."""
    network = get_object_or_404(Network, slug=slug)
    row = get_object_or_404(public_services(network).with_hours(), pk=service)
    if row.merged_into_id:
        return redirect("directory:public", slug=slug, service=row.merged_into_id)
    contacts = list(Contact.objects.visible_to(PUBLIC).filter(service=row))
    context = {
        "service": row, "entry": public_page(row, contacts, now()), "notices": notices_of(row), "network": network,
        "report_url": optional_url("upkeep:report_public", slug, row.pk), "back_url": f"/hulp/{slug}/",
        "claim_url": optional_url("upkeep:ask_claim", slug, row.pk),
    }  # fmt: skip
    return render(request, "directory/public.html", context)


def _ways_on(request: KortelijnRequest, service: Service) -> dict[str, Any]:
    """To the recipe with the needs that came along from the search, and back to where one came from."""
    along = fields_of(request.POST or along_with(request))  # a body on a GET: the session was over
    lost = leave_along(request) if request.POST and along else ""  # what was tapped when the session was over
    key, from_search = request.GET.get(KEY, "") or lost, KEY in request.GET or bool(along)
    return {
        "send_url": SEND, "send_fields": [("aanbod", str(service.pk)), *along],
        "back_url": f"{SEARCH}?{urlencode({KEY: key})}#verder" if from_search else reverse("directory:offer"),
        "back_label": _("Terug naar zoeken") if from_search else _("Alle aanbod"),
    }  # fmt: skip


@screen("directory.confirm", of=Service, methods=("POST",))
def confirm(request: KortelijnRequest, service: Service) -> HttpResponse:
    """Somebody who works there says that it is still right."""
    actions.confirm_service(request.actor, service)
    messages.success(request, _("Dank u. Bij dit aanbod staat nu dat het vandaag is nagekeken."))
    return redirect("directory:service", pk=service.pk)
