"""Who leads in which situation: the table, where it overlaps or is silent, and a situation to try."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kortelijn.agreements import drafts
from kortelijn.agreements.choosing import chosen_place
from kortelijn.agreements.lead import rules_here
from kortelijn.agreements.lead_forms import MendForm, SituationForm
from kortelijn.agreements.lead_mending import articles_to_mend, drafts_with_rules, situation_of, start_of
from kortelijn.agreements.lead_page import lead_page, tried
from kortelijn.agreements.models import LeadRule
from kortelijn.agreements.views.acting import done, network_of
from kortelijn.kernel.policy import may
from kortelijn.kernel.screens import KortelijnRequest, screen


@screen("agreements.see", methods=("GET", "HEAD"))
def lead(request: KortelijnRequest) -> HttpResponse:
    """The decision table of a place; what is tried stands in the address, and is about nobody."""
    network = network_of(request)
    chosen = chosen_place(request.actor, network, request.GET.get("hier", ""))
    rules = rules_here(network.pk, chosen.place)
    asked = "probeer" in request.GET
    form = SituationForm(request.GET if asked else None)
    page = {
        "chosen": chosen, "table": lead_page(rules), "form": form, "asked": asked and form.is_valid(),
        "may_mend": may(request.actor, "agreements.mend"), "drafts": drafts_with_rules(request.actor),
        "tried": tried(network.pk, rules, form.situation()) if asked and form.is_valid() else None,
    }  # fmt: skip
    return render(request, "agreements/lead.html", page)


@screen("agreements.mend")
def mend(request: KortelijnRequest) -> HttpResponse:
    """The rule that takes a gap or an overlap away: where the address says it lies, in a version that is written in."""
    articles = articles_to_mend(request.actor)
    start = start_of(request.GET, articles)
    form = MendForm(request.POST or None, network=network_of(request), articles=articles, initial=start)
    made: list[LeadRule] = []

    def act() -> None:
        into = next(each for each in articles if str(each.pk) == form.cleaned_data["article"])
        made.append(drafts.start_rule(request.actor, into, _("Een regel over wie de leiding heeft."), **form.rule()))

    if done(request, form, act, _("De regel staat in het concept. Leg dat voor: zodra het geldt, werkt de regel.")):
        return redirect("agreements:version", pk=made[0].article.version_id)
    page = {"form": form, "articles": articles, "situation": situation_of(start)}
    return render(request, "agreements/mend.html", page, status=422 if form.is_bound else 200)
