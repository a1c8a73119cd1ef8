"""On which terms each party takes part: met, partly, not, or not asked yet."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kortelijn.ambition.forms import ConditionForm
from kortelijn.ambition.models import Condition
from kortelijn.ambition.queries import steps_of, terms_of
from kortelijn.ambition.speaking import actions as speaking
from kortelijn.ambition.views.acting import done, network_of, party_in
from kortelijn.kernel.policy import may, require
from kortelijn.kernel.screens import KortelijnRequest, screen
from kortelijn.kernel.told import told
from kortelijn.parties.queries import holders_of


@screen("ambition.see", methods=("GET", "HEAD"))
def conditions(request: KortelijnRequest) -> HttpResponse:
    """Each party against each condition, and what is done about what is not in order."""
    terms = terms_of(network_of(request))
    lacking = [each for row in terms for _kind, _label, each in row.cells if each and each.met != Condition.Met.MET]
    holders, steps = holders_of(each.owner_id for each in lacking), steps_of([each.pk for each in lacking])
    todo = [(each, holders.get(each.owner_id), steps.get(each.pk, [])) for each in lacking]
    kinds = [str(label) for label in Condition.Kind.labels]
    asked = sum(found is not None for row in terms for _kind, _label, found in row.cells)
    page = {"terms": [row for row in terms if row.was_asked], "silent": [row for row in terms if not row.was_asked],
            "kinds": kinds, "todo": todo, "asked": asked, "all": len(terms) * len(kinds)}  # fmt: skip
    return render(request, "ambition/conditions.html", page)


@screen("ambition.see")
def condition(request: KortelijnRequest, party: UUID, kind: str) -> HttpResponse:
    """One condition of one party; who belongs to it, or the coordinator, says how it stands."""
    network = network_of(request)
    organization = party_in(network, party)
    if kind not in Condition.Kind.values:
        raise Http404
    found = Condition.objects.visible_to(request.actor).filter(organization=organization, kind=kind).first()
    may_set = may(request.actor, "ambition.set_condition", found or organization)
    begin = {"met": found.met, "text": found.text, "owner": found.owner_id} if found else {}
    form = ConditionForm(request.POST or None, actor=request.actor, initial=begin)
    if request.method == "POST":
        require(request.actor, "ambition.set_condition", found or organization)
    if request.method == "POST" and done(
        request, form, lambda: speaking.set_condition(
            request.actor, network, organization, kind=kind, **form.cleaned_data), _("Bijgewerkt."),
    ):  # fmt: skip
        return redirect("ambition:condition", party=party, kind=kind)
    page = {
        "organization": organization, "label": Condition.Kind(kind).label, "kind": kind, "found": found,
        "form": form, "may_set": may_set, "steps": steps_of([found.pk])[found.pk] if found else [],
        "history": told([found.pk]) if found else [],
        "holder": holders_of([found.owner_id]).get(found.owner_id) if found else None,
    }  # fmt: skip
    return render(request, "ambition/condition.html", page, status=422 if form.is_bound else 200)
