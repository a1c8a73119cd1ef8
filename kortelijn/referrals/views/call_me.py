"""A resident asks in person to be called: no account, a few words, and from then on somebody owes it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from kortelijn.kernel.actor import Actor
from kortelijn.kernel.errors import Refused
from kortelijn.kernel.screens import public
from kortelijn.kernel.throttle import comes_from, count_wrong, is_braked
from kortelijn.parties.models import Network
from kortelijn.referrals.actions import ask_for_call
from kortelijn.referrals.documents import calling, spaced
from kortelijn.referrals.forms.call_me import CallMeForm
from kortelijn.referrals.receivers import Receiver, receiver_of
from kortelijn.referrals.recipes import AskAgain
from kortelijn.referrals.views.recipe import keep_open, open_until, opened

BRAKE = {"limit": 5, "seconds": 3600}  # people share a telephone, but not that many
WHY = "a resident has no account: braked, and a program falls into a trap; shows only what was just filled in"


@never_cache
@public(WHY)
def call_me(request: HttpRequest, slug: str) -> HttpResponse:
    """Who calls and by when, and what that takes: a name, a number, and a yes."""
    network = get_object_or_404(Network, slug=slug)
    try:
        receiver = receiver_of(network, None)
    except Refused:
        return render(request, "referrals/call_me_nobody.html", {"network": network})
    sent = request.method == "POST" and "begin" not in request.POST
    form = CallMeForm(
        request.POST if sent else None, organization=receiver.organization,
        organization_id=receiver.seat.organization_id, needs=request.POST.getlist("nodig"),
    )  # fmt: skip
    if sent and form.is_valid():
        return _ask(request, network, receiver, form)
    return _show(request, network, receiver, form, 422 if sent else 200)


@never_cache
@public(WHY)
def called_back(request: HttpRequest, slug: str) -> HttpResponse:
    """It was asked: who calls, before when, and the code with which one can look again."""
    network, referral = get_object_or_404(Network, slug=slug), opened(request)
    if referral is None or referral.network_id != network.pk:
        return redirect("finding:help", slug=slug)
    page = {"network": network, "referral": referral, "calling": calling(referral), "code": spaced(referral.code)}
    page["open_until"] = open_until(request)
    return render(request, "referrals/call_me_done.html", page)


def _ask(request: HttpRequest, network: Network, receiver: Receiver, form: CallMeForm) -> HttpResponse:
    key = f"call-me:{comes_from(request)}"
    if form.is_a_program or is_braked(key, **BRAKE):
        return render(request, "429.html", status=429)
    try:
        referral = ask_for_call(_resident(network), network, form.recipe(), key=form.cleaned_data["key"])
    except AskAgain as ask:
        form.add_error("agreed", str(ask))
        return _show(request, network, receiver, form, 422)
    count_wrong(key, **BRAKE)
    keep_open(request, referral)
    return redirect("referrals:called_back", slug=network.slug)


def _show(request: HttpRequest, network: Network, receiver: Receiver, form: CallMeForm, status: int) -> HttpResponse:
    page: dict[str, Any] = {"network": network, "receiver": receiver, "form": form}
    return render(request, "referrals/call_me.html", page, status=status)


def _resident(network: Network) -> Actor:
    """Somebody who is not known yet, asking in person."""
    return Actor(name=_("De inwoner"), kind="resident", network_id=network.pk)
