"""The own link from the mail: come along or not, and later yes or no to a place. A GET changes nothing."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kortelijn.kernel.actor import PUBLIC
from kortelijn.kernel.errors import Refused
from kortelijn.kernel.screens import public
from kortelijn.kernel.throttle import comes_from, count_wrong, is_braked
from kortelijn.parties.language import open_in_that_of
from kortelijn.walks import actions
from kortelijn.walks.calendar import file_of
from kortelijn.walks.forms import AnswerForm
from kortelijn.walks.models import Place, Season, Walker
from kortelijn.walks.pages import Stop, cards_of, places_of

WHY = "a colleague answers a mail with one tap, without logging in; the signed link is the proof, and is theirs alone"
POSTS = {"limit": 60, "seconds": 600}


@never_cache
@public(WHY)
def letter(request: HttpRequest, key: str) -> HttpResponse:
    """Everything for one person about one season."""
    if request.method == "POST":
        brake = f"walk-answer:{comes_from(request)}"
        if is_braked(brake, **POSTS):
            return render(request, "429.html", status=429)
        count_wrong(brake, **POSTS)
    walker = Walker.of_key(key)
    if walker is None:
        return render(request, "walks/unknown.html", status=404)
    open_in_that_of(request, walker.season.network)
    if not walker.link_works:
        return render(request, "walks/over.html", {"season": walker.season}, status=410)
    if request.method != "POST":
        return _show(request, walker, key)
    return _said(request, walker, key)


def _said(request: HttpRequest, walker: Walker, key: str) -> HttpResponse:
    """One of four buttons: come along, not, yes to this place, no to this place."""
    said, comes = request.POST.get("antwoord", ""), request.POST.get("antwoord", "").endswith("ja")
    form = AnswerForm(request.POST, season=walker.season, walker=walker)
    try:
        if said in ("plaats-ja", "plaats-nee"):
            actions.answer_place(PUBLIC, _place(walker, request.POST.get("groep", "")), comes=comes)
        elif comes and not form.is_valid():
            return _show(request, walker, key, form)
        else:
            actions.answer(PUBLIC, walker, **(form.said if comes else {"comes": False}))
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Fijn, tot dan.") if comes else _("Dank voor uw bericht. Tot een andere keer."))
    return redirect("walks:letter", key=key)


def _place(walker: Walker, group: str) -> Place:
    for place in places_of(walker):
        if str(place.group_id) == group:
            place.walker = walker
            return place
    raise Http404


def _show(request: HttpRequest, walker: Walker, key: str, form: AnswerForm | None = None) -> HttpResponse:
    season, places = walker.season, places_of(walker)
    shown = [(place, _stops(place), _others(place)) for place in places]
    page = {
        "walker": walker, "season": season, "key": key, "places": shown,
        "form": form or AnswerForm(season=season, walker=walker),
        "waits": season.status == Season.Status.INVITED and not places and walker.answer == Walker.Answer.YES,
    }  # fmt: skip
    return render(request, "walks/letter.html", page, status=422 if form else 200)


def _stops(place: Place) -> list[Stop]:
    (card,) = cards_of(place.group.season, only=place.group_id)
    return card.stops


def _others(place: Place) -> list[str]:
    """With whom, by what they do: names are for who logs in."""
    (card,) = cards_of(place.group.season, only=place.group_id)
    return [each.role for each in card.members if each.walker.pk != place.walker_id]


@never_cache
@public(WHY)
@require_safe
def calendar(request: HttpRequest, key: str, group: UUID) -> HttpResponse:
    """The appointment, for a calendar."""
    walker = Walker.of_key(key)
    if walker is None or not walker.link_works:
        raise Http404
    open_in_that_of(request, walker.season.network)
    return HttpResponse(file_of(_place(walker, str(group))), content_type="text/calendar; charset=utf-8")
