"""The one box. The question is personal, so it only travels in the body of a POST: never in an address or a log."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from kortelijn.directory.queries import place_of
from kortelijn.finding.beside import parts_beside
from kortelijn.finding.danger import dangers_in
from kortelijn.finding.find import Found, Result, find
from kortelijn.finding.forms import EXAMPLES, Asked, asked_in, chosen_in
from kortelijn.kernel.policy import may
from kortelijn.kernel.screens import KortelijnRequest, screen
from kortelijn.parties.models import Network
from kortelijn.vocabulary.needs import DOMAINS, Domain, domain

TURN = re.compile(r",| (?:en|of|and|or) ")  # where the title of a domain names its second thing
AT_ONCE = 5  # the rest folds open: one minute is short
SEND = "/recept/nieuw/"  # on a floor above: only its address is known here


@dataclass(frozen=True, slots=True)
class Next:
    """A question to ask on, with the need that one tap adds."""

    question: str
    code: str
    domain: Domain

    @property
    def short(self) -> str:
        """The domain up to its first turn ("geld", "iets om handen"), which is enough beside its question."""
        return TURN.split(self.domain.title)[0].lower()


@screen("finding.find")
def search(request: KortelijnRequest) -> HttpResponse:
    """The box and, under it, what fits; htmx asks only for the part under the box."""
    asked = asked_in(request.POST) if request.POST else chosen_in(request.GET)
    template = "finding/results.html" if request.headers.get("HX-Request") else "finding/find.html"
    return render(request, template, _page(request, asked))


def _page(request: KortelijnRequest, asked: Asked) -> dict[str, Any]:
    page = {"asked": asked, "beside": parts_beside(request), "may_send": may(request.actor, "referrals.send")}
    if asked.is_empty:
        return page | {"found": None, "examples": EXAMPLES}
    return page | _answer(asked, _find(request, asked))


def _find(request: KortelijnRequest, asked: Asked) -> Found:
    network = get_object_or_404(Network, pk=request.actor.network_id)
    near = place_of(request.actor.organization_id)
    return find(network, asked.question, needs=asked.needs, without=asked.without, near=near)


def _answer(asked: Asked, found: Found) -> dict[str, Any]:
    return {
        "found": found, "others": _others(found), "ask_on": _ask_on(found),
        "dangers": dangers_in(found.understanding.safety),
        "outside": None if asked.needs else found.understanding.out_of_scope,
        "cards": _cards(found)[:AT_ONCE], "rest": _cards(found)[AT_ONCE:],
        "along_url": _send_url(found.codes),
    }  # fmt: skip


def _cards(found: Found) -> list[tuple[Result, str, str]]:
    return [
        (result, _send_url(found.codes, str(result.service.pk)), _look_url(found.codes, result))
        for result in found.results
    ]


def _send_url(codes: Sequence[str], service: str = "") -> str:
    """Where the recipe is written, with the needs that were heard; nobody's words or name are in it."""
    chosen = [("aanbod", service)] if service else []
    return f"{SEND}?{urlencode([*chosen, *(('nodig', code) for code in codes)])}"


def _look_url(codes: Sequence[str], result: Result) -> str:
    """Where one reads more first, with the same needs, so that the way round loses nothing."""
    chosen = [("van", "zoek"), *(("nodig", code) for code in codes)]
    return f"{reverse('directory:service', args=[result.service.pk])}?{urlencode(chosen)}"


def _others(found: Found) -> list[Domain]:
    """The domains that were not heard, for "iets anders"."""
    shown = {chip.code for chip in found.chips}
    return [each for each in DOMAINS if each.code not in shown]


def _ask_on(found: Found) -> list[Next]:
    """What to ask on, except for what was already added."""
    asks = [each for each in found.understanding.ask_on if each.need not in found.codes]
    return [Next(each.question, each.need, domain(each.domain)) for each in asks]
