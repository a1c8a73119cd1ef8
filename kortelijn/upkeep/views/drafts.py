"""Write an entry in a few steps, look at it as a resident would, and only then let it stand."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from kortelijn.directory.duplicates import Likely, likely_duplicates
from kortelijn.directory.models import Service
from kortelijn.directory.sheets import locations_of
from kortelijn.kernel.clock import now
from kortelijn.kernel.errors import Refused
from kortelijn.kernel.policy import may
from kortelijn.kernel.screens import KortelijnRequest, screen
from kortelijn.parties.models import Network, Organization
from kortelijn.parties.queries import taking_part
from kortelijn.upkeep import drafts
from kortelijn.upkeep.actions import refuse_proposal
from kortelijn.upkeep.forms import AnswerForm, NewForm
from kortelijn.upkeep.models import Draft
from kortelijn.upkeep.preview import preview as preview_of
from kortelijn.upkeep.queries import is_coordinator
from kortelijn.upkeep.steps import BY_CODE, LABELS, STEPS, Step, after, composed, form_for, number_of
from kortelijn.upkeep.typed import kept
from kortelijn.upkeep.words import lines_of, names_in


@screen("upkeep.begin", of=Service, methods=("POST",))
def edit(request: KortelijnRequest, service: Service) -> HttpResponse:
    """Begin to change an entry, or go on with it."""
    draft = drafts.begin_edit(request.actor, service)
    return redirect("upkeep:step", pk=draft.pk, step="wat")


@screen("upkeep.begin")
def new(request: KortelijnRequest) -> HttpResponse:
    """Whose is it, and what is it called?"""
    choices = _organizations(request)
    sent = request.method == "POST"
    form = NewForm(request.POST if sent else None, organizations=choices,
                   initial={"organization": str(request.actor.organization_id)})  # fmt: skip
    alike: list[Likely] = []
    if sent and form.is_valid():
        network = get_object_or_404(Network, pk=request.actor.network_id)
        alike = [] if "toch" in request.POST else likely_duplicates(network, form.cleaned_data["name"])
        if not alike:
            organization = get_object_or_404(Organization, pk=form.cleaned_data["organization"])
            draft = drafts.begin_new(request.actor, organization, form.cleaned_data["name"])
            return redirect("upkeep:step", pk=draft.pk, step="wat")
    return render(request, "upkeep/new.html", {"form": form, "alike": alike}, status=422 if form.errors else 200)


def _organizations(request: KortelijnRequest) -> list[tuple[str, str]]:
    rows = taking_part(request.actor.network_id).order_by("name", "id")
    return [(str(pk), name) for pk, name in rows.values_list("pk", "name")]


@screen("upkeep.write", of=Draft)
def step(request: KortelijnRequest, draft: Draft, step: str) -> HttpResponse:
    """One step: kept while typing, judged when one goes on."""
    here = BY_CODE.get(step)
    if here is None:
        raise Http404
    if not drafts.may_write(request.actor, draft):
        return redirect("upkeep:preview", pk=draft.pk)
    if request.method == "POST":
        return _sent(request, draft, here)
    if request.POST:  # what was sent when the session was over, to look at and send
        draft.typed |= {here.code: kept(request.POST)}
    form = form_for(draft, here, judged="nakijken" in request.GET)
    return _show(request, draft, here, form, 200)


def _sent(request: KortelijnRequest, draft: Draft, here: Step) -> HttpResponse:
    typed = kept(request.POST)
    if more := request.POST.get("meer"):
        typed[more[:20]] = [str(_count(typed.get(more, ["0"])[0]) + 1)]
    draft = drafts.save_step(request.actor, draft, here, typed)
    if request.headers.get("X-Autosave"):
        return HttpResponse(status=204)
    if more:
        return redirect(f"{request.path}#meer-{more[:20]}")
    form = form_for(draft, here, judged=True)
    if not form.is_valid():
        return _show(request, draft, here, form, 422)
    follows = after(here)
    if follows and "nakijken" not in request.POST:
        return redirect("upkeep:step", pk=draft.pk, step=follows.code)
    return redirect("upkeep:preview", pk=draft.pk)


def _count(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 3 else 0  # noqa: PLR2004 - digits


def _show(request: KortelijnRequest, draft: Draft, here: Step, form: Any, status: int) -> HttpResponse:
    context = {"draft": draft, "step": here, "form": form, "labels": LABELS, "number": number_of(here),
               "is_last": after(here) is None, "lead": composed(draft).sheet["name"]}  # fmt: skip
    return render(request, "upkeep/step.html", context, status=status)


@screen("upkeep.see_draft", of=Draft, methods=("GET", "HEAD"))
def preview(request: KortelijnRequest, draft: Draft) -> HttpResponse:
    """Exactly as residents will read it, with what is different, before anything stands."""
    return _preview(request, draft, AnswerForm(), 200)


def _preview(request: KortelijnRequest, draft: Draft, form: AnswerForm, status: int) -> HttpResponse:
    ready = composed(draft)
    changes = lines_of(ready.changed, names_in([ready.changed])) if draft.service_id and draft.is_open else []
    context = {
        "draft": draft, "entry": preview_of(draft, ready.sheet, now()), "ready": ready, "changes": changes,
        "form": form, "may_publish": draft.is_open and may(request.actor, "upkeep.publish", draft),
        "may_write": drafts.may_write(request.actor, draft),
        "may_propose": draft.status == Draft.Status.WRITING and may(request.actor, "upkeep.propose", draft),
        "decides": draft.status == Draft.Status.PROPOSED and is_coordinator(request.actor),
        "may_discard": draft.status == Draft.Status.WRITING and may(request.actor, "upkeep.discard", draft),
        "is_stale": drafts.is_stale(draft),
        "steps": STEPS, "alike": _alike(draft, ready.sheet) if draft.service_id is None and draft.is_open else [],
    }  # fmt: skip
    return render(request, "upkeep/preview.html", context, status=status)


def _alike(draft: Draft, sheet: dict[str, Any]) -> list[Likely]:
    """What may be the same as a new entry, now that its address and number are known too."""
    known = locations_of(sheet)
    place = next((known[UUID(place["location"])] for place in sheet["places"] if place["location"]), None)
    new: dict[str, str] = next((place["new"] for place in sheet["places"] if "new" in place), {})
    phone = next((contact["phone"] for contact in sheet["contacts"] if contact["phone"]), "")
    return likely_duplicates(
        draft.network, sheet["name"], phone=phone, url=sheet["url"], text=sheet["description"],
        address=place.address if place else new.get("address", ""),
        postal_code=place.postal_code if place else new.get("postal_code", ""),
    )  # fmt: skip


@screen("upkeep.publish", of=Draft, methods=("POST",))
def publish(request: KortelijnRequest, draft: Draft) -> HttpResponse:
    """Let it stand."""
    try:
        service = drafts.publish(request.actor, draft)
    except Refused as refused:
        messages.warning(request, str(refused))
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, _("Geplaatst. Zo staat het nu in het overzicht."))
        return redirect("directory:service", pk=service.pk)
    return redirect("upkeep:preview", pk=draft.pk)


@screen("upkeep.propose", of=Draft, methods=("POST",))
def propose(request: KortelijnRequest, draft: Draft) -> HttpResponse:
    """Hand it in."""
    try:
        drafts.propose(request.actor, draft)
        messages.success(request, _("Dank u. De coördinator kijkt ernaar. U hoort het als er antwoord is."))
    except Refused as refused:
        messages.warning(request, str(refused))
    return redirect("upkeep:preview", pk=draft.pk)


@screen("upkeep.decide", of=Draft, methods=("POST",))
def refuse(request: KortelijnRequest, draft: Draft) -> HttpResponse:
    """Not in the directory, and why."""
    form = AnswerForm(request.POST)
    if form.is_valid():
        try:
            refuse_proposal(
                request.actor, draft, reason=form.cleaned_data["answer"], name=composed(draft).sheet["name"]
            )
            messages.success(request, _("Niet geplaatst. Wie het voorstelde, leest uw antwoord."))
            return redirect("upkeep:overview")
        except Refused as refused:
            form.add_error(None, str(refused))
    return _preview(request, draft, form, 422)


@screen("upkeep.write", of=Draft, methods=("POST",))
def begin_again(request: KortelijnRequest, draft: Draft) -> HttpResponse:
    """Take over what stands there now."""
    drafts.begin_again(request.actor, draft)
    messages.info(request, _("U ziet nu wat er staat, met uw eigen wijzigingen die daar niet mee botsen."))
    return redirect("upkeep:preview", pk=draft.pk)


@screen("upkeep.discard", of=Draft, methods=("POST",))
def discard(request: KortelijnRequest, draft: Draft) -> HttpResponse:
    """Throw it away."""
    try:
        drafts.discard(request.actor, draft)
        messages.success(request, _("Weggegooid. Er is niets veranderd."))
    except Refused as refused:
        messages.warning(request, str(refused))
    return redirect("upkeep:overview")
