"""The one box. The question is personal, so it only travels in the body of a POST: never in an address or a log."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from kortelijn.directory.along import along_with
from kortelijn.finding import switches
from kortelijn.finding.actions import count_choice, count_search
from kortelijn.finding.beside import parts_beside
from kortelijn.finding.counting import counted
from kortelijn.finding.danger import dangers_in
from kortelijn.finding.find import Found, find
from kortelijn.finding.forms import EXAMPLES, Asked, all_codes, asked_in, asking_in, chosen_in, key_in
from kortelijn.finding.heard import all_taken_away, ask_on, finer_than, heard_in, others_than, watched
from kortelijn.finding.models import Search
from kortelijn.finding.queries import place_of_postcode
from kortelijn.kernel.policy import may
from kortelijn.kernel.screens import KortelijnRequest, screen
from kortelijn.parties.models import Network
from kortelijn.vocabulary.needs import title_of

AT_ONCE = 5  # the rest folds open: one minute is short
SEND = "/recept/nieuw/"  # on a floor above: only its address is known here


@screen("finding.find")
def search(request: KortelijnRequest) -> HttpResponse:
    """The box and, under it, what fits; htmx asks only for the part under the box."""
    asked = asked_in(request.POST) if request.POST else chosen_in(request.GET, along_with(request))
    part = request.headers.get("HX-Request")
    page = _page(request, asked) | ({} if part else {"names": [title_of(code) for code in all_codes()]})
    return render(request, "finding/results.html" if part else "finding/find.html", page)


@screen("finding.find", methods=("POST",))
def chosen(request: KortelijnRequest) -> HttpResponse:
    """A result was opened, or a recipe is begun from it: that is counted, and nothing else."""
    asking, service = asking_in(request.POST), key_in(request.POST.get("aanbod", ""))
    if asking and service:
        count_choice(request.actor, asking, service, referred="verwijs" in request.POST)
    return HttpResponse(status=204)


def _page(request: KortelijnRequest, asked: Asked) -> dict[str, Any]:
    page = {"asked": asked, "beside": parts_beside(request), "may_send": may(request.actor, "referrals.send")}
    if asked.is_empty:
        return page | {"found": None, "examples": EXAMPLES}
    network = get_object_or_404(Network, pk=request.actor.network_id)
    found = _find(request, network, asked)
    sought = request.method == "POST" and not all_taken_away(found, asked)
    if sought and (seen := counted(found, asked.needs, asked.filters.chosen)):
        count_search(request.actor, network, asked.asking, Search.Door.SCREEN, seen)
    return page | _answer(asked, found)


def _find(request: KortelijnRequest, network: Network, asked: Asked) -> Found:
    return find(
        network, asked.question, needs=asked.needs, without=asked.without, filters=asked.filters,
        organization=request.actor.organization_id,
    )  # fmt: skip


def _answer(asked: Asked, found: Found) -> dict[str, Any]:
    emptied = all_taken_away(found, asked)
    cards = [] if emptied else found.results
    return {
        "emptied": emptied,
        "found": found, "heard": heard_in(found), "finer": finer_than(found), "others": others_than(found),
        "ask_on": ask_on(found, asked), "watched": [] if emptied else watched(found),
        "dangers": dangers_in(found.understanding.safety),
        "outside": None if asked.needs else found.understanding.out_of_scope,
        "cards": cards[:AT_ONCE], "rest": cards[AT_ONCE:], "send_url": SEND,
        "chosen": switches.chosen(asked.filters), "quick": switches.quick(asked.filters),
        "steps": switches.steps(asked.filters), "languages": switches.languages(asked.filters),
        "lost": bool(asked.filters.postcode) and place_of_postcode(asked.filters.postcode) is None,
    }  # fmt: skip
