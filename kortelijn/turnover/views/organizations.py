"""The organizations of a network: all of them, one, and what pays for it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kortelijn.directory.models import Service
from kortelijn.directory.organizations import survivors_of
from kortelijn.kernel.policy import may
from kortelijn.kernel.screens import KortelijnRequest, screen
from kortelijn.kernel.told import told
from kortelijn.parties.models import Membership
from kortelijn.referrals.views.steps import succeeds
from kortelijn.turnover import actions, queries
from kortelijn.turnover.contracting import actions as contracts
from kortelijn.turnover.forms import BeginForm, ContractForm, SettleForm
from kortelijn.turnover.models import Contract, Ending

READ_ONLY = ("GET", "HEAD")
LONGEST_SEARCH = 80
FILTERS = ("", "binnenkort", "gestopt")
Phase = Membership.Phase


@screen("turnover.see", methods=READ_ONLY)
def overview(request: KortelijnRequest) -> HttpResponse:
    """All organizations, what ends within half a year first."""
    sought = request.GET.get("zoek", "").replace("\x00", "").strip()[:LONGEST_SEARCH]
    chosen = request.GET.get("toon", "")
    chosen = chosen if chosen in FILTERS else ""
    found = queries.overview(request.actor, sought, chosen, request.GET.get("pagina"))
    context = {"found": found, "sought": sought, "chosen": chosen, "page": found.page}
    return render(request, "turnover/overview.html", context)


@screen("turnover.see", methods=READ_ONLY)
def organization(request: KortelijnRequest, organization: UUID) -> HttpResponse:
    """One organization with all that it has here; the address of one that stopped leads to its successor."""
    member = _member(request, organization)
    if member is None:
        became = survivors_of([organization]).get(organization)
        if became is None or _member(request, became) is None:
            raise Http404
        return redirect("turnover:organization", organization=became)
    successors = list(member.successors.order_by("name", "id"))
    if member.phase == Phase.ENDED and len(successors) == 1:
        here = reverse("turnover:organization", args=[successors[0].pk])
        return redirect(f"{here}?na={organization}")
    return render(request, "turnover/organization.html", _page(request, member) | {"after": _after(request, member)})


@screen("turnover.see", methods=READ_ONLY)
def history(request: KortelijnRequest, organization: UUID) -> HttpResponse:
    """What an organization was here, also when its address leads on by now."""
    return render(request, "turnover/organization.html", _page(request, _here(request, organization)))


@screen("turnover.keep_contracts")
def new_contract(request: KortelijnRequest, organization: UUID) -> HttpResponse:
    """Who pays this organization, under which law, until when."""
    member = _here(request, organization)
    form = ContractForm(request.POST or None, actor=request.actor)
    if form.is_valid() and succeeds(
        form, lambda data: contracts.add_contract(request.actor, member.network, member.organization, **data)
    ):
        messages.success(request, _("Het contract staat erbij. De coördinator hoort een half jaar van tevoren."))
        return redirect("turnover:organization", organization=organization)
    context = {"form": form, "organization": member.organization, "title": _("Wie betaalt, en tot wanneer?")}
    return render(request, "turnover/contract.html", context, status=422 if form.is_bound else 200)


@screen("turnover.keep_contracts", of=Contract)
def contract(request: KortelijnRequest, contract: Contract) -> HttpResponse:
    """A contract, and how its tender stands."""
    form = ContractForm(request.POST or None, actor=request.actor, initial=_says(contract))
    if form.is_valid() and succeeds(form, lambda data: contracts.change_contract(request.actor, contract, **data)):
        messages.success(request, _("Het contract is aangepast."))
        return redirect("turnover:organization", organization=contract.organization_id)
    return _contract(request, contract, form, SettleForm(initial={"settlement": contract.settlement}))


@screen("turnover.keep_contracts", of=Contract)
def settle(request: KortelijnRequest, contract: Contract) -> HttpResponse:
    """What happens after it."""
    if request.method != "POST":
        return redirect("turnover:contract", pk=contract.pk)
    form = SettleForm(request.POST)
    if form.is_valid() and succeeds(
        form, lambda data: contracts.settle_contract(request.actor, contract, data["settlement"])
    ):
        messages.success(request, _("Duidelijk. Niemand wordt er nog aan herinnerd."))
        return redirect("turnover:organization", organization=contract.organization_id)
    return _contract(request, contract, ContractForm(actor=request.actor, initial=_says(contract)), form)


@screen("turnover.end")
def begin(request: KortelijnRequest, organization: UUID) -> HttpResponse:
    """From when an organization takes part here."""
    member = _here(request, organization)
    form = BeginForm(request.POST or None, initial={"since": member.since})
    if form.is_valid() and succeeds(form, lambda data: actions.begin_later(request.actor, member, data["since"])):
        messages.success(request, _("De eerste dag staat vast."))
        return redirect("turnover:organization", organization=organization)
    context = {"form": form, "organization": member.organization}
    return render(request, "turnover/begin.html", context, status=422 if form.is_bound else 200)


def _says(contract: Contract) -> dict[str, Any]:
    fields = ("law", "what", "financier_name", "starts_on", "ends_on", "tender", "won_by")
    return {name: getattr(contract, name) for name in fields} | {"financier": contract.financier_id}


def _contract(
    request: KortelijnRequest, contract: Contract, form: ContractForm, settles: SettleForm
) -> HttpResponse:  # fmt: skip
    context = {"form": form, "settles": settles, "contract": contract, "organization": contract.organization,
               "title": str(contract)}  # fmt: skip
    status = 422 if form.errors or settles.errors else 200
    return render(request, "turnover/contract.html", context, status=status)


def _member(request: KortelijnRequest, organization: UUID) -> Membership | None:
    rows = Membership.objects.filter(network=request.actor.network_id, organization=organization)
    return rows.select_related("organization", "network").first()


def _here(request: KortelijnRequest, organization: UUID) -> Membership:
    rows = Membership.objects.select_related("organization", "network")
    return get_object_or_404(rows, network=request.actor.network_id, organization=organization)


def _page(request: KortelijnRequest, member: Membership) -> dict[str, Any]:
    organization, network = member.organization, member.network_id
    sits, actor = queries.seats_of(member), request.actor
    paid = Contract.objects.filter(network=network, organization=organization).select_related("financier")
    ending = Ending.objects.filter(network=network, organization=organization, status__in=("planned", "done")).last()
    before = Membership.objects.filter(network=network, successors=organization).select_related("organization")
    return {
        "member": member, "organization": organization, "sits": sits, "contracts": list(paid.order_by("-ends_on")),
        "services": list(Service.objects.active().filter(network=network, organization=organization)),
        "held": queries.held_by(member, [each.seat.pk for each in sits]),
        "history": told([organization.pk], network=network),
        "successors": list(member.successors.order_by("name", "id")), "before": list(before.order_by("ends_on", "id")),
        "ending": ending if ending and may(actor, "turnover.see_ending", ending) else None,
        "keeps": may(actor, "turnover.keep_contracts"), "has_ended": member.phase == Phase.ENDED,
        "may_stop": may(actor, "turnover.end") and member.phase in (Phase.STARTING, Phase.ACTIVE),
    }  # fmt: skip


def _after(request: KortelijnRequest, member: Membership) -> Membership | None:
    """The organization whose address led here, if it did."""
    try:
        former = UUID(request.GET.get("na", ""))
    except ValueError:
        return None
    gone = Membership.objects.filter(network=member.network_id, organization=former, successors=member.organization_id)
    return gone.select_related("organization").first()
