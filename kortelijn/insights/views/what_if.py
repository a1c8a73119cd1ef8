"""Take somebody out and see what happens; only to whom coordinates, and said what for."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from kortelijn.insights import purpose
from kortelijn.insights.drawing import Drawing, drawn
from kortelijn.insights.figures import LIVE
from kortelijn.insights.queries import people_in
from kortelijn.insights.shown import number, percent
from kortelijn.insights.views.vitality import READ_ONLY, network_of
from kortelijn.insights.what_if import ORGANIZATION, PERSON, SEAT, Here, Taken, outcome_of
from kortelijn.kernel.screens import KortelijnRequest, screen
from kortelijn.ui.shell import optional_url

MOST = 5_000  # up to so many people it is tried while one waits; up to LIVE with a picture and all of them to choose
LONGEST, SHOWN = 80, 50
Choices = list[tuple[str, list[tuple[str, str]]]]


@screen("insights.what_if", methods=READ_ONLY)
def what_if(request: KortelijnRequest) -> HttpResponse:
    """Choose who or what, and see it."""
    if not purpose.stated(request):
        back = urlencode({"terug": request.get_full_path()})
        return redirect(f"{reverse('insights:people')}?{back}")
    network = network_of(request)
    people = people_in(network)
    if people > MOST:
        return render(request, "insights/what_if.html", {"too_large": True})
    here = Here.of(network)
    chosen, words = request.GET.get("wie", ""), request.GET.get("zoek", "").replace("\x00", "")[:LONGEST]
    taken, seeks = here.taken(chosen), people > LIVE
    choices = _with(_choices(here), words) if seeks else _choices(here)
    context: dict[str, Any] = {"choices": choices, "chosen": chosen, "taken": taken, "seeks": seeks, "words": words}
    if taken:
        context |= _shown(here, taken)
    return render(request, "insights/what_if.html", context)


def _choices(here: Here) -> Choices:
    """Everybody, every seat and every organization, each in the order of the alphabet."""
    seats = sorted(here.seats.values(), key=lambda seat: (seat.organization.name, seat.title))
    organizations = {seat.organization_id: seat.organization.name for seat in seats}
    return [
        (PERSON, [(f"{PERSON}:{each.person.pk}", f"{each.name}, {each.role}") for each in here.roster.members]),
        (SEAT, [(f"{SEAT}:{seat.pk}", f"{seat.organization.name}: {seat.title}") for seat in seats]),
        (ORGANIZATION, [(f"{ORGANIZATION}:{key}", name) for key, name in organizations.items()]),
    ]


def _with(choices: Choices, words: str) -> Choices:
    """Of very many only those with these words in their name, and no more than one can look through."""
    sought = words.casefold().split()
    found = [(kind, [one for one in options if all(word in one[1].casefold() for word in sought)][:SHOWN])
             for kind, options in choices]  # fmt: skip
    return [each for each in found if sought and each[1]]


def _shown(here: Here, taken: Taken) -> dict[str, Any]:
    outcome = outcome_of(here, taken)
    loose = {here.roster.place[member.person.pk] for piece in outcome.apart for member in piece}
    names = [member.name for member in here.roster.members]
    several = taken.people if len(taken.people) > 1 else []
    gone = [(here.roster.members[each].name, here.roster.members[each].role) for each in several]
    figures = [
        (percent(outcome.shock.fragmentation[0]), percent(outcome.shock.fragmentation[1])),
        (number(outcome.shock.distance[0]), number(outcome.shock.distance[1])),
    ]
    said = {*taken.people, *loose} if len(loose) + len(taken.people) <= len(names) // 2 + 1 else set(taken.people)
    return {
        "outcome": outcome, "apart": sum(map(len, outcome.apart)), "fragmentation": figures[0], "distance": figures[1],
        "picture": _picture(here, taken, names, said), "gone": gone,
        "movement": [
            (_("Open taken die verhuizen"), outcome.tasks), (_("daarvan naar een vervanger"), outcome.to_deputy),
            (_("daarvan naar de coördinator"), outcome.tasks - outcome.to_deputy),
            (_("Lopende verwijzingen daarbij"), outcome.referrals),
        ], "step_url": _step(),
    }  # fmt: skip


def _picture(here: Here, taken: Taken, names: list[str], said: set[int]) -> Drawing | None:
    """Of so many people that their dots cannot be told apart there is none."""
    if len(names) > LIVE:
        return None
    return drawn(here.contacts, here.roster, names, gone=set(taken.people), said=said)


def _step() -> str:
    """A step that names nobody: who it is about, the coordinator knows."""
    url = optional_url("steps:new")
    what = _("Laat twee collega's kennismaken die elkaar nu alleen via een ander vinden")
    return f"{url}?{urlencode({'what': what})}" if url else ""
