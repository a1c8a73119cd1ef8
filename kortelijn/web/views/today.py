"""Vandaag: the worklist of a seat."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from kortelijn.kernel.screens import KortelijnRequest, screen, show
from kortelijn.parties.models import Seat
from kortelijn.referrals.line_page import dots
from kortelijn.tasks.models import Task
from kortelijn.web.entries import Entry, entry
from kortelijn.web.greeting import heading, lead
from kortelijn.web.navigation import stands_in_for, tenures_on
from kortelijn.web.worklist import BESIDE, Worklist, role_of


@screen("tasks.see_worklist", methods=("GET", "HEAD"))
def worklist(request: KortelijnRequest) -> HttpResponse:
    """Now, today, coming, and what waits for others."""
    actor, standing_in = request.actor, stands_in_for(request)
    work = Worklist(actor.seat_id, actor.organization_id, request.GET.get("pagina"), standing_in)
    show(request, *work.about.referrals.values())
    return render(request, "web/worklist.html", _page(request, work))


def _page(request: KortelijnRequest, work: Worklist) -> dict[str, Any]:
    return {
        "heading": heading(_first_name(request), work), "lead": lead(work), "page": work.page,
        "late": _rows(work, work.overdue + work.told, "overdue"), "today": _rows(work, work.today, "today"),
        "coming": _rows(work, work.coming, "coming"), "waiting": _rows(work, work.waiting, "waiting"),
        "more_waiting": len(work.waiting) == BESIDE, "first": _first_line(work),
        "may_prescribe": request.actor.has(Seat.Function.PRESCRIBES),
    }  # fmt: skip


def _first_name(request: KortelijnRequest) -> str:
    seats = (each for each in tenures_on(request) if each.seat_id == request.actor.seat_id)
    tenure = next(seats, None)
    return tenure.person.given_name if tenure else request.actor.name


def _rows(work: Worklist, tasks: list[Task], kind: str) -> list[Entry]:
    return [entry(task, work.about, kind=kind, role=role_of(task)) for task in tasks]


def _first_line(work: Worklist) -> dict[str, Any] | None:
    """The line of the first row, for the figure beside the list."""
    for task in [*work.overdue, *work.told, *work.today, *work.coming]:
        referral = work.about.referral_of(task)
        if referral and task.code == "fulfill":
            return {"referral": referral, "steps": dots(referral), "sender": referral.sender}
    return None
