"""For everybody, without account: say what does not hold, and ask to keep what is yours."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from kortelijn.directory.models import Service
from kortelijn.directory.public_page import public_services
from kortelijn.kernel.actor import PUBLIC
from kortelijn.kernel.errors import Refused
from kortelijn.kernel.screens import public
from kortelijn.kernel.throttle import comes_from, count_wrong, is_braked
from kortelijn.parties.language import open_in_that_of
from kortelijn.parties.models import Network
from kortelijn.upkeep import actions
from kortelijn.upkeep.forms import AskClaimForm, ReportForm
from kortelijn.upkeep.letters import claim_in
from kortelijn.upkeep.models import Claim
from kortelijn.upkeep.queries import claim_of

WHY = "whoever stands before a closed door has no account: braked, and nobody is asked who they are"
WHY_CLAIM = "who is in the directory but not in the network has no account: braked, and a mail must be read first"
HELP = "/hulp/"  # on a floor above: only its address is known here
REPORTS = {"limit": 20, "seconds": 3600}  # a community house has one address for many people
MAILS = {"limit": 3, "seconds": 24 * 3600}


@never_cache
@public(WHY)
def report(request: HttpRequest, slug: str, service: UUID) -> HttpResponse:
    """What does not hold, by a few taps; then what happens with it."""
    row = _public(slug, service)
    sent = request.method == "POST"
    form = ReportForm(request.POST if sent else None)
    page = {"service": row, "form": form, "back_url": _page(slug, row), "done": request.GET.get("gemeld") == "ja"}
    if sent and form.is_valid():
        key = f"report:{comes_from(request)}"
        if is_braked(key, **REPORTS):
            return render(request, "429.html", status=429)
        count_wrong(key, **REPORTS)
        try:
            actions.report_wrong(PUBLIC, row, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect(f"{request.path}?gemeld=ja")
    return render(request, "upkeep/report_public.html", page, status=422 if sent else 200)


@never_cache
@public(WHY_CLAIM)
def ask_claim(request: HttpRequest, slug: str, service: UUID) -> HttpResponse:
    """Somebody who works there asks to keep the entries; the mail goes to the address that stands there."""
    row = _public(slug, service)
    sent = request.method == "POST"
    form = AskClaimForm(request.POST if sent else None)
    email = row.organization.email or row.email
    if sent and form.is_valid():
        try:
            return _ask(request, row, email, form)
        except Refused as refused:
            form.add_error(None, str(refused))
    page: dict[str, Any] = {
        "service": row, "form": form, "email": email, "back_url": _page(slug, row),
        "done": request.GET.get("gemaild") == "ja", "claim": claim_of(row.network_id, row.organization_id),
    }  # fmt: skip
    return render(request, "upkeep/ask_claim.html", page, status=422 if sent else 200)


def _ask(request: HttpRequest, service: Service, email: str, form: AskClaimForm) -> HttpResponse:
    """Nobody's mailbox is filled: three questions a day per organization, and per address on the net."""
    keys = [f"claim:{comes_from(request)}", f"claim-of:{service.organization_id}"]
    if any(is_braked(key, **MAILS) for key in keys):
        return render(request, "429.html", status=429)
    for key in keys:
        count_wrong(key, **MAILS)
    actions.ask_claim(PUBLIC, service.network, service.organization, email=email, **form.cleaned_data)
    return redirect(f"{request.path}?gemaild=ja")


@never_cache
@public("the signed link is the key: it was mailed to the organization; reading it changes nothing, a tap does")
def claim_mail(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the mail: yes, we want to keep our entries."""
    claim = claim_in(token)
    if claim is None:
        return render(request, "upkeep/claim_expired.html", {"help_url": HELP}, status=410)
    open_in_that_of(request, claim.network)
    waits, failed = claim.status == Claim.Status.MAILED, ""
    sent = request.method == "POST"
    form = AskClaimForm(request.POST if sent else None) if waits and not claim.name else None
    if sent and (form is None or form.is_valid()):
        try:
            actions.prove_claim(PUBLIC, claim, **(form.cleaned_data if form else {}))
            return redirect(request.path)
        except Refused as refused:
            failed = str(refused)
    page = {"claim": claim, "waits": waits, "failed": failed, "form": form}
    return render(request, "upkeep/claim_mail.html", page, status=422 if sent else 200)


def _public(slug: str, service: UUID) -> Service:
    rows = public_services(get_object_or_404(Network, slug=slug)).filter(merged_into=None)
    found: Service = get_object_or_404(rows.select_related("organization", "network", "intake"), pk=service)
    return found


def _page(slug: str, service: Service) -> str:
    return reverse("directory:public", args=[slug, service.pk])
