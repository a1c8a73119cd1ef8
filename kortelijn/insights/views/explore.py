"""The network to look around in: drawn, as a list and as a table, and to take along."""

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from kortelijn.insights import export, purpose
from kortelijn.insights.drawing import SHAPES, drawn
from kortelijn.insights.duties import contacts_by_person
from kortelijn.insights.export import Node
from kortelijn.insights.measures.edges import Edges
from kortelijn.insights.models import CONTACT, KNOWS, lens_choices
from kortelijn.insights.queries import is_small, lens_named
from kortelijn.insights.roster import FIELD_WORDS, Roster, roster_of
from kortelijn.insights.views.vitality import READ_ONLY, network_of
from kortelijn.kernel.policy import may
from kortelijn.kernel.screens import KortelijnRequest, screen
from kortelijn.ties.queries import live_ties
from kortelijn.ui.shell import NavItem

FILES = {"graphml": "netwerk.graphml", "ties": "banden.csv", "people_sheet": "mensen.csv"}


def _lens(request: KortelijnRequest) -> str:
    """What people say of each other is for sums only, so it is never drawn."""
    lens = lens_named(request.GET.get("laag", ""))
    return CONTACT if lens == KNOWS else lens


def _read(request: KortelijnRequest) -> tuple[Roster, Edges, list[Node]]:
    network, named = network_of(request), bool(purpose.stated(request))
    roster = roster_of(network) if named else export.disguised(roster_of(network))
    edges = roster.edges(live_ties(network), _lens(request))
    return roster, edges, export.nodes_of(roster, named=named)


@screen("insights.explore", methods=READ_ONLY)
def explore(request: KortelijnRequest) -> HttpResponse:
    """Who has contact with whom."""
    lens = _lens(request)
    tabs = [NavItem(str(label), f"?laag={key}", key == lens) for key, label in lens_choices() if key != KNOWS]
    context: dict[str, Any] = {"tabs": tabs, "lens": lens, "coordinates": may(request.actor, "insights.see_people")}
    context |= {"purpose": purpose.stated(request), "here": request.get_full_path()}
    if is_small(network_of(request)):
        context |= _drawn(*_read(request)) | {"data_url": f"{reverse('insights:points')}?laag={lens}"}
    return render(request, "insights/explore.html", context)


def _drawn(roster: Roster, edges: Edges, nodes: list[Node]) -> dict[str, Any]:
    known = contacts_by_person(edges)
    rows = [
        (place, node, sorted(nodes[each].label for each in known[place]))
        for place, node in sorted(enumerate(nodes), key=lambda each: _naturally(each[1].label))
    ]
    there = {node.field for node in nodes}
    fields = [(code, label, SHAPES[code]) for code, label in FIELD_WORDS.items() if code in there]
    return {"picture": _picture(roster, edges, nodes), "rows": rows, "fields": fields, "ties": edges.size}


def _naturally(label: str) -> tuple[str, int]:
    """So that `zorg 10` comes after `zorg 2`."""
    words, _space, last = label.rpartition(" ")
    return (words, int(last)) if last.isdecimal() else (label, 0)


def _picture(roster: Roster, edges: Edges, nodes: list[Node]) -> Any:
    kinds = [node.field for node in nodes]
    return drawn(edges, roster, [node.label for node in nodes], kinds=kinds)


@screen("insights.explore", methods=READ_ONLY)
def points(request: KortelijnRequest) -> HttpResponse:
    """The same picture as data for the script, which lets one move around in it."""
    if not is_small(network_of(request)):
        raise Http404
    roster, edges, nodes = _read(request)
    picture = _picture(roster, edges, nodes)
    people = [
        {"name": node.label, "field": node.field, "role": node.role, "x": dot.x, "y": dot.y}
        for node, dot in zip(nodes, picture.dots, strict=True)
    ]
    links = [[int(one), int(other)] for one, other in zip(edges.source, edges.target, strict=True)]
    fields = {code: str(label) for code, label in FIELD_WORDS.items()}
    return JsonResponse({"people": people, "links": links, "fields": fields, "shapes": SHAPES})


@screen("insights.explore", methods=READ_ONLY)
def take_along(request: KortelijnRequest, what: str) -> HttpResponse:
    """GraphML, or one of the two sheets."""
    _roster, edges, nodes = _read(request)
    made: dict[str, Iterator[str]] = {
        "graphml": export.graphml(nodes, edges), "ties": export.ties_as_csv(nodes, edges),
        "people_sheet": export.people_as_csv(nodes),
    }  # fmt: skip
    kind = "application/graphml+xml" if what == "graphml" else "text/csv; charset=utf-8"
    headers = {"Content-Disposition": f'attachment; filename="{FILES[what]}"'}
    return HttpResponse("".join(made[what]), content_type=kind, headers=headers)
