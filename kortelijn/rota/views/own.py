"""My own turns: where I must be, my calendar, and whether residents see my first name."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from kortelijn.kernel.clock import now, today
from kortelijn.kernel.screens import KortelijnRequest, screen
from kortelijn.rota import actions
from kortelijn.rota.feeds import key_of
from kortelijn.rota.models import Feed, NameShown
from kortelijn.rota.queries import sessions_of_person
from kortelijn.rota.views.steps import tap

AHEAD = timedelta(days=27)
FEEDS = "/agenda/"  # on a floor above: only its address is known here


@screen("rota.see_own", methods=("GET", "HEAD"))
def own(request: KortelijnRequest) -> HttpResponse:
    """Where I sit in the coming four weeks."""
    person_id = request.actor.person_id
    found = sessions_of_person(person_id, today(), today() + AHEAD) if person_id else []
    feed = Feed.objects.filter(person=person_id).first()
    context = {
        "sessions": [each for each in found if each.takes_place and each.end > now()],
        "show_fields": [("naam", "ja")], "hide_fields": [("naam", "nee")],
        "feed_url": _address(feed) if feed else "", "is_shown": NameShown.objects.filter(person=person_id).exists(),
    }  # fmt: skip
    return render(request, "rota/own.html", context)


def _address(feed: Feed) -> str:
    return f"{settings.PUBLIC_URL}{FEEDS}{key_of(feed)}.ics"


@screen("rota.renew_feed", methods=("POST",))
def renew_feed(request: KortelijnRequest) -> HttpResponse:
    """A new secret address."""
    return tap(
        request, lambda: actions.renew_feed(request.actor), then=reverse("rota:own"),
        says=_("Dit is uw nieuwe agenda-adres. Een ouder adres werkt niet meer."),
    )  # fmt: skip


@screen("rota.show_name", methods=("POST",))
def show_name(request: KortelijnRequest) -> HttpResponse:
    """Whether residents see my first name."""
    shown = request.POST.get("naam") == "ja"
    says = _("Bewoners zien nu uw voornaam.") if shown else _("Bewoners zien uw voornaam niet meer.")
    return tap(request, lambda: actions.show_name(request.actor, shown=shown), says=says, then=reverse("rota:own"))
