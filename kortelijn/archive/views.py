"""Take everything along: ask for it, see the passphrase once, see how far it is, fetch it, let go of it."""

from typing import cast

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _

from kortelijn.archive import actions, store
from kortelijn.archive.forms import AskForm
from kortelijn.archive.locking import new_passphrase
from kortelijn.archive.models import Export
from kortelijn.kernel.clock import local
from kortelijn.kernel.errors import Refused
from kortelijn.kernel.screens import KortelijnRequest, screen
from kortelijn.parties.models import Network
from kortelijn.residents.models import Resident

READ_ONLY, SHOWN = ("GET", "HEAD"), 10


@screen("archive.take_along")
def take_along(request: KortelijnRequest) -> HttpResponse:
    """What is in it and what the law asks; who asks gets the passphrase, once, on the page that answers."""
    network = get_object_or_404(Network, pk=request.actor.network_id)
    form = AskForm(request.POST or None)
    if form.is_valid() and (answer := _asked(request, network, form)):
        return answer
    page = {
        "form": form, "of": network, "residents": Resident.objects.filter(network=network).count(),
        "exports": Export.objects.visible_to(request.actor)[:SHOWN],
    }  # fmt: skip
    return render(request, "archive/take_along.html", page, status=422 if form.is_bound else 200)


def _asked(request: KortelijnRequest, network: Network, form: AskForm) -> HttpResponse | None:
    passphrase = new_passphrase()
    try:
        export = actions.ask_export(request.actor, network, purpose=form.cleaned_data["purpose"], passphrase=passphrase)
    except Refused as refused:
        form.add_error(None, str(refused))
        return None
    return render(request, "archive/passphrase.html", {"export": export, "passphrase": passphrase})


@screen("archive.see", of=Export, methods=READ_ONLY)
def export(request: KortelijnRequest, asked: Export) -> HttpResponse:
    """How far it is, or until when it can be fetched."""
    if request.headers.get("HX-Request") and not asked.is_making:  # the page that waits becomes another page
        return HttpResponse(headers={"HX-Redirect": request.path})
    done, of = store.progress(asked.pk)
    return render(request, "archive/export.html", {"export": asked, "done": done, "of": of})


@screen("archive.fetch", of=Export, methods=("POST",))
def fetch(request: KortelijnRequest, asked: Export) -> HttpResponse:
    """The file itself; that it was fetched is kept, with every resident in it."""
    try:
        file = store.path_of(asked.pk).open("rb")
    except FileNotFoundError:
        raise Refused(_("Dit bestand is er niet meer. Vraag een nieuw aan.")) from None
    try:
        asked = actions.fetch(request.actor, asked)
    except BaseException:
        file.close()
        raise
    name = f"{slugify(asked.network.slug)}-{local(asked.asked_at):%Y-%m-%d}.kortelijn"
    answer = FileResponse(file, as_attachment=True, filename=name, content_type="application/octet-stream")
    return cast(HttpResponse, answer)


@screen("archive.let_go", of=Export, methods=("POST",))
def let_go(request: KortelijnRequest, asked: Export) -> HttpResponse:
    """Who has it, has no need of it here."""
    actions.let_go(request.actor, asked)
    store.remove(asked.pk)
    messages.success(request, _("Het bestand is hier weg."))
    return redirect("archive:take_along")
