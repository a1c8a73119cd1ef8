"""One group: on a phone while walking, on paper, in a calendar, and afterwards what it brought."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kortelijn.kernel.errors import Refused
from kortelijn.kernel.policy import may
from kortelijn.kernel.screens import KortelijnRequest, screen
from kortelijn.walks.afterwards import actions
from kortelijn.walks.calendar import file_of
from kortelijn.walks.forms import TellForm
from kortelijn.walks.models import KEPT, Group, Season
from kortelijn.walks.pages import cards_of
from kortelijn.walks.picture import picture_of
from kortelijn.walks.sheet import map_words, sheet

WIDTH, HEIGHT = 800, 560


@screen("walks.see_group", of=Group, methods=("GET", "HEAD"))
def group(request: KortelijnRequest, group: Group) -> HttpResponse:
    """The route with its hours, the map, and who walks along."""
    (card,) = cards_of(group.season, only=group.pk)
    visits = [stop.visit for stop in card.stops]
    invited = group.season.status == Season.Status.INVITED
    page = {
        "group": group, "season": group.season, "card": card,
        "picture": picture_of(group.season.network, visits, WIDTH, HEIGHT, label=map_words(card)),
        "may_tell": invited and group.told_at is None and group.is_walked and may(request.actor, "walks.tell", group),
        "mine": group.places.filter(status__in=KEPT, walker__person=request.actor.person_id).first(),
        "lessons": group.lessons.select_related("host__organization", "service"),
    }  # fmt: skip
    return render(request, "walks/group.html", page)


@screen("walks.see_group", of=Group, methods=("GET", "HEAD"))
def day_sheet(request: KortelijnRequest, group: Group) -> HttpResponse:
    """On A4, to take along."""
    name = f"wijkwandeling-groep-{group.number}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(sheet(group), content_type="application/pdf", headers=headers)


@screen("walks.see_group", of=Group, methods=("GET", "HEAD"))
def calendar(request: KortelijnRequest, group: Group) -> HttpResponse:
    """The own appointment."""
    mine = group.places.filter(status__in=KEPT, walker__person=request.actor.person_id).select_related("walker")
    place = mine.first()
    if place is None:
        raise Http404
    place.group = group
    return HttpResponse(file_of(place), content_type="text/calendar; charset=utf-8")


@screen("walks.tell", of=Group)
def tell(request: KortelijnRequest, group: Group) -> HttpResponse:
    """Who was there, and what was learned."""
    (card,) = cards_of(group.season, only=group.pk)
    form = TellForm(request.POST if request.method == "POST" else None, card=card)
    if request.method == "POST" and form.is_valid():
        try:
            done = actions.tell(request.actor, group, present=form.present, learned=form.learned)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Dank. Nieuwe kennismakingen: {n}.").format(n=done.new_pairs))
            return redirect("walks:group", pk=group.pk)
    page = {"group": group, "season": group.season, "card": card, "form": form}
    return render(request, "walks/tell.html", page, status=422 if request.method == "POST" else 200)
