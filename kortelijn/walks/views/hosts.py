"""Who receives: named, with hours; what the directory knows of a place is a hint."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kortelijn.kernel.errors import Refused
from kortelijn.kernel.screens import KortelijnRequest, screen
from kortelijn.walks import actions
from kortelijn.walks.forms import HostForm, HoursForm
from kortelijn.walks.hints import hint_words, open_at, proposed
from kortelijn.walks.models import Host, Season


@screen("walks.lead", of=Season)
def hosts(request: KortelijnRequest, season: Season) -> HttpResponse:
    """All that receive, and one more: it begins with the hours that the directory knows."""
    form = HostForm(request.POST if request.method == "POST" else None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        location, days = form.cleaned_data["location"], list(season.days.all())
        known = open_at(location, days)
        hours = {day.pk: proposed(day, known[day.pk], season.minutes) for day in days}
        try:
            made = actions.name_host(
                request.actor, season, seat=form.cleaned_data["seat"], location=location, hours=hours
            )
        except (Refused, ValidationError) as refused:
            form.add_error(None, " ".join(getattr(refused, "messages", [str(refused)])))
        else:
            messages.success(request, _("Genoteerd. Kloppen deze uren?"))
            return redirect("walks:host", pk=made.pk)
    rows = season.hosts.select_related("organization", "location", "seat").prefetch_related("receptions__day")
    page = {"season": season, "hosts": list(rows), "form": form}
    return render(request, "walks/hosts.html", page, status=422 if request.method == "POST" else 200)


@screen("walks.lead", of=Host)
def host(request: KortelijnRequest, host: Host) -> HttpResponse:
    """The hours of one host."""
    days = list(host.season.days.all())
    known = open_at(host.location, days)
    hints = {day.pk: hint_words(known[day.pk]) for day in days}
    form = HoursForm(request.POST if request.method == "POST" else None, host=host, days=days, hints=hints)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_host(request.actor, host, hours=form.hours, meet=form.cleaned_data["meet"])
        except (Refused, ValidationError) as refused:
            form.add_error(None, " ".join(getattr(refused, "messages", [str(refused)])))
        else:
            messages.success(request, _("De uren staan erbij."))
            return redirect("walks:hosts", pk=host.season_id)
    page = {"host": host, "season": host.season, "form": form}
    return render(request, "walks/host.html", page, status=422 if request.method == "POST" else 200)


@screen("walks.lead", of=Host, methods=("POST",))
def drop(request: KortelijnRequest, host: Host) -> HttpResponse:
    """It does not receive this time."""
    season = host.season_id
    try:
        actions.drop_host(request.actor, host)
        messages.success(request, _("Deze gastheer ontvangt deze keer niet."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("walks:hosts", pk=season)
