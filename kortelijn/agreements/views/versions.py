"""One version, from concept to in force: its articles, what was said of them, who signs."""

from collections.abc import Callable

from django import forms as django_forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kortelijn.agreements import agreeing
from kortelijn.agreements.forms import CommentForm, DecidedForm, DeclineForm, SignersForm, UntilForm
from kortelijn.agreements.models import Signature, Version
from kortelijn.agreements.pages import base_articles, changes, own_signature, shown_in
from kortelijn.agreements.views.acting import done, tapped
from kortelijn.kernel.policy import may
from kortelijn.kernel.screens import KortelijnRequest, screen


@screen("agreements.see", of=Version, methods=("GET", "HEAD"))
def version(request: KortelijnRequest, version: Version) -> HttpResponse:
    """Its articles and how it stands; for who keeps it, what comes next."""
    return show(request, version)


@screen("agreements.see", of=Version, methods=("GET", "HEAD"))
def difference(request: KortelijnRequest, version: Version) -> HttpResponse:
    """What changed against the version before, old beside new."""
    before, changed = changes(version)
    return render(request, "agreements/difference.html", {"version": version, "before": before, "changes": changed})


@screen("agreements.draft", of=Version)
def ask_comments(request: KortelijnRequest, version: Version) -> HttpResponse:
    """Everybody may say what they think."""
    form = UntilForm(request.POST or None)
    said = _("Iedereen in het netwerk kan nu reageren.")
    return _act(request, version, form, "comments", said,
                lambda: agreeing.ask_comments(request.actor, version, form.cleaned_data["until"]))  # fmt: skip


@screen("agreements.draft", of=Version)
def ask_signatures(request: KortelijnRequest, version: Version) -> HttpResponse:
    """These seats are asked to sign."""
    form = SignersForm(request.POST or None, actor=request.actor)
    said = _("Gevraagd. Het staat op de werklijst van wie tekent.")
    return _act(request, version, form, "signers", said,
                lambda: agreeing.ask_signatures(request.actor, version, **form.cleaned_data))  # fmt: skip


@screen("agreements.settle", of=Version)
def settle(request: KortelijnRequest, version: Version) -> HttpResponse:
    """It was decided where all were."""
    form = DecidedForm(request.POST or None)
    said = _("Vastgelegd. Op de dag dat het ingaat, werkt het.")
    return _act(request, version, form, "decided", said,
                lambda: agreeing.settle_together(request.actor, version, **form.cleaned_data))  # fmt: skip


@screen("agreements.draft", of=Version, methods=("POST",))
def take_back(request: KortelijnRequest, version: Version) -> HttpResponse:
    """It is changed after all."""
    tapped(request, lambda: agreeing.take_back(request.actor, version), _("U kunt er weer in schrijven."))
    return redirect("agreements:version", pk=version.pk)


@screen("agreements.draft", of=Version, methods=("POST",))
def drop(request: KortelijnRequest, version: Version) -> HttpResponse:
    """It does not go through."""
    tapped(request, lambda: agreeing.drop_version(request.actor, version), _("Deze versie gaat niet door."))
    return redirect("agreements:agreement", pk=version.agreement_id)


@screen("agreements.sign", of=Signature, methods=("POST",))
def sign(request: KortelijnRequest, signature: Signature) -> HttpResponse:
    """This seat agrees."""
    tapped(request, lambda: agreeing.sign(request.actor, signature), _("Getekend. Dank u wel."))
    return redirect("agreements:version", pk=signature.version_id)


@screen("agreements.sign", of=Signature)
def decline(request: KortelijnRequest, signature: Signature) -> HttpResponse:
    """This seat does not agree, and why."""
    form = DeclineForm(request.POST or None)
    said = _("Duidelijk. Wie de afspraak bijhoudt, neemt contact op.")
    return _act(request, signature.version, form, "decline", said,
                lambda: agreeing.decline(request.actor, signature, form.cleaned_data["why"]))  # fmt: skip


def _act(
    request: KortelijnRequest, version: Version, form: django_forms.Form, name: str, said: str,
    act: Callable[[], object],
) -> HttpResponse:  # fmt: skip
    if request.method != "POST" or done(request, form, act, said):
        return redirect("agreements:version", pk=version.pk)
    return show(request, version, {name: form})


def show(
    request: KortelijnRequest, version: Version, wrong: dict[str, django_forms.Form] | None = None
) -> HttpResponse:
    """The page of a version; what was wrong stands in its form."""
    articles = shown_in(version)
    signatures = list(version.signatures.select_related("seat__organization", "version"))
    drafts = may(request.actor, "agreements.draft", version)
    parts = {shown.article.part for shown in articles}
    page = {
        "version": version, "agreement": version.agreement, "articles": articles, "signatures": signatures,
        "mine": own_signature(request.actor, signatures) if version.status == Version.Status.SIGNING else None,
        "may_draft": drafts, "may_write": drafts and version.is_open,
        "may_settle": may(request.actor, "agreements.settle", version),
        "to_adapt": [each for each in base_articles(version) if each.part not in parts] if version.is_open else (),
        "forms": _forms(request, version, drafts) | (wrong or {}),
        "unanswered": sum(1 for shown in articles for said in shown.comments if not said.resolved_at),
    }  # fmt: skip
    return render(request, "agreements/version.html", page, status=422 if wrong else 200)


def _forms(request: KortelijnRequest, version: Version, drafts: bool) -> dict[str, django_forms.Form]:
    forms: dict[str, django_forms.Form] = {"decline": DeclineForm(), "comment": CommentForm()}
    if drafts and version.is_open:
        forms |= {"comments": UntilForm(), "signers": SignersForm(actor=request.actor), "decided": DecidedForm()}
    return forms
