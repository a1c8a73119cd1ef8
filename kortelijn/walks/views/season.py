"""All walks, one season, and what its leader and its people do there."""

from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kortelijn.kernel.errors import Refused
from kortelijn.kernel.policy import may
from kortelijn.kernel.screens import KortelijnRequest, screen
from kortelijn.kernel.told import told
from kortelijn.parties.models import Seat
from kortelijn.walks import actions, pages
from kortelijn.walks.afterwards.actions import thank as say_thanks
from kortelijn.walks.forms import AnswerForm, SeasonForm, ThanksForm
from kortelijn.walks.models import Lesson, Season

SHOWN = 30


@screen("walks.see", methods=("GET", "HEAD"))
def every(request: KortelijnRequest) -> HttpResponse:
    """What is coming, what was, and what it brought."""
    seasons = list(Season.objects.visible_to(request.actor).prefetch_related("days")[:SHOWN])
    counts = pages.counts_of(seasons)
    rows = [(season, counts[season.pk], [pages.day_words(day) for day in season.days.all()]) for season in seasons]
    page = {
        "going": [row for row in rows if not row[0].is_over], "over": [row for row in rows if row[0].is_over],
        "met": sum(count.new_pairs for _season, count, _days in rows), "may_start": may(request.actor, "walks.start"),
    }  # fmt: skip
    return render(request, "walks/list.html", page)


@screen("walks.start")
def new(request: KortelijnRequest) -> HttpResponse:
    """A new season."""
    form = SeasonForm(request.POST if request.method == "POST" else None, initial={"key": uuid4()})
    if request.method == "POST" and form.is_valid():
        leader = Seat.objects.select_related("network").get(pk=request.actor.own_seat)
        data = form.cleaned_data
        try:
            made = actions.start_season(
                request.actor, leader.network, title=data["title"], words=data["words"], leader=leader,
                days=form.days, answer_by=data["answer_by"], key=data["key"], **form.shape,
            )  # fmt: skip
        except (Refused, ValidationError) as refused:
            form.add_error(None, " ".join(getattr(refused, "messages", [str(refused)])))
        else:
            messages.success(request, _("Iedereen in het netwerk krijgt een mail. Noem nu wie er ontvangt."))
            return redirect("walks:hosts", pk=made.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "walks/new.html", {"form": form}, status=status)


@screen("walks.see", of=Season, methods=("GET", "HEAD"))
def season(request: KortelijnRequest, season: Season) -> HttpResponse:
    """How far it is, what I said, and for who leads it the next step."""
    return _show(request, season, 200)


@screen("walks.join", of=Season)
def join(request: KortelijnRequest, season: Season) -> HttpResponse:
    """Come along or not; no is one tap too."""
    if request.method != "POST":
        return redirect("walks:season", pk=season.pk)
    form = AnswerForm(request.POST, season=season, walker=None)
    comes = request.POST.get("antwoord") != "nee"
    if comes and not form.is_valid():
        return _show(request, season, 422, form)
    try:
        actions.join(request.actor, season, **(form.said if comes else {"comes": False}))
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("walks:season", pk=season.pk)
    messages.success(request, _("Fijn, u loopt mee.") if comes else _("Duidelijk. Misschien een volgende keer."))
    return redirect("walks:season", pk=season.pk)


@screen("walks.lead", of=Season, methods=("POST",))
def invite(request: KortelijnRequest, season: Season) -> HttpResponse:
    """Everybody hears."""
    try:
        actions.invite(request.actor, season)
        messages.success(request, _("De uitnodigingen zijn onderweg, met de afspraak voor in de agenda."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("walks:season", pk=season.pk)


@screen("walks.lead", of=Season)
def thank(request: KortelijnRequest, season: Season) -> HttpResponse:
    """Words to the hosts, and the season is over."""
    form = ThanksForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            say_thanks(request.actor, season, form.cleaned_data["words"])
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("De gastheren zijn bedankt. Dit was het."))
            return redirect("walks:season", pk=season.pk)
    page = {"season": season, "form": form, "count": pages.counts_of([season])[season.pk]}
    return render(request, "walks/thank.html", page, status=422 if request.method == "POST" else 200)


def _show(request: KortelijnRequest, season: Season, status: int, form: AnswerForm | None = None) -> HttpResponse:
    walker = pages.mine_in(request.actor, season)
    leads = may(request.actor, "walks.lead", season)
    told_of = season.status in (Season.Status.INVITED, Season.Status.OVER)
    page = {
        "season": season, "walker": walker, "leads": leads, "count": pages.counts_of([season])[season.pk],
        "days": [pages.day_words(day) for day in season.days.all()],
        "form": form or AnswerForm(season=season, walker=walker), "mine": pages.places_of(walker) if walker else [],
        "cards": pages.cards_of(season) if told_of else [], "history": told([season.pk]) if leads else [],
        "lessons": Lesson.objects.filter(group__season=season).select_related("host__organization", "service"),
        "waits": bool(walker and told_of and season.walkers.waiting().filter(pk=walker.pk).exists()),
    }  # fmt: skip
    return render(request, "walks/season.html", page, status=status)
