"""The groups: made by the planner, changed by hand, each change checked before it is made."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from kortelijn.kernel.errors import Refused
from kortelijn.kernel.screens import KortelijnRequest, screen
from kortelijn.walks.fitting import check_move
from kortelijn.walks.models import Group, Season, Walker
from kortelijn.walks.pages import board_of, counts_of
from kortelijn.walks.planning import actions
from kortelijn.walks.planning.progress import progress_of

WAITING = "wacht"


@screen("walks.lead", of=Season)
def board(request: KortelijnRequest, season: Season) -> HttpResponse:
    """While it is planned how far it is; then who walks with whom, and why."""
    if request.method == "POST":
        try:
            actions.ask_plan(request.actor, season)
        except Refused as refused:
            messages.error(request, str(refused))
        return redirect("walks:board", pk=season.pk)
    last = season.plannings.first()
    busy = last is not None and last.status == "busy"
    page = {
        "season": season, "planning": last, "busy": busy, "progress": progress_of(last) if last and busy else None,
        "board": None if busy else board_of(season), "count": counts_of([season])[season.pk],
    }  # fmt: skip
    return render(request, "walks/board.html", page)


@screen("walks.lead", of=Season, methods=("POST",))
def move(request: KortelijnRequest, season: Season) -> HttpResponse:
    """Put somebody in another group, or on the waiting list."""
    walker, source, target = _named(season, request.POST)
    try:
        cost = actions.move(request.actor, season, walker, source, target)
        messages.success(request, _("{name} is overgezet: {cost}.").format(name=walker.person.name, cost=cost))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("walks:board", pk=season.pk)


@screen("walks.lead", of=Season, methods=("GET", "HEAD"))
def check(request: KortelijnRequest, season: Season) -> HttpResponse:
    """What a move would mean, while somebody drags; nothing changes."""
    found = check_move(season, *_named(season, request.GET))
    words = " ".join(found.refusals) if found.refusals else found.words
    return JsonResponse({"may": found.may, "words": words})


def _named(season: Season, given: QueryDict) -> tuple[Walker, Group | None, Group | None]:
    """Who, from where, where to."""
    walkers = season.walkers.select_related("person", "seat")
    walker = get_object_or_404(walkers, pk=_key(given.get("wie", "")))
    return walker, _group(season, given.get("van", "")), _group(season, given.get("naar", ""))


def _group(season: Season, text: str) -> Group | None:
    if text in ("", WAITING):
        return None
    return get_object_or_404(season.groups.select_related("day"), pk=_key(text))


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
