"""Answering: from the mail without account, or signed in; a GET changes nothing, because scanners follow links."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from kortelijn.kernel.actor import PUBLIC, Actor
from kortelijn.kernel.errors import Refused
from kortelijn.kernel.screens import KortelijnRequest, public, screen
from kortelijn.kernel.throttle import comes_from, count_wrong, is_braked
from kortelijn.parties.language import open_in_that_of
from kortelijn.parties.models import Seat
from kortelijn.ties import actions
from kortelijn.ties.asking import open_round
from kortelijn.ties.asking_page import KNOW, PURPOSE, WORK, Step, step_of
from kortelijn.ties.forms import KnowsForm, TogetherForm
from kortelijn.ties.models import Round

WHY = "a colleague answers a mail on a phone without logging in; the signed link is the proof, and is theirs alone"
POSTS = {"limit": 120, "seconds": 600}
STOP = "wis"


@never_cache
@public(WHY)
def letter(request: HttpRequest, key: str) -> HttpResponse:
    """One person's round, step by step."""
    if request.method == "POST":
        brake = f"tie-answer:{comes_from(request)}"
        if is_braked(brake, **POSTS):
            return render(request, "429.html", status=429)
        count_wrong(brake, **POSTS)
    asked = Round.of_key(key)
    if asked is None:
        return render(request, "ties/unknown.html", status=404)
    open_in_that_of(request, asked.network)
    if not asked.is_valid:
        return render(request, "ties/over.html", {"asked": asked}, status=410)
    here = reverse("ties:letter", args=[key])
    return _answer(request, PUBLIC, asked, here) if request.method == "POST" else _page(request, asked, here)


@never_cache
@screen("ties.see_mine")
def ask_me(request: KortelijnRequest) -> HttpResponse:
    """The same for who is signed in; they may begin whenever they want."""
    network = Seat.objects.select_related("network").get(pk=request.actor.own_seat).network
    asked, here = open_round(network.pk, request.actor.person_id), reverse("ties:ask_me")
    if request.method == "POST" and request.POST.get("stap") == PURPOSE:
        asked = actions.begin_own(request.actor, network)
        return HttpResponseRedirect(here if asked.finished_at is None else reverse("ties:mine"))
    if asked is None:
        step = Step(PURPOSE)
        return render(request, "ties/asking.html", {"network": network, "step": step, "here": here, "signed_in": True})
    if request.method == "POST":
        return _answer(request, request.actor, asked, here, reverse("ties:mine"))
    return _page(request, asked, here, signed_in=True)


def _page(
    request: HttpRequest, asked: Round, here: str, step: Step | None = None, *, signed_in: bool = False
) -> HttpResponse:
    shown = step or step_of(asked, part=request.GET.get("deel", ""))
    page = {"asked": asked, "network": asked.network, "step": shown, "here": here, "signed_in": signed_in}
    return render(request, "ties/asking.html", page, status=422 if step else 200)


def _answer(request: HttpRequest, actor: Actor, asked: Round, here: str, done: str = "") -> HttpResponse:
    """Begin, take back, or the answers of one page; with an answer that cannot be, the page comes back."""
    name = request.POST.get("stap", "")
    try:
        if name == PURPOSE:
            asked = actions.agree(actor, asked)
        elif name == STOP:
            actions.withdraw(actor, asked)
            messages.success(request, _("Uw antwoorden zijn gewist."))
            return HttpResponseRedirect(done or here)
        elif name in (KNOW, WORK):
            step = step_of(asked, data=request.POST, name=name)
            if step.form is not None and not step.form.is_valid():
                return _page(request, asked, here, step, signed_in=bool(done))
            asked = _keep(actor, asked, step)
    except Refused as refused:
        messages.error(request, str(refused))
    return HttpResponseRedirect(done if done and asked.finished_at else here)


def _keep(actor: Actor, asked: Round, step: Step) -> Round:
    if isinstance(step.form, KnowsForm):
        return actions.say_known(actor, asked, step.form.answers)
    if isinstance(step.form, TogetherForm) and step.about:
        return actions.say_together(actor, asked, step.about.pk, step.form.grades)
    return asked
