"""The settings of a network, its looks before they are chosen, and the style sheet of them."""

from urllib.parse import urlencode

from django.conf import settings as django_settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from kortelijn.agreements.terms import Agreed, term
from kortelijn.kernel.policy import may
from kortelijn.kernel.screens import KortelijnRequest, public, screen
from kortelijn.parties.models import Network
from kortelijn.startkit import actions
from kortelijn.startkit.forms import FONT_NAMES, DescribeForm, DressForm
from kortelijn.ui.shell import optional_url
from kortelijn.ui.theming import Theme, was_changed

A_YEAR = 31_536_000
LANGUAGES = django_settings.LANGUAGES


@screen("startkit.see_settings", methods=("GET", "HEAD"))
def settings(request: KortelijnRequest) -> HttpResponse:
    """What the network is for, how it works, what its terms are, and how it looks."""
    network = _network(request)
    theme = Theme.of(network.theme)
    page = {
        "of": network, "theme": theme, "fonts": {FONT_NAMES[theme.heading], FONT_NAMES[theme.text]},
        "language": dict(LANGUAGES).get(network.language, network.language),
        "areas": ", ".join(area.name for area in network.areas.all()), "terms": _terms(network),
        "may_change": may(request.actor, "startkit.describe", network),
        "may_begin": may(request.actor, "startkit.see_kit", network),
        "take_along_url": optional_url("archive:take_along"),
    }  # fmt: skip
    return render(request, "startkit/settings.html", page)


@screen("startkit.describe")
def describe(request: KortelijnRequest) -> HttpResponse:
    """What it is called, what it is for, how it works."""
    network = _network(request)
    now = {name: getattr(network, name) for name in ("name", "vision", "way_of_working", "language")}
    form = DescribeForm(request.POST or None, initial=now)
    if form.is_valid():
        actions.describe_network(request.actor, network, **form.cleaned_data)
        messages.success(request, _("Bewaard. Iedereen in het netwerk leest het zo."))
        return redirect("startkit:settings")
    return render(request, "startkit/describe.html", {"form": form}, status=422 if form.is_bound else 200)


@screen("startkit.dress")
def dress(request: KortelijnRequest) -> HttpResponse:
    """Look first, then choose."""
    network = _network(request)
    now = Theme.of(network.theme)
    looked_at = request.GET if "colour" in request.GET else None
    form = DressForm(
        request.POST or looked_at, initial={"colour": now.colour, "text": now.text, "heading": now.heading}
    )
    if form.is_valid() and request.method == "POST":
        actions.dress_network(request.actor, network, **form.asked())
        messages.success(request, _("De huisstijl is veranderd, op het scherm en op papier."))
        return redirect("startkit:settings")
    theme = Theme.of(form.asked()) if form.is_valid() else now
    query = urlencode({"colour": theme.colour, "text": theme.text, "heading": theme.heading})
    page = {
        "form": form, "theme": theme, "looked": form.is_bound, "preview": f"{reverse('startkit:preview')}?{query}",
        "changed": was_changed(theme.colour), "is_alarm": theme.looks_like_alarm,
    }  # fmt: skip
    return render(request, "startkit/dress.html", page, status=422 if form.errors else 200)


@screen("startkit.see_settings", methods=("GET", "HEAD"))
def preview(request: KortelijnRequest) -> HttpResponse:
    """The sheet of looks that are not chosen yet."""
    return HttpResponse(Theme.of(request.GET.dict()).sheet, content_type="text/css; charset=utf-8")


@require_safe
@public("a style sheet: colours and fonts of a network, which its public pages show anyway")
def sheet(request: HttpRequest, slug: str, mark: str) -> HttpResponse:
    """The looks of a network; a browser keeps them until the address changes."""
    theme = Theme.of(get_object_or_404(Network.objects.only("theme"), slug=slug).theme)
    answer = HttpResponse(theme.sheet, content_type="text/css; charset=utf-8")
    answer["Cache-Control"] = f"public, max-age={A_YEAR}, immutable" if mark == theme.mark else "no-cache"
    return answer


def _network(request: KortelijnRequest) -> Network:
    return get_object_or_404(Network.objects.prefetch_related("areas"), pk=request.actor.network_id)


def _terms(network: Network) -> list[tuple[str, str]]:
    terms = [
        (_("Eerste contact"), "first-contact-days"), (_("Uitkomst"), "outcome-days"),
        (_("Van vervanger naar coördinator"), "escalation-days"),
    ]  # fmt: skip
    return [(title, _days(term(network, code))) for title, code in terms]


def _days(agreed: Agreed) -> str:
    days = ngettext("binnen {count} werkdag", "binnen {count} werkdagen", agreed.value).format(count=agreed.value)
    return _("{days}, volgens {agreement}").format(days=days, agreement=agreed.agreement) if agreed.agreement else days
