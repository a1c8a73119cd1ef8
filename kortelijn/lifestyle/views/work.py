"""Where a leefstijlkaart is made: the list, the words, what goes on it, and out into the neighbourhood."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kortelijn.directory.models import Service
from kortelijn.kernel.clock import now
from kortelijn.kernel.errors import Refused
from kortelijn.kernel.policy import may
from kortelijn.kernel.screens import KortelijnRequest, screen
from kortelijn.lifestyle import actions
from kortelijn.lifestyle.forms import MapForm, NewMapForm, OrderForm, PickForm, sought
from kortelijn.lifestyle.history import history_of
from kortelijn.lifestyle.models import Entry, Group, LifestyleMap
from kortelijn.lifestyle.offer import areas_of, candidates, chosen, proposed
from kortelijn.lifestyle.picture import picture_of
from kortelijn.lifestyle.poster import FORMATS, format_named, poster
from kortelijn.lifestyle.sheet import sheet_of
from kortelijn.parties.models import Network
from kortelijn.vocabulary.needs import DOMAINS, needs_in

FOUND = 30
SCREEN = (900, 620)


@screen("lifestyle.see_list", methods=("GET", "HEAD"))
def maps(request: KortelijnRequest) -> HttpResponse:
    """All maps of the network."""
    rows = LifestyleMap.objects.visible_to(request.actor).select_related("network").annotate(number=Count("entries"))
    page = {"maps": rows.order_by("title", "id"), "may_make": may(request.actor, "lifestyle.make")}
    return render(request, "lifestyle/maps.html", page)


@screen("lifestyle.make")
def make(request: KortelijnRequest) -> HttpResponse:
    """A new map begins with a theme and a title."""
    form = NewMapForm(request.POST or None)
    if form.is_bound and form.is_valid():
        network = get_object_or_404(Network, pk=request.actor.network_id)
        made = actions.make_map(request.actor, network, **form.cleaned_data)
        return redirect("lifestyle:add", pk=made.pk)
    return render(request, "lifestyle/new.html", {"form": form}, status=422 if form.is_bound else 200)


@screen("lifestyle.change", of=LifestyleMap)
def change(request: KortelijnRequest, of: LifestyleMap) -> HttpResponse:
    """The words and the order; a button beside an entry saves the words first and then does what it says."""
    form = _words_form(of, request.POST or None)
    if form.is_bound and form.is_valid():
        actions.word_map(request.actor, of, form.words())
        return _do(request, of, request.POST.get("doe", ""))
    page = _page(of, form, now()) | {"may_publish": may(request.actor, "lifestyle.publish", of)}
    return render(request, "lifestyle/change.html", page, status=422 if form.is_bound else 200)


@screen("lifestyle.change", of=LifestyleMap, methods=("POST",))
def keep(request: KortelijnRequest, of: LifestyleMap) -> HttpResponse:
    """What is typed is saved while typing; what is not right yet stays in the window."""
    form = _words_form(of, request.POST)
    if not form.is_valid():
        return HttpResponse(status=422)
    actions.word_map(request.actor, of, form.words())
    return HttpResponse(status=204)


@screen("lifestyle.change", of=LifestyleMap, methods=("POST",))
def order(request: KortelijnRequest, of: LifestyleMap) -> HttpResponse:
    """An entry was dragged to another place; what cannot be is put back by the page."""
    form = OrderForm(of, request.POST)
    if not form.is_valid():
        return HttpResponse(status=422)
    data = form.cleaned_data
    actions.put(request.actor, data["rij"], data["onder"], data["plek"])
    return HttpResponse(status=204)


@screen("lifestyle.change", of=LifestyleMap)
def add(request: KortelijnRequest, of: LifestyleMap) -> HttpResponse:
    """Choose what goes on the map: proposals for its theme, or by searching."""
    wanted = sought(request.GET)
    form = PickForm(candidates(of).values_list("pk", flat=True), request.POST or None)
    if form.is_bound and form.is_valid() and _added(request, of, form):
        return redirect("lifestyle:change", pk=of.pk)
    found = chosen(of, wanted, now(), FOUND) if wanted.is_narrow else proposed(of)
    page = {
        "map": of, "form": form, "choice": wanted, "found": found, "groups": of.groups.all(), "areas": areas_of(of),
        "topics": [(domain, needs_in(domain.code)) for domain in DOMAINS], "picked": request.POST.getlist("aanbod"),
    }  # fmt: skip
    return render(request, "lifestyle/add.html", page, status=422 if form.is_bound else 200)


@screen("lifestyle.publish", of=LifestyleMap, methods=("POST",))
def publish(request: KortelijnRequest, of: LifestyleMap) -> HttpResponse:
    """To everybody."""
    try:
        actions.publish_map(request.actor, of)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("lifestyle:change", pk=of.pk)
    messages.success(request, _("De kaart is nu voor iedereen te zien. Hang hem op, of deel hem."))
    return redirect("lifestyle:share", pk=of.pk)


@screen("lifestyle.withdraw", of=LifestyleMap, methods=("POST",))
def withdraw(request: KortelijnRequest, of: LifestyleMap) -> HttpResponse:
    """No longer for everybody."""
    try:
        actions.withdraw_map(request.actor, of)
        messages.success(request, _("De kaart is weer een concept. Bewoners zien hem niet meer."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("lifestyle:change", pk=of.pk)


@screen("lifestyle.change", of=LifestyleMap, methods=("POST",))
def check(request: KortelijnRequest, of: LifestyleMap) -> HttpResponse:
    """It is still right."""
    actions.check_map(request.actor, of)
    messages.success(request, _("Bedankt. Op de kaart staat nu dat hij vandaag is nagekeken."))
    return redirect("lifestyle:change", pk=of.pk)


@screen("lifestyle.share", of=LifestyleMap, methods=("GET", "HEAD"))
def share(request: KortelijnRequest, of: LifestyleMap) -> HttpResponse:
    """On the wall, on a website, on a phone."""
    page = {"map": of, "formats": FORMATS, "address": settings.PUBLIC_URL + of.get_absolute_url()}
    embed = reverse("lifestyle:embed", kwargs={"network": of.network.slug, "map": of.slug})
    page["embed"] = (
        f'<iframe src="{settings.PUBLIC_URL}{embed}" title="{of.title.replace(chr(34), "")}" '
        'width="100%" height="900" loading="lazy"></iframe>'
    )
    return render(request, "lifestyle/share.html", page)


@screen("lifestyle.share", of=LifestyleMap, methods=("GET", "HEAD"))
def proof(request: KortelijnRequest, of: LifestyleMap, paper: str) -> HttpResponse:
    """On paper; a draft too, for who makes it."""
    if (sheet := format_named(paper)) is None:
        raise Http404(paper)
    return pdf_response(poster(sheet_of(of, now()), sheet, now()), f"{of.slug}-{sheet.name}")


def pdf_response(made: bytes, name: str) -> HttpResponse:
    """A PDF that opens in the browser, with a name for who saves it."""
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response


def _words_form(of: LifestyleMap, data: Any) -> MapForm:
    return MapForm(of, of.groups.all(), of.entries.select_related("service"), data)


def _do(request: KortelijnRequest, of: LifestyleMap, what: str) -> HttpResponse:
    """`omhoog:<key>`, `omlaag:<key>`, `weg:<key>`; without it the words were saved, and that is said."""
    verb, _sign, key = what.partition(":")
    row = _row(of, key)
    here = reverse("lifestyle:change", kwargs={"pk": of.pk})
    if row is None:
        messages.success(request, _("Bewaard."))
        return redirect(here)
    if verb == "weg" and isinstance(row, Entry):
        actions.remove_entry(request.actor, row)
        messages.success(request, _("{name} is van de kaart gehaald.").format(name=row.service.name))
        return redirect(f"{here}#opzet")
    if verb in (actions.UP, actions.DOWN):
        actions.move(request.actor, row, verb)
    return redirect(f"{here}#rij-{row.pk}")


def _row(of: LifestyleMap, key: str) -> Entry | Group | None:
    """The entry or heading of this map with this key; anything else is nothing."""
    try:
        pk = UUID(key)
    except ValueError:
        return None
    entry = of.entries.filter(pk=pk).select_related("map", "service").first()
    return entry or of.groups.filter(pk=pk).select_related("map").first()


def _added(request: KortelijnRequest, of: LifestyleMap, form: PickForm) -> bool:
    data = form.cleaned_data
    rows = Service.objects.filter(network=of.network_id, pk__in=data["aanbod"]).order_by("name", "id")
    try:
        made = actions.add_entries(request.actor, of, rows, heading=data["kopje"])
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, _("{number} op de kaart gezet onder “{heading}”.").format(
        number=len(made), heading=data["kopje"]
    ))  # fmt: skip
    return True


def _page(of: LifestyleMap, form: MapForm, at: datetime) -> dict[str, Any]:
    """The form, cut into headings with their entries, the picture as it will be, and what has stopped."""
    sheet = sheet_of(of, at)
    rows = [
        {
            "section": section, "heading": form[f"kop-{section.pk}"],
            "lines": [
                {"line": line, "own": form[f"regel-{line.pk}"], "under": form[f"onder-{line.pk}"]}
                for line in section.lines
            ],
        }
        for section in sheet.sections
    ]  # fmt: skip
    picture = picture_of(sheet, *SCREEN, radius=16) if sheet.lines else None
    return {
        "map": of, "form": form, "rows": rows, "sheet": sheet, "picture": picture, "history": history_of(of),
        "stopped": sheet.stopped, "many": len(rows) > 1,
    }  # fmt: skip
