"""What a network talks about: the next meetings, the tables, and what it would like to hear from me; my calendar."""

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kortelijn.gatherings import actions, agreeing
from kortelijn.gatherings.feeds import key_of
from kortelijn.gatherings.forms.circle import CircleForm
from kortelijn.gatherings.forms.meeting import CalendarForm
from kortelijn.gatherings.models import BusyTime, Circle, NetworkFeed
from kortelijn.gatherings.queries import coming, shelves, waiting_for
from kortelijn.gatherings.views.asking import ask, is_done, tap
from kortelijn.kernel.policy import may
from kortelijn.kernel.screens import KortelijnRequest, screen
from kortelijn.parties.models import Network
from kortelijn.rota import actions as rota
from kortelijn.rota.feeds import key_of as own_key
from kortelijn.rota.models import Feed

FEEDS = "/agenda/"  # on a floor above: only its address is known here
KINDS = {"overleg": Circle.Kind.STANDING, "thema": Circle.Kind.THEME, "samenwerking": Circle.Kind.COLLABORATION}
BEGIN = {
    Circle.Kind.STANDING: (gettext_lazy("Een vast overleg"), gettext_lazy("Wie, hoe vaak, en waarvoor.")),
    Circle.Kind.THEME: (gettext_lazy("Een themagroep"), gettext_lazy("Een vraag, een trekker, en wie mee wil doen.")),
    Circle.Kind.COLLABORATION: (
        gettext_lazy("Een samenwerkingsverband"),
        gettext_lazy("Wat er al is, en wie er nog niet bij hoort."),
    ),
}


@screen("gatherings.see", methods=("GET", "HEAD"))
def overview(request: KortelijnRequest) -> HttpResponse:
    """Everything that people meet about."""
    context = {
        "mine": coming(request.actor, mine=True), "others": coming(request.actor, mine=False),
        "shelves": [(shelf, _begin(shelf.kind)) for shelf in shelves(request.actor)],
        "waiting": waiting_for(request.actor),
    }  # fmt: skip
    return render(request, "gatherings/overview.html", context)


def _begin(kind: str) -> dict[str, Any]:
    chosen = Circle.Kind(kind)
    word = next(word for word, each in KINDS.items() if each == chosen)
    title, about = BEGIN[chosen]
    return {"url": reverse("gatherings:start", args=[word]), "title": title, "about": about}


@screen("gatherings.start")
def start(request: KortelijnRequest, kind: str) -> HttpResponse:
    """A new table."""
    if kind not in KINDS:
        raise Http404
    chosen = KINDS[kind]
    form = CircleForm(request.POST or None, actor=request.actor, kind=chosen, initial={"key": uuid4()})
    network = get_object_or_404(Network, pk=request.actor.network_id)
    made: list[Circle] = []

    def act() -> None:
        key = form.cleaned_data["key"]
        made.append(actions.start_circle(request.actor, network, kind=chosen, key=key, **form.fields_of_circle))

    return ask(
        request, form, act, says=_("Het staat er. Kijk wie er nog ontbreekt, en vraag hen erbij."),
        then=lambda: reverse("gatherings:circle", args=[made[0].pk]), title=BEGIN[chosen][0], lead=BEGIN[chosen][1],
        button=_("Begin"), back=reverse("gatherings:overview"), back_label=_("Overleg en thema's"),
    )  # fmt: skip


@screen("gatherings.bring_calendar")
def calendar(request: KortelijnRequest) -> HttpResponse:
    """My calendar: an address to subscribe to, and when I am busy elsewhere."""
    form = CalendarForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        content = form.cleaned_data["calendar"].read()
        if is_done(form, lambda: agreeing.bring_calendar(request.actor, content)):
            messages.success(request, _("Wij onthouden alleen wanneer u bezet bent, en niet waarmee."))
            return redirect("gatherings:calendar")
    network = get_object_or_404(Network, pk=request.actor.network_id)
    feed = Feed.objects.filter(person=request.actor.person_id).first()
    of_network = NetworkFeed.objects.filter(network=network).first()
    context = {
        "form": form, "busy": BusyTime.objects.filter(person=request.actor.person_id).count(),
        "feed_url": f"{settings.PUBLIC_URL}{FEEDS}{own_key(feed)}.ics" if feed else "", "network": network,
        "network_url": f"{settings.PUBLIC_URL}{FEEDS}netwerk/{key_of(of_network)}.ics" if of_network else "",
        "may_renew": may(request.actor, "gatherings.renew_feed", network),
    }  # fmt: skip
    return render(request, "gatherings/calendar.html", context, status=422 if form.is_bound else 200)


@screen("gatherings.bring_calendar", methods=("POST",))
def forget_calendar(request: KortelijnRequest) -> HttpResponse:
    """Nothing of my own calendar is kept any more."""
    return tap(
        request, lambda: agreeing.forget_calendar(request.actor), then=reverse("gatherings:calendar"),
        says=_("Gewist. Wij weten niet meer wanneer u elders bezet bent."),
    )  # fmt: skip


@screen("rota.renew_feed", methods=("POST",))
def renew_feed(request: KortelijnRequest) -> HttpResponse:
    """A new secret address for my own calendar."""
    return tap(
        request, lambda: rota.renew_feed(request.actor), then=reverse("gatherings:calendar"),
        says=_("Dit is uw nieuwe agenda-adres. Een ouder adres werkt niet meer."),
    )  # fmt: skip


@screen("gatherings.renew_feed", methods=("POST",))
def renew_network_feed(request: KortelijnRequest) -> HttpResponse:
    """A new secret address for the calendar of the network."""
    network = get_object_or_404(Network, pk=request.actor.network_id)
    return tap(
        request, lambda: agreeing.renew_network_feed(request.actor, network), then=reverse("gatherings:calendar"),
        says=_("Dit is het nieuwe agenda-adres van het netwerk. Een ouder adres werkt niet meer."),
    )  # fmt: skip
