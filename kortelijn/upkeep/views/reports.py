"""What does not hold: said by a colleague, looked into by whoever keeps the entry."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kortelijn.directory.models import Service
from kortelijn.kernel.errors import Refused
from kortelijn.kernel.screens import KortelijnRequest, screen
from kortelijn.upkeep import actions
from kortelijn.upkeep.drafts import begin_edit
from kortelijn.upkeep.forms import AnswerForm, ReportForm
from kortelijn.upkeep.models import Report


@screen("upkeep.report", of=Service)
def report(request: KortelijnRequest, service: Service) -> HttpResponse:
    """A colleague says what does not hold."""
    sent = request.method == "POST"
    form = ReportForm(request.POST if sent else None)
    if sent and form.is_valid():
        try:
            actions.report_wrong(request.actor, service, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Dank u. Wie dit aanbod bijhoudt, kijkt het na."))
            return redirect("directory:service", pk=service.pk)
    return render(request, "upkeep/report.html", {"service": service, "form": form}, status=422 if sent else 200)


@screen("upkeep.see_report", of=Report, methods=("GET", "HEAD"))
def see_report(request: KortelijnRequest, report: Report) -> HttpResponse:
    """What was said, and what one can do."""
    return render(request, "upkeep/see_report.html", {"report": report, "form": AnswerForm()})


@screen("upkeep.answer_report", of=Report, methods=("POST",))
def right(request: KortelijnRequest, report: Report) -> HttpResponse:
    """It was right after all."""
    form = AnswerForm(request.POST)
    if form.is_valid():
        try:
            actions.answer_report(request.actor, report, form.cleaned_data["answer"])
            messages.success(request, _("Uw antwoord staat bij het aanbod. De melding is klaar."))
            return redirect("upkeep:overview")
        except Refused as refused:
            form.add_error(None, str(refused))
    return render(request, "upkeep/see_report.html", {"report": report, "form": form}, status=422)


@screen("upkeep.answer_report", of=Report, methods=("POST",))
def edit(request: KortelijnRequest, report: Report) -> HttpResponse:
    """Put it right; publishing that ends the report."""
    draft = begin_edit(request.actor, report.service, report)
    return redirect("upkeep:step", pk=draft.pk, step="wat")
