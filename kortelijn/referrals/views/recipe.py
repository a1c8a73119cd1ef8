"""The resident's own page: with the code of the card one sees who calls, who looked, and can say that nobody called."""

from collections import Counter
from datetime import UTC, datetime, timedelta

from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kortelijn.consent.actions import withdraw_consent
from kortelijn.consent.models import Consent
from kortelijn.kernel.access import looks_at
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import local, now, today
from kortelijn.kernel.errors import Refused
from kortelijn.kernel.models import AccessLog
from kortelijn.kernel.screens import public
from kortelijn.kernel.throttle import comes_from, count_wrong, is_braked
from kortelijn.parties.models import Organization
from kortelijn.referrals.actions import report_silence, stop_by_resident
from kortelijn.referrals.agreeing import record_yes
from kortelijn.referrals.documents import calling, help_number
from kortelijn.referrals.forms.recipe import CodeForm
from kortelijn.referrals.line_page import dots_for_resident
from kortelijn.referrals.models import Referral
from kortelijn.referrals.names import in_sentence
from kortelijn.referrals.queries import silence_reported_at

IN_SESSION = "recipe"
STAYS_OPEN = timedelta(minutes=30)
BRAKE = {"limit": 10, "seconds": 600}
LOOKS_READ = 500
WHY = "a resident has no account: the code of the card, braked against guessing, opens only this one line"


@never_cache
@public(WHY)
def recipe(request: HttpRequest) -> HttpResponse:
    """Ask for the code, or show the line that it opened."""
    referral = opened(request)
    if referral and request.method != "POST":
        return render(request, "referrals/recipe.html", _page(referral) | {"open_until": open_until(request)})
    if request.method == "POST" and is_braked(_brake(request), **BRAKE):
        return render(request, "referrals/recipe_braked.html", status=429)
    form = CodeForm(request.POST or None)
    if form.is_valid() and _open(request, form):
        return redirect("referrals:recipe")
    return render(request, "referrals/recipe_code.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
@public(WHY)
def silence(request: HttpRequest) -> HttpResponse:
    """Nobody called: the next one above the link worker is told at once."""
    if referral := opened(request):
        report_silence(resident_of(referral), referral)
        messages.success(request, _("Dank u. We hebben het doorgegeven."))
    return redirect("referrals:recipe")


@require_POST
@public(WHY)
def stop(request: HttpRequest) -> HttpResponse:
    """The resident does not want it (any more): consent is taken back and the line stops."""
    if referral := opened(request):
        try:
            stop_by_resident(resident_of(referral), referral)
            messages.success(request, _("Het recept is gestopt. Niemand belt u hierover meer."))
        except Refused as refused:
            messages.error(request, str(refused))
    return redirect("referrals:recipe")


@require_POST
@public(WHY)
def agree(request: HttpRequest) -> HttpResponse:
    """The organization where the line lies now may know of it: the resident says so in person."""
    referral = opened(request)
    if referral and (organization := _unasked(referral)):
        record_yes(resident_of(referral), referral, organization, given=Consent.Given.SELF)
        messages.success(request, _("Dank u. We hebben het doorgegeven."))
    return redirect("referrals:recipe")


@require_POST
@public(WHY)
def take_back(request: HttpRequest) -> HttpResponse:
    """The line has ended; what was agreed for it is still the resident's to take back."""
    if referral := opened(request):
        for consent in _agreed(referral):
            withdraw_consent(resident_of(referral), consent)
        messages.success(request, _("U hebt uw toestemming teruggenomen."))
    return redirect("referrals:recipe")


@require_POST
@public("leaves the page of the card; forgets, shows nothing")
def close(request: HttpRequest) -> HttpResponse:
    """Close the page on a shared telephone or computer."""
    if request.session.pop(IN_SESSION, None):
        messages.success(request, _("Afgesloten. Zonder uw code kan niemand hier nog iets zien."))
    return redirect("referrals:recipe")


def resident_of(referral: Referral) -> Actor:
    """The resident acting with the code of the card."""
    return Actor(
        name=_("De inwoner"),
        kind="resident",
        network_id=referral.network_id,
        resident_id=referral.resident_id,
    )


def _brake(request: HttpRequest) -> str:
    return f"recipe:{comes_from(request)}"


def _open(request: HttpRequest, form: CodeForm) -> bool:
    """Only a code that could have been one counts as a guess: a slip of the finger opens nothing."""
    referral = Referral.objects.filter(code=form.cleaned_data["code"]).first()
    if referral is None:
        count_wrong(_brake(request), **BRAKE)
        form.add_error("code", _("Deze code kennen wij niet. Kijk nog eens op uw recept."))
        return False
    keep_open(request, referral)
    return True


def keep_open(request: HttpRequest, referral: Referral) -> None:
    """This browser may look at this line for half an hour, and no longer than until it is closed."""
    if not request.user.is_authenticated:
        request.session.set_expiry(0)
    request.session[IN_SESSION] = {"id": str(referral.pk), "until": (now() + STAYS_OPEN).timestamp()}


def opened(request: HttpRequest) -> Referral | None:
    """The line that the code opened, for half an hour."""
    remembered = request.session.get(IN_SESSION)
    if not remembered or remembered["until"] < now().timestamp():
        return None
    return Referral.objects.with_line().filter(pk=remembered["id"]).first()


def open_until(request: HttpRequest) -> datetime:
    """Until when this browser may look, which whoever uses a shared one must know."""
    return datetime.fromtimestamp(request.session[IN_SESSION]["until"], UTC)


def _agreed(referral: Referral) -> models.QuerySet[Consent]:
    """What the resident said yes to for this line; the code opens no other."""
    return Consent.objects.in_force().filter(about_id=referral.pk)


def _unasked(referral: Referral) -> Organization | None:
    """The organization where the line lies now, as long as the resident did not say yes to it."""
    organization = referral.holder.organization
    waits = referral.task.is_open and not referral.is_known_to(organization.pk)
    return organization if waits else None


def _page(referral: Referral) -> dict[str, object]:
    call, silent_since = calling(referral), silence_reported_at(referral)
    return {
        "referral": referral, "name": in_sentence(referral.resident.name), "calling": call,
        "unasked": _unasked(referral),
        "steps": dots_for_resident(referral, call.who), "help": help_number(referral), "silent_since": silent_since,
        "silent_today": silent_since is not None and local(silent_since).date() == today(),
        "consents": list(_agreed(referral).select_related("to_organization").order_by("id")),
        "looks": looks_by_day(list(looks_at(referral.resident_id).exclude(seat_id=None)[:LOOKS_READ])),
    }  # fmt: skip


def looks_by_day(looks: list[AccessLog]) -> list[dict[str, object]]:
    """Who looked on which day, newest first: several looks on one day are one line (NEN 7513, chapter 9)."""
    sites = {look.audit_enterprise_site_id for look in looks if look.audit_enterprise_site_id}
    names = {organization.pk: organization.name for organization in Organization.objects.filter(pk__in=sites)}
    days = Counter((local(look.at).date(), look.user_name, look.audit_enterprise_site_id) for look in looks)
    return [
        {"who": who, "organization": names.get(site, "") if site else "", "day": day, "times": times}
        for (day, who, site), times in days.items()
    ]
