"""All agreements, a new one, and one agreement with its versions."""

from collections.abc import Callable

from django import forms as django_forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kortelijn.agreements import actions, agreeing, drafts
from kortelijn.agreements.forms import EVERYWHERE, BeginForm, EndForm, ReviewForm, WhyForm
from kortelijn.agreements.models import Agreement, Version
from kortelijn.agreements.pages import lines
from kortelijn.agreements.views.acting import done, network_of
from kortelijn.kernel.policy import may
from kortelijn.kernel.screens import KortelijnRequest, screen
from kortelijn.kernel.told import told


@screen("agreements.see", methods=("GET", "HEAD"))
def all_agreements(request: KortelijnRequest) -> HttpResponse:
    """Every agreement with its own versions, and how each stands."""
    page = {"lines": lines(request.actor), "may_begin": may(request.actor, "agreements.begin")}
    return render(request, "agreements/list.html", page)


@screen("agreements.begin")
def begin(request: KortelijnRequest) -> HttpResponse:
    """A new agreement, or an own version of one."""
    network = network_of(request)
    base = request.GET.get("van", "")
    wide = not base and may(request.actor, "agreements.begin", network)
    start = {"base": base, "where": EVERYWHERE if wide else f"organisatie:{request.actor.organization_id}"}
    form = BeginForm(request.POST or None, actor=request.actor, network=network, initial=start)
    made: list[Version] = []

    def act() -> None:
        data = {name: value for name, value in form.cleaned_data.items() if name != "where"}
        made.append(drafts.begin_agreement(request.actor, network, **data))

    if done(request, form, act, _("Het concept staat klaar. Schrijf nu wat jullie afspreken.")):
        return redirect("agreements:version", pk=made[0].pk)
    return render(request, "agreements/begin.html", {"form": form}, status=422 if form.is_bound else 200)


@screen("agreements.see", of=Agreement, methods=("GET", "HEAD"))
def agreement(request: KortelijnRequest, agreement: Agreement) -> HttpResponse:
    """Where it holds, who keeps it, who signed, every version of it."""
    return _show(request, agreement)


@screen("agreements.draft", of=Agreement)
def new_version(request: KortelijnRequest, agreement: Agreement) -> HttpResponse:
    """What holds is to be changed."""
    form = WhyForm(request.POST or None)
    made: list[Version] = []

    def act() -> None:
        made.append(drafts.new_version(request.actor, agreement, form.cleaned_data["why"]))

    if request.method == "POST" and done(request, form, act, _("De nieuwe versie begint als wat nu geldt.")):
        return redirect("agreements:version", pk=made[0].pk)
    return _back(request, agreement, form, "new")


@screen("agreements.review", of=Agreement)
def review(request: KortelijnRequest, agreement: Agreement) -> HttpResponse:
    """It was looked at again and still holds."""
    form = ReviewForm(request.POST or None)
    said = _("Bekeken. De afspraak blijft gelden.")
    return _act(request, agreement, form, "review", said,
                lambda: agreeing.review(request.actor, agreement, form.cleaned_data["review_on"]))  # fmt: skip


@screen("agreements.end", of=Agreement)
def end(request: KortelijnRequest, agreement: Agreement) -> HttpResponse:
    """It no longer holds."""
    form = EndForm(request.POST or None)
    said = _("De afspraak is vervallen.")
    return _act(request, agreement, form, "end", said,
                lambda: actions.end_agreement(request.actor, agreement, form.cleaned_data["why"]))  # fmt: skip


def _act(
    request: KortelijnRequest, agreement: Agreement, form: django_forms.Form, name: str, said: str,
    act: Callable[[], object],
) -> HttpResponse:  # fmt: skip
    if request.method == "POST" and done(request, form, act, said):
        return redirect("agreements:agreement", pk=agreement.pk)
    return _back(request, agreement, form, name)


def _back(request: KortelijnRequest, agreement: Agreement, form: django_forms.Form, name: str) -> HttpResponse:
    if request.method != "POST":
        return redirect("agreements:agreement", pk=agreement.pk)
    return _show(request, agreement, {name: form})


def _show(
    request: KortelijnRequest, agreement: Agreement, wrong: dict[str, django_forms.Form] | None = None
) -> HttpResponse:
    versions = list(Version.objects.visible_to(request.actor).filter(agreement=agreement))
    in_force = next((each for each in versions if each.status == Version.Status.IN_FORCE), None)
    going = agreement.ended_at is None
    page = {
        "agreement": agreement, "versions": versions, "in_force": in_force, "facts": _facts(agreement, in_force),
        "making": next((each for each in versions if each.status in Version.MAKING), None),
        "signatures": in_force.signatures.signed().select_related("seat__organization") if in_force else (),
        "local": agreement.local_versions.going().with_place(),
        "may_draft": going and may(request.actor, "agreements.draft", agreement),
        "may_begin": going and agreement.base_id is None and may(request.actor, "agreements.begin"),
        "forms": {"new": WhyForm(), "review": ReviewForm(), "end": EndForm()} | (wrong or {}),
        "history": told([agreement.pk]),
    }  # fmt: skip
    return render(request, "agreements/agreement.html", page, status=422 if wrong else 200)


def _facts(agreement: Agreement, in_force: Version | None) -> list[tuple[str, str]]:
    facts = [(_("Geldt voor"), agreement.place), (_("Houdt het bij"), str(agreement.owner))]
    if in_force and in_force.valid_from and in_force.review_on:
        facts.append((_("Geldt sinds"), date_format(in_force.valid_from, "j F Y")))
        facts.append((_("Opnieuw bekijken"), date_format(in_force.review_on, "j F Y")))
    if in_force and in_force.decided_in:
        facts.append((_("Besloten in"), in_force.decided_in))
    if agreement.ended_at:
        facts.append((_("Vervallen, omdat"), agreement.end_reason))
    return facts
