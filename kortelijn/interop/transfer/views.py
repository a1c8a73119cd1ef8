"""A directory taken in and given out, on screen: bring a file, say what its columns are, look, take over; download."""

import tempfile
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from kortelijn.interop import actions
from kortelijn.interop.hsds.source import Unreadable
from kortelijn.interop.models import Import
from kortelijn.interop.transfer import limits, store, working
from kortelijn.interop.transfer.forms import BringForm, ColumnsForm, ExportForm
from kortelijn.interop.transfer.giving import FILES, TEXTS, TYPES, Format, loose_places, services, write
from kortelijn.interop.transfer.reading import recognized
from kortelijn.kernel.clock import today
from kortelijn.kernel.errors import Refused
from kortelijn.kernel.ids import new_id
from kortelijn.kernel.screens import KortelijnRequest, screen
from kortelijn.parties.models import Network

SHOWN = 20


def _network(request: KortelijnRequest) -> Network:
    return get_object_or_404(Network, pk=request.actor.network_id)


@screen("directory.import")
def overview(request: KortelijnRequest) -> HttpResponse:
    """Bring a file or an address; what is waiting; and what can go out."""
    network = _network(request)
    form = BringForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            brought = _bring(request, network, form)
        except Unreadable as error:
            form.add_error("bestand", str(error))
        else:
            return redirect("transfer:import", pk=brought.pk)
    context = {"form": form, "export": ExportForm(network=network), "formats": Format.choices,
               "imports": Import.objects.visible_to(request.actor)[:SHOWN]}  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "transfer/overview.html", context, status=status)


def _bring(request: KortelijnRequest, network: Network, form: BringForm) -> Import:
    """Keep the file and read it at once when it is small; what is elsewhere is for the worker."""
    key, url = new_id(), form.cleaned_data["adres"]
    if url:
        name = store.safe_name(urlsplit(url).path.rstrip("/").rpartition("/")[2] or urlsplit(url).netloc)
        return actions.bring(request.actor, network, key=key, name=name, url=url, later=True)
    file = cast("UploadedFile[Any]", form.cleaned_data["bestand"])
    name = store.safe_name(file.name or "")
    size = store.put(key, name, file.chunks())
    try:
        kind = recognized(store.file_of(key))
    except Unreadable:
        store.remove(key)
        raise
    later = size > limits.SMALL
    brought = actions.bring(request.actor, network, key=key, name=name, format=kind, size=size, later=later)
    return brought if later else working.examine(request.actor, brought)


@screen("directory.import", of=Import, methods=("GET", "HEAD"))
def see(request: KortelijnRequest, brought: Import) -> HttpResponse:
    """How it stands: being read, what would happen, being taken in, done."""
    if request.headers.get("HX-Request") and not brought.is_busy:  # the page that waits becomes another page
        return HttpResponse(headers={"HX-Redirect": request.path})
    if brought.status == Import.Status.COLUMNS:
        return redirect("transfer:columns", pk=brought.pk)
    done, total = store.progress(brought.pk)
    context = {"brought": brought, "report": brought.report, "done": done, "total": total,
               "stuck": brought.is_stuck, "counts": _counts(brought.report)}  # fmt: skip
    return render(request, "transfer/import.html", context)


def _counts(report: dict[str, Any]) -> list[dict[str, Any]]:
    labels = {"SERVICE": _("aanbod"), "LOCATION": _("plekken"), "ORGANIZATION": _("organisaties")}
    counts = report.get("counts", {})
    return [{"label": labels[name], "numbers": counts[name]} for name in labels if name in counts]


@screen("directory.import", of=Import)
def columns(request: KortelijnRequest, brought: Import) -> HttpResponse:
    """What each column of the sheet tells."""
    if not brought.headings:
        raise Http404
    form = ColumnsForm(request.POST or None, brought=brought)
    if request.method == "POST" and form.is_valid():
        later = bool(brought.url) or brought.size > limits.SMALL
        chosen = actions.choose_columns(
            request.actor, brought, columns=form.chosen(), organization=form.cleaned_data["organisatie"], later=later
        )
        if not later:
            working.examine(request.actor, chosen)
        return redirect("transfer:import", pk=brought.pk)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "transfer/columns.html", {"brought": brought, "form": form}, status=status)


@screen("directory.import", of=Import, methods=("POST",))
def take_over(request: KortelijnRequest, brought: Import) -> HttpResponse:
    """Somebody looked and says yes."""
    counts = brought.report.get("counts", {})
    things = sum(number for each in counts.values() for number in each.values())
    later = things > limits.FEW or brought.size > limits.SMALL  # few things may stand in a large file
    begun = actions.begin(request.actor, brought, later=later)
    if not later:
        working.take_in(request.actor, begun)
    return redirect("transfer:import", pk=brought.pk)


@screen("directory.import", of=Import, methods=("POST",))
def discard(request: KortelijnRequest, brought: Import) -> HttpResponse:
    """Not wanted after all."""
    try:
        actions.discard(request.actor, brought)
    except Refused as error:
        messages.error(request, str(error))
        return redirect("transfer:import", pk=brought.pk)
    store.remove(brought.pk)
    messages.success(request, _("Weggegooid. Er is niets overgenomen."))
    return redirect("transfer:overview")


@screen("transfer.export", methods=("GET", "HEAD"))
def export(request: KortelijnRequest) -> HttpResponse:
    """What can go out; and, when a form is chosen, the directory of the network as a file."""
    network = _network(request)
    form = ExportForm(request.GET if "formaat" in request.GET else None, network=network)
    if not form.is_valid():
        status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
        return render(request, "transfer/export.html", {"export": form}, status=status)
    kind, chosen = form.kind(), form.chosen()
    rows = services(network, chosen, colleagues=form.cleaned_data["collegas"])
    places = [] if chosen else loose_places(network)
    name = f"aanbod-{network.slug}-{today():%Y-%m-%d}.{kind.value}"
    if kind in FILES:
        file = tempfile.NamedTemporaryFile(suffix=f".{kind.value}")  # noqa: SIM115 - the answer closes it when it is sent
        write(kind, rows, places, Path(file.name))
        return cast(HttpResponse, FileResponse(file, as_attachment=True, filename=name, content_type=TYPES[kind]))
    answer = StreamingHttpResponse(_encoded(TEXTS[kind](rows, places)), content_type=TYPES[kind])
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return cast(HttpResponse, answer)


def _encoded(texts: Iterator[str]) -> Iterator[bytes]:
    for text in texts:
        yield text.encode()
