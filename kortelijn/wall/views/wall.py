"""The wall itself, for a coordinator who is logged in and for a machine that has tonight's code."""

from typing import Any

import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from kortelijn.kernel.screens import KortelijnRequest, public, screen
from kortelijn.kernel.throttle import comes_from, count_wrong, is_braked
from kortelijn.parties.language import open_in_that_of
from kortelijn.parties.models import Network
from kortelijn.ui.html import rendered
from kortelijn.wall.actions import open_showing
from kortelijn.wall.forms import CodeForm
from kortelijn.wall.islands import LEAST, MONTHS, sea_of
from kortelijn.wall.mapping import map_of
from kortelijn.wall.models import Contribution, Evening, Showing
from kortelijn.wall.parties import by_theme, parties_of
from kortelijn.wall.queries import evening_now, in_groups, steps_of

IN_SESSION = "wall"
BRAKE = {"limit": 10, "seconds": 600}
WHY = "the laptop of a community house has no account: the code of the evening, braked against guessing, shows the wall"
READ_ONLY = ("GET", "HEAD")


@screen("wall.show", methods=READ_ONLY)
def wall(request: KortelijnRequest) -> HttpResponse:
    """All parties, the islands and the question, for whoever coordinates."""
    page = _page(request, _network(request)) | {"own": True, "board_url": reverse("wall:board")}
    return render(request, "wall/wall.html", page)


@screen("wall.show", methods=READ_ONLY)
def board(request: KortelijnRequest) -> HttpResponse:
    """What was said by now: the part of the wall that changes."""
    if not _asked_by_the_wall(request):
        return redirect("wall:wall")
    return render(request, "wall/board.html", _board(evening_now(_network(request))) | {"own": True})


@screen("wall.open_showing")
def code(request: KortelijnRequest) -> HttpResponse:
    """Give a code with which another machine shows the wall tonight."""
    network = _network(request)
    if request.method == "POST":
        open_showing(request.actor, network)
        messages.success(request, _("Dit is de code. Wie hem heeft, kan tot het einde van de avond de wand tonen."))
        return redirect("wall:code")
    showing = Showing.objects.live().of_network(network.pk).first()
    address = _spoken(request, reverse("wall:elsewhere"))
    return render(request, "wall/code.html", {"showing": showing, "address": address})


@never_cache
@public(WHY)
def elsewhere(request: HttpRequest) -> HttpResponse:
    """Ask for the code, or show the wall that it opened."""
    showing = _showing(request)
    if showing:
        open_in_that_of(request, showing.network)
    if showing and request.method != "POST":
        page = _page(request, showing.network) | {"own": False, "board_url": reverse("wall:board_elsewhere")}
        return render(request, "wall/wall.html", page)
    brake = f"wall:{comes_from(request)}"
    if request.method == "POST" and is_braked(brake, **BRAKE):
        return render(request, "429.html", status=429)
    form = CodeForm(request.POST or None)
    if form.is_valid() and _opens(request, form, brake):
        return redirect("wall:elsewhere")
    return render(request, "wall/enter.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@public(WHY)
def board_elsewhere(request: HttpRequest) -> HttpResponse:
    """What was said by now, on a machine with the code."""
    showing = _showing(request)
    if showing is None or not _asked_by_the_wall(request):
        return redirect("wall:elsewhere")
    open_in_that_of(request, showing.network)
    return render(request, "wall/board.html", _board(evening_now(showing.network)) | {"own": False})


def _asked_by_the_wall(request: HttpRequest) -> bool:
    """A part of a page is for the script that puts it there; whoever comes otherwise gets the page."""
    return request.headers.get("X-Requested-With") == "fetch"


def _opens(request: HttpRequest, form: CodeForm, brake: str) -> bool:
    showing = Showing.objects.live().filter(code=form.cleaned_data["code"]).first()
    if showing is None:
        count_wrong(brake, **BRAKE)
        form.add_error("code", _("Deze code werkt niet (meer). Vraag de coördinator om een nieuwe."))
        return False
    request.session[IN_SESSION] = str(showing.pk)
    if not request.user.is_authenticated:
        request.session.set_expiry(0)
    return True


def _showing(request: HttpRequest) -> Showing | None:
    key = request.session.get(IN_SESSION)
    return Showing.objects.live().select_related("network").filter(pk=key).first() if key else None


def _network(request: KortelijnRequest) -> Network:
    return get_object_or_404(Network, pk=request.actor.network_id)


def _page(request: HttpRequest, network: Network) -> dict[str, Any]:
    """Everything at once, so that going from one to the other needs no server."""
    parties, more = parties_of(network)
    evening = evening_now(network)
    page = {
        "network": network, "parties": parties, "more": more, "shelves": by_theme(parties),
        "map": map_of(network, parties), "sea": sea_of(network), "least": LEAST, "months": MONTHS,
        "stories": sum(len(each.stories) for each in parties),
        "services": sum(len(each.services) for each in parties),
    }  # fmt: skip
    return page | _board(evening) | (_invitation(request, evening) if evening else {"qr": "", "say_at": ""})


def _invitation(request: HttpRequest, evening: Evening) -> dict[str, str]:
    """How a phone gets there: by its camera, or by typing."""
    address = request.build_absolute_uri(reverse("wall:say", args=[evening.code]))
    drawn = segno.make(address, error="m").svg_inline(
        border=0, dark="#14323A", omitsize=True, svgclass=None, lineclass=None, title=_("QR-code naar de vraag")
    )
    return {"qr": rendered(drawn), "say_at": _spoken(request, reverse("wall:enter"))}


def _spoken(request: HttpRequest, path: str) -> str:
    """An address as one reads it aloud."""
    return f"{request.get_host()}{path}".rstrip("/")


def _board(evening: Evening | None) -> dict[str, Any]:
    """Three statements: what is shown, how much waits, and which steps were made."""
    if evening is None:
        return {"evening": None, "groups": [], "said": 0, "waiting": 0, "steps": []}
    shown = list(Contribution.objects.shown().filter(evening=evening).order_by("at", "id"))
    waiting = Contribution.objects.held().filter(evening=evening).count()
    return {
        "evening": evening, "groups": in_groups(shown), "said": len(shown), "waiting": waiting,
        "steps": steps_of(evening),
    }  # fmt: skip
