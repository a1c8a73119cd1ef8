"""Who keeps what: an own claim with one tap, and the answer to who asks from outside."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from kortelijn.kernel.errors import Refused
from kortelijn.kernel.screens import KortelijnRequest, screen
from kortelijn.parties.models import Network, Organization
from kortelijn.upkeep import actions
from kortelijn.upkeep.forms import AnswerForm
from kortelijn.upkeep.models import Claim


@screen("upkeep.claim", methods=("POST",))
def claim(request: KortelijnRequest) -> HttpResponse:
    """From this seat we keep what our organization offers."""
    organization = get_object_or_404(Organization, pk=request.actor.organization_id)
    network = get_object_or_404(Network, pk=request.actor.network_id)
    try:
        actions.claim_own(request.actor, organization, network)
        messages.success(request, _("Dank u. Vanaf nu komt bij u terecht wat er over uw aanbod gemeld wordt."))
    except Refused as refused:
        messages.warning(request, str(refused))
    return redirect("upkeep:overview")


@screen("upkeep.invite_claim", methods=("POST",))
def invite(request: KortelijnRequest, organization: UUID) -> HttpResponse:
    """Would you keep your own entries?"""
    network = get_object_or_404(Network, pk=request.actor.network_id)
    row = get_object_or_404(Organization, pk=organization, networks=network)
    try:
        actions.invite_claim(request.actor, network, row)
        messages.success(request, _("Gevraagd. Er gaat een mail naar {name}.").format(name=row.name))
    except Refused as refused:
        messages.warning(request, str(refused))
    return redirect("upkeep:keepers")


@screen("upkeep.see_claim", of=Claim, methods=("GET", "HEAD"))
def see_claim(request: KortelijnRequest, claim: Claim) -> HttpResponse:
    """Who asks, and for what."""
    return render(request, "upkeep/see_claim.html", {"claim": claim, "form": AnswerForm()})


@screen("upkeep.answer_claim", of=Claim, methods=("POST",))
def grant(request: KortelijnRequest, claim: Claim) -> HttpResponse:
    """Yes."""
    try:
        actions.grant_claim(request.actor, claim)
        messages.success(request, _("Toegekend. Er is een plek gemaakt, en er gaat een mail naar de organisatie."))
    except Refused as refused:
        messages.warning(request, str(refused))
    return redirect("upkeep:overview")


@screen("upkeep.answer_claim", of=Claim, methods=("POST",))
def refuse(request: KortelijnRequest, claim: Claim) -> HttpResponse:
    """No, and why."""
    form = AnswerForm(request.POST)
    if form.is_valid():
        try:
            actions.refuse_claim(request.actor, claim, form.cleaned_data["answer"])
            messages.success(request, _("Niet toegekend. Uw antwoord gaat naar de organisatie."))
            return redirect("upkeep:overview")
        except Refused as refused:
            form.add_error(None, str(refused))
    return render(request, "upkeep/see_claim.html", {"claim": claim, "form": form}, status=422)


@screen("upkeep.end_claim", of=Claim, methods=("POST",))
def end(request: KortelijnRequest, claim: Claim) -> HttpResponse:
    """We do not keep it any more."""
    try:
        actions.end_claim(request.actor, claim)
        messages.success(request, _("Gestopt. Meldingen komen nu bij de coördinator."))
    except Refused as refused:
        messages.warning(request, str(refused))
    return redirect("upkeep:keepers")
