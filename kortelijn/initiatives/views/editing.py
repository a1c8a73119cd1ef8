"""An initiative is described: what looks like it is shown before it is added."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kortelijn.initiatives import actions
from kortelijn.initiatives.drafts import added_with, forget_draft, save_draft, typed_before
from kortelijn.initiatives.editing import Editing, standing_now, typed_now, typed_then
from kortelijn.initiatives.models import Initiative
from kortelijn.initiatives.overlap import Overlap, overlaps
from kortelijn.kernel.errors import NotNow, Refused
from kortelijn.kernel.screens import KortelijnRequest, screen
from kortelijn.parties.models import Network

KEY, SEEN = "concept", "gezien"


@screen("initiatives.add")
def add(request: KortelijnRequest) -> HttpResponse:
    """A new one; its address names what was typed, so that a reload or a login comes back to it."""
    key = _key(request.GET.get(KEY, ""))
    if key is None:
        return redirect(f"{reverse('initiatives:add')}?{KEY}={uuid4()}")
    if added := added_with(request.actor, key):
        return redirect("initiatives:initiative", pk=added)
    typed = typed_before(request.actor, key)
    editing = Editing(request.actor, request.POST or None, typed_then(typed) if typed else _begin(request))
    if request.method == "POST" and editing.is_valid:
        alike = overlaps(editing.described(None))
        if alike and SEEN not in request.POST:
            return _show(request, editing, key, alike=alike)
        try:
            made = actions.add_initiative(request.actor, _network(request), editing.entry(), key=key)
        except Refused as refused:
            editing.form.add_error(None, str(refused))
        else:
            messages.success(request, _("Het initiatief staat erbij. Collega’s zien het nu ook."))
            return redirect("initiatives:initiative", pk=made.pk)
    return _show(request, editing, key)


@screen("initiatives.change", of=Initiative)
def change(request: KortelijnRequest, initiative: Initiative) -> HttpResponse:
    """What is said of it now."""
    typed = typed_before(request.actor, initiative.pk, initiative.version)
    begin = typed_then(typed) if typed else standing_now(initiative)
    editing = Editing(request.actor, request.POST or None, begin)
    if request.method == "POST" and editing.is_valid:
        try:
            version = editing.form.cleaned_data["version"]
            actions.change_initiative(request.actor, initiative, editing.entry(), version=version)
        except Refused as refused:
            editing.form.add_error(None, str(refused))
        else:
            messages.success(request, _("Bijgewerkt."))
            return redirect("initiatives:initiative", pk=initiative.pk)
    return _show(request, editing, initiative.pk, initiative=initiative, restored=bool(typed))


@screen("initiatives.save_draft", methods=("POST",))
def keep_draft(request: KortelijnRequest, key: UUID) -> HttpResponse:
    """Keep what was typed so far."""
    try:
        save_draft(request.actor, _network(request), key, typed_now(request.POST))
    except NotNow:  # said beside the form, not on whatever page comes next
        return HttpResponse(status=409)
    return HttpResponse(status=204)


@screen("initiatives.save_draft", methods=("POST",))
def drop_draft(request: KortelijnRequest, key: UUID) -> HttpResponse:
    """Throw away what was typed."""
    forget_draft(request.actor, key)
    messages.success(request, _("Weggegooid wat u getypt had."))
    return redirect("initiatives:list")


def _show(
    request: KortelijnRequest, editing: Editing, key: UUID, *, initiative: Initiative | None = None,
    alike: list[Overlap] | None = None, restored: bool = False,
) -> HttpResponse:  # fmt: skip
    wrong = (editing.form.is_bound and not editing.is_valid) or bool(editing.form.errors)
    back = reverse("initiatives:initiative", args=[key]) if initiative else reverse("initiatives:list")
    context = {
        "back": back, "editing": editing, "key": key, "initiative": initiative, "alike": alike or [],
        "restored": restored, "here": request.get_full_path(),
    }  # fmt: skip
    return render(request, "initiatives/edit.html", context, status=422 if wrong else 200)


def _begin(request: KortelijnRequest) -> dict[str, object]:
    """Whoever adds it is its contact, and their organization is in it, until they say otherwise."""
    actor = request.actor
    return {"contact": actor.seat_id, "partij": [{"organization": actor.organization_id, "role": "trekker"}]}


def _network(request: KortelijnRequest) -> Network:
    return get_object_or_404(Network, pk=request.actor.network_id)


def _key(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
